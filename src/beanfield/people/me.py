"""Oneself: who one is, one's language and preferences."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from beanfield.people.access import permissions_of
from beanfield.people.actor import Actor
from beanfield.people.model import Me, MeChanges
from beanfield.people.problems import Unknown
from beanfield.platform.database import Tx, execute, jsonb, row
from beanfield.platform.errors import Invalid

MOST_PREFERENCES: Final = 16_384  # bytes of JSON


class _Facts(Struct):
    login: str
    centre_name: str | None
    preferences: dict[str, Any]


async def me(tx: Tx, actor: Actor) -> Me:
    """The person as their own screens know them."""
    facts = await row(
        tx,
        _Facts,
        "select a.login, p.preferences,"
        " case when p.locale = 'en' and c.name_en <> '' then c.name_en else c.name_zh end as centre_name"
        " from person p join account a on a.person_id = p.id left join centre c on c.id = p.centre_id"
        " where p.id = %s",
        [actor.person_id],
    )
    if facts is None:
        raise Unknown
    return Me(
        person_id=actor.person_id,
        name=actor.name,
        login=facts.login,
        locale=actor.locale,
        centre_id=actor.centre_id,
        centre_name=facts.centre_name,
        customer_id=actor.customer_id,
        roles=list(actor.grants),
        permissions=permissions_of(actor),
        preferences=facts.preferences,
        must_change_password=actor.must_change_password,
        csrf=actor.csrf,
    )


async def change_me(tx: Tx, actor: Actor, changes: MeChanges) -> Me:
    """Change one's language, lay preferences over those stored.

    Raises:
        Invalid: the preferences would be larger than anyone needs.
    """
    if changes.locale is not None:
        await execute(tx, "update person set locale = %s where id = %s", [changes.locale, actor.person_id])
        actor = msgspec.structs.replace(actor, locale=changes.locale)
    if changes.preferences is not None:
        kept = {key: value for key, value in changes.preferences.items() if value is not None}
        dropped = sorted(changes.preferences.keys() - kept.keys())
        stored = await row(
            tx,
            _Stored,
            "update person set preferences = (preferences || %s) - %s::text[] where id = %s"
            " returning octet_length(preferences::text) as bytes",
            [jsonb(kept), dropped, actor.person_id],
        )
        if stored is not None and stored.bytes > MOST_PREFERENCES:
            raise Invalid("invalid_request", errors=[("preferences", "preferences_too_large", {})])
    return await me(tx, actor)


class _Stored(Struct):
    bytes: int
