"""Who stands behind a session's cookie or an API token."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final, LiteralString

from msgspec import Struct

from beanfield.people.model import Grant, Locale, TokenScope
from beanfield.platform.database import Tx, execute, row

#: The cookie that holds a session's token.
COOKIE: Final = "beanfield_session"

TOKEN_PREFIX: Final = "bf_"  # noqa: S105  the mark of our tokens, not one of them

_IDENTITY: Final = """
with presented as (
    select person_id, csrf, expires_at, null::text[] as scopes,
        last_seen_at < now() - interval '5 minutes' as stale
    from session
    where not %(bearer)s and token_hash = %(hash)s and expires_at > now()
    union all
    select person_id, null, expires_at, scopes, coalesce(last_used_at < now() - interval '5 minutes', true)
    from api_token
    where %(bearer)s and token_hash = %(hash)s and revoked_at is null
        and (expires_at is null or expires_at > now())
)
select p.id as person_id, p.name, p.locale, p.centre_id, p.customer_id, a.must_change,
    s.csrf, s.expires_at, s.scopes, s.stale,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'role', g.role, 'centre_id', g.centre_id, 'customer_id', g.customer_id) order by g.id), '[]')
     from role_grant g where g.person_id = p.id and g.revoked_at is null) as grants,
    (select m.team_id from membership m where m.person_id = p.id and m.from_date <= centre_day()
        and (m.to_date is null or m.to_date > centre_day()) order by m.from_date desc limit 1) as team_id,
    (select coalesce(array_agg(t.id), '{}') from team t
     where t.leader_id = p.id and t.closed_at is null) as leads
from presented s
join person p on p.id = s.person_id and p.left_at is null
join account a on a.person_id = p.id and a.disabled_at is null
"""


class Identity(Struct, frozen=True):
    """A person as their session or token shows them; `scopes` is None for a session."""

    person_id: int
    name: str
    locale: Locale
    centre_id: int | None
    customer_id: int | None
    must_change: bool
    grants: tuple[Grant, ...]
    team_id: int | None
    leads: frozenset[int]
    csrf: str | None
    expires_at: datetime | None
    scopes: frozenset[TokenScope] | None
    stale: bool


def token_hash(token: str | bytes) -> bytes:
    """What is stored of a session's or an API token: its SHA-256 (it is random, so no salt is needed)."""
    return hashlib.sha256(token if isinstance(token, bytes) else token.encode()).digest()


async def identify(tx: Tx, hashed: bytes, *, bearer: bool) -> Identity | None:
    """The person behind a cookie's session, or an API token (`bearer`), if it and the account still hold.

    Notes that it was used, at most every five minutes.
    """
    found = await row(tx, Identity, _IDENTITY, {"hash": hashed, "bearer": bearer})
    if found is not None and found.stale:
        query: LiteralString = (
            "update api_token set last_used_at = now() where token_hash = %s"
            if bearer
            else "update session set last_seen_at = now() where token_hash = %s"
        )
        await execute(tx, query, [hashed])
    return found
