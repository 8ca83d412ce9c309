"""One place where errors become problem documents (RFC 9457) in the reader's language."""

from __future__ import annotations

from typing import Any

import msgspec
import psycopg
import structlog
from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from psycopg_pool import PoolTimeout

from beanfield.platform.errors import Problem, ProblemDocument, TooMany, path_of_decode_error
from beanfield.platform.messages import best_locale, text

log = structlog.get_logger()

AnyRequest = Request[Any, Any, Any]


def locale_of(request: AnyRequest) -> str:
    """The account's language where someone is signed in, else the browser's."""
    user = request.scope.get("user")
    chosen = getattr(user, "locale", None)
    return chosen or best_locale(request.headers.get("accept-language", ""))


def _reply(document: ProblemDocument, headers: dict[str, str] | None = None) -> Response[bytes]:
    return Response(
        msgspec.json.encode(document),
        status_code=document.status,
        media_type="application/problem+json",
        headers=headers,
    )


def on_problem(request: AnyRequest, error: Problem) -> Response[bytes]:
    """An error that the caller can mend."""
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
    return _reply(error.document(locale_of(request)), headers)


def _simple(request: AnyRequest, key: str, status: int, errors: list[Any] | None = None) -> Response[bytes]:
    kind = "beanfield:" + key.replace("_", "-")
    return _reply(ProblemDocument(kind, text(key, locale_of(request)), status, errors=errors or []))


def on_validation(request: AnyRequest, error: ValidationException) -> Response[bytes]:
    """A body, path or query that does not have the declared form."""
    faults = []
    for extra in error.extra if isinstance(error.extra, list) else []:
        message = str(extra.get("message", ""))
        path, what = path_of_decode_error(Exception(message))
        key = str(extra.get("key", ""))
        key = "" if key == "data" else key.removeprefix("data.")
        faults.append({"path": path or key, "message": what})
    errors = msgspec.convert(faults, list[Any])
    return _simple(request, "invalid_request", 422, errors)


def on_http(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Errors of the framework itself."""
    if isinstance(error, ValidationException):
        return on_validation(request, error)
    if isinstance(error, NotFoundException):
        return _simple(request, "no_such_page", 404)
    if isinstance(error, MethodNotAllowedException):
        return _simple(request, "method_not_allowed", 405)
    if error.status_code >= 500:
        return on_fault(request, error)
    return _reply(ProblemDocument("about:blank", error.detail, error.status_code))


def on_busy(request: AnyRequest, _error: Exception) -> Response[bytes]:
    """No connection was free in time, or two transactions stood in each other's way."""
    return _reply(
        ProblemDocument("beanfield:server-busy", text("server_busy", locale_of(request)), 503),
        {"Retry-After": "2"},
    )


def on_unstorable(request: AnyRequest, error: psycopg.Error) -> Response[bytes]:
    """A value that no column can hold (a NUL in a text, a number too large), or an id that names nothing."""
    log.warning("unstorable", path=request.url.path, what=type(error).__name__)
    return _simple(request, "unstorable", 422)


def on_fault(request: AnyRequest, error: Exception) -> Response[bytes]:
    """A bug: recorded whole, told plainly."""
    log.error("server_fault", method=request.method, path=request.url.path, exc_info=error)
    return _simple(request, "server_fault", 500)


EXCEPTION_HANDLERS: Any = {
    Problem: on_problem,
    HTTPException: on_http,
    PoolTimeout: on_busy,
    psycopg.errors.DeadlockDetected: on_busy,
    psycopg.errors.SerializationFailure: on_busy,
    psycopg.DataError: on_unstorable,
    psycopg.errors.ForeignKeyViolation: on_unstorable,
    Exception: on_fault,
}
