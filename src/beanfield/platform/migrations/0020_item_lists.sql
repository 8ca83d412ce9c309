-- Lists, search and figures over a million items.

-- A list without a filter on the state merges the seven states' ranges, so these serve it too.
create index item_by_state_name on item (project_id, state, name, id);
create index item_by_state_changed on item (project_id, state, changed_at, id);
create index item_by_state_priority on item (project_id, state, priority, id);

-- What an excluded item goes back to.
alter table item add column excluded_from text
    check (excluded_from in ('open', 'returned', 'adjudication', 'review', 'accepted'));

-- Names of items in blocks of up to fifty, in lower case, so that a search inside names reads a project's
-- names at memory speed; a unit separator stands between two names. Names never change.
create table item_names (
    project_id  bigint not null,
    first_id    bigint not null,
    ids         bigint[] not null,
    names       text not null,
    primary key (project_id, first_id)
);
alter table item_names alter column ids set storage external, alter column names set storage external;

create function block_item_names() returns trigger language plpgsql as $$
begin
    insert into item_names
    select project_id, min(id), array_agg(id order by id), string_agg(name, e'\x1f' order by id)
    from (
        select project_id, id, lower(replace(name, e'\x1f', ' ')) as name,
            (row_number() over (partition by project_id order by id) - 1) / 50 as block
        from new_rows
    ) numbered
    group by project_id, block;
    return null;
end $$;
create trigger item_names_blocked after insert on item referencing new table as new_rows
    for each statement execute function block_item_names();

insert into item_names
select project_id, min(id), array_agg(id order by id), string_agg(name, e'\x1f' order by id)
from (
    select project_id, id, lower(replace(name, e'\x1f', ' ')) as name,
        (row_number() over (partition by project_id order by id) - 1) / 50 as block
    from item
) numbered
group by project_id, block;

-- What each person did in each hour of each project: written with the work itself, by one row of one person.
create table work_hour (
    project_id  bigint not null,
    person_id   bigint not null references person,
    hour        timestamptz not null,
    answers     integer not null default 0,          -- answers and reworks
    objects     integer not null default 0,
    active_ms   bigint not null default 0,
    reviews     integer not null default 0,          -- verdicts, those of adjudications among them
    review_ms   bigint not null default 0,
    last_at     timestamptz not null,
    primary key (project_id, person_id, hour)
) with (fillfactor = 70);
create index work_hour_by_project on work_hour (project_id, hour);
create index work_hour_by_person on work_hour (person_id, hour);

create function count_answers() returns trigger language plpgsql as $$
begin
    insert into work_hour as w (project_id, person_id, hour, answers, objects, active_ms, last_at)
    select project_id, person_id, date_trunc('hour', submitted_at), count(*), sum(objects), sum(active_ms),
        max(submitted_at)
    from new_rows
    where person_id is not null and kind in ('answer', 'rework')
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (project_id, person_id, hour) do update set
        answers = w.answers + excluded.answers,
        objects = w.objects + excluded.objects,
        active_ms = w.active_ms + excluded.active_ms,
        last_at = greatest(w.last_at, excluded.last_at);
    return null;
end $$;
create trigger answers_counted after insert on annotation referencing new table as new_rows
    for each statement execute function count_answers();

create function count_reviews() returns trigger language plpgsql as $$
begin
    insert into work_hour as w (project_id, person_id, hour, reviews, review_ms, last_at)
    select project_id, reviewer_id, date_trunc('hour', at), count(*), sum(active_ms), max(at)
    from new_rows
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (project_id, person_id, hour) do update set
        reviews = w.reviews + excluded.reviews,
        review_ms = w.review_ms + excluded.review_ms,
        last_at = greatest(w.last_at, excluded.last_at);
    return null;
end $$;
create trigger reviews_counted after insert on review referencing new table as new_rows
    for each statement execute function count_reviews();

-- Answers and verdicts from before this table.
insert into work_hour
select project_id, person_id, hour, sum(answers), sum(objects), sum(active_ms), sum(reviews), sum(review_ms), max(at)
from (
    select project_id, person_id, date_trunc('hour', submitted_at) as hour, 1 as answers, objects, active_ms,
        0 as reviews, 0 as review_ms, submitted_at as at
    from annotation where person_id is not null and kind in ('answer', 'rework')
    union all
    select project_id, reviewer_id, date_trunc('hour', at), 0, 0, 0, 1, active_ms, at from review
) done
group by 1, 2, 3;

create index review_returned on review (project_id, annotation_id) where verdict = 'return';
create index thread_by_opener on thread (opened_by, state);

alter table work_hour set (autovacuum_vacuum_scale_factor = 0.02);
