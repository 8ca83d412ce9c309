-- Projects, media, items, the queue, answers, review, lots, deliveries.

-- Every object that is kept has a row: pictures, their stand-ins and thumbnails, exports, deliveries.
create table media (
    sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    mime        text not null,
    bytes       bigint not null,
    width       integer,                            -- of the upright picture
    height      integer,
    seconds     double precision,                   -- of a recording
    shown       text,                               -- the browser-ready version, where the original is not one
    shown_width integer,                            -- its width, where it is scaled down
    thumbnail   text,                               -- once made
    created_at  timestamptz not null default now()
);

create table project (
    id              bigint generated always as identity primary key,
    centre_id       bigint not null references centre,
    customer_id     bigint references customer,
    name            text not null check (name <> ''),
    description     text not null default '',
    media           text not null check (media in ('image', 'text', 'chat', 'audio')),
    state           text not null default 'draft' check (state in ('draft', 'running', 'paused', 'done', 'archived')),
    priority        integer not null default 0,
    pipeline        jsonb not null default '{}',     -- production.model.Pipeline
    schema_version  integer not null default 0,      -- 0: none yet
    guide_version   integer not null default 0,
    median_seconds  double precision,                -- of working time, kept fresh by a job
    created_by      bigint references person,
    created_at      timestamptz not null default now(),
    deleted_at      timestamptz
);
create index project_by_centre on project (centre_id, id);
create index project_by_customer on project (customer_id, id);

create table label_schema (
    project_id  bigint not null references project,
    version     integer not null check (version > 0),
    schema      jsonb not null,
    migration   jsonb not null default '[]',         -- steps from the version before
    note        text not null default '',
    created_by  bigint references person,
    created_at  timestamptz not null default now(),
    primary key (project_id, version)
);
create trigger label_schema_append_only before update or delete on label_schema for each row execute function refuse_change();

create table guide (
    project_id  bigint not null references project,
    version     integer not null check (version > 0),
    markdown    text not null,
    note        text not null default '',
    created_by  bigint references person,
    created_at  timestamptz not null default now(),
    primary key (project_id, version)
);
create trigger guide_append_only before update or delete on guide for each row execute function refuse_change();

-- Who works on a project: persons and whole teams, each with what they may do there.
create table assignment (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    person_id   bigint references person,
    team_id     bigint references team,
    task        text not null check (task in ('annotate', 'review', 'adjudicate')),
    cap         integer check (cap > 0),             -- most items; for a team: all its people together
    paused_at   timestamptz,
    pause_note  text not null default '',
    assigned_by bigint references person,
    assigned_at timestamptz not null default now(),
    ended_at    timestamptz,
    check (num_nonnulls(person_id, team_id) = 1)
);
create unique index one_open_assignment on assignment (project_id, task, coalesce(person_id, 0), coalesce(team_id, 0))
    where ended_at is null;
create index assignment_by_person on assignment (person_id) where ended_at is null;
create index assignment_by_team on assignment (team_id) where ended_at is null;

create table lot (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    name        text not null check (name <> ''),
    state       text not null default 'open' check (state in ('open', 'delivered', 'accepted', 'rejected')),
    due_at      timestamptz,
    created_at  timestamptz not null default now()
);
create index lot_by_project on lot (project_id, id);

create table item (
    id           bigint generated always as identity primary key,
    project_id   bigint not null references project,
    lot_id       bigint references lot,
    name         text not null,                      -- the customer's id or file name
    state        text not null default 'open'
                 check (state in ('open', 'returned', 'adjudication', 'review', 'accepted', 'delivered', 'excluded')),
    priority     integer not null default 0,
    overlap      smallint not null default 1 check (overlap between 1 and 20),
    open_slots   smallint not null,                  -- leases that may still be given; never below zero
    answered     smallint not null default 0,
    risk         real not null default 0,
    returned_to  bigint references person,
    result       uuid,                               -- the annotation that counts
    confidence   real,
    changed_at   timestamptz not null default now(),
    created_at   timestamptz not null default now(),
    check (open_slots between 0 and overlap),
    check (answered between 0 and overlap)
) with (fillfactor = 80);
create unique index item_name on item (project_id, name);
create index item_queue on item (project_id, priority desc, id) where state = 'open' and open_slots > 0;
create index item_complete on item (project_id, id) where state = 'open' and overlap > 1 and answered = overlap;
create index item_returned on item (project_id, returned_to, priority desc, id) where state = 'returned';
create index item_to_review on item (project_id, priority desc, risk desc, id) where state = 'review';
create index item_to_adjudicate on item (project_id, priority desc, id) where state = 'adjudication';
create index item_by_state on item (project_id, state, id);
create index item_by_lot on item (lot_id, id);

