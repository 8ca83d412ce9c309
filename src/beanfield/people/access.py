"""Who may do what: the one table of access, and the decisions that follow from it.

Every route names its permission, `opt={"permission": "project.read"}`; the guard (`web/guard.py`) finds the
place from the path's parameters and decides here, so no handler can forget to ask. What the guard cannot
see is the handler's to check, with the same functions:

    require(actor, "project.create", Place(centre_id=new.centre_id))    a place named in the body
    reached(actor, "project.read")                                      a list: the ids to filter it by
    holds(actor, "progress.people")                                     the permission, wherever it holds
    allows(actor, "adjudicate.do", Place(project_id=…))                 yes or no

A role holds in the scope that it was granted in; the table's cell says how far it reaches from there:

    all        the whole programme
    centre     things of the grant's centre
    offered    things of the grant's centre, and those that no centre has taken yet
    customer   things of the grant's customer
    leads      teams that the person leads, their people, and projects that those teams are assigned to
    assigned   projects that the person, or the team they are in, has an open assignment to
    works      leads or assigned
    annotates, checks, adjudicates    assigned for that task (checks: review or adjudicate)

Refusals: a thing of which the person may not know does not exist for them (404, the same as for an id that
was never given); a thing that they may know of but not touch in this way is forbidden (403); and so is all
that none of their roles does anywhere. To know of a thing is to hold its `KNOWING` permission there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Literal, NoReturn

from msgspec import Struct

from beanfield.people.actor import Actor, Place, Reached
from beanfield.people.model import Grant, Role, TokenScope
from beanfield.platform.errors import Forbidden, NotFound

Reach = Literal[
    "all", "centre", "offered", "customer", "leads", "assigned", "works", "annotates", "checks", "adjudicates"
]  # fmt: skip


class Rule(Struct, frozen=True):
    """One row of the table. `anyone`: all who are signed in. `scope`: what an API token needs; None: no
    token may, only a browser's session."""

    roles: dict[Role, Reach]
    scope: TokenScope | None = "read"
    anyone: bool = False


def _row(scope: TokenScope | None = "read", /, *, anyone: bool = False, **roles: Reach) -> Rule:
    return Rule({_ROLES[short]: reach for short, reach in roles.items()}, scope, anyone)


_ROLES: Final[dict[str, Role]] = {
    "an": "annotator",
    "tl": "team_leader",
    "rv": "reviewer",
    "pm": "project_manager",
    "cm": "centre_manager",
    "ex": "examiner",
    "cu": "customer",
    "sp": "sponsor",
    "fi": "finance",
    "cs": "care_staff",
    "ad": "administrator",
}

