"""Who may decide over whom: beyond the place of a person, their roles count too.

A centre manager reaches everyone of the centre, and yet resets no password of an administrator who is there.
"""

from __future__ import annotations

from collections.abc import Iterable

from beanfield.people import access, rules
from beanfield.people.actor import Actor, Place
from beanfield.people.model import Grant, NewPerson, PersonChanges
from beanfield.people.persons import grants_of
from beanfield.people.problems import AboveYou, NotYourself
from beanfield.platform.database import Tx


def check_grants(actor: Actor, grants: Iterable[Grant]) -> None:
    """May the actor grant, or take away, all of these?

    Raises:
        AboveYou: one is not theirs to give.
    """
    if not rules.stands_over(actor.grants, grants):
        raise AboveYou


def check_new(actor: Actor, new: NewPerson) -> None:
    """May the actor add this person?

    Raises:
        NotFound, Forbidden: not in that centre or for that customer.
        AboveYou: with a role that is not theirs to give.
    """
    place = Place(centre_id=new.centre_id, customer_id=new.customer_id)
    access.require(actor, "people.manage", place)
    check_grants(actor, new.roles)


async def check_over(tx: Tx, actor: Actor, person_id: int) -> None:
    """May the actor decide over this person's account?

    Raises:
        NotYourself: it is their own.
        AboveYou: the person holds a role that the actor may not give.
    """
    if person_id == actor.person_id:
        raise NotYourself
    check_grants(actor, await grants_of(tx, person_id))


async def check_changes(tx: Tx, actor: Actor, person_id: int, changes: PersonChanges) -> None:
    """May the actor make these changes? A name and a team need no authority beyond the place.

    Raises:
        NotYourself, AboveYou: see `check_over`.
    """
    if changes.login is not None or changes.disabled is not None or changes.left is not None:
        await check_over(tx, actor, person_id)


async def check_roles(tx: Tx, actor: Actor, person_id: int, wanted: list[Grant]) -> None:
    """May the actor turn the person's roles into these? Only what changes is asked about.

    Raises:
        NotYourself: nobody raises (or lowers) themself.
        AboveYou: a role that is granted or revoked is not theirs to give.
    """
    if person_id == actor.person_id:
        raise NotYourself
    held = set(await grants_of(tx, person_id))
    check_grants(actor, held ^ set(wanted))
