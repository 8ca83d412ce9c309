"""Unfinished answers, kept as the person works."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from beanfield.annotation.document import encode_document
from beanfield.platform.database import Tx, row
from beanfield.platform.errors import Conflict, Invalid
from beanfield.production.give_back import LeaseEnded
from beanfield.production.model import DraftSave, DraftSaved
from beanfield.production.submit import holds_null


class DraftOutrun(Conflict):
    """A later draft is stored, by another window; `errors` names its revision."""

    def __init__(self, revision: int) -> None:
        super().__init__(
            "draft_outrun", errors=[("revision", "draft_revision_stored", {"revision": revision})]
        )


class _State(Struct):
    state: str
    revision: int | None


async def save(tx: Tx, lease_id: int, given: DraftSave, now: datetime) -> DraftSaved:
    """Keep a draft, if its revision is greater than the one stored.

    Raises:
        DraftOutrun: it is not.
        LeaseEnded: its person does not hold the item any more.
    """
    json = encode_document(given.document).decode()
    if holds_null(json):
        raise Invalid("document_faulty", errors=[("document", "fault_null_sign", {})])
    saved = await row(
        tx,
        DraftSaved,
        "insert into draft (lease_id, document, revision, saved_at)"
        " select id, %(json)s::text::jsonb, %(revision)s, %(now)s from lease"
        " where id = %(lease)s and state = 'active'"
        " on conflict (lease_id) do update set document = excluded.document, revision = excluded.revision,"
        " saved_at = excluded.saved_at where draft.revision < excluded.revision"
        " returning revision, saved_at",
        {"lease": lease_id, "json": json, "revision": given.revision, "now": now},
    )
    if saved is not None:
        return saved
    found = await row(
        tx,
        _State,
        "select l.state, d.revision from lease l left join draft d on d.lease_id = l.id where l.id = %s",
        [lease_id],
    )
    if found is None or found.state != "active" or found.revision is None:
        raise LeaseEnded
    raise DraftOutrun(found.revision)
