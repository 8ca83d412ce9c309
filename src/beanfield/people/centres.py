"""Centres and customers: the parties of the programme."""

from __future__ import annotations

from beanfield.people.actor import Reached
from beanfield.people.model import Centre, Customer, NewCentre, NewCustomer
from beanfield.platform import audit
from beanfield.platform.database import Tx, dicts, rows, scalar


async def list_centres(tx: Tx, within: Reached) -> list[Centre]:
    """The open centres in reach, with the number of their people."""
    return await rows(
        tx,
        Centre,
        "select c.id, c.name_zh, c.name_en, c.county,"
        " (select count(*) from person p where p.centre_id = c.id and p.left_at is null) as people"
        " from centre c where c.closed_at is null and (%(all)s or c.id = any(%(centres)s::bigint[]))"
        " order by c.id",
        {"all": within.everything, "centres": within.centres},
    )


async def add_centre(tx: Tx, new: NewCentre, by: int | None) -> Centre:
    """Open a centre."""
    made = await scalar(
        tx,
        "insert into centre (name_zh, name_en, county) values (%s, %s, %s) returning id",
        [new.name_zh, new.name_en, new.county],
    )
    await audit.record(tx, by, "centre.add", f"centre:{made}", centre_id=made, details={"name": new.name_zh})
    return Centre(id=made, name_zh=new.name_zh, name_en=new.name_en, county=new.county)


async def list_customers(tx: Tx, within: Reached) -> list[Customer]:
    """The customers in reach."""
    return await rows(
        tx,
        Customer,
        "select id, name_zh, name_en from customer"
        " where closed_at is null and (%(all)s or id = any(%(customers)s::bigint[])) order by id",
        {"all": within.everything, "customers": within.customers},
    )


async def add_customer(tx: Tx, new: NewCustomer, by: int | None) -> Customer:
    """Take a customer on."""
    made = await scalar(
        tx,
        "insert into customer (name_zh, name_en) values (%s, %s) returning id",
        [new.name_zh, new.name_en],
    )
    await audit.record(tx, by, "customer.add", f"customer:{made}", details={"name": new.name_zh})
    return Customer(id=made, name_zh=new.name_zh, name_en=new.name_en)


async def names_of(tx: Tx, centre_id: int) -> tuple[str, str]:
    """What a centre is called in Chinese and in English; the Chinese name where it has no English one."""
    found = await dicts(tx, "select name_zh, name_en from centre where id = %s", [centre_id])
    return found[0]["name_zh"], found[0]["name_en"] or found[0]["name_zh"]
