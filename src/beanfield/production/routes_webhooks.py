"""Webhooks over HTTP."""

from __future__ import annotations

from typing import Any

from litestar import delete, get, post

from beanfield.people.actor import Actor
from beanfield.platform.database import Tx
from beanfield.platform.paging import Limit, Page
from beanfield.production import webhooks
from beanfield.production.model import MadeWebhook, NewWebhook, Webhook, WebhookCall


@get("/api/projects/{project_id:int}/webhooks", opt={"permission": "webhook.manage"})
async def get_webhooks(tx: Tx, project_id: int) -> list[Webhook]:
    """The project's webhooks."""
    return await webhooks.all_of(tx, project_id)


@post("/api/projects/{project_id:int}/webhooks", opt={"permission": "webhook.manage"})
async def add_webhook(tx: Tx, actor: Actor, project_id: int, data: NewWebhook) -> MadeWebhook:
    """Register a webhook; the secret that its notices are signed with is told now and never again."""
    return await webhooks.add(tx, actor.person_id, project_id, data)


@delete("/api/projects/{project_id:int}/webhooks/{webhook_id:int}", opt={"permission": "webhook.manage"})
async def remove_webhook(tx: Tx, actor: Actor, project_id: int, webhook_id: int) -> None:
    """Stop calling a webhook."""
    await webhooks.remove(tx, actor.person_id, project_id, webhook_id)


@get("/api/projects/{project_id:int}/webhooks/{webhook_id:int}/calls", opt={"permission": "webhook.manage"})
async def get_webhook_calls(
    tx: Tx, project_id: int, webhook_id: int, cursor: str | None = None, limit: Limit = 50
) -> Page[WebhookCall]:
    """What was sent to a webhook and how it went, the latest first."""
    return await webhooks.calls(tx, project_id, webhook_id, cursor, limit)


ROUTES: list[Any] = [get_webhooks, add_webhook, remove_webhook, get_webhook_calls]