-- What is to be annotated; apart from `item`, so that changes of state never copy it.
create table item_content (
    item_id  bigint primary key references item on delete cascade,
    content  jsonb not null                          -- production.model.Content
);

-- Numbers of items by state, as changes to be summed: many writers, no hot row. A job folds them.
create table item_count (
    project_id  bigint not null,
    lot_id      bigint,
    state       text not null,
    items       bigint not null
);
create index item_count_by_project on item_count (project_id);

create function count_items() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into item_count select project_id, lot_id, state, count(*) from new_rows group by 1, 2, 3;
    elsif tg_op = 'DELETE' then
        insert into item_count select project_id, lot_id, state, -count(*) from old_rows group by 1, 2, 3;
    else
        insert into item_count
        select project_id, lot_id, state, sum(n) from (
            select project_id, lot_id, state, 1 as n from new_rows
            union all
            select project_id, lot_id, state, -1 from old_rows
        ) change group by 1, 2, 3 having sum(n) <> 0;
    end if;
    return null;
end $$;
create trigger item_counted_in after insert on item referencing new table as new_rows
    for each statement execute function count_items();
create trigger item_counted_out after delete on item referencing old table as old_rows
    for each statement execute function count_items();
create trigger item_counted_over after update on item
    referencing old table as old_rows new table as new_rows for each statement execute function count_items();

create table lease (
    id           bigint generated always as identity primary key,
    item_id      bigint not null references item,
    project_id   bigint not null,
    person_id    bigint not null references person,
    task         text not null default 'annotate' check (task in ('annotate', 'review', 'adjudicate')),
    state        text not null default 'active'
                 check (state in ('active', 'submitted', 'expired', 'handed_back', 'skipped', 'withdrawn')),
    rework       boolean not null default false,     -- a returned item: takes no slot
    schema_version integer not null,                 -- under which its person works, whatever changes meanwhile
    guide_version  integer not null,
    leased_at    timestamptz not null default now(),
    until        timestamptz not null,
    beat_at      timestamptz not null default now(), -- when the person was last seen at work on it
    active_ms    bigint not null default 0,          -- working time so far, measured here
    ended_at     timestamptz
) with (fillfactor = 80);
-- One person once per item; one who mends, one reviewer and one adjudicator at a time.
create unique index lease_once on lease (item_id, person_id)
    where task = 'annotate' and state in ('active', 'submitted', 'skipped') and not rework;
create unique index lease_rework_once on lease (item_id) where state = 'active' and rework;
create unique index lease_one_checker on lease (item_id, task) where state = 'active' and task <> 'annotate';
create index lease_active on lease (person_id, project_id, task) where state = 'active';
create index lease_answered on lease (person_id, project_id) where state = 'submitted' and task = 'annotate' and not rework;
create index lease_lapsing on lease (until) where state = 'active';
create index lease_lost on lease (person_id, ended_at) where state in ('expired', 'withdrawn');

-- When each person was last seen at work: working time is what lies between two signs of life.
create table presence (
    person_id  bigint primary key references person,
    seen_at    timestamptz not null,
    lease_id   bigint                                -- the item on their screen
) with (fillfactor = 50);

create table draft (
    lease_id  bigint primary key references lease on delete cascade,
    document  jsonb not null,
    revision  bigint not null,
    saved_at  timestamptz not null default now()
);

create table annotation (
    id              uuid primary key,                -- made by the client: a repeat is harmless
    item_id         bigint not null,
    project_id      bigint not null,
    person_id       bigint references person,        -- null: a model or an import
    lease_id        bigint,
    kind            text not null default 'answer'
                    check (kind in ('answer', 'rework', 'fix', 'adjudication', 'consensus', 'late')),
                                                     -- late: came when others had filled the item; counts for nothing
    document        jsonb not null,
    schema_version  integer not null,
    guide_version   integer not null,
    objects         integer not null default 0,
    active_ms       bigint not null default 0,
    replaces        uuid references annotation,
    submitted_at    timestamptz not null default now()
);
create index annotation_by_item on annotation (item_id);
create index annotation_by_project on annotation (project_id, submitted_at);
create index annotation_by_person on annotation (person_id, submitted_at);
create trigger annotation_append_only before update or delete on annotation for each row execute function refuse_change();
create trigger annotation_no_truncate before truncate on annotation for each statement execute function refuse_change();
alter table item add foreign key (result) references annotation deferrable initially deferred;

