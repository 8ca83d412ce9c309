"""SQL of the working loop. Each statement takes arrays: fifty answers cost as many statements as one.

Locks: items before leases, both in order of the item's id; claims skip what is locked. So no two batches wait
for each other in a circle.
"""

from __future__ import annotations

from typing import Final

#: The leases that answers, skips and hand-backs name, with their items, locked. Of one that is not held any
#: more: `anew` is the lease by which its person holds the item now; `again` says that they answered it by
#: another lease; `mending` that someone mends it now. `known`: one of the ids is an answer's already.
FIND: Final = """
select l.id, l.item_id, l.person_id, l.project_id, l.task, l.state, l.rework, l.gold, l.active_ms,
    l.schema_version, l.guide_version, i.name, i.state as item_state, i.overlap, i.open_slots, i.answered,
        i.result,
    i.returned_to, i.risk,
    case when l.state <> 'active' and not l.rework then (
        select o.id from lease o where o.item_id = l.item_id and o.person_id = l.person_id and o.task = l.task
        and o.state = 'active' and not o.rework) end as anew,
    case when l.state <> 'active' and l.gold then (
        select o.gold from lease o where o.item_id = l.item_id and o.person_id = l.person_id
        and o.task = l.task and o.state = 'active' and not o.rework) end as anew_gold,
    l.state <> 'active' and not l.rework and exists (
        select from lease o where o.item_id = l.item_id and o.person_id = l.person_id and o.task = l.task
        and o.state = 'submitted' and not o.rework) as again,
    exists (select from annotation where id = any(%(ids)s::uuid[])) as known,
    l.state <> 'active' and l.rework and exists (
        select from lease o where o.item_id = l.item_id and o.state = 'active' and o.rework) as mending
from unnest(%(leases)s::bigint[]) as g(id)
join lease l on l.id = g.id
join item i on i.id = l.item_id
order by i.id, l.id
for no key update of i, l
"""

#: Annotations that bear one of the ids.
KNOWN: Final = """
select a.id, a.lease_id, a.person_id, a.kind, a.document::text as document from annotation a
where a.id = any(%(ids)s::uuid[])
"""

#: Write answers; their leases end, their drafts go, their items move on.
WRITE_ANSWERS: Final = """
with given as (
    select * from unnest(
        %(ids)s::uuid[], %(items)s::bigint[], %(people)s::bigint[], %(leases)s::bigint[], %(kinds)s::text[],
        %(documents)b::text[], %(schemas)s::int[], %(guides)s::int[], %(objects)s::int[],
            %(active)s::bigint[],
        %(replaces)s::uuid[]
    ) as g(id, item_id, person_id, lease_id, kind, document, schema_version, guide_version, objects,
        active_ms,
           replaces)
), ended as (
    update lease l set state = 'submitted', active_ms = g.active_ms, ended_at = %(now)s
    from given g where l.id = g.lease_id and g.kind <> 'late'
), cleared as (
    delete from draft d using given g where d.lease_id = g.lease_id
), moved as (
    update item i set state = m.state, answered = m.answered, open_slots = m.open_slots, result = m.result,
        risk = m.risk, returned_to = m.returned_to, changed_at = %(now)s
    from unnest(%(moved)s::bigint[], %(states)s::text[], %(answered)s::int[], %(slots)s::int[],
        %(results)s::uuid[],
                %(risks)s::real[], %(returned)s::bigint[])
        as m(id, state, answered, open_slots, result, risk, returned_to)
    where i.id = m.id
)
insert into annotation (id, item_id, project_id, person_id, lease_id, kind, document, schema_version,
    guide_version, objects, active_ms, replaces, submitted_at)
select id, item_id, %(project)s, person_id, lease_id, kind, document::jsonb, schema_version, guide_version,
    objects,
    active_ms, replaces, %(now)s
from given
"""

#: End leases without an answer; what they held of their items is open again.
GIVE_BACK: Final = """
with ended as (
    update lease l set state = g.state, active_ms = l.active_ms + g.active_ms, ended_at = %(now)s
    from unnest(%(leases)s::bigint[], %(states)s::text[], %(active)s::bigint[]) as g(id, state, active_ms)
    where l.id = g.id
    returning l.item_id, (l.task = 'annotate' and not l.rework and not l.gold)::int as slots
)
update item i set open_slots = i.open_slots + e.slots
from (select item_id, sum(slots) as slots from ended group by 1) e
where i.id = e.item_id and e.slots > 0
"""

WRITE_SKIPS: Final = """
insert into skip (item_id, person_id, reason, note, at)
select item_id, person_id, reason, note, %(now)s
from unnest(%(items)s::bigint[], %(people)s::bigint[], %(reasons)s::text[], %(notes)s::text[])
    as g(item_id, person_id, reason, note)
"""

COUNT_SKIPS: Final = """
select item_id, count(distinct person_id) as people from skip where item_id = any(%(items)s::bigint[]) group
    by 1
"""

