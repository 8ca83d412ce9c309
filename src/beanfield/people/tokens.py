"""Personal API tokens: `bf_…`, shown once, stored as a hash."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from beanfield.people.identity import TOKEN_PREFIX, token_hash
from beanfield.people.model import ApiToken, MadeApiToken, NewApiToken
from beanfield.people.problems import TooManyTokens, Unknown
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, rows, scalar

MOST: Final = 20


async def tokens_of(tx: Tx, person_id: int) -> list[ApiToken]:
    """The person's tokens that still hold, the newest first."""
    return await rows(
        tx,
        ApiToken,
        "select id, name, scopes, created_at, expires_at, last_used_at from api_token"
        " where person_id = %s and revoked_at is null and (expires_at is null or expires_at > now())"
        " order by id desc",
        [person_id],
    )


async def make_token(tx: Tx, person_id: int, new: NewApiToken) -> MadeApiToken:
    """Make a token; the secret leaves the server here and never again. Locks the person's account.

    Raises:
        TooManyTokens: the person has as many as anyone may.
    """
    await tx.execute("select 1 from account where person_id = %s for update", [person_id])
    if len(await tokens_of(tx, person_id)) >= MOST:
        raise TooManyTokens(MOST)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made = await scalar(
        tx,
        "insert into api_token (person_id, name, token_hash, scopes, expires_at)"
        " values (%s, %s, %s, %s, %s) returning id",
        [
            person_id,
            new.name,
            token_hash(secret),
            sorted(set(new.scopes)),
            None if new.days is None else datetime.now(UTC) + timedelta(days=new.days),
        ],
    )
    details = {"name": new.name, "scopes": sorted(set(new.scopes)), "days": new.days}
    await audit.record(tx, person_id, "token.make", f"token:{made}", details=details)
    return MadeApiToken(id=made, secret=secret)


async def revoke_token(tx: Tx, person_id: int, token_id: int) -> None:
    """Take one of the person's tokens back.

    Raises:
        Unknown: they have none with that id.
    """
    revoked = await execute(
        tx,
        "update api_token set revoked_at = now() where id = %s and person_id = %s and revoked_at is null",
        [token_id, person_id],
    )
    if not revoked:
        raise Unknown
    await audit.record(tx, person_id, "token.revoke", f"token:{token_id}")
