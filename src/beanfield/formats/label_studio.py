"""Label Studio's JSON: tasks with annotations and predictions; only the full export, not JSON-MIN.

Regions become objects; answers that stand beside a region under its id become its attributes; the rest are
answers to fields, named as their controls are. Without a schema a first pass settles which controls take
one choice and which several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import unquote

import msgspec

from beanfield.annotation.document import Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.json_stream import Element, JsonFile
from beanfield.formats.jsons import decoded, json_fault
from beanfield.formats.ls_document import Controls, document_of
from beanfield.formats.ls_model import LsAnnotation, LsTask
from beanfield.formats.member import Member
from beanfield.formats.record import Answer, Chat, Content, Message, Picture, Record, Response, Sound, Text
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source

HOLDS = Holds(
    media=frozenset({"image", "text", "chat", "audio"}),
    shapes=frozenset(
        {"box", "rotated_box", "polygon", "polyline", "point", "ellipse", "mask", "span", "interval"}
    ),
    fields=frozenset(
        {"choice", "choices", "tree", "rating", "number", "text", "boolean", "preference", "ranking"}
    ),
    attributes=True,
    relations=True,
    scores=True,
    answers=True,
    people=True,
    prelabels=True,
    gold=True,
    meta=True,
)
#: Where a config's pairwise control looks for the two texts; the list of responses holds them as well.
PAIR_KEYS = ("response_a", "response_b")
_SOUNDS = (".mp3", ".wav", ".flac", ".ogg", ".m4a", ".aac", ".opus")
_UPLOADED = re.compile(r"^[0-9a-f]{8}-(?=.)")
_task = msgspec.json.Decoder(LsTask).decode
_KEYS = (b'"data"', b'"annotations"', b'"predictions"', b'"result"', b'"from_name"', b'"to_name"')


class LabelStudio(Reader):
    """Reads every task file of the source."""

    name: ClassVar[str] = "label_studio"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 90 if any(_is_tasks(member) for member in source.members(".json")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a task. Cancelled annotations are left aside."""
        every = list(source.members(".json"))
        members = [member for member in every if _is_tasks(member)] or every
        if not members:
            raise FormatError("format_no_json")
        controls = Controls.of(options.schema)
        if options.schema is None:
            for member in members:
                _learn(source, member, controls)
            controls.tell(sketch)
        for member in members:
            with JsonFile(source, member) as file:
                for element in file.elements():
                    yield from _item(source, member, file, element, controls)


def _learn(source: Source, member: Member, controls: Controls) -> None:
    with JsonFile(source, member) as file:
        for element in file.elements():
            try:
                task = decoded(_task, file.bytes_of(element.start, element.end))
            except msgspec.MsgspecError:
                continue  # the second pass reports it
            for annotation in [*(task.annotations or []), *(task.predictions or [])]:
                controls.learn(annotation.result)


def _item(
    source: Source, member: Member, file: JsonFile, element: Element, controls: Controls
) -> Iterator[Record | FaultRow]:
    line = file.line_of(element.start)
    path = f"[{element.place}]"
    if element.key or element.place < 0:
        raise FormatError("format_wrong_top", file=file.name, line=line, wanted="[…]")
    try:
        task = decoded(_task, file.bytes_of(element.start, element.end))
    except msgspec.MsgspecError as error:
        yield json_fault(error, file.name, line, path)
        return
    content, used, address = _content(task)
    if content is None:
        yield FaultRow("format_no_data", {}, file.name, line, f"{path}.data")
        return
    record = Record(
        _name(task, address, element.place),
        content,
        meta={key: value for key, value in task.data.items() if key not in used},
        file=file.name,
        line=line,
    )
    if address is not None:
        record.media = _media(source, member, address)
    faults = list(_annotate(record, task, controls))
    yield from (
        FaultRow(bad.key, bad.params, file.name, line, f"{path}.{bad.path}", note) for bad, note in faults
    )
    if all(note for _, note in faults):
        yield record


