"""The nouns of orders, as they cross the wire. Money is whole fen (1 yuan = 100 fen), currency CNY."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Raw, Struct

from beanfield.production.model import DefectClass, MediaKind, ProjectState

OrderState = Literal[
    "draft", "filed", "quoted", "contracted", "in_production", "delivered", "accepted", "rework", "settled",
    "closed", "cancelled",
]  # fmt: skip
Gate = Literal["personal_data", "important_data", "surveying", "subcontract_consent"]
Unit = Literal["item", "object"]
Side = Literal["customer", "centre"]
Fen = Annotated[int, Meta(ge=0, le=100_000_000)]
Volume = Annotated[int, Meta(ge=1, le=100_000_000)]
Share = Annotated[float, Meta(ge=0.001, le=0.5)]
Title = Annotated[str, Meta(min_length=1, max_length=200)]
Note = Annotated[str, Meta(max_length=2000)]


class AcceptanceRule(Struct, frozen=True):
    """A lot is accepted when a random sample proves, with this confidence, at most this share of faulty
    items."""

    most_errors: Share = 0.03
    confidence: Annotated[float, Meta(ge=0.8, le=0.999)] = 0.95


class Gates(Struct, frozen=True):
    """What the law asks before the data may be worked on, and whether the customer means to let the work be
    passed on. Each takes effect by its document: see `Confirmation`."""

    personal_data: bool = False
    important_data: bool = False
    surveying: bool = False
    subcontract_consent: bool = False


class NewOrder(Struct):
    """What a customer wants. `file`: hand it in at once instead of keeping a draft."""

    title: Title
    media: MediaKind
    volume: Volume
    unit: Unit
    unit_price_fen: Fen
    deadline: date
    description: Annotated[str, Meta(max_length=20_000)] = ""
    acceptance: AcceptanceRule = AcceptanceRule()
    gates: Gates = Gates()
    file: bool = True


class OrderRow(Struct):
    id: int
    number: str
    title: str
    state: OrderState
    customer_id: int
    customer_name: str
    centre_id: int | None
    centre_name: str | None
    media: MediaKind
    volume: int
    unit: Unit
    unit_price_fen: int
    currency: str
    deadline: date
    created_at: datetime


class OrderEvent(Struct):
    """A change of state: who, when and why. `by_name` null: by rule."""

    id: int
    from_state: OrderState | None
    to_state: OrderState
    by_name: str | None
    at: datetime
    note: str


class Quote(Struct):
    id: int
    centre_id: int
    centre_name: str
    unit_price_fen: int
    volume: int
    deadline: date
    note: str
    by_name: str
    at: datetime


class NewQuote(Struct):
    """`centre_id` may be left out by those who work at one centre."""

    unit_price_fen: Fen
    volume: Volume
    deadline: date
    note: Note = ""
    centre_id: int | None = None


class Confirmation(Struct):
    """A gate confirmed by document, or a confirmation withdrawn. Of a gate's records the newest counts.

    `holder` issued or signed the document; `document` is the number or title by which it is found again.
    """

    id: int
    gate: Gate
    withdrawn: bool
    holder: str
    document: str
    dated: date | None
    note: str
    by_name: str
    at: datetime


class NewConfirmation(Struct):
    """Confirm a gate: whose document, which, and of what day."""

    gate: Gate
    holder: Title
    document: Title
    dated: date
    note: Note = ""


class Withdrawal(Struct):
    """Take a confirmation back. `note` says why."""

    gate: Gate
    note: Note


class OrderLot(Struct):
    """A lot of an order's project."""

    id: int
    project_id: int
    name: str
    state: Literal["open", "delivered", "accepted", "rejected"]
    items: int
    finished: int


class OrderProject(Struct):
    """A project made of an order. `finished`: items that are accepted or delivered."""

    id: int
    name: str
    state: ProjectState
    items: int
    finished: int


class OrderDetail(OrderRow):
    """An order whole, with what its reader may do: `moves` are the states they may bring it to, and `side`
    whose part they take (null: they only read).

    `open_gates` are demanded and not confirmed: with any the order is neither agreed nor worked on.
    `confirmable`: the gates that this reader confirms and withdraws.
    """

    description: str
    acceptance: AcceptanceRule
    gates: Gates
    sample_size: int
    lot_size: int | None
    created_by_name: str | None
    quotes: list[Quote]
    events: list[OrderEvent]
    projects: list[OrderProject]
    lots: list[OrderLot]
    confirmations: list[Confirmation]
    open_gates: list[Gate]
    confirmable: list[Gate]
    side: Side | None
    moves: list[OrderState]


class Move(Struct):
    """Bring the order to a state. `note` says why."""

    to: OrderState
    note: Note = ""


class NewOrderProject(Struct):
    """Make a project of the order; its accepted items go into lots of this size by themselves."""

    name: Title
    lot_size: Annotated[int, Meta(ge=1, le=100_000)]


class SampleItem(Struct):
    """An item of a sample and the customer's mark. `ok` null: not looked at yet."""

    item_id: int
    place: int
    name: str
    ok: bool | None
    defect: DefectClass | None
    note: str


class SampleResult(Struct):
    """What followed from the marks."""

    verdict: Literal["accepted", "rejected"]
    looked: int
    faulty: int
    by_name: str
    at: datetime


class Sample(Struct):
    """The sample of a frozen lot. `follows`: the verdict that the marks so far lead to; null: look on."""

    id: int
    order_id: int
    project_id: int
    lot_id: int
    lot_name: str
    lot_items: int
    size: int
    accept: int
    rule: AcceptanceRule
    seed: int
    drawn_by_name: str
    drawn_at: datetime
    items: list[SampleItem]
    looked: int
    faulty: int
    follows: Literal["accepted", "rejected"] | None
    result: SampleResult | None


class SampleLook(Struct):
    """An item of the sample to look at: its content, and the answer as it was delivered."""

    item_id: int
    name: str
    content: Raw
    document: Raw | None
    schema_version: int | None


class Mark(Struct):
    """The customer's mark of an item; a faulty one names its defect. A later mark replaces it."""

    ok: bool
    defect: DefectClass | None = None
    note: Note = ""


class OrderStatementLine(Struct):
    """An accepted lot: units × unit price."""

    lot_id: int
    project_id: int
    lot_name: str
    accepted_at: datetime
    items: int
    units: int
    unit_price_fen: int
    amount_fen: int


class OrderStatement(Struct):
    """What the customer owes for accepted lots: as it stands now, or frozen once settled."""

    order_id: int
    number: str
    title: str
    customer_name: str
    centre_name: str | None
    unit: Unit
    currency: str
    lines: list[OrderStatementLine]
    units: int
    amount_fen: int
    settled_by_name: str | None
    settled_at: datetime | None
