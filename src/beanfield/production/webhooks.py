"""Webhooks: who wants to hear of what, and the notices that wait to be sent.

`announce` is called in the transaction of the change itself; nothing is sent before that commits.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from beanfield.platform import audit, jobs
from beanfield.platform.database import Tx, dicts, execute, row, rows, scalar
from beanfield.platform.errors import Invalid, NotFound, TooLarge
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of
from beanfield.production.model import MadeWebhook, NewWebhook, Webhook, WebhookCall, WebhookEvent

MOST_WEBHOOKS = 50


async def announce(tx: Tx, project_id: int, event: WebhookEvent, facts: Sequence[dict[str, Any]]) -> None:
    """Tell the project's webhooks of events that happen in this transaction: one notice for each fact.

    One statement where nobody listens.
    """
    if not facts:
        return
    calls = await dicts(
        tx,
        "insert into webhook_call (webhook_id, event, body)"
        " select w.id, %(event)s, jsonb_build_object("
        "   'event', %(event)s::text, 'project_id', w.project_id, 'at', now(), 'data', fact)"
        " from webhook w cross join jsonb_array_elements(%(facts)s::jsonb) fact"
        " where w.project_id = %(project)s and w.active and %(event)s = any(w.events) returning id",
        {"event": event, "project": project_id, "facts": msgspec.json.encode(list(facts)).decode()},
    )
    for call in calls:
        await jobs.defer(tx, "production.webhook", call_id=call["id"])


async def add(tx: Tx, person_id: int, project_id: int, new: NewWebhook) -> MadeWebhook:
    """Register a webhook; its secret is told once.

    Raises:
        Invalid: the address is no http(s) address, or holds a password.
        TooLarge: the project has enough.
    """
    check_address(new.url)
    held = await scalar(tx, "select count(*) from webhook where project_id = %s and active", [project_id])
    if held >= MOST_WEBHOOKS:
        raise TooLarge("webhook_too_many", most=MOST_WEBHOOKS)
    secret = "whsec_" + secrets.token_urlsafe(32)
    made = await row(
        tx,
        MadeWebhook,
        "insert into webhook (project_id, url, secret, events, created_by) values (%s, %s, %s, %s, %s)"
        " returning id, secret",
        [project_id, new.url, secret, sorted(set(new.events)), person_id],
    )
    if made is None:
        raise NotFound("webhook_not_found")
    details = {"webhook": made.id, "host": urlsplit(new.url).hostname, "events": sorted(set(new.events))}
    await audit.record(tx, person_id, "webhook.add", f"project:{project_id}", details=details)
    return made


def check_address(url: str) -> None:
    """Is it an address that could be called at all?

    Raises:
        Invalid: it is not.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or not url.isprintable() or " " in url:
        raise Invalid("webhook_bad_address")
    if parts.username is not None or parts.password is not None:
        raise Invalid("webhook_address_with_password")


async def all_of(tx: Tx, project_id: int) -> list[Webhook]:
    """The project's webhooks, without their secrets."""
    return await rows(
        tx,
        Webhook,
        "select id, url, events, active, created_at from webhook"
        " where project_id = %s and active order by id",
        [project_id],
    )


async def remove(tx: Tx, person_id: int, project_id: int, webhook_id: int) -> None:
    """Stop calling it; its log stays.

    Raises:
        NotFound: the project has no such webhook.
    """
    touched = await execute(
        tx,
        "update webhook set active = false where id = %s and project_id = %s and active",
        [webhook_id, project_id],
    )
    if not touched:
        raise NotFound("webhook_not_found")
    await audit.record(
        tx, person_id, "webhook.remove", f"project:{project_id}", details={"webhook": webhook_id}
    )


async def calls(
    tx: Tx, project_id: int, webhook_id: int, cursor: str | None, limit: int
) -> Page[WebhookCall]:
    """What was sent to a webhook, the latest first.

    Raises:
        NotFound: the project has no such webhook.
    """
    known = await scalar(
        tx, "select id from webhook where id = %s and project_id = %s", [webhook_id, project_id]
    )
    if known is None:
        raise NotFound("webhook_not_found")
    after = decode_cursor(cursor, int)
    found = await rows(
        tx,
        WebhookCall,
        "select * from webhook_call where webhook_id = %(webhook)s"
        " and (%(before)s::bigint is null or id < %(before)s) order by id desc limit %(limit)s",
        {"webhook": webhook_id, "before": after[0] if after else None, "limit": limit + 1},
    )
    return page_of(found, limit, lambda last: encode_cursor(last.id))
