"""SQL that hands items out. A claim never waits for another: it passes over what is locked."""

from __future__ import annotations

from typing import Final

#: The front of the queue, locked: how many may still take each item, and who had it.
FRONT: Final = """
select i.id, i.open_slots, array(
    select l.person_id from lease l
    where l.item_id = i.id and l.task = 'annotate' and l.state in ('active', 'submitted',
        'skipped') and not l.rework
) as had
from item i
where i.project_id = %(project)s and i.state = 'open' and i.open_slots > 0
order by i.priority desc, i.id
limit %(window)s
for no key update skip locked
"""

#: Take items for people, as dealt. Gold takes no slot, and its turn is over.
TAKE: Final = """
with taken as (
    update item i set open_slots = i.open_slots - g.people
    from (
        select item_id, count(*) as people
        from unnest(%(items)s::bigint[], %(golds)s::boolean[]) as t(item_id, gold) where not gold group by 1
    ) g
    where i.id = g.item_id
), used as (
    delete from gold_turn t using unnest(%(people)s::bigint[], %(golds)s::boolean[]) as g(person_id, gold)
    where g.gold and t.project_id = %(project)s and t.person_id = g.person_id
)
insert into lease (item_id, project_id, person_id, leased_at, beat_at, until, schema_version, guide_version,
    gold)
select item_id, %(project)s, person_id, %(now)s, %(now)s, until, %(schema)s, %(guide)s, gold
from unnest(%(items)s::bigint[], %(people)s::bigint[], %(untils)s::timestamptz[],
    %(golds)s::boolean[]) as g(item_id, person_id, until, gold)
returning id
"""

#: The first items that one person has not had, however deep in the queue, taken for them at once.
DIG: Final = """
with picked as (
    select i.id, i.priority from item i
    where i.project_id = %(project)s and i.state = 'open' and i.open_slots > 0
    and not exists (
        select from lease l where l.item_id = i.id and l.person_id = %(person)s and l.task = 'annotate'
        and l.state in ('active', 'submitted', 'skipped') and not l.rework)
    order by i.priority desc, i.id
    limit %(count)s
    for no key update skip locked
), taken as (
    update item i set open_slots = i.open_slots - 1 from picked p where i.id = p.id
), made as (
    insert into lease (item_id, project_id, person_id, leased_at, beat_at, until, schema_version,
        guide_version)
    select p.id, %(project)s, %(person)s, %(now)s, %(now)s,
        %(now)s + (%(seconds)s * (%(held)s + row_number() over (order by p.priority desc,
            p.id))) * interval '1 second',
        %(schema)s, %(guide)s
    from picked p
    returning id, item_id
)
select m.id, p.id as item_id, p.priority from made m join picked p on p.id = m.item_id order by p.priority
    desc, p.id
"""

#: The same, within one priority and after one id.
DIG_ON: Final = """
with picked as (
    select i.id, i.priority from item i
    where i.project_id = %(project)s and i.state = 'open' and i.open_slots > 0
    and i.priority = %(priority)s and i.id > %(after)s
    and not exists (
        select from lease l where l.item_id = i.id and l.person_id = %(person)s and l.task = 'annotate'
        and l.state in ('active', 'submitted', 'skipped') and not l.rework)
    order by i.priority desc, i.id
    limit %(count)s
    for no key update skip locked
), taken as (
    update item i set open_slots = i.open_slots - 1 from picked p where i.id = p.id
), made as (
    insert into lease (item_id, project_id, person_id, leased_at, beat_at, until, schema_version,
        guide_version)
    select p.id, %(project)s, %(person)s, %(now)s, %(now)s,
        %(now)s + (%(seconds)s * (%(held)s + row_number() over (order by p.priority desc,
            p.id))) * interval '1 second',
        %(schema)s, %(guide)s
    from picked p
    returning id, item_id
)
select m.id, p.id as item_id, p.priority from made m join picked p on p.id = m.item_id order by p.priority
    desc, p.id
"""

#: Items that came back to these people, or to nobody in particular, and that nobody is mending.
RETURNED: Final = """
select i.id, i.returned_to from item i
where i.project_id = %(project)s and i.state = 'returned'
and (i.returned_to = any(%(people)s::bigint[]) or i.returned_to is null)
and not exists (select from lease l where l.item_id = i.id and l.state = 'active' and l.rework)
order by i.priority desc, i.id
limit %(window)s
for no key update skip locked
"""

TAKE_BACK: Final = """
insert into lease (item_id, project_id, person_id, rework, leased_at, beat_at, until, schema_version,
    guide_version)
select item_id, %(project)s, person_id, true, %(now)s, %(now)s, until, %(schema)s, %(guide)s
from unnest(%(items)s::bigint[], %(people)s::bigint[], %(untils)s::timestamptz[]) as g(item_id, person_id,
    until)
returning id
"""

#: Why items came back: the last return of each, and the answer that was handed in.
REASONS: Final = """
select distinct on (r.item_id) r.item_id, r.id as review_id, r.comment, a.document::text as document,
    p.name as reviewer_name
from review r
join annotation a on a.id = r.annotation_id
join person p on p.id = r.reviewer_id
where r.item_id = any(%(items)s::bigint[]) and r.verdict = 'return'
order by r.item_id, r.at desc
"""

DEFECTS: Final = """
select review_id, class, severity, object_id, note, pin from defect
where review_id = any(%(reviews)s::uuid[]) order by id
"""

#: Leases whose time is over end, and what they held is open again. Whatever is locked is at work and waits.
LAPSE: Final = """
with lapsed as (
    select l.id, l.item_id, (l.task = 'annotate' and not l.rework and not l.gold)::int as slots
    from lease l join item i on i.id = l.item_id
    where l.state = 'active' and l.until < %(now)s and (%(project)s::bigint is null or l.project_id =
        %(project)s)
    order by l.until limit %(most)s
    for no key update of i, l skip locked
), ended as (
    update lease l set state = 'expired', ended_at = %(now)s from lapsed where l.id = lapsed.id
), freed as (
    update item i set open_slots = i.open_slots + g.slots
    from (select item_id, sum(slots) as slots from lapsed group by 1) g
    where i.id = g.item_id and g.slots > 0
)
select count(*) from lapsed
"""

#: How many items each person holds or has answered in a project, counted no further than `most`.
TAKEN_BY: Final = """
select w.person_id, held.n + answered.n as taken
from unnest(%(people)s::bigint[]) as w(person_id)
cross join lateral (
    select count(*) as n from lease l where l.person_id = w.person_id and l.project_id = %(project)s
    and l.task = 'annotate' and not l.rework and l.state = 'active'
) held
cross join lateral (
    select count(*) as n from (
        select from lease l where l.person_id = w.person_id and l.project_id = %(project)s
        and l.task = 'annotate' and not l.rework and l.state = 'submitted' limit %(most)s
    ) counted
) answered
"""

#: The present people of teams.
MEMBERS: Final = """
select team_id, person_id from membership
where team_id = any(%(teams)s::bigint[]) and from_date <= centre_day() and (to_date is null or to_date >
    centre_day())
"""

#: Is anything left to answer in the project at all?
LEFT: Final = """
select exists (
    select from item where project_id = %(project)s and state in ('open', 'returned')
    and (state = 'returned' or answered < overlap)
) as something
"""