#: Who stands at the desk: when last seen, today's figures, under which assignment they work, what came back
#: to them, the leases that they hold, and the gold that is next for them.
STANDING: Final = """
select w.person_id, p.seen_at, h.items, h.objects, h.active_ms, h.reviews, a.id as assignment_id, a.team_id,
    a.cap,
    a.paused_at is not null as paused, r.reviewed, r.faulty,
    %(skill)s::text is null or exists (
        select from person_skill s where s.person_id = w.person_id and s.skill = %(skill)s
        and s.level >= %(level)s and (s.valid_until is null or s.valid_until > %(now)s)) as skilled,
    exists (
        select from item i
        where i.project_id = %(project)s and i.state = 'returned' and i.returned_to = w.person_id
    ) or exists (
        select from item i where i.project_id = %(project)s and i.state = 'returned' and i.returned_to is null
    ) as returned,
    held.leases, held.untils, t.item_id as gold_item, t.share as gold_share, x.paused_by, x.review_share,
    case when x.day_cap is not null then greatest(0, x.day_cap - cardinality(held.leases) - (
        select coalesce(sum(answers), 0) from work_hour
        where project_id = %(project)s and person_id = w.person_id and hour >= %(midnight)s))::int
    end as day_left
from unnest(%(people)s::bigint[]) as w(person_id)
left join presence p on p.person_id = w.person_id
left join review_record r on r.project_id = %(project)s and r.person_id = w.person_id
cross join lateral (
    select coalesce(sum(answers), 0)::int as items, coalesce(sum(objects), 0)::int as objects,
        coalesce(sum(active_ms), 0)::bigint as active_ms, coalesce(sum(reviews), 0)::int as reviews
    from work_hour where person_id = w.person_id and hour >= %(midnight)s
) h
cross join lateral (
    select coalesce(array_agg(id order by id), '{}') as leases,
        coalesce(array_agg(until order by id), '{}') as untils
    from lease l where l.person_id = w.person_id and l.project_id = %(project)s and l.task = %(task)s
    and l.state = 'active'
) held
left join lateral (
    select a.id, a.team_id, a.cap, a.paused_at from assignment a
    where a.project_id = %(project)s and a.task = %(task)s and a.ended_at is null
    and (a.person_id = w.person_id or a.team_id = (
        select m.team_id from membership m where m.person_id = w.person_id and m.from_date <= centre_day()
        and (m.to_date is null or m.to_date > centre_day()) order by m.from_date desc limit 1))
    order by a.person_id nulls last limit 1
) a on true
left join restraint x on x.project_id = %(project)s and x.person_id = w.person_id
left join gold_turn t on %(gold)s and t.project_id = %(project)s and t.person_id = w.person_id
    and not exists (select from lease l where l.item_id = t.item_id and l.person_id = w.person_id
        and l.task = 'annotate' and l.state in ('active', 'submitted', 'skipped') and not l.rework)
"""

#: The leases that people hold in a project.
HELD: Final = """
select id, item_id, person_id, until, rework from lease
where person_id = any(%(people)s::bigint[]) and project_id = %(project)s and task = %(task)s and state =
    'active'
order by id
"""

SEEN: Final = """
insert into presence (person_id, seen_at, lease_id)
select person_id, %(now)s, lease_id from unnest(%(people)s::bigint[],
    %(on_screen)s::bigint[]) as g(person_id, lease_id)
order by person_id
on conflict (person_id) do update set seen_at = greatest(presence.seen_at, excluded.seen_at),
    lease_id = excluded.lease_id
"""

RENEW: Final = """
update lease l set until = greatest(l.until, g.until)
from unnest(%(leases)s::bigint[], %(untils)s::timestamptz[]) as g(id, until)
where l.id = g.id and l.state = 'active'
"""

#: All that the workbench needs of each lease; with a `key`, names and numbers that tell no order.
CONTENTS: Final = """
select l.id, l.item_id, shown_number(%(key)s, l.item_id) as shown_id, l.person_id,
    shown_name(%(key)s, l.item_id, i.name) as name, l.task, l.until, l.schema_version, l.guide_version,
    l.rework, l.active_ms,
    i.result, c.content::text as content, d.document::text as draft, coalesce(d.revision,
        0) as draft_revision,
    case when %(prelabels)s then
        (select p.document::text from prelabel p where p.item_id = l.item_id order by p.id desc limit 1)
    end as prelabel
from lease l
join item i on i.id = l.item_id
join item_content c on c.item_id = l.item_id
left join draft d on d.lease_id = l.id
where l.id = any(%(leases)s::bigint[])
order by l.id
"""

#: Items that too many people skipped leave the queue, each with a question that holds their reasons.
EXCLUDE: Final = """
with last as (
    select distinct on (s.item_id) s.item_id, i.project_id, s.person_id,
        (select string_agg(e.reason || case when e.note = '' then '' else ': ' || e.note end,
            E'\\n' order by e.id)
         from skip e where e.item_id = s.item_id) as reasons
    from skip s join item i on i.id = s.item_id
    where s.item_id = any(%(items)s::bigint[]) and i.state in ('open', 'returned')
    order by s.item_id, s.id desc
), out as (
    update item i set state = 'excluded', excluded_from = i.state,
        changed_at = %(now)s from last where i.id = last.item_id
), asked as (
    insert into thread (project_id, item_id, opened_by, opened_at)
    select project_id, item_id, person_id, %(now)s from last returning id, item_id
)
insert into post (thread_id, person_id, text, at)
select a.id, l.person_id, l.reasons, %(now)s from asked a join last l on l.item_id = a.item_id
"""

#: A sign of life on a lease; found also when it is not held any more, and then without time.
BEAT: Final = """
update lease set active_ms = active_ms + case when state = 'active' then %(worked)s else 0 end,
    beat_at = case when state = 'active' then %(now)s else beat_at end
where id = %(lease)s and person_id = %(person)s and project_id = %(project)s and task = %(task)s
returning until, active_ms
"""

#: Leases that a person lost in the last ten minutes without having ended them.
LOST: Final = """
select id from lease
where person_id = %(person)s and project_id = %(project)s and task = %(task)s and state in ('expired',
    'withdrawn')
and ended_at > %(now)s - interval '10 minutes' order by id
"""
