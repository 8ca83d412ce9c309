"""Signing in: two short transactions with the password's check between them, holding no connection.

    attempt = await begin(tx, …)                                        commit: the attempt stands
    held = await passwords.verify(attempt.password_hash, password)
    await settle(tx, attempt, held=held); await finish(tx, attempt, …)  commit

An attempt counts as a failure of its login from the moment it begins, so that a hundred guesses at once
are held up like a hundred in a row.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from beanfield.people import passwords, rules
from beanfield.people.identity import token_hash
from beanfield.people.problems import TooManyLogins, WrongPassword
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, scalar

_FAILURES: Final = """
select count(*) as failures, max(at) as last from login_attempt
where login = %(login)s and success is not true
    and (success is false or at > now() - interval '1 minute')
    and at > greatest(
        now() - interval '1 day',
        (select max(at) from login_attempt where login = %(login)s and success)
    )
"""
_FIFTIETH: Final = """
select at from login_attempt
where address = %(address)s and success is false and at > now() - interval '15 minutes'
order by at desc offset %(most)s - 1 limit 1
"""


class Client(Struct, frozen=True):
    """Where a request comes from."""

    address: str
    user_agent: str


class Attempt(Struct, frozen=True):
    """A log-in that has begun; `person_id` is None for a login that nobody has."""

    id: int
    login: str
    person_id: int | None
    password_hash: str | None


class NewSession(Struct, frozen=True):
    """A session just opened: `token` goes into the cookie and is stored nowhere."""

    token: str
    hash: bytes
    person_id: int


class _Account(Struct):
    person_id: int
    password_hash: str


class _Failures(Struct):
    failures: int
    last: datetime | None


def plain_login(login: str) -> str:
    """A login as it is stored: small letters, no blanks round it."""
    return unicodedata.normalize("NFKC", login).strip().lower()


async def begin(tx: Tx, login: str, client: Client) -> Attempt:
    """Note an attempt, unless there were too many. Locks the login against other attempts until the commit.

    Raises:
        TooManyLogins: `retry_after` seconds must pass first.
    """
    login = plain_login(login)[:200]
    await tx.execute("select pg_advisory_xact_lock(hashtextextended(%s, 1))", [login])
    await _hold_up(tx, login, client.address)
    account = await row(
        tx,
        _Account,
        "select a.person_id, a.password_hash from account a join person p on p.id = a.person_id"
        " where a.login = %s and a.disabled_at is null and p.left_at is null",
        [login],
    )
    attempt = await scalar(
        tx, "insert into login_attempt (login, address) values (%s, %s) returning id", [login, client.address]
    )
    person, stored = (account.person_id, account.password_hash) if account else (None, None)
    return Attempt(attempt, login, person, stored)


async def _hold_up(tx: Tx, login: str, address: str) -> None:
    now = datetime.now(UTC)
    failed = await row(tx, _Failures, _FAILURES, {"login": login}) or _Failures(0, None)
    fiftieth = await scalar(tx, _FIFTIETH, {"address": address, "most": rules.ADDRESS_FAILURES})
    wait = max(rules.wait_for_login(failed.failures, failed.last, now), rules.wait_for_address(fiftieth, now))
    if wait:
        raise TooManyLogins(wait)


async def settle(tx: Tx, attempt: Attempt, *, held: bool) -> None:
    """Note how an attempt went. A refusal is told to the audit log where it concerns an account.

    What was typed for an unknown login is not: people type passwords there.
    """
    await execute(tx, "update login_attempt set success = %s where id = %s", [held, attempt.id])
    if not held and attempt.person_id is not None:
        await audit.record(tx, attempt.person_id, "session.refused", f"person:{attempt.person_id}")


async def finish(tx: Tx, attempt: Attempt, password: str, client: Client, days: int) -> NewSession:
    """Open a session of `days` after a password that held.

    Raises:
        WrongPassword: the account was closed meanwhile.
    """
    open_account = await scalar(
        tx,
        "select 1 from account where person_id = %s and disabled_at is null for update",
        [attempt.person_id],
    )
    if open_account is None or attempt.person_id is None or attempt.password_hash is None:
        raise WrongPassword
    if passwords.is_outdated(attempt.password_hash):
        await execute(
            tx,
            "update account set password_hash = %s where person_id = %s",
            [await passwords.hash_password(password), attempt.person_id],
        )
    session = await open_session(tx, attempt.person_id, client, days)
    person = f"person:{attempt.person_id}"
    details = {"address": client.address}
    await audit.record(tx, attempt.person_id, "session.begin", person, details=details)
    return session


async def open_session(tx: Tx, person_id: int, client: Client, days: int) -> NewSession:
    """Always a new token, never one that a browser brought along."""
    token = secrets.token_urlsafe(32)
    await execute(
        tx,
        "insert into session (token_hash, person_id, csrf, user_agent, address, expires_at)"
        " values (%s, %s, %s, %s, %s, %s)",
        [
            token_hash(token),
            person_id,
            secrets.token_urlsafe(24),
            client.user_agent[:300],
            client.address,
            datetime.now(UTC) + timedelta(days=days),
        ],
    )
    return NewSession(token, token_hash(token), person_id)


async def end_session(tx: Tx, hashed: bytes) -> None:
    """Sign out here."""
    person = await scalar(tx, "delete from session where token_hash = %s returning person_id", [hashed])
    if person is not None:
        await audit.record(tx, person, "session.end", f"person:{person}")


async def end_sessions(tx: Tx, person_id: int, by: int | None, *, keep: bytes | None = None) -> int:
    """Sign out everywhere (or everywhere but in the session `keep`); returns how many sessions ended."""
    ended = await execute(
        tx,
        "delete from session where person_id = %s and token_hash is distinct from %s",
        [person_id, keep],
    )
    await audit.record(tx, by, "session.end_all", f"person:{person_id}", details={"sessions": ended})
    return ended
