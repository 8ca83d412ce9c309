"""The guard of every route: signed in, may do it, may do it there; and the check that no route lacks one.

A handler names its permission, `opt={"permission": "guide.read"}`. Path parameters in `RESOLVERS` name things
that stand somewhere, and each of them must be in the person's reach. Those in `INSIDE` name a thing inside
another one; the handler's SQL holds it to that other one.
"""

from __future__ import annotations

from typing import Any, Final

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import Guard

from beanfield.people import access
from beanfield.people.actor import Actor, Place
from beanfield.people.known import Known
from beanfield.platform.errors import Forbidden, NotSignedIn
from beanfield.web.auth import Presented, ask_again, csrf_holds
from beanfield.web.reach import RESOLVERS

#: Path parameters whose thing is held to the place of another parameter, or to the person, by the handler.
INSIDE: Final = frozenset(
    {
        "appeal_id", "month", "statement_id",
        "item_id", "assignment_id", "thread_id", "lot_id", "delivery_id", "run_id", "webhook_id", "version",
        "skill", "token_id", "question_id", "blueprint_id", "attempt_id", "task_id", "certificate_id",
        "annotation_id",
        "rule_id", "firing_id",
        "child_id", "pickup_id", "booking_id",
        "sha256",
    }
)  # fmt: skip
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

Connection = ASGIConnection[Any, Any, Any, Any]


def make_guard(known: Known) -> Guard:
    """The guard that the application puts before every handler."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        scope: dict[str, Any] = connection.scope  # type: ignore[assignment]  # ours has `user` and `auth`
        permission = handler.opt.get("permission")
        if permission == access.PUBLIC or scope["method"] == "OPTIONS":
            return
        actor: Actor | None = scope.get("user")
        if actor is None:
            raise NotSignedIn("not_signed_in")
        presented: Presented = scope["auth"]
        if scope["method"] not in _SAFE and not csrf_holds(actor, presented):
            raise Forbidden("csrf_missing")
        try:
            await _admit(known, actor, permission, scope["path_params"], fresh=False)
        except access.REFUSALS:
            scope["user"] = actor = await ask_again(known, presented)
            if actor is None:
                raise NotSignedIn("not_signed_in") from None
            await _admit(known, actor, permission, scope["path_params"], fresh=True)

    return guard


async def _admit(known: Known, actor: Actor, permission: Any, path: dict[str, Any], *, fresh: bool) -> None:
    if actor.must_change_password and permission not in access.BEFORE_PASSWORD_CHANGE:
        raise Forbidden("password_must_change")
    access.require_scope(actor, permission)
    named = False
    for parameter, value in path.items():
        if parameter in RESOLVERS:
            named = True
            place: Place | None = await known.place(parameter, value, fresh=fresh)
            access.require(actor, permission, place)
    if not named and not access.holds(actor, permission):
        raise Forbidden("forbidden")


def actor_of(request: Request[Any, Any, Any]) -> Actor:
    """The dependency `actor`."""
    actor: Actor | None = request.scope.get("user")
    if actor is None:
        raise NotSignedIn("not_signed_in")
    return actor


def check_routes(app: Litestar) -> None:
    """Refuse to start with a handler that nobody guards.

    Raises:
        ValueError: a handler names no permission, or its path a thing that the guard cannot place.
    """
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            raise ValueError(f"{route.path}: only HTTP routes can be guarded")
        for handler in route.route_handlers:
            if handler.http_methods != {"OPTIONS"}:
                _check(route, handler)


def _check(route: HTTPRoute, handler: HTTPRouteHandler) -> None:
    where = f"{'/'.join(sorted(handler.http_methods))} {route.path}"
    permission = handler.opt.get("permission")
    if permission == access.PUBLIC:
        return
    if permission not in access.TABLE:
        raise ValueError(f"{where}: names no permission of people/access.py: {permission}")
    parameters = set(route.path_parameters)
    if unknown := sorted(parameters - RESOLVERS.keys() - INSIDE):
        raise ValueError(f"{where}: the guard does not know the path parameters {unknown}")
    if parameters and parameters <= INSIDE and not access.TABLE[permission].anyone:
        raise ValueError(f"{where}: {sorted(parameters)} stand in nothing that the guard can place")
