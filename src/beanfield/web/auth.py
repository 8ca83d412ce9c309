"""Who sends this request: read from the session's cookie or from `Authorization: Bearer bf_…`."""

from __future__ import annotations

import hmac
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Middleware, Receive, Scope, Send
from msgspec import Struct

from beanfield.people.actor import Actor
from beanfield.people.identity import COOKIE, TOKEN_PREFIX, token_hash
from beanfield.people.known import Known

_COOKIE: Final = COOKIE.encode() + b"="
_BEARER: Final = b"Bearer " + TOKEN_PREFIX.encode()
_LONGEST: Final = 200


class Presented(Struct):
    """What a request brought to prove who sends it."""

    key: bytes | None = None
    bearer: bool = False
    csrf: bytes = b""


def authenticate(known: Known) -> Middleware:
    """The middleware: `scope["user"]` becomes the actor or None, `scope["auth"]` what was presented."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP:
                presented = read_headers(scope["headers"])
                scope["auth"] = presented
                scope["user"] = await _identify(known, presented)
            await app(scope, receive, send)

        return middleware

    return wrap


async def _identify(known: Known, presented: Presented) -> Actor | None:
    if presented.key is None:
        return None
    actor = known.remembered(presented.key)
    return await ask_again(known, presented) if actor is None else actor


async def ask_again(known: Known, presented: Presented) -> Actor | None:
    """The actor as the database knows them now."""
    return None if presented.key is None else await known.ask(presented.key, bearer=presented.bearer)


def read_headers(headers: object) -> Presented:
    """Find the token and the CSRF value among raw ASGI headers; an API token goes before a cookie."""
    presented = Presented()
    for name, value in headers:  # type: ignore[attr-defined]  # ASGI: an iterable of pairs of bytes
        if name == b"cookie" and not presented.bearer:
            presented.key = _key_of_cookie(value)
        elif name == b"authorization" and value.startswith(_BEARER) and len(value) <= _LONGEST:
            presented.key, presented.bearer = token_hash(value[7:]), True
        elif name == b"x-csrf-token":
            presented.csrf = value
    return presented


def _key_of_cookie(header: bytes) -> bytes | None:
    start = header.find(_COOKIE)
    while start > 0 and header[start - 1] not in b"; ":
        start = header.find(_COOKIE, start + 1)
    if start < 0:
        return None
    value = header[start + len(_COOKIE) :].partition(b";")[0].strip()
    return token_hash(value) if value and len(value) <= _LONGEST else None


def csrf_holds(actor: Actor, presented: Presented) -> bool:
    """Did the page that sent this know the session's CSRF value? API tokens need none."""
    if actor.token_scopes is not None:
        return True
    return actor.csrf is not None and hmac.compare_digest(actor.csrf.encode(), presented.csrf)
