"""Persons: found, added, changed, given roles."""

from __future__ import annotations

from typing import Any, Final, LiteralString

from msgspec import UNSET

from beanfield.people import accounts, rules
from beanfield.people.actor import Reached
from beanfield.people.memberships import join_team, leave_team
from beanfield.people.model import Grant, Locale, MadePerson, NewPerson, Person, PersonChanges, Role
from beanfield.people.names import sort_key
from beanfield.people.problems import GrantOutOfScope, Unknown
from beanfield.platform import audit
from beanfield.platform.database import Tx, Where, execute, like, row, rows, scalar
from beanfield.platform.errors import Invalid
from beanfield.platform.paging import Page, decode_cursor, encode_cursor, page_of

_PERSON: Final = """
select p.id, p.name, p.pinyin, p.centre_id, p.customer_id, m.team_id, t.name as team_name, p.left_at, a.login,
    a.disabled_at is not null as disabled,
    case when %(locale)s = 'en' and c.name_en <> '' then c.name_en else c.name_zh end as centre_name,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'role', g.role, 'centre_id', g.centre_id, 'customer_id', g.customer_id) order by g.id), '[]')
     from role_grant g where g.person_id = p.id and g.revoked_at is null) as roles
from person p
left join centre c on c.id = p.centre_id
left join account a on a.person_id = p.id
left join membership m on m.person_id = p.id and m.from_date <= centre_day()
    and (m.to_date is null or m.to_date > centre_day())
left join team t on t.id = m.team_id
"""


class _Found(Person, kw_only=True):
    pinyin: str


class Filter:
    """Which people a list holds: conditions gathered from the query."""

    def __init__(self, within: Reached, *, left: bool = False) -> None:
        self.where = Where()
        self.where.add("p.left_at is not null" if left else "p.left_at is null")
        if not within.everything:
            self.where.add(
                "p.centre_id = any(%(centres)s::bigint[]) or m.team_id = any(%(teams)s::bigint[])",
                centres=within.centres,
                teams=within.teams,
            )

    def named(self, q: str) -> None:
        """By name, log-in, pinyin or its initials."""
        self.where.add(
            "p.name ilike %(q)s or a.login ilike %(q)s or replace(p.pinyin, ' ', '') like %(read)s",
            q=like(q.strip()),
            read=like(q.replace(" ", "").lower()),
        )

    def holding(self, role: Role) -> None:
        self.where.add(
            "exists (select from role_grant r where r.person_id = p.id and r.role = %(role)s"
            " and r.revoked_at is null)",
            role=role,
        )


async def list_people(tx: Tx, chosen: Filter, locale: Locale, limit: int, cursor: str | None) -> Page[Person]:
    """A page of people, sorted by pinyin."""
    where = chosen.where
    after = decode_cursor(cursor, str, int)
    if after is not None:
        where.add(
            "(p.pinyin, p.id) > (%(after_pinyin)s, %(after_id)s)", after_pinyin=after[0], after_id=after[1]
        )
    query: LiteralString = _PERSON + where.clause + " order by p.pinyin, p.id limit %(limit)s"
    found = await rows(tx, _Found, query, {**where.params, "limit": limit + 1, "locale": locale})
    page = page_of(found, limit, lambda last: encode_cursor(last.pinyin, last.id))
    return Page(rows=[_bare(person) for person in page.rows], next=page.next)


def _bare(found: _Found) -> Person:
    return Person(**{name: getattr(found, name) for name in Person.__struct_fields__})


async def person_by_id(tx: Tx, person_id: int, locale: Locale) -> Person:
    """One person.

    Raises:
        Unknown: there is none with that id.
    """
    found = await row(tx, Person, _PERSON + " where p.id = %(id)s", {"id": person_id, "locale": locale})
    if found is None:
        raise Unknown
    return found


async def grants_of(tx: Tx, person_id: int) -> list[Grant]:
    """The roles that a person holds, locked against other changes until the transaction ends."""
    await tx.execute("select 1 from person where id = %s for update", [person_id])
    return await rows(
        tx,
        Grant,
        "select role, centre_id, customer_id from role_grant where person_id = %s and revoked_at is null",
        [person_id],
    )


