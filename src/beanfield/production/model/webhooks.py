"""Notices to other programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

WebhookEvent = Literal[
    "item.accepted",
    "item.returned",
    "lot.delivered",
    "lot.accepted",
    "lot.rejected",
    "project.state",
    "import.done",
    "export.done",
]


class Webhook(Struct):
    id: int
    url: str
    events: list[WebhookEvent]
    active: bool
    created_at: datetime


class NewWebhook(Struct):
    url: Annotated[str, Meta(min_length=1, max_length=2000)]
    events: Annotated[list[WebhookEvent], Meta(min_length=1)]


class MadeWebhook(Struct):
    """The signing secret is shown once."""

    id: int
    secret: str


class WebhookCall(Struct):
    """One notice to a webhook, and how it went; `status` is the last HTTP status, null where none came."""

    id: int
    event: WebhookEvent
    body: dict[str, Any]
    attempts: int
    status: int | None
    error: str
    created_at: datetime
    tried_at: datetime | None
    delivered_at: datetime | None
