"""SQL about gold: items, their right answers, what people answered, and whose turn it is."""

from __future__ import annotations

from typing import Final

#: Answers to gold that have no grade yet: not those from before the item was gold, nor of who made it so.
UNGRADED: Final = """
select a.id, a.item_id, a.person_id, a.schema_version, a.document::text as document, a.submitted_at
from gold_item g join annotation a on a.item_id = g.item_id
where g.project_id = %(project)s and g.state <> 'retired' and a.kind in ('gold', 'answer')
and a.person_id is not null and a.submitted_at >= g.made_at
and not exists (
    select from evidence e where e.annotation_id = a.id and e.source = 'gold' and e.person_id = a.person_id)
and exists (select from gold_answer m where m.item_id = g.item_id and m.withdrawn_at is null)
and not exists (select from gold_answer m where m.item_id = g.item_id and m.created_by = a.person_id)
order by a.submitted_at, a.id limit %(most)s
"""
#: The answers that were graded by an item's known answers.
GRADED: Final = """
select a.id, a.item_id, a.person_id, a.schema_version, a.document::text as document, a.submitted_at
from annotation a where a.item_id = %(item)s and exists (
    select from evidence e where e.annotation_id = a.id and e.source = 'gold' and e.person_id = a.person_id)
order by a.submitted_at, a.id
"""
#: What evidence there is of answers, to be taken back.
KNOWN: Final = """
select e.person_id, e.project_id, e.item_id, e.annotation_id, e.kind, e.class, e.at from evidence_now e
where e.item_id = %(item)s and e.source = 'gold' and e.kind <> 'review'
"""
#: The answers that count as right, by item.
RIGHT: Final = """
select item_id, id, schema_version, document::text as document from gold_answer
where item_id = any(%(items)s::bigint[]) and withdrawn_at is null order by item_id, id
"""
KIND: Final = "select media from project where id = %s"
PROJECTS: Final = """
select p.id from project p where p.gold_key is not null and p.deleted_at is null and p.state in ('running',
    'paused') order by p.id
"""

#: Items that are handed out, with the people who have seen them or were told their answers.
IN_USE: Final = """
select g.item_id,
    (select count(distinct a.person_id) from annotation a where a.item_id = g.item_id
        and a.kind in ('gold', 'answer') and a.submitted_at >= g.made_at)::int as seen,
    (select count(*) from gold_told t where t.item_id = g.item_id)::int as told
from gold_item g where g.project_id = %(project)s and g.state = 'active' order by g.item_id
"""
#: How alike people's answers were, with what is known of the people from everything else.
ANSWERED: Final = """
select e.item_id, coalesce(s.mean, 0.5) as skill, (e.hits / e.trials) as likeness
from evidence_now e join gold_item g on g.item_id = e.item_id and g.state = 'active'
left join skill_estimate s on s.person_id = e.person_id and s.kind = e.kind and s.class is null
where e.project_id = %(project)s and e.source = 'gold' and e.class is null and e.kind <> 'review'
and e.trials > 0
"""
ASSIGNED: Final = """
select a.person_id from assignment a
where a.project_id = %(project)s and a.task = 'annotate' and a.ended_at is null and a.person_id is not null
union
select m.person_id from assignment a join membership m on m.team_id = a.team_id
    and m.from_date <= centre_day() and (m.to_date is null or m.to_date > centre_day())
where a.project_id = %(project)s and a.task = 'annotate' and a.ended_at is null
"""

#: Those assigned who were at work lately, and for whom no gold waits.
WITHOUT_TURN: Final = (
    """
select w.person_id from ("""
    + ASSIGNED
    + """) w
join presence s on s.person_id = w.person_id and s.seen_at > %(since)s
where not exists (
    select from gold_turn t where t.project_id = %(project)s and t.person_id = w.person_id)
order by 1
"""
)
#: How people did on their last hundred gold answers of a kind of work.
RECENT: Final = """
select person_id, sum(hits)::float as hits, sum(trials)::float as trials from (
    select person_id, hits, trials, row_number() over (partition by person_id order by at desc) as back
    from evidence_now where person_id = any(%(people)s::bigint[]) and kind = %(kind)s and source = 'gold'
    and class is null
) latest where back <= 100 group by 1
"""
#: An item for each person by chance: one that they never had, know from no exam, did not make, and that
#: nobody of their team was told the answer of.
CHOOSE: Final = """
insert into gold_turn (project_id, person_id, item_id, share, made_at)
select %(project)s, w.person_id, c.item_id, w.share, %(now)s
from unnest(%(people)s::bigint[], %(shares)s::real[]) as w(person_id, share)
cross join lateral (
    select g.item_id from gold_item g join item i on i.id = g.item_id
    where g.project_id = %(project)s and g.state = 'active' and i.state <> 'excluded'
    and not exists (select from lease l where l.item_id = g.item_id and l.person_id = w.person_id
        and l.task = 'annotate' and l.state in ('active', 'submitted', 'skipped') and not l.rework)
    and not exists (select from lease l where l.item_id = g.item_id and l.person_id = w.person_id and l.gold)
    and not exists (select from annotation a where a.item_id = g.item_id and a.person_id = w.person_id)
    and not exists (select from gold_answer m where m.item_id = g.item_id and m.created_by = w.person_id)
    and not exists (select from attempt_task k join attempt t on t.id = k.attempt_id
        where k.item_id = g.item_id and t.person_id = w.person_id)
    and not exists (select from gold_told t where t.item_id = g.item_id and (t.person_id = w.person_id
        or t.team_id = (select m.team_id from membership m where m.person_id = w.person_id
            and m.from_date <= centre_day() and (m.to_date is null or m.to_date > centre_day())
            order by m.from_date desc limit 1)))
    order by random() limit 1
) c
on conflict do nothing
"""
#: Turns that nobody took for a day are chosen anew: the person's need may have changed.
DROP_OLD: Final = "delete from gold_turn where project_id = %(project)s and made_at < %(before)s"
DROP_ITEM: Final = "delete from gold_turn where item_id = %(item)s"

SET_STATE: Final = """
update gold_item set state = %(state)s where item_id = %(item)s and state <> %(state)s returning item_id
"""
NOTE: Final = """
insert into gold_event (item_id, what, reason, answer_id, by, at)
values (%(item)s, %(what)s, %(reason)s, %(answer)s, %(by)s, %(now)s)
"""
