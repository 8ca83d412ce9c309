"""Lists by cursor: a page and an opaque mark of where the next one begins."""

from __future__ import annotations

import base64
from typing import Annotated, Any, TypeVar

import msgspec
from litestar.params import Parameter

from beanfield.platform.errors import Invalid
from beanfield.platform.page import Page

__all__ = ["Limit", "Page", "decode_cursor", "encode_cursor", "page_of"]

Row = TypeVar("Row")
Limit = Annotated[int, Parameter(ge=1, le=200)]


def encode_cursor(*keys: Any) -> str:
    """Pack the sort keys of a page's last row."""
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).decode().rstrip("=")


def decode_cursor(cursor: str | None, *types: type) -> tuple[Any, ...] | None:
    """Unpack a cursor into values of the given types; raises Invalid when it was tampered with."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = msgspec.json.decode(raw, type=list[Any])
        if len(values) != len(types):
            raise ValueError(cursor)
        return tuple(msgspec.convert(value, kind) for value, kind in zip(values, types, strict=True))
    except (ValueError, msgspec.MsgspecError) as error:
        raise Invalid("bad_cursor") from error


def page_of(rows: list[Row], limit: int, cursor_of: Any) -> Page[Row]:
    """A page from `limit + 1` fetched rows: the extra row only tells that there is more."""
    more = len(rows) > limit
    kept = rows[:limit]
    return Page(rows=kept, next=cursor_of(kept[-1]) if more else None)