-- Answers that came with the data: suggestions to start from, or known answers to measure by.
create table prelabel (
    id          bigint generated always as identity primary key,
    item_id     bigint not null references item on delete cascade,
    source      text not null,
    document    jsonb not null,
    created_at  timestamptz not null default now()
);
create index prelabel_by_item on prelabel (item_id);

create table gold_answer (
    id          bigint generated always as identity primary key,
    item_id     bigint not null references item on delete cascade,
    source      text not null,
    document    jsonb not null,
    created_by  bigint references person,
    created_at  timestamptz not null default now()
);
create index gold_by_item on gold_answer (item_id);

create table skip (
    id         bigint generated always as identity primary key,
    item_id    bigint not null references item,
    person_id  bigint not null references person,
    reason     text not null,
    note       text not null default '',
    at         timestamptz not null default now()
);
create index skip_by_item on skip (item_id);

create table review (
    id             uuid primary key,                 -- made by the client
    item_id        bigint not null references item,
    project_id     bigint not null,
    lease_id       bigint references lease,
    reviewer_id    bigint not null references person,
    annotation_id  uuid not null references annotation,
    verdict        text not null check (verdict in ('pass', 'fix', 'return')),
    fixed          uuid references annotation,
    comment        text not null default '',
    active_ms      bigint not null default 0,
    at             timestamptz not null default now(),
    check ((verdict = 'fix') = (fixed is not null))
);
create index review_by_item on review (item_id);
create index review_by_project on review (project_id, at);
create index review_by_reviewer on review (reviewer_id, at);
create trigger review_append_only before update or delete on review for each row execute function refuse_change();

create table defect (
    id         bigint generated always as identity primary key,
    review_id  uuid not null references review,
    object_id  text,
    class      text not null,                        -- missing, spurious, wrong_class, loose, wrong_attribute, wrong_answer, other
    severity   text not null check (severity in ('minor', 'major', 'critical')),
    note       text not null default '',
    pin        jsonb                                 -- where: {"x":…, "y":…} or {"start":…, "end":…}
);
create index defect_by_review on defect (review_id);
create trigger defect_append_only before update or delete on defect for each row execute function refuse_change();

-- Nobody checks an item that they annotated, nor an answer of their own, whatever path the row comes by.
create function refuse_own_work() returns trigger language plpgsql as $$
declare
    checker bigint := case tg_table_name when 'review' then (to_jsonb(new) ->> 'reviewer_id')::bigint
                                         else (to_jsonb(new) ->> 'person_id')::bigint end;
    checked uuid := case tg_table_name when 'review' then (to_jsonb(new) ->> 'annotation_id')::uuid
                                       else (select i.result from item i where i.id = new.item_id) end;
begin
    if exists (select from annotation a where a.item_id = new.item_id and a.person_id = checker
               and (a.kind in ('answer', 'rework', 'late') or a.id = checked)) then
        raise exception 'person % annotated item % and may not check it', checker, new.item_id
            using errcode = 'check_violation', constraint = 'nobody_checks_their_own';
    end if;
    return new;
end $$;
create trigger review_not_own before insert on review for each row execute function refuse_own_work();
create trigger lease_not_own before insert on lease for each row when (new.task <> 'annotate')
    execute function refuse_own_work();
create trigger adjudication_not_own before insert on annotation for each row when (new.kind in ('fix', 'adjudication'))
    execute function refuse_own_work();

-- How a person's answers in a project fared in review.
create table review_record (
    project_id  bigint not null references project,
    person_id   bigint not null references person,
    reviewed    integer not null default 0,
    faulty      integer not null default 0,          -- fixed or returned
    primary key (project_id, person_id)
);

