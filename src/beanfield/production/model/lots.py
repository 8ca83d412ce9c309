"""Lots, verdicts on them, and deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from beanfield.production.model.projects import Counts
from beanfield.production.model.words import Name


class Lot(Struct):
    id: int
    name: str
    state: Literal["open", "delivered", "accepted", "rejected"]
    due_at: datetime | None
    counts: Counts
    verdict_reason: str | None = None
    by_sample: bool = False  # made for an order: the verdict follows from a sample


class NewLot(Struct):
    """A lot of the items named, or of the next `size` accepted items that are in none."""

    name: Name
    items: list[int] | None = None
    size: Annotated[int, Meta(ge=1)] | None = None
    due_at: datetime | None = None


class LotVerdict(Struct):
    verdict: Literal["accepted", "rejected"]
    reason: str = ""
    items: list[int] = []


class Delivery(Struct):
    id: int
    lot_id: int
    lot_name: str
    format: str
    state: Literal["building", "ready", "failed"]
    sha256: str | None
    bytes: int | None
    manifest: dict[str, Any]
    created_at: datetime
    problem: dict[str, Any] | None = None


class NewDelivery(Struct):
    """How a lot is to be frozen: the format of the answers, and whether the media go with them."""

    format: str = "beanfield"
    media: bool = False
