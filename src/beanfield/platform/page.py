"""A page of a list, as it crosses the wire."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class Page(Struct, Generic[Row]):
    """Rows, and the cursor of the next page or null at the end."""

    rows: list[Row]
    next: str | None = None
