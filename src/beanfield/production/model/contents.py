"""What an item holds."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class ImageContent(Struct, tag_field="kind", tag="image", omit_defaults=True):
    """A picture, upright; `url` and `tiles` are filled in when it is served.

    `shown_width` is set where what the link opens is scaled down, and `tiles` opens the parts of the picture
    itself; coordinates are those of `width`.
    """

    sha256: str
    width: int
    height: int
    url: str | None = None
    shown_width: int | None = None
    tiles: str | None = None
    meta: dict[str, Any] = {}


class TextContent(Struct, tag_field="kind", tag="text"):
    text: str
    meta: dict[str, Any] = {}


class Message(Struct, omit_defaults=True):
    role: str
    content: Any  # a text, or OpenAI content parts
    name: str | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


class Response(Struct, omit_defaults=True):
    """One of several answers to the conversation; `id` is what documents refer to."""

    id: str
    messages: list[Message]
    model: str | None = None


class ChatContent(Struct, tag_field="kind", tag="chat"):
    messages: list[Message]
    responses: list[Response] = []
    meta: dict[str, Any] = {}


class AudioContent(Struct, tag_field="kind", tag="audio", omit_defaults=True):
    """A recording; `url` and `peaks` (what its wave is drawn from) are filled in when it is served."""

    sha256: str
    seconds: float
    url: str | None = None
    peaks: str | None = None
    meta: dict[str, Any] = {}


class VideoContent(Struct, tag_field="kind", tag="video", omit_defaults=True):
    """A video, upright, of `frames` frames; `url` and `frames_url` (its frames by their number) are filled in
    when it is served. Objects of a document name the frame that they are on, from 0."""

    sha256: str
    width: int
    height: int
    seconds: float
    frames: int
    url: str | None = None
    frames_url: str | None = None
    meta: dict[str, Any] = {}


Content = ImageContent | TextContent | ChatContent | AudioContent | VideoContent
