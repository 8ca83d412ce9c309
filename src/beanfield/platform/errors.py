"""Errors that a caller can cause. Raised once, turned into a problem document once, at the edge.

    Problem                 (status)
    ├── Invalid             422  the request's content is wrong; `errors` names each path
    ├── NotSignedIn         401
    ├── Forbidden           403
    ├── NotFound            404
    ├── Conflict            409  the state of things does not allow it
    ├── Gone                410
    ├── TooLarge            413
    └── TooMany             429  `retry_after` says when to try again

Anything else that reaches the edge is a bug and becomes a 500.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from msgspec import Struct

from beanfield.platform.messages import text


class PathFault(Struct):
    """One fault in the input: its path and what is wrong, in the reader's language."""

    path: str
    message: str


class ProblemDocument(Struct, omit_defaults=True):
    """An error as it crosses the wire (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[PathFault] = []


class Problem(Exception):  # noqa: N818  the field calls it a problem (RFC 9457)
    """An error that the caller can understand and mend.

    `key` names the message in the catalogues, `params` fill its places. `errors` lists faults as
    (path, message key, params).
    """

    status: ClassVar[int] = 400

    def __init__(
        self, key: str, *, errors: list[tuple[str, str, dict[str, Any]]] | None = None, **params: Any
    ) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params
        self.errors = errors or []

    def __str__(self) -> str:
        faults = "; ".join(f"{path}: {text(key, 'en', **params)}" for path, key, params in self.errors[:3])
        return text(self.key, "en", **self.params) + (f" ({faults})" if faults else "")

    def document(self, locale: str) -> ProblemDocument:
        """The problem document in the reader's language."""
        return ProblemDocument(
            type="beanfield:" + self.key.replace("_", "-").replace(".", ":"),
            title=text(self.key, locale, **self.params),
            status=self.status,
            detail="",
            errors=[PathFault(path, text(key, locale, **params)) for path, key, params in self.errors],
        )


class Invalid(Problem):
    """The content of the request is wrong."""

    status = 422


class NotSignedIn(Problem):
    """No valid session or token came with the request."""

    status = 401


class Forbidden(Problem):
    """The person may not do this."""

    status = 403


class NotFound(Problem):
    """There is no such thing, or the person may not know of it."""

    status = 404


class Conflict(Problem):
    """The state of things does not allow it now."""

    status = 409


class Gone(Problem):
    """It was there and is no longer."""

    status = 410


class TooLarge(Problem):
    """More than is taken at once."""

    status = 413


class TooMany(Problem):
    """Too often; `retry_after` seconds must pass."""

    status = 429

    def __init__(self, key: str, *, retry_after: int, **params: Any) -> None:
        super().__init__(key, retry_after=retry_after, **params)
        self.retry_after = retry_after


_MSGSPEC_PATH = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)


def path_of_decode_error(error: Exception) -> tuple[str, str]:
    """Split a msgspec error into (path such as `objects[3].shape.w`, what is wrong)."""
    match = _MSGSPEC_PATH.match(str(error))
    if match is None or match["path"] is None:
        return "", str(error)
    return match["path"].removeprefix("$").lstrip("."), match["what"]