async def add_person(tx: Tx, new: NewPerson, by: int | None, locale: Locale = "zh-CN") -> MadePerson:
    """Add a person, with account, roles and team as given.

    Raises:
        Invalid: they would belong to a centre and a customer both, or a role stands in the wrong scope.
        LoginTaken: someone else logs in with that name.
        Elsewhere: the team is of another centre.
    """
    if new.centre_id is not None and new.customer_id is not None:
        raise Invalid("invalid_request", errors=[("customer_id", "centre_or_customer", {})])
    _check_grants(new.roles)
    person_id = await scalar(
        tx,
        "insert into person (name, pinyin, centre_id, customer_id, locale)"
        " values (%s, %s, %s, %s, %s) returning id",
        [new.name, sort_key(new.name), new.centre_id, new.customer_id, locale],
    )
    password = await accounts.add_account(tx, person_id, new.login) if new.login else None
    await _grant(tx, person_id, set(new.roles), by)
    if new.team_id is not None:
        await join_team(tx, new.team_id, person_id, None, by)
    await audit.record(
        tx,
        by,
        "person.add",
        f"person:{person_id}",
        centre_id=new.centre_id,
        details={"login": new.login, "roles": _as_details(new.roles)},
    )
    return MadePerson(person=await person_by_id(tx, person_id, locale), password=password)


async def change_person(tx: Tx, person_id: int, changes: PersonChanges, by: int | None) -> None:
    """Change what `changes` names. Who leaves is shut out and leaves their team.

    Raises:
        NoAccount, LoginTaken, Elsewhere: see the parts.
    """
    centre_id = await accounts.centre_of(tx, person_id)
    if changes.name is not None:
        await execute(
            tx,
            "update person set name = %s, pinyin = %s where id = %s",
            [changes.name, sort_key(changes.name), person_id],
        )
    if changes.login is not None:
        await accounts.set_login(tx, person_id, changes.login)
    if changes.disabled is not None:
        await accounts.set_disabled(tx, person_id, disabled=changes.disabled, by=by)
    if changes.team_id is not UNSET:
        if changes.team_id is None:
            await leave_team(tx, person_id, by)
        else:
            await join_team(tx, changes.team_id, person_id, None, by)
    if changes.left is not None:
        await _set_left(tx, person_id, left=changes.left, by=by)
    details = {name: value for name, value in _named(changes).items() if name != "name"}
    await audit.record(tx, by, "person.change", f"person:{person_id}", centre_id=centre_id, details=details)


def _named(changes: PersonChanges) -> dict[str, Any]:
    given = {name: getattr(changes, name) for name in changes.__struct_fields__}
    return {name: value for name, value in given.items() if value is not UNSET and value is not None}


async def _set_left(tx: Tx, person_id: int, *, left: bool, by: int | None) -> None:
    await execute(
        tx,
        "update person set left_at = case when %s then coalesce(left_at, now()) end where id = %s",
        [left, person_id],
    )
    if left:
        await leave_team(tx, person_id, by)
        await accounts.shut_out(tx, person_id, by)


async def set_roles(tx: Tx, person_id: int, wanted: list[Grant], by: int | None) -> None:
    """Make these the person's roles: grant what is new, revoke what is not among them.

    Raises:
        Invalid: a role stands in the wrong kind of scope.
    """
    _check_grants(wanted)
    held = set(await grants_of(tx, person_id))
    granted, revoked = set(wanted) - held, held - set(wanted)
    for grant in revoked:
        await execute(
            tx,
            "update role_grant set revoked_at = now(), revoked_by = %s where person_id = %s and role = %s"
            " and centre_id is not distinct from %s and customer_id is not distinct from %s"
            " and revoked_at is null",
            [by, person_id, grant.role, grant.centre_id, grant.customer_id],
        )
    await _grant(tx, person_id, granted, by)
    if granted or revoked:
        await audit.record(
            tx,
            by,
            "role.grant",
            f"person:{person_id}",
            centre_id=await accounts.centre_of(tx, person_id),
            details={"granted": _as_details(granted), "revoked": _as_details(revoked)},
        )


async def _grant(tx: Tx, person_id: int, granted: set[Grant], by: int | None) -> None:
    for grant in sorted(granted, key=str):
        await execute(
            tx,
            "insert into role_grant (person_id, role, centre_id, customer_id, granted_by)"
            " values (%s, %s, %s, %s, %s)",
            [person_id, grant.role, grant.centre_id, grant.customer_id, by],
        )


def _check_grants(grants: list[Grant]) -> None:
    for number, grant in enumerate(grants):
        if not rules.fits_scope(grant):
            raise GrantOutOfScope(f"roles[{number}]", grant.role)


def _as_details(grants: set[Grant] | list[Grant]) -> list[dict[str, Any]]:
    found = [{name: getattr(grant, name) for name in Grant.__struct_fields__} for grant in grants]
    return sorted(found, key=str)
