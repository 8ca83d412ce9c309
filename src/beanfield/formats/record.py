"""One item with its answers, on its way in or out: the nouns that every format speaks."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from beanfield.annotation.document import Document
from beanfield.formats.member import Member


class Picture(Struct, tag_field="kind", tag="image", omit_defaults=True):
    """A picture. `width` and `height` are what the file says, in pixels; None where it is silent."""

    width: int | None = None
    height: int | None = None
    sha256: str | None = None


class Text(Struct, tag_field="kind", tag="text"):
    """A text, exactly as it stands; spans count its Unicode code points."""

    text: str


class Message(Struct, omit_defaults=True):
    """One turn of a conversation. `content` is a text, None, or a list of content parts."""

    role: str
    content: Any = None
    name: str | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


class Response(Struct, omit_defaults=True):
    """One of several answers to a conversation; documents refer to its `id`."""

    id: str
    messages: list[Message]
    model: str | None = None


class Chat(Struct, tag_field="kind", tag="chat", omit_defaults=True):
    """A conversation, and the answers to its last turn that are to be judged."""

    messages: list[Message]
    responses: list[Response] = []


class Sound(Struct, tag_field="kind", tag="audio", omit_defaults=True):
    """A recording; `seconds` where the file says so."""

    seconds: float | None = None
    sha256: str | None = None


class PointCloud(Struct, tag_field="kind", tag="points", omit_defaults=True):
    """A cloud of points: how many, and the least and greatest x, y, z in metres, where they are known."""

    count: int | None = None
    low: list[float] = []
    high: list[float] = []
    sha256: str | None = None


class Film(Struct, tag_field="kind", tag="video", omit_defaults=True):
    """A video: what is known of its size in pixels and its length. Objects name their frame, from 0."""

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    frames: int | None = None
    sha256: str | None = None


Content = Picture | Text | Chat | Sound | PointCloud | Film


class Review(Struct, omit_defaults=True):
    """A verdict on one answer."""

    verdict: str
    id: str | None = None
    person: str | None = None
    comment: str = ""
    defects: list[dict[str, Any]] = []
    fixed: str | None = None
    at: str | None = None


class Answer(Struct, omit_defaults=True):
    """One person's (or model's) annotation of the item, with the versions that it was made under.

    `person` is whatever the source calls them; a writer makes pseudonyms of it unless told otherwise.
    Instants are ISO 8601 texts.
    """

    document: Document
    id: str | None = None
    person: str | None = None
    kind: str = "answer"
    schema_version: int | None = None
    guide_version: int | None = None
    active_seconds: float | None = None
    submitted_at: str | None = None
    replaces: str | None = None
    reviews: list[Review] = []


class Record(Struct, omit_defaults=True):
    """One item: its unique name, what is to be annotated, and what is known about it.

    `document` is the answer that stands (on the way in: the annotation that the file holds; on the way
    out: the result). `prelabel` is a model's suggestion, `gold` a known answer, `answers` every annotation
    that was made. `media` opens the bytes where there are any; `file` and `line` say where it was read.
    """

    name: str
    content: Content
    document: Document | None = None
    prelabel: Document | None = None
    gold: Document | None = None
    answers: list[Answer] = []
    result: str | None = None
    state: str | None = None
    meta: dict[str, Any] = {}
    media: Member | UnsetType | None = UNSET
    file: str | UnsetType | None = UNSET
    line: int | UnsetType | None = UNSET
