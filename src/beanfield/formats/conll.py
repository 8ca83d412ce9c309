"""CoNLL: a token a line, its tag in the last column, a blank line between sentences; BIO, BMES or BIOES.

Chinese is one character a line. How tokens stand in the text is not said, so: where every token of a
sentence is one character they stand close, else a blank stands between two tokens unless one of both ends is
Chinese (or Japanese, Korean, full width). Columns between the first and the last are left aside, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct, field

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.conll_tags import Entity, entities
from beanfield.formats.conll_tokens import laid_out
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.member import Member
from beanfield.formats.record import Record, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.spans import checked_span
from beanfield.formats.texts import bounded_lines, open_text

HOLDS = Holds(media=frozenset({"text"}), shapes=frozenset({"span"}))
ENDINGS = (
    ".conll", ".bio", ".bmes", ".bioes", ".iob", ".iob2", ".txt", ".tsv", ".train", ".dev", ".test", ".ner",
)  # fmt: skip
_TAG = re.compile(r"O|[BIMESLU]-\S.*")
_LEAST_LINES = 3
_MOST_TOKENS = 1_000_000
#: A character and the place of it in its word: as Weibo's set has them.
_PLACED = re.compile(r".\d", re.DOTALL)


class Conll(Reader):
    """Reads every file whose lines end in tags, whichever the scheme."""

    name: ClassVar[str] = "conll"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 82 if any(_scheme(member) == self.name for member in source.members(*ENDINGS)) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a sentence, named `file:line`."""
        del options, sketch  # nothing is left open, and no class is named apart
        every = list(source.members(*ENDINGS))
        members = [member for member in every if _scheme(member) is not None] or every
        if not members:
            raise FormatError("format_no_texts")
        for member in members:
            try:
                yield from _file(member, source.limits.line_bytes, ended=self.name != "conll")
            except FormatError as error:
                yield error.fault


class Bmes(Conll):
    """The same; single characters are S, the middle of a name is M."""

    name: ClassVar[str] = "bmes"


class Bioes(Conll):
    """The same; single tokens are S, the middle of a name is I."""

    name: ClassVar[str] = "bioes"


class _Sentence(Struct):
    line: int
    tokens: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def _file(member: Member, most: int, *, ended: bool) -> Iterator[Record | FaultRow]:
    placed = _is_placed(member)
    told = False
    for sentence in _sentences(member, most):
        if isinstance(sentence, FaultRow):
            if sentence.note and told:
                continue
            told = told or sentence.note
            yield sentence
            continue
        tokens = [token[0] for token in sentence.tokens] if placed else sentence.tokens
        text, places = laid_out(tokens)
        document = Document()
        try:
            for entity in entities(sentence.tags, ended=ended):
                document.objects.append(_object(entity, places, len(text), len(document.objects) + 1))
        except ShapeError as bad:
            yield FaultRow(bad.key, bad.params, member.name, sentence.line + int(bad.path or 0))
            continue
        name = f"{member.name}:{sentence.line}"
        yield Record(name, Text(text), document, file=member.name, line=sentence.line)


def _object(entity: Entity, places: list[tuple[int, int]], length: int, number: int) -> AnnotatedObject:
    span = checked_span(places[entity.first][0], places[entity.last][1], length)
    return AnnotatedObject(f"o{number}", entity.label, span)


def _sentences(member: Member, most: int) -> Iterator[_Sentence | FaultRow]:
    """Sentences; one with a line that is none is a fault as a whole. A note for each line of more columns."""
    sentence: _Sentence | None = None
    broken: FaultRow | None = None
    with open_text(member) as stream:
        for number, raw in enumerate(bounded_lines(stream, member.name, most), 1):
            row = raw.rstrip("\r\n").removeprefix("\ufeff" if number == 1 else "")
            columns = _columns(row)
            if not columns or columns[0] in {"-DOCSTART-", "-DOCEND-"}:
                if sentence is not None:
                    yield broken or sentence
                sentence, broken = None, None
                continue
            sentence = sentence or _Sentence(number)
            if len(columns) < 2 or _TAG.fullmatch(columns[-1]) is None or not columns[0]:
                broken = broken or FaultRow("format_bad_tag", {"tag": columns[-1][:40]}, member.name, number)
            elif len(sentence.tokens) >= _MOST_TOKENS:
                raise FormatError("format_line_too_long", file=member.name, line=number, most=_MOST_TOKENS)
            if len(columns) > 2:
                yield FaultRow(
                    "format_columns_aside", {"count": len(columns) - 2}, member.name, number, note=True
                )
            sentence.tokens.append(columns[0])
            sentence.tags.append(columns[-1])
    if sentence is not None:
        yield broken or sentence


def _columns(row: str) -> list[str]:
    """The columns: between tabs where there is one, else between blanks. A blank line has none."""
    if "\t" in row and row.strip():
        return row.split("\t")
    return row.split()


def _head(member: Member) -> list[list[str]]:
    """The columns of the first lines."""
    rows = member.head(1 << 16).decode("utf-8", "replace").splitlines()[:-1][:2000]
    return [columns for row in rows if (columns := _columns(row)) and columns[0] != "-DOCSTART-"]


def _is_placed(member: Member) -> bool:
    rows = _head(member)
    return len(rows) >= _LEAST_LINES and all(_PLACED.fullmatch(columns[0]) for columns in rows)


def _scheme(member: Member) -> str | None:
    """The scheme of a file whose lines end in tags: by the letters that only one scheme has."""
    rows = _head(member)
    tags = [columns[-1] for columns in rows if len(columns) > 1]
    good = [tag for tag in tags if _TAG.fullmatch(tag)]
    if len(rows) < _LEAST_LINES or len(good) < 0.9 * len(rows):
        return None
    letters = {tag[0] for tag in good}
    if letters & {"M"}:
        return "bmes"
    return "bioes" if letters & {"E", "S", "L", "U"} else "conll"
