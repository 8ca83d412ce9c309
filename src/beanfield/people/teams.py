"""Teams: people under a team leader."""

from __future__ import annotations

from typing import Final, LiteralString

from msgspec import UNSET

from beanfield.people.actor import Reached
from beanfield.people.model import NewTeam, Team, TeamChanges
from beanfield.people.problems import Elsewhere, Unknown
from beanfield.platform import audit
from beanfield.platform.database import Tx, Where, execute, row, rows, scalar

_TEAM: Final = """
select t.id, t.centre_id, t.name, t.leader_id, l.name as leader_name,
    (select count(*) from membership m where m.team_id = t.id and m.from_date <= centre_day()
        and (m.to_date is null or m.to_date > centre_day())) as people
from team t left join person l on l.id = t.leader_id
"""


async def list_teams(tx: Tx, within: Reached, centre_id: int | None) -> list[Team]:
    """The open teams in reach, by centre and name."""
    where = Where()
    where.add("t.closed_at is null")
    if not within.everything:
        where.add(
            "t.centre_id = any(%(centres)s::bigint[]) or t.id = any(%(teams)s::bigint[])",
            centres=within.centres,
            teams=within.teams,
        )
    if centre_id is not None:
        where.add("t.centre_id = %(centre)s", centre=centre_id)
    query: LiteralString = _TEAM + where.clause + " order by t.centre_id, t.name, t.id"
    return await rows(tx, Team, query, where.params)


async def team_by_id(tx: Tx, team_id: int) -> Team:
    """One team.

    Raises:
        Unknown: there is none with that id.
    """
    found = await row(tx, Team, _TEAM + " where t.id = %(id)s", {"id": team_id})
    if found is None:
        raise Unknown
    return found


async def add_team(tx: Tx, new: NewTeam, by: int | None) -> Team:
    """Make a team in a centre.

    Raises:
        Elsewhere: the leader is of another centre.
    """
    await _check_leader(tx, new.centre_id, new.leader_id)
    made = await scalar(
        tx,
        "insert into team (centre_id, name, leader_id) values (%s, %s, %s) returning id",
        [new.centre_id, new.name, new.leader_id],
    )
    details = {"name": new.name, "leader": new.leader_id}
    await audit.record(tx, by, "team.add", f"team:{made}", centre_id=new.centre_id, details=details)
    return await team_by_id(tx, made)


async def change_team(tx: Tx, team_id: int, changes: TeamChanges, by: int | None) -> Team:
    """Rename a team, or give it another leader.

    Raises:
        Unknown: there is none with that id.
        Elsewhere: the leader is of another centre.
    """
    team = await team_by_id(tx, team_id)
    leader = team.leader_id if changes.leader_id is UNSET else changes.leader_id
    if leader != team.leader_id:
        await _check_leader(tx, team.centre_id, leader)
    await execute(
        tx,
        "update team set name = %s, leader_id = %s where id = %s",
        [changes.name or team.name, leader, team_id],
    )
    details = {"name": changes.name, "leader": leader}
    await audit.record(tx, by, "team.change", f"team:{team_id}", centre_id=team.centre_id, details=details)
    return await team_by_id(tx, team_id)


async def _check_leader(tx: Tx, centre_id: int, leader_id: int | None) -> None:
    if leader_id is None:
        return
    found = await scalar(
        tx,
        "select 1 from person where id = %s and centre_id = %s and left_at is null",
        [leader_id, centre_id],
    )
    if found is None:
        raise Elsewhere("leader_id")
