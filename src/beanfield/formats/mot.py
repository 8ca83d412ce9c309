"""MOTChallenge: `gt/gt.txt` and `det/det.txt` of a sequence, a box a line: frame, id, left, top, width,
height, …

Frames, ids and pixels count from 1: one is taken off the corner, which a note says. A frame is one item; the
track is the id, the frame its number from 0. What `gt` holds is the answer, what `det` holds the pre-label.
From MOT16 on the 8th and 9th column are class and visibility; MOT15 has a place in space there, and knows
pedestrians only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, Box, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.picture_size import size_of
from beanfield.formats.record import Record
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import bounded_lines, decode, open_text
from beanfield.formats.xml_text import shown_number

HOLDS = Holds(
    media=frozenset({"image"}), shapes=frozenset({"box"}), attributes=True, tracks=True, scores=True,
    prelabels=True,
)  # fmt: skip
CLASSES = (
    "pedestrian", "person_on_vehicle", "car", "bicycle", "motorbike", "non_motorised_vehicle",
    "static_person", "distractor", "occluder", "occluder_on_ground", "occluder_full", "reflection",
)  # fmt: skip
IGNORED, VISIBILITY, CONFIDENCE = "ignored", "visibility", "confidence"
_KINDS = ("gt", "det")
_MOST_BOXES = 5_000_000


class Mot(Reader):
    """Reads every sequence: a folder with `gt/gt.txt` or `det/det.txt`."""

    name: ClassVar[str] = "mot"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 90 if _sequences(source) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a frame with a box, named as its picture `sequence/img1/000001.jpg`."""
        del options, sketch  # nothing is left open, and no class is named apart
        found = _sequences(source)
        if not found:
            raise FormatError("format_no_texts")
        yield FaultRow("format_mot_from_one", note=True)
        for sequence, members in found.items():
            frames: dict[int, Record] = {}
            broken: set[int] = set()
            for member in members:
                yield from _read(member, _classes(source, sequence), frames, broken)
            for number in sorted(frames.keys() - broken):
                yield _named(source, sequence, number, frames[number])


def _sequences(source: Source) -> dict[str, list[Member]]:
    made: dict[str, list[Member]] = {}
    for member in source.members(".txt"):
        for kind in _KINDS:
            ending = f"{kind}/{kind}.txt"
            if f"/{member.name}".endswith(f"/{ending}"):
                made.setdefault(member.name[: -len(ending)], []).append(member)
    return made


def _classes(source: Source, sequence: str) -> list[str]:
    named = source.member(f"{sequence}gt/labels.txt")
    if named is None:
        return list(CLASSES)
    rows = decode(named.read_all(1 << 20), named.name).splitlines()
    return [row.strip() for row in rows if row.strip()]


def _read(
    member: Member, classes: list[str], frames: dict[int, Record], broken: set[int]
) -> Iterator[FaultRow]:
    detections = member.name.endswith("det.txt")
    with open_text(member) as stream:
        for line, raw in enumerate(bounded_lines(stream, member.name, 1 << 16), 1):
            if not raw.strip():
                continue
            cells = [cell.strip() for cell in next(csv.reader([raw]), [])]
            try:
                frame, one = _object(cells, classes, f"{'d' if detections else 'g'}{line}", detections)
            except ShapeError as bad:
                yield FaultRow(bad.key, bad.params, member.name, line)
                broken.add(int(cells[0]) if cells[0].isdecimal() and len(cells[0]) < 10 else 0)
                continue
            if line > _MOST_BOXES:
                raise FormatError("format_too_many_shapes", file=member.name, most=_MOST_BOXES)
            record = frames.setdefault(frame, Record("", size_of(None), file=member.name, line=line))
            if detections:
                record.prelabel = record.prelabel or Document()
                record.prelabel.objects.append(one)
            else:
                record.document = record.document or Document()
                record.document.objects.append(one)


