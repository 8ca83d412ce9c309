"""Signing in and out, and what concerns oneself."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, delete, get, patch, post
from litestar.datastructures import Cookie

from beanfield.people import accounts, me, passwords, sign_in, tokens
from beanfield.people.actor import Actor
from beanfield.people.identity import COOKIE
from beanfield.people.known import Known
from beanfield.people.model import (
    ApiToken,
    MadeApiToken,
    Me,
    MeChanges,
    NewApiToken,
    PasswordChange,
    SignIn,
)
from beanfield.people.problems import WrongPassword
from beanfield.people.sign_in import Client
from beanfield.platform.config import Settings
from beanfield.platform.database import Tx
from beanfield.platform.errors import Forbidden
from beanfield.platform.services import Services

AnyRequest = Request[Any, Any, Any]
_DAY: Final = 86_400
#: Pictures that the browser kept go with the session; unsent work stays, for its person.
_FORGET: Final = {"Clear-Site-Data": '"cache"'}


def client_of(request: AnyRequest, settings: Settings) -> Client:
    """Where the request comes from; behind a proxy, the address that the proxy itself saw."""
    address = request.client.host if request.client else ""
    if settings.trust_proxy:
        address = request.headers.get("x-forwarded-for", address).rpartition(",")[2].strip()
    return Client(address=address[:100], user_agent=request.headers.get("user-agent", ""))


def _cookie(settings: Settings, value: str, seconds: int) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


@post("/api/session", opt={"permission": "public"}, status_code=200)
async def begin_session(request: AnyRequest, services: Services, known: Known, data: SignIn) -> Response[Me]:
    """Sign in. The reply sets the session's cookie and holds the CSRF value."""
    if request.headers.get("sec-fetch-site", "same-origin") in {"cross-site", "same-site"}:
        raise Forbidden("cross_site")
    settings, database = services.settings, services.database
    client = client_of(request, settings)
    async with database.transaction() as tx:
        attempt = await sign_in.begin(tx, data.login, client)
    held = await passwords.verify(attempt.password_hash, data.password)
    async with database.transaction() as tx:
        await sign_in.settle(tx, attempt, held=held)
        if held:
            session = await sign_in.finish(tx, attempt, data.password, client, settings.session_days)
            await _end_presented(request, tx)
    if not held:
        raise WrongPassword
    actor = await known.ask(session.hash, bearer=False)
    if actor is None:
        raise WrongPassword
    async with database.transaction() as tx:
        reply = await me.me(tx, actor)
    return Response(reply, cookies=[_cookie(settings, session.token, settings.session_days * _DAY)])


async def _end_presented(request: AnyRequest, tx: Tx) -> None:
    """End the session that the browser was in before, if any: one browser, one session."""
    before: Actor | None = request.scope.get("user")
    if before is not None and before.session is not None:
        await sign_in.end_session(tx, before.session)


@delete("/api/session", opt={"permission": "session.end"}, status_code=204)
async def end_session(tx: Tx, services: Services, known: Known, actor: Actor) -> Response[None]:
    """Sign out here."""
    if actor.session is not None:
        await sign_in.end_session(tx, actor.session)
    known.forget(actor.person_id)
    return Response(None, headers=_FORGET, cookies=[_cookie(services.settings, "", 0)])


@delete("/api/me/sessions", opt={"permission": "me.sessions"}, status_code=204)
async def end_my_sessions(tx: Tx, services: Services, known: Known, actor: Actor) -> Response[None]:
    """Sign out everywhere, here too."""
    await sign_in.end_sessions(tx, actor.person_id, actor.person_id)
    known.forget(actor.person_id)
    return Response(None, headers=_FORGET, cookies=[_cookie(services.settings, "", 0)])


@get("/api/me", opt={"permission": "me.read"})
async def get_me(tx: Tx, actor: Actor) -> Me:
    """Who is signed in, and what the screens may offer."""
    return await me.me(tx, actor)


@patch("/api/me", opt={"permission": "me.change"})
async def change_me(tx: Tx, known: Known, actor: Actor, data: MeChanges) -> Me:
    """Change one's language or preferences."""
    changed = await me.change_me(tx, actor, data)
    known.forget(actor.person_id)
    return changed


@post("/api/me/password", opt={"permission": "me.password"}, status_code=204)
async def change_password(
    request: AnyRequest, services: Services, known: Known, actor: Actor, data: PasswordChange
) -> None:
    """Choose a new password; wrong old ones are held up like wrong log-ins."""
    client = client_of(request, services.settings)
    async with services.database.transaction() as tx:
        account = await accounts.account_of(tx, actor.person_id)
        attempt = await sign_in.begin(tx, account.login, client)
    held = await passwords.verify(attempt.password_hash, data.old)
    async with services.database.transaction() as tx:
        await sign_in.settle(tx, attempt, held=held)
    async with services.database.transaction() as tx:
        await accounts.change_password(tx, actor.person_id, held, data.new, actor.session)
    known.forget(actor.person_id)


@get("/api/me/tokens", opt={"permission": "me.tokens"})
async def get_tokens(tx: Tx, actor: Actor) -> list[ApiToken]:
    """One's API tokens, without their secrets."""
    return await tokens.tokens_of(tx, actor.person_id)


@post("/api/me/tokens", opt={"permission": "me.tokens"})
async def make_token(tx: Tx, actor: Actor, data: NewApiToken) -> MadeApiToken:
    """Make an API token; its secret is shown this once."""
    return await tokens.make_token(tx, actor.person_id, data)


@delete("/api/me/tokens/{token_id:int}", opt={"permission": "me.tokens"})
async def revoke_token(tx: Tx, known: Known, actor: Actor, token_id: int) -> None:
    """Take an API token back."""
    await tokens.revoke_token(tx, actor.person_id, token_id)
    known.forget(actor.person_id)


ROUTES: Final[list[Any]] = [
    begin_session,
    change_me,
    change_password,
    end_my_sessions,
    end_session,
    get_me,
    get_tokens,
    make_token,
    revoke_token,
]