#: Permission → who holds it, how far, and the token scope that it needs.
TABLE: Final[dict[str, Rule]] = {
    # oneself
    "me.read": _row("read", anyone=True),
    "me.change": _row(None, anyone=True),
    "me.password": _row(None, anyone=True),
    "me.sessions": _row(None, anyone=True),
    "me.tokens": _row(None, anyone=True),
    "session.end": _row(None, anyone=True),
    "home.read": _row("read", anyone=True),
    "format.read": _row("read", anyone=True),
    # people
    "centre.read": _row(
        "read", an="centre", tl="centre", rv="centre", pm="centre", cm="centre", ex="centre", fi="centre",
        cs="centre", sp="all", ad="all",
    ),
    "centre.manage": _row("admin", ad="all"),
    "customer.read": _row("read", pm="all", cm="all", cu="customer", ad="all"),
    "customer.manage": _row("admin", ad="all"),
    "people.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", fi="centre", ad="all"),
    "people.manage": _row("admin", cm="centre", ad="all"),
    "account.manage": _row("admin", cm="centre", ad="all"),
    "role.grant": _row("admin", cm="centre", ad="all"),
    "team.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", fi="centre", ad="all"),
    "team.manage": _row("manage", cm="centre", ad="all"),
    "skill.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", ad="all"),
    "skill.record": _row("manage", cm="centre", ex="centre", ad="all"),
    "audit.read": _row("admin", cm="centre", ad="all"),
    "audit.verify": _row("admin", ad="all"),
    # projects
    "project.create": _row("manage", pm="centre", cm="centre", ad="all"),
    "project.read": _row(
        "read", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre", fi="centre",
        cu="customer", sp="all", ad="all",
    ),
    "project.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "project.delete": _row("admin", ad="all"),
    "schema.read": _row(
        "read", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre",
        cu="customer", ad="all",
    ),
    "schema.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "guide.read": _row(
        "read", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre",
        cu="customer", ad="all",
    ),
    "guide.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "assignment.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", ad="all"),
    # on the project; whom they assign is asked with `assignment.give` on the person's or team's place
    "assignment.manage": _row("manage", tl="leads", pm="centre", cm="centre", ad="all"),
    "assignment.give": _row("manage", tl="leads", pm="centre", cm="centre", ad="all"),
    "item.list": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", cu="customer", ad="all"),
    # with everyone's answers and names: never for those who are to answer or check blind
    "item.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", ad="all"),
    "item.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    # known answers, and how people did by them: never for those who are measured
    "gold.manage": _row("manage", pm="centre", cm="centre", ex="centre", ad="all"),
    "progress.read": _row(
        "read", tl="leads", pm="centre", cm="centre", ex="centre", fi="centre", cu="customer", sp="all",
        ad="all",
    ),
    "quality.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", ad="all"),
    "rule.read": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", ad="all"),
    "rule.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "firing.lift": _row("manage", tl="leads", pm="centre", cm="centre", ad="all"),
    # figures of single persons
    "progress.people": _row("read", tl="leads", pm="centre", cm="centre", ex="centre", fi="centre", ad="all"),
    "thread.read": _row(
        "read", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre",
        cu="customer", ad="all",
    ),
    "thread.write": _row(
        "work", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre",
        cu="customer", ad="all",
    ),
    # to answer for the project and to close a thread
    "thread.answer": _row("work", tl="leads", pm="centre", cm="centre", ex="centre", cu="customer", ad="all"),
    # work
    "workplace.read": _row(
        "work", an="assigned", rv="assigned", tl="works", ex="assigned", pm="assigned", cm="assigned"
    ),
    "work.do": _row(
        "work", an="annotates", tl="annotates", rv="annotates", ex="annotates", pm="annotates", cm="annotates"
    ),
    "review.do": _row("work", tl="checks", rv="checks", ex="checks", pm="checks", cm="checks"),
    "adjudicate.do": _row(
        "work", tl="adjudicates", rv="adjudicates", ex="adjudicates", pm="adjudicates", cm="adjudicates"
    ),
    "lease.hold": _row("work", anyone=True),  # the guard lets only its holder through
    # lots and deliveries
    "lot.read": _row(
        "read", tl="leads", pm="centre", cm="centre", ex="centre", fi="centre", cu="customer", ad="all"
    ),
    "lot.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "lot.verdict": _row("manage", pm="centre", cm="centre", cu="customer", ad="all"),
    "delivery.read": _row("read", pm="centre", cm="centre", fi="centre", cu="customer", ad="all"),
    "delivery.make": _row("manage", pm="centre", cm="centre", ad="all"),
    # orders: filed by customers, taken by a centre
    "order.read": _row("read", pm="offered", cm="offered", fi="centre", cu="customer", ad="all"),
    "order.file": _row("manage", cu="customer"),
    "order.move": _row("manage", pm="offered", cm="offered", cu="customer", ad="all"),
    "order.manage": _row("manage", pm="offered", cm="offered", ad="all"),
    # the customer's look at a sample, from which the verdict follows
    "acceptance.judge": _row("manage", cu="customer"),
    # data in and out
    "media.upload": _row("manage", pm="centre", cm="centre", ad="all"),
    "import.read": _row("read", pm="centre", cm="centre", ad="all"),
    "import.run": _row("manage", pm="centre", cm="centre", ad="all"),
    "export.read": _row("read", pm="centre", cm="centre", ad="all"),
    "export.run": _row("manage", pm="centre", cm="centre", ad="all"),
    "webhook.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    # pay: what work earns is told to those who do it and never to customers
    "rate.read": _row(
        "read", an="assigned", rv="assigned", tl="works", pm="centre", cm="centre", ex="centre",
        fi="centre", ad="all",
    ),
    "rate.manage": _row("manage", pm="centre", cm="centre", ad="all"),
    "pay.own": _row("read", anyone=True),
    "appeal.open": _row("work", anyone=True),
    "appeal.answer": _row("manage", tl="leads", pm="centre", cm="centre", fi="centre", ad="all"),
    "pay.read": _row("read", cm="centre", fi="centre", ad="all"),
    "pay.manage": _row("manage", cm="centre", fi="centre", ad="all"),
    # exams: taken by oneself (the handlers hold each attempt to its person), kept by examiners
    "qualification.take": _row("work", anyone=True),
    "bank.manage": _row("manage", cm="centre", ex="centre", ad="all"),
    "qualification.manage": _row("manage", cm="centre", ex="centre", ad="all"),
    "certificate.read": _row("read", anyone=True),
    "certificate.issue": _row("manage", cm="centre", ex="centre", ad="all"),
    "impact.read": _row("read", cm="centre", sp="all", ad="all"),
    "person_fact.read": _row("read", cm="centre", fi="centre"),
    "person_fact.manage": _row("manage", cm="centre", fi="centre"),
    "person_fact.own": _row("read", anyone=True),
    # children's data are for their guardian and the centre's care staff, never for a token; others count
    "care.count": _row("read", cm="centre", cs="centre"),
    "care.manage": _row("manage", cm="centre", cs="centre"),
    "care.attend": _row(None, cs="centre"),
    "care.book": _row(None, anyone=True),
}  # fmt: skip