def _object(cells: list[str], classes: list[str], id_: str, detections: bool) -> tuple[int, AnnotatedObject]:
    if not 6 <= len(cells) <= 10:
        raise ShapeError("format_number_count", "", wanted="6-10", found=len(cells))
    numbers = []
    for cell in cells:
        try:
            numbers.append(float(cell))
        except ValueError:
            raise ShapeError("format_bad_number", "", value=cell[:40]) from None
        if not abs(numbers[-1]) < 1e9:
            raise ShapeError("format_bad_number", "", value=cell[:40])
    frame, track = int(numbers[0]), int(numbers[1])
    left, top, w, h = numbers[2:6]
    if frame < 1 or w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "")
    attributes: dict[str, float | bool] = {}
    score = None
    confidence = numbers[6] if len(numbers) > 6 else 1.0
    if not detections:
        attributes |= {IGNORED: True} if confidence == 0 else {}
    elif 0 <= confidence <= 1:
        score = confidence
    else:
        attributes[CONFIDENCE] = confidence
    class_ = "pedestrian"
    if len(numbers) in {8, 9} and numbers[7] >= 0:
        if not 1 <= numbers[7] <= len(classes):
            raise ShapeError("format_unknown_category", "", id=cells[7])
        class_ = classes[int(numbers[7]) - 1]
        if len(numbers) == 9 and numbers[8] >= 0:
            attributes[VISIBILITY] = numbers[8]
    box = Box(round(left - 1, 6), round(top - 1, 6), w, h)
    name = None if track < 0 else str(track)
    return frame, AnnotatedObject(id_, class_, box, attributes, frame - 1, name, score)


def _named(source: Source, sequence: str, number: int, record: Record) -> Record:
    stem = f"{sequence}img1/{number:06}"
    picture = next((p for ending in PICTURES if (p := source.member(stem + ending)) is not None), None)
    record.name = picture.name if picture is not None else f"{stem}.jpg"
    record.content = size_of(picture)
    record.media = picture
    return record


class MotWriter(Writer):
    """`gt/gt.txt` of each sequence with `gt/labels.txt`; a frame is the object's, else that of its picture's
    name.

    Items of one sequence follow one another. Only what stands is written; scores and pre-labels are losses.
    """

    name: ClassVar[str] = "mot"
    holds: ClassVar[Holds] = Holds(
        media=frozenset({"image"}), shapes=frozenset({"box"}), attributes=True, tracks=True
    )
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write each sequence when the next one begins."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        done: set[str] = set()
        now: str | None = None
        rows: list[str] = []
        classes: dict[str, int] = {}
        for record in records:
            if not losses.keeps(record):
                continue
            sequence, _, stem = record.name.rpartition("/")
            sequence = sequence.removesuffix("img1").rstrip("/")
            if sequence != now and sequence in done:
                losses.lose("file_name", record.name)
                continue
            if now is not None and sequence != now:
                _put(sink, now, rows, classes)
                rows, classes = [], {}
            now = sequence
            done.add(sequence)
            report.items += 1
            number = (
                int(digits) if (digits := stem.partition(".")[0]).isdecimal() and len(digits) < 10 else None
            )
            for one in losses.fit(record.document or Document(), record.name).objects:
                row = _line(one, number, classes, record.name, losses)
                if row is not None:
                    report.objects += 1
                    rows.append(row)
        if now is not None:
            _put(sink, now, rows, classes)
        return report


def _put(sink: Sink, sequence: str, rows: list[str], classes: dict[str, int]) -> None:
    folder = f"{sequence}/gt" if sequence else "gt"
    with sink.file(f"{folder}/gt.txt") as out:
        out.write("".join(rows).encode())
    with sink.file(f"{folder}/labels.txt") as out:
        out.write("".join(f"{name}\n" for name in classes).encode())


def _line(
    one: AnnotatedObject, number: int | None, classes: dict[str, int], item: str, losses: Losses
) -> str | None:
    frame = number if one.frame is None else one.frame + 1
    track = one.track if one.track is not None else "-1"
    if frame is None or frame < 1 or not track.removeprefix("-").isdecimal():
        losses.lose("tracks", item)
        return None
    if one.class_ != " ".join(one.class_.split()) or not one.class_:
        losses.lose("class_name", item, name=one.class_[:80])
        return None
    box, visible = one.shape, one.attributes.get(VISIBILITY)
    known = {IGNORED} if isinstance(one.attributes.get(IGNORED), bool) else set()
    known |= {VISIBILITY} if type(visible) in {int, float} else set()
    said = losses.attributes(one, item, known)
    if not isinstance(box, Box):
        return None
    class_ = classes.setdefault(one.class_, len(classes) + 1)
    place = map(shown_number, (box.x + 1, box.y + 1, box.w, box.h))
    tail = [str(int(not said.get(IGNORED))), str(class_), shown_number(float(said.get(VISIBILITY, -1)))]
    return ",".join([str(frame), track, *place, *tail]) + "\n"
