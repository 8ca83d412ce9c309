"""Questions and their answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct


class Post(Struct):
    id: int
    person_id: int
    person_name: str
    text: str
    at: datetime


class Thread(Struct):
    id: int
    item_id: int | None
    item_name: str | None
    rule: str | None
    pin: dict[str, Any] | None
    state: Literal["open", "answered", "closed"]
    opened_by: str
    opened_at: datetime
    posts: list[Post]


class NewThread(Struct):
    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    item_id: int | None = None
    rule: str | None = None
    pin: dict[str, Any] | None = None


class NewPost(Struct):
    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    close: bool = False