#: What a refusal is raised as.
REFUSALS: Final = (Forbidden, NotFound)

#: The permission of a route that needs none.
PUBLIC: Final = "public"

#: What a person with a one-time password may do before they have chosen their own.
BEFORE_PASSWORD_CHANGE: Final = frozenset({"me.read", "me.password", "session.end"})

#: What each token scope includes.
INCLUDES: Final[dict[TokenScope, frozenset[TokenScope]]] = {
    "read": frozenset({"read"}),
    "work": frozenset({"read", "work"}),
    "manage": frozenset({"read", "manage"}),
    "admin": frozenset({"read", "manage", "admin"}),
}

#: Role → the roles that its holder may grant and take away, within the same scope. Nobody changes their own.
MAY_GRANT: Final[dict[Role, frozenset[Role]]] = {
    "administrator": frozenset(_ROLES.values()),
    "centre_manager": frozenset(
        {"annotator", "team_leader", "reviewer", "project_manager", "examiner", "finance", "care_staff"}
    ),
}

#: The scope that each role is granted in.
GRANT_SCOPE: Final[dict[Role, Literal["programme", "centre", "customer"]]] = {
    "annotator": "centre",
    "team_leader": "centre",
    "reviewer": "centre",
    "project_manager": "centre",
    "centre_manager": "centre",
    "examiner": "centre",
    "finance": "centre",
    "care_staff": "centre",
    "customer": "customer",
    "sponsor": "programme",
    "administrator": "programme",
}


def holds(actor: Actor, permission: str) -> bool:
    """Does the person hold this permission anywhere at all?"""
    rule = TABLE[permission]
    return rule.anyone or any(grant.role in rule.roles for grant in actor.grants)


def allows(actor: Actor, permission: str, place: Place) -> bool:
    """May the person do this to a thing that stands there?"""
    rule = TABLE[permission]
    if place.owner_id is not None and place.owner_id != actor.person_id:
        return False
    if rule.anyone or place.owner_id is not None:
        return holds(actor, permission)
    for grant in actor.grants:
        reach = rule.roles.get(grant.role)
        if reach is not None and _reaches(actor, grant, reach, place):
            return True
    return False


