"""What can be wrong with outside data, and where.

    Invalid (platform)
    └── FormatError      the source as a whole cannot be read or written; carries one `FaultRow`

A `FaultRow` alone stands for one bad row among good ones: readers yield it and go on. Nothing else leaves
this package because of bad input.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from beanfield.platform.errors import Invalid
from beanfield.platform.messages import text


class FaultRow(Struct, frozen=True, omit_defaults=True):
    """One fault: the message's key and parameters, and the place.

    `line` counts from 1; `path` leads into the record (`annotations[3].bbox`). A `note` loses nothing that
    was asked for (a file left aside, a kind of answer that we have no word for): it does not fail an import.
    """

    key: str
    params: dict[str, Any] = {}
    file: str | None = None
    line: int | None = None
    path: str | None = None
    note: bool = False

    def place(self) -> str:
        """`file:line path`, as far as known."""
        where = self.file or ""
        if self.line is not None:
            where += f":{self.line}"
        return f"{where} {self.path}".strip() if self.path else where

    def text(self, locale: str) -> str:
        """What is wrong, in the reader's language, without the place."""
        return text(self.key, locale, **self.params)


class FormatError(Invalid):
    """The source (or the sink) as a whole is no good; `fault` says why and where."""

    def __init__(
        self,
        key: str,
        *,
        file: str | None = None,
        line: int | None = None,
        path: str | None = None,
        **params: Any,
    ) -> None:
        self.fault = FaultRow(key, params, file, line, path)
        super().__init__(key, errors=[(self.fault.place(), key, params)], **params)

    def __str__(self) -> str:
        place = self.fault.place()
        return (place + ": " if place else "") + self.fault.text("en")

    @classmethod
    def of(cls, fault: FaultRow) -> FormatError:
        """The same fault, now one that ends the reading."""
        return cls(fault.key, file=fault.file, line=fault.line, path=fault.path, **fault.params)


class ShapeError(Exception):
    """One annotation's content is no good: message key, path inside the annotation, parameters.

    Raised and caught inside a reader, where the place of the annotation is known.
    """

    def __init__(self, key: str, path: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.path = path
        self.params = params

    def below(self, path: str) -> ShapeError:
        """The same, seen from further out."""
        return ShapeError(self.key, f"{path}.{self.path}" if self.path else path, **self.params)