create table thread (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    item_id     bigint references item,
    rule        text,                                -- class or field it is about: shown to all who meet the same rule
    pin         jsonb,
    state       text not null default 'open' check (state in ('open', 'answered', 'closed')),
    opened_by   bigint not null references person,
    opened_at   timestamptz not null default now()
);
create index thread_by_project on thread (project_id, state, id);
create index thread_by_item on thread (item_id);

create table post (
    id         bigint generated always as identity primary key,
    thread_id  bigint not null references thread,
    person_id  bigint not null references person,
    text       text not null check (text <> ''),
    at         timestamptz not null default now()
);
create index post_by_thread on post (thread_id, id);

create table lot_verdict (
    id       bigint generated always as identity primary key,
    lot_id   bigint not null references lot,
    verdict  text not null check (verdict in ('accepted', 'rejected')),
    reason   text not null default '',
    items    bigint[] not null default '{}',         -- those named as faulty
    by       bigint not null references person,
    at       timestamptz not null default now()
);
create index lot_verdict_by_lot on lot_verdict (lot_id, id);
create trigger lot_verdict_append_only before update or delete on lot_verdict for each row execute function refuse_change();

create table delivery (
    id          bigint generated always as identity primary key,
    lot_id      bigint not null references lot,
    project_id  bigint not null references project,
    format      text not null,
    media       boolean not null default false,      -- with the pictures and recordings themselves
    moved       boolean not null default false,      -- this one made the lot's items delivered
    lot_state   text not null default 'open',        -- of the lot before: what it is again when building fails
    state       text not null default 'building' check (state in ('building', 'ready', 'failed')),
    sha256      text,
    bytes       bigint,
    manifest    jsonb not null default '{}',
    problem     jsonb,                               -- {key, params}: a message of the catalogue
    attempts    integer not null default 0,
    created_by  bigint references person,
    created_at  timestamptz not null default now()
);
create index delivery_by_project on delivery (project_id, id);
create index delivery_by_lot on delivery (lot_id, id);

create table upload (
    id          uuid primary key,
    person_id   bigint not null references person,
    name        text not null,
    bytes       bigint not null check (bytes >= 0),
    received    bigint not null default 0,
    created_at  timestamptz not null default now(),
    finished_at timestamptz
);
create index upload_by_person on upload (person_id);

create table import_run (
    id           bigint generated always as identity primary key,
    project_id   bigint not null references project,
    source       text not null,                      -- file names as the user knows them
    format       text not null,                      -- empty until it has been guessed
    options      jsonb not null default '{}',        -- production.model.NewImport
    state        text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    items        bigint not null default 0,
    annotations  bigint not null default 0,
    faults       jsonb not null default '[]',        -- the first hundred: [{key, params, file, line, path, note}]
    fault_count  bigint not null default 0,
    attempts     integer not null default 0,
    started_by   bigint references person,
    created_at   timestamptz not null default now(),
    ended_at     timestamptz
);
create index import_run_by_project on import_run (project_id, id);

create table export_run (
    id           bigint generated always as identity primary key,
    project_id   bigint not null references project,
    format       text not null,
    options      jsonb not null default '{}',
    state        text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    items        bigint not null default 0,
    dropped      jsonb not null default '{}',        -- message key of what the format cannot hold → how often
    sha256       text,
    bytes        bigint,
    problem      jsonb,                              -- {key, params}: a message of the catalogue
    attempts     integer not null default 0,
    started_by   bigint references person,
    created_at   timestamptz not null default now(),
    ended_at     timestamptz
);
create index export_run_by_project on export_run (project_id, id);

create table webhook (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    url         text not null,
    secret      text not null,
    events      text[] not null,
    active      boolean not null default true,
    created_by  bigint references person,
    created_at  timestamptz not null default now()
);
create index webhook_by_project on webhook (project_id);

create table webhook_call (
    id          bigint generated always as identity primary key,
    webhook_id  bigint not null references webhook,
    event       text not null,
    body        jsonb not null,
    attempts    integer not null default 0,
    status      integer,                             -- of the last reply
    error       text not null default '',            -- why there was no good reply
    tried_at    timestamptz,
    delivered_at timestamptz,
    created_at  timestamptz not null default now()
);
create index webhook_call_by_hook on webhook_call (webhook_id, id);

alter table item set (autovacuum_vacuum_scale_factor = 0.02);
alter table lease set (autovacuum_vacuum_scale_factor = 0.02);
alter table item_count set (autovacuum_vacuum_scale_factor = 0.02);
