"""Where people and teams stand, for decisions of access."""

from __future__ import annotations

from beanfield.people.actor import Place
from beanfield.platform.database import Tx, row


async def centre_place(tx: Tx, centre_id: int) -> Place | None:
    """A centre itself; None where there is none."""
    return await row(tx, Place, "select id as centre_id from centre where id = %s", [centre_id])


async def customer_place(tx: Tx, customer_id: int) -> Place | None:
    """A customer; None where there is none."""
    return await row(tx, Place, "select id as customer_id from customer where id = %s", [customer_id])


async def person_place(tx: Tx, person_id: int) -> Place | None:
    """A person: their centre or customer, and the team that they are in today."""
    return await row(
        tx,
        Place,
        "select p.id as person_id, p.centre_id, p.customer_id, m.team_id"
        " from person p left join membership m on m.person_id = p.id"
        " and m.from_date <= centre_day() and (m.to_date is null or m.to_date > centre_day())"
        " where p.id = %s order by m.from_date desc limit 1",
        [person_id],
    )


async def team_place(tx: Tx, team_id: int) -> Place | None:
    """A team; None where there is none, or it was closed."""
    return await row(
        tx,
        Place,
        "select id as team_id, centre_id from team where id = %s and closed_at is null",
        [team_id],
    )
