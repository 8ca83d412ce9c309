-- Gold: items whose right answer is known, handed out among the others to measure by.

-- Set with the project's first gold. Annotators then know its items by names and numbers made from it, because the
-- order of files or ids would tell which item comes from elsewhere.
alter table project add column gold_key text;

create function shown_name(key text, item bigint, name text) returns text language sql immutable parallel safe as $$
    select case when key is null then name
        else upper(substr(md5(key || item), 1, 4) || '-' || substr(md5(key || item), 5, 4)) end
$$;
create function shown_number(key text, item bigint) returns bigint language sql immutable parallel safe as $$
    select case when key is null then item
        else (1::bigint << 48) + ('x' || substr(md5(key || ':' || item), 1, 12))::bit(48)::bigint end
$$;

-- A lease to measure by: its answer is of the kind `gold`, takes no slot of the item and leaves the item as it is.
alter table lease add column gold boolean not null default false;
create index lease_gold on lease (item_id, person_id) where gold;
alter table annotation drop constraint annotation_kind_check;
alter table annotation add constraint annotation_kind_check
    check (kind in ('answer', 'rework', 'fix', 'adjudication', 'consensus', 'late', 'gold'));

-- Each answer that is right; several may be. A wrong one is withdrawn, never removed.
alter table gold_answer add column schema_version integer;   -- null: came with the data
alter table gold_answer add column withdrawn_at timestamptz;
create index gold_answer_good on gold_answer (item_id, id) where withdrawn_at is null;

create table gold_item (
    item_id     bigint primary key references item on delete cascade,
    project_id  bigint not null references project,
    state       text not null default 'active' check (state in ('active', 'suspected', 'retired')),
    made_at     timestamptz not null default now()
);
create index gold_item_by_project on gold_item (project_id, state);

create table gold_event (
    id         bigint generated always as identity primary key,
    item_id    bigint not null,
    what       text not null check (what in ('added', 'withdrawn', 'suspected', 'confirmed', 'retired')),
    reason     text not null default '',
    answer_id  bigint references gold_answer,
    by         bigint references person,             -- null: by rule
    at         timestamptz not null default now()
);
create index gold_event_by_item on gold_event (item_id, id);
create trigger gold_event_append_only before update or delete on gold_event for each row execute function refuse_change();

-- The item that a person gets next to measure by, and how probable each item handed to them is it.
create table gold_turn (
    project_id  bigint not null references project,
    person_id   bigint not null references person,
    item_id     bigint not null references gold_item on delete cascade,
    share       real not null check (share between 0 and 1),
    made_at     timestamptz not null default now(),
    primary key (project_id, person_id)
) with (fillfactor = 50);
create index gold_turn_by_item on gold_turn (item_id);

create function note_gold() returns trigger language plpgsql as $$
begin
    insert into gold_item (item_id, project_id)
    select distinct n.item_id, i.project_id from new_rows n join item i on i.id = n.item_id
    order by 1 on conflict do nothing;
    insert into gold_event (item_id, what, reason, answer_id, by)
    select item_id, 'added', source, id, created_by from new_rows order by id;
    update project p set gold_key = md5(gen_random_uuid()::text) || md5(gen_random_uuid()::text)
    where gold_key is null and id in (select i.project_id from new_rows n join item i on i.id = n.item_id);
    return null;
end $$;
create trigger gold_answer_noted after insert on gold_answer referencing new table as new_rows
    for each statement execute function note_gold();

insert into gold_item (item_id, project_id, made_at)
select g.item_id, i.project_id, min(g.created_at) from gold_answer g join item i on i.id = g.item_id group by 1, 2;
insert into gold_event (item_id, what, reason, answer_id, by, at)
select item_id, 'added', source, id, created_by, created_at from gold_answer order by id;
update project set gold_key = md5(gen_random_uuid()::text) || md5(gen_random_uuid()::text)
where id in (select project_id from gold_item);

-- Gold answers are work like any other: counted, and nobody checks an item that they had.
create or replace function count_answers() returns trigger language plpgsql as $$
begin
    insert into work_hour as w (project_id, person_id, hour, answers, objects, active_ms, last_at)
    select project_id, person_id, date_trunc('hour', submitted_at), count(*), sum(objects), sum(active_ms),
        max(submitted_at)
    from new_rows
    where person_id is not null and kind in ('answer', 'rework', 'gold')
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (project_id, person_id, hour) do update set
        answers = w.answers + excluded.answers,
        objects = w.objects + excluded.objects,
        active_ms = w.active_ms + excluded.active_ms,
        last_at = greatest(w.last_at, excluded.last_at);
    return null;
end $$;

create or replace function refuse_own_work() returns trigger language plpgsql as $$
declare
    checker bigint := case tg_table_name when 'review' then (to_jsonb(new) ->> 'reviewer_id')::bigint
                                         else (to_jsonb(new) ->> 'person_id')::bigint end;
    checked uuid := case tg_table_name when 'review' then (to_jsonb(new) ->> 'annotation_id')::uuid
                                       else (select i.result from item i where i.id = new.item_id) end;
begin
    if exists (select from annotation a where a.item_id = new.item_id and a.person_id = checker
               and (a.kind in ('answer', 'rework', 'late', 'gold') or a.id = checked)) then
        raise exception 'person % annotated item % and may not check it', checker, new.item_id
            using errcode = 'check_violation', constraint = 'nobody_checks_their_own';
    end if;
    return new;
end $$;
