"""Appeals: a person does not agree with a line; someone who has no part in it answers.

A granted appeal makes a correction, a line of its own that names the old one. No appeal ever lowers a line.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, LiteralString

import psycopg

from beanfield.earnings import ledger, rules, store
from beanfield.earnings.model import Appeal, AppealAnswer, AppealState, NewAppeal
from beanfield.earnings.problems import AlreadyAnswered, AppealNotFound, AppealTwice, EntryNotFound, OwnAppeal
from beanfield.people.actor import Reached
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, execute, row, scalar
from beanfield.platform.errors import Invalid
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of

_FIND: Final[LiteralString] = """
select a.id, a.entry_id, a.text, a.at, e.project_id, j.name as project_name, p.name as person_name,
    coalesce(w.verdict, 'open') as state, w.text as answer, w.at as answered_at, q.name as answered_by_name,
    c.amount_fen as correction_fen
from appeal a
join entry e on e.id = a.entry_id
join project j on j.id = e.project_id
join person p on p.id = a.person_id
left join appeal_answer w on w.appeal_id = a.id
left join person q on q.id = w.answered_by
left join entry c on c.id = w.correction
"""
_REACHED: Final[LiteralString] = """
where (%(everything)s or j.centre_id = any(%(centres)s::bigint[]) or j.id = any(%(projects)s::bigint[]))
and (%(state)s::text is null or coalesce(w.verdict, 'open') = %(state)s)
and (%(after)s::bigint is null or a.id < %(after)s)
order by a.id desc limit %(limit)s
"""
_PARTS: Final[LiteralString] = """
select e.id as entry_id, e.person_id, e.made_by,
    array(select distinct reviewer_id from review r where r.item_id = e.item_id) as reviewed,
    array(select distinct w.person_id from annotation w
        where w.item_id = e.item_id and w.person_id is not null) as annotated
from entry e where e.id = any(%(entries)s::bigint[])
"""


async def open_appeal(tx: Tx, person_id: int, new: NewAppeal, now: datetime) -> None:
    """Appeal a line of one's own.

    Raises:
        EntryNotFound: it is not the person's, or a top-up, which follows from the other lines.
        AppealTwice: it has been appealed before.
    """
    project: int | None = await scalar(
        tx,
        "select project_id from entry where id = %s and person_id = %s and kind <> 'top_up'",
        [new.entry_id, person_id],
    )
    if project is None:
        raise EntryNotFound
    made = await execute(
        tx,
        "insert into appeal (entry_id, person_id, text, at) values (%s, %s, %s, %s)"
        " on conflict (entry_id) do nothing",
        [new.entry_id, person_id, new.text.strip() or new.text, now],
    )
    if not made:
        raise AppealTwice
    await audit.record(tx, person_id, "appeal.open", f"project:{project}", details={"entry": new.entry_id})


async def within_reach(
    tx: Tx, person_id: int, reach: Reached, state: AppealState | None, cursor: str | None, limit: int
) -> Page[Appeal]:
    """Appeals that the person may see to answer, the latest first."""
    after = decode_cursor(cursor, int)
    found = await dicts(
        tx,
        _FIND + _REACHED,
        {
            "everything": reach.everything,
            "centres": reach.centres,
            "projects": reach.projects,
            "state": state,
            "after": after[0] if after else None,
            "limit": limit + 1,
        },
    )
    return page_of(await _told(tx, found, person_id), limit, lambda appeal: encode_cursor(appeal.id))


async def _told(tx: Tx, found: list[dict[str, Any]], person_id: int) -> list[Appeal]:
    entries = [row["entry_id"] for row in found]
    lines = await store.lines_by_id(tx, entries)
    parts = await _parts(tx, entries)
    return [
        Appeal(
            **row,
            line=lines[entry],
            may_answer=row["state"] == "open" and not rules.has_part(parts[entry], person_id),
        )
        for row in found
        for entry in [row.pop("entry_id")]
    ]


async def _parts(tx: Tx, entries: list[int]) -> dict[int, rules.Part]:
    return {
        row["entry_id"]: rules.Part(
            row["person_id"], row["made_by"], frozenset(row["annotated"]), frozenset(row["reviewed"])
        )
        for row in await dicts(tx, _PARTS, {"entries": entries})
    }


async def answer(
    tx: Tx, person_id: int, project_id: int, appeal_id: int, given: AppealAnswer, now: datetime
) -> Appeal:
    """Answer an appeal; a granted one corrects the line at once.

    Raises:
        AppealNotFound: the project has no such appeal.
        AlreadyAnswered: an answer is final.
        OwnAppeal: the person has a part in what the line pays for.
        Invalid: a granted appeal does not say what the line should have been, or no more than it is.
    """
    found = await row(
        tx,
        dict,
        "select a.entry_id, e.amount_fen from appeal a join entry e on e.id = a.entry_id"
        " where a.id = %s and e.project_id = %s for no key update of a",
        [appeal_id, project_id],
    )
    if found is None:
        raise AppealNotFound
    entry_id: int = found["entry_id"]
    if await scalar(tx, "select exists (select from appeal_answer where appeal_id = %s)", [appeal_id]):
        raise AlreadyAnswered
    if rules.has_part((await _parts(tx, [entry_id]))[entry_id], person_id):
        raise OwnAppeal
    correction = None
    if given.verdict == "granted":
        more = (given.amount_fen or 0) - found["amount_fen"]
        if more <= 0:
            raise Invalid("appeal_amount", errors=[("amount_fen", "appeal_amount", {})])
        made = ledger.Correction(entry_id, more, given.text, person_id)
        correction = await ledger.correct(tx, made, now)
    await _write(tx, person_id, appeal_id, given, correction, now)
    details = {"appeal": appeal_id, "verdict": given.verdict, "correction": correction}
    await audit.record(tx, person_id, "appeal.answer", f"project:{project_id}", details=details)
    told = await _told(tx, await dicts(tx, _FIND + "where a.id = %s", [appeal_id]), person_id)
    return told[0]


async def _write(
    tx: Tx, person_id: int, appeal_id: int, given: AppealAnswer, correction: int | None, now: datetime
) -> None:
    try:
        async with tx.transaction():
            await execute(
                tx,
                "insert into appeal_answer (appeal_id, verdict, text, correction, answered_by, at)"
                " values (%s, %s, %s, %s, %s, %s)",
                [appeal_id, given.verdict, given.text, correction, person_id, now],
            )
    except psycopg.errors.CheckViolation as error:
        if error.diag.constraint_name != "nobody_answers_their_own":
            raise
        raise OwnAppeal from error
