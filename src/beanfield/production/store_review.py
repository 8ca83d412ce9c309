"""SQL of review and adjudication."""

from __future__ import annotations

from typing import Final

#: Items to check for one person: none that they annotated, none that another is checking. Leased at once.
TAKE_CHECKS: Final = """
with picked as (
    select i.id, i.priority, i.risk from item i
    where i.project_id = %(project)s and i.state = %(state)s
    and not exists (
        select from annotation a where a.item_id = i.id and a.person_id = %(person)s
        and (a.kind in ('answer', 'rework', 'late', 'gold') or a.id = i.result))
    and not exists (select from lease l where l.item_id = i.id and l.task = %(task)s and l.state = 'active')
    order by i.priority desc, i.risk desc, i.id
    limit %(count)s
    for no key update skip locked
)
insert into lease (item_id, project_id, person_id, task, leased_at, beat_at, until, schema_version,
    guide_version)
select id, %(project)s, %(person)s, %(task)s, %(now)s, %(now)s,
    %(now)s + (%(seconds)s * (%(held)s + row_number() over (order by priority desc, risk desc,
        id))) * interval '1 second',
    %(schema)s, %(guide)s
from picked order by priority desc, risk desc, id
on conflict (item_id, task) where state = 'active' and task <> 'annotate' do nothing
returning id
"""

#: Answers to be checked, by item: the one that counts, and for adjudication all that were wanted.
ANSWERS: Final = """
select a.item_id, a.id, a.schema_version, a.document::text as document
from annotation a join item i on i.id = a.item_id
where a.item_id = any(%(items)s::bigint[])
and case when %(task)s = 'review' then a.id = i.result else a.kind = 'answer' end
order by a.item_id, a.id
"""

#: The leases of verdicts with their items, locked; the answer that counts, and who made it.
FIND_CHECKS: Final = """
select l.id, l.item_id, l.person_id, l.project_id, l.task, l.state, l.active_ms, l.leased_at,
    l.schema_version,
    l.guide_version, i.name, i.state as item_state, i.result, i.risk, a.submitted_at,
        a.person_id as author_id,
    p.left_at is not null as author_left,
    l.state <> 'active' and exists (
        select from lease o where o.item_id = l.item_id and o.task = l.task and o.state = 'active') as taken
from unnest(%(leases)s::bigint[]) as g(id)
join lease l on l.id = g.id
join item i on i.id = l.item_id
left join annotation a on a.id = i.result
left join person p on p.id = a.person_id
order by i.id, l.id
for no key update of i, l
"""

#: Verdicts and adjudications that bear one of the ids.
KNOWN_VERDICTS: Final = """
select id, reviewer_id as person_id, verdict, annotation_id, fixed from review where id = any(%(ids)s::uuid[])
"""

WRITE_VERDICTS: Final = """
insert into review (id, item_id, project_id, lease_id, reviewer_id, annotation_id, verdict, fixed, comment,
    active_ms, at)
select id, item_id, %(project)s, lease_id, %(person)s, annotation_id, verdict, fixed, comment, active_ms,
    %(now)s
from unnest(%(ids)s::uuid[], %(items)s::bigint[], %(leases)s::bigint[], %(annotations)s::uuid[],
    %(verdicts)s::text[],
            %(fixed)s::uuid[], %(comments)s::text[], %(active)s::bigint[])
    as g(id, item_id, lease_id, annotation_id, verdict, fixed, comment, active_ms)
"""

WRITE_VERSIONS: Final = """
insert into annotation (id, item_id, project_id, person_id, lease_id, kind, document, schema_version,
    guide_version,
    objects, replaces, submitted_at)
select id, item_id, %(project)s, %(person)s, lease_id, kind, document::jsonb, schema_version, guide_version,
    objects,
    replaces, %(now)s
from unnest(%(ids)s::uuid[], %(items)s::bigint[], %(leases)s::bigint[], %(kinds)s::text[],
    %(documents)b::text[],
            %(schemas)s::int[], %(guides)s::int[], %(objects)s::int[], %(replaces)s::uuid[])
    as g(id, item_id, lease_id, kind, document, schema_version, guide_version, objects, replaces)
"""

WRITE_DEFECTS: Final = """
insert into defect (review_id, object_id, class, severity, note, pin)
select review_id, object_id, class, severity, note, pin::jsonb
from unnest(%(reviews)s::uuid[], %(objects)s::text[], %(classes)s::text[], %(severities)s::text[],
    %(notes)s::text[],
            %(pins)s::text[]) as g(review_id, object_id, class, severity, note, pin)
"""

#: The checked items move on, and their leases end.
MOVE_CHECKED: Final = """
with ended as (
    update lease l set state = 'submitted', active_ms = g.active_ms, ended_at = %(now)s
    from unnest(%(leases)s::bigint[], %(active)s::bigint[]) as g(id, active_ms) where l.id = g.id
), cleared as (
    delete from draft where lease_id = any(%(leases)s::bigint[])
)
update item i set state = g.state, result = g.result, returned_to = g.returned_to, changed_at = %(now)s
from unnest(%(items)s::bigint[], %(states)s::text[], %(results)s::uuid[], %(returned)s::bigint[])
    as g(id, state, result, returned_to)
where i.id = g.id
"""

#: How the authors' answers fared.
RECORD: Final = """
insert into review_record (project_id, person_id, reviewed, faulty)
select %(project)s, person_id, count(*), count(*) filter (where faulty)
from unnest(%(people)s::bigint[], %(faulty)s::boolean[]) as g(person_id, faulty)
where person_id is not null
group by person_id order by person_id
on conflict (project_id, person_id) do update set
    reviewed = review_record.reviewed + excluded.reviewed, faulty = review_record.faulty + excluded.faulty
"""

#: What is left to check: at all, and before the project is done.
LEFT_TO_CHECK: Final = """
select exists (
    select from item where project_id = %(project)s
    and state in ('open', 'returned', 'adjudication', 'review')
) as something
"""

#: How many items each person holds or has checked in a project.
CHECKED_BY: Final = """
select w.person_id, (
    select count(*) from lease l where l.person_id = w.person_id and l.project_id = %(project)s
    and l.task = %(task)s and l.state = 'active'
) + (
    select count(*) from review r where r.reviewer_id = w.person_id and r.project_id = %(project)s
) as taken
from unnest(%(people)s::bigint[]) as w(person_id)
"""