def _reaches(  # noqa: PLR0911  one answer for each reach of the table
    actor: Actor, grant: Grant, reach: Reach, place: Place
) -> bool:
    match reach:
        case "all":
            return True
        case "centre":
            return grant.centre_id is not None and grant.centre_id == place.centre_id
        case "offered":
            return place.centre_id in {None, grant.centre_id}
        case "customer":
            return grant.customer_id is not None and grant.customer_id == place.customer_id
        case "leads":
            return _leads(actor, place)
        case "works":
            return _leads(actor, place) or _is_assigned(actor, "assigned", place.project_id)
        case _:
            return _is_assigned(actor, reach, place.project_id)


def _leads(actor: Actor, place: Place) -> bool:
    return place.team_id in actor.leads or place.project_id in actor.led_projects


def _is_assigned(actor: Actor, reach: Reach, project_id: int | None) -> bool:
    tasks = actor.tasks.get(project_id or 0)
    if not tasks:
        return False
    return (
        reach == "assigned"
        or (reach == "annotates" and "annotate" in tasks)
        or (reach == "checks" and not tasks.isdisjoint(("review", "adjudicate")))
        or (reach == "adjudicates" and "adjudicate" in tasks)
    )


def reached(actor: Actor, permission: str) -> Reached:
    """Everything that the permission reaches for this person, to filter a list by."""
    rule = TABLE[permission]
    found: defaultdict[str, set[int]] = defaultdict(set)
    untaken = False
    for grant in actor.grants:
        match rule.roles.get(grant.role):
            case None:
                continue
            case "all":
                return Reached(everything=True)
            case "centre":
                found["centres"].update(_given(grant.centre_id))
            case "offered":
                found["centres"].update(_given(grant.centre_id))
                untaken = True
            case "customer":
                found["customers"].update(_given(grant.customer_id))
            case "leads":
                found["teams"] |= actor.leads
                found["projects"] |= actor.led_projects
            case "works":
                found["projects"] |= actor.led_projects | actor.tasks.keys()
            case reach:
                found["projects"].update(p for p in actor.tasks if _is_assigned(actor, reach, p))
    return Reached(
        centres=sorted(found["centres"]),
        customers=sorted(found["customers"]),
        projects=sorted(found["projects"]),
        teams=sorted(found["teams"]),
        untaken=untaken,
    )


def _given(value: int | None) -> Iterable[int]:
    return () if value is None else (value,)


def require_scope(actor: Actor, permission: str) -> None:
    """Let through sessions, and API tokens whose scopes include the one that the permission needs.

    Raises:
        Forbidden: the token is too narrow, or this is nothing for a token.
    """
    if actor.token_scopes is None:
        return
    needed = TABLE[permission].scope
    if needed is None:
        raise Forbidden("token_not_enough", scope="session")
    if not any(needed in INCLUDES[given] for given in actor.token_scopes):
        raise Forbidden("token_not_enough", scope=needed)


def permissions_of(actor: Actor) -> list[str]:
    """All permissions that the person holds anywhere: what the screens may offer."""
    return sorted(permission for permission in TABLE if holds(actor, permission))


def _may_know(actor: Actor, place: Place) -> bool:
    if place.owner_id is not None:
        return place.owner_id == actor.person_id
    return allows(actor, knowing(place), place)


def knowing(place: Place) -> str:
    """The permission that makes a thing known to a person."""
    if place.order_id is not None:
        return "order.read"
    if place.project_id is not None:
        return "project.read"
    if place.person_id is not None:
        return "people.read"
    if place.team_id is not None:
        return "team.read"
    return "customer.read" if place.centre_id is None and place.customer_id is not None else "centre.read"


def require(actor: Actor, permission: str, place: Place | None) -> None:
    """Let through whoever may do this there; `place` None stands for a thing that does not exist.

    Raises:
        NotFound: there is no such thing, or the person may not know of it.
        Forbidden: they know of it and may not do this to it.
    """
    if place is None or not allows(actor, permission, place):
        refuse(actor, place)


def refuse(actor: Actor, place: Place | None) -> NoReturn:
    """Raise the refusal that tells no more than the person may know."""
    if place is None or not _may_know(actor, place):
        raise NotFound("not_found_here")
    raise Forbidden("forbidden")
