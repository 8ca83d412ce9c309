"""Who is in which team, from which day to which: a membership holds on `from_date <= day < to_date`."""

from __future__ import annotations

from datetime import date

from beanfield.people.model import Member
from beanfield.people.problems import Elsewhere, Unknown
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, rows, scalar


async def members_of(tx: Tx, team_id: int, *, past: bool) -> list[Member]:
    """The team's people by pinyin; with `past` also those who were in it, after the present ones."""
    return await rows(
        tx,
        Member,
        "select m.person_id, p.name, m.from_date, m.to_date"
        " from membership m join person p on p.id = m.person_id"
        " where m.team_id = %(team)s and (%(past)s or m.to_date is null or m.to_date > centre_day())"
        " order by m.to_date desc nulls first, p.pinyin, p.id",
        {"team": team_id, "past": past},
    )


async def join_team(tx: Tx, team_id: int, person_id: int, from_date: date | None, by: int | None) -> None:
    """Put a person into a team from a day on (today by default); an open membership ends on that day.

    Locks the person, so that they are never in two teams. Being in the team already changes nothing.

    Raises:
        Elsewhere: team and person are of different centres, the team is closed, or the person has left.
    """
    centre_id = await scalar(
        tx,
        "select p.centre_id from person p join team t on t.centre_id = p.centre_id"
        " where p.id = %s and t.id = %s and t.closed_at is null and p.left_at is null for update of p",
        [person_id, team_id],
    )
    if centre_id is None:
        raise Elsewhere("team_id")
    within = await scalar(
        tx, "select team_id from membership where person_id = %s and to_date is null", [person_id]
    )
    if within == team_id:
        return
    day = from_date or await scalar(tx, "select centre_day()")
    await execute(
        tx,
        "update membership set to_date = greatest(from_date, %s) where person_id = %s and to_date is null",
        [day, person_id],
    )
    await execute(
        tx,
        "insert into membership (person_id, team_id, from_date) values (%s, %s, %s)",
        [person_id, team_id, day],
    )
    details = {"person": person_id, "from": day.isoformat()}
    await audit.record(tx, by, "team.join", f"team:{team_id}", centre_id=centre_id, details=details)


async def leave_team(tx: Tx, person_id: int, by: int | None, *, team_id: int | None = None) -> None:
    """End a person's open membership (in that team) today.

    Raises:
        Unknown: `team_id` is given and they are not in it.
    """
    ended = await scalar(
        tx,
        "update membership set to_date = greatest(from_date, centre_day())"
        " where person_id = %(person)s and to_date is null"
        " and (%(team)s::bigint is null or team_id = %(team)s) returning team_id",
        {"person": person_id, "team": team_id},
    )
    if ended is not None:
        centre_id = await scalar(tx, "select centre_id from team where id = %s", [ended])
        details = {"person": person_id}
        await audit.record(tx, by, "team.leave", f"team:{ended}", centre_id=centre_id, details=details)
    elif team_id is not None:
        raise Unknown