def _annotate(record: Record, task: LsTask, controls: Controls) -> Iterator[tuple[ShapeError, bool]]:
    """Put the task's answers into the record; yield what is wrong, with whether it is but a note."""
    for place, annotation in enumerate(task.annotations or []):
        if annotation.was_cancelled:
            continue
        document, faults = document_of(annotation.result, record.content, controls)
        for bad, note in faults:
            yield bad.below(f"annotations[{place}]"), note
        record.answers.append(_answer(annotation, document))
        if annotation.ground_truth:
            record.gold = document
        record.document = record.document or document
    for place, prediction in enumerate(task.predictions or []):
        document, faults = document_of(prediction.result, record.content, controls)
        for bad, note in faults:
            yield bad.below(f"predictions[{place}]"), note
        record.prelabel = record.prelabel or document
    if isinstance(record.content, Picture):
        results = [r for a in [*(task.annotations or []), *(task.predictions or [])] for r in a.result]
        sized = next((r for r in results if r.original_width and r.original_height), None)
        if sized is not None:
            record.content = Picture(sized.original_width, sized.original_height)


def _answer(annotation: LsAnnotation, document: Document) -> Answer:
    person = annotation.completed_by
    if isinstance(person, dict):
        person = person.get("email") or person.get("id")
    return Answer(
        document,
        id=None if annotation.id is None else str(annotation.id),
        person=None if person is None else str(person),
        active_seconds=annotation.lead_time,
        submitted_at=annotation.created_at,
    )


def _content(task: LsTask) -> tuple[Content | None, set[str], str | None]:
    """What there is to annotate, which keys of the data it came from, and its address if it is a file."""
    for key, value in task.data.items():
        if isinstance(value, list) and value and all(isinstance(turn, dict) for turn in value):
            messages = [_message(turn) for turn in value]
            if all(messages) and key != "responses":
                responses = _responses(task.data.get("responses"))
                return Chat([m for m in messages if m], responses), {key, "responses", *PAIR_KEYS}, None
        if isinstance(value, str):
            ending = value.split("?")[0].lower()
            if ending.endswith(PICTURES):
                return Picture(), {key}, value
            if ending.endswith(_SOUNDS):
                return Sound(), {key}, value
    texts = [key for key, value in task.data.items() if isinstance(value, str) and value.strip()]
    if not texts:
        return None, set(), None
    key = next((name for name in ("text", "content", "文本") if name in texts), texts[0])
    return Text(task.data[key]), {key}, None


def _message(turn: dict[str, Any]) -> Message | None:
    role = turn.get("role") or turn.get("author") or turn.get("speaker") or turn.get("name")
    content = turn.get("content", turn.get("text"))
    return Message(role, content) if isinstance(role, str) and isinstance(content, str) else None


def _responses(value: Any) -> list[Response]:
    made = []
    for place, one in enumerate(value if isinstance(value, list) else []):
        text = one.get("body", one.get("content", one.get("text"))) if isinstance(one, dict) else one
        if isinstance(text, str):
            id_ = str(one["id"]) if isinstance(one, dict) and "id" in one else chr(ord("a") + place % 26)
            made.append(Response(id_, [Message("assistant", text)]))
    return made


def _name(task: LsTask, address: str | None, place: int) -> str:
    if task.meta and isinstance(task.meta.get("name"), str):
        return str(task.meta["name"])
    if address is not None:
        return _file_name(address)
    return f"task-{place + 1 if task.id is None else task.id}"


def _file_name(address: str) -> str:
    """The file's own name: without host, folder of uploads, and the eight digits that uploads are given."""
    local = address.split("?d=", 1)
    path = unquote(local[1] if len(local) == 2 else _bare(address))
    path = re.sub(r"^\w+://[^/]+/", "", path)
    if "/upload/" in f"/{path}":
        return _UPLOADED.sub("", path.rsplit("/", 1)[-1])
    return path.lstrip("/")


def _media(source: Source, member: Member, address: str) -> Member | None:
    name = _file_name(address)
    return source.find(name, member) or source.find(unquote(_bare(address)).rsplit("/", 1)[-1], member)


def _bare(address: str) -> str:
    return address.split("?", maxsplit=1)[0]


def _is_tasks(member: Member) -> bool:
    head = member.head(1 << 16)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and sum(key in head for key in _KEYS) >= 2
