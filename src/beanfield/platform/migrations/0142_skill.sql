-- Skill as it is computed from evidence, suspicions with what stands behind them, and what people were told.

-- Computed anew from evidence: never the only copy of anything.
create table skill_estimate (
    person_id  bigint not null references person,
    kind       text not null,
    class      text,                                 -- null: all work of the kind
    mean       real not null,
    low        real not null,
    high       real not null,
    trials     real not null,
    at         timestamptz not null
);
create unique index skill_estimate_once on skill_estimate (person_id, kind, class) nulls not distinct;
create index skill_estimate_by_kind on skill_estimate (kind, class);

-- The estimate as it stood at the end of each day (of Shanghai) that brought evidence.
create table skill_day (
    person_id  bigint not null references person,
    kind       text not null,
    class      text,
    day        date not null,
    mean       real not null,
    low        real not null,
    high       real not null,
    trials     real not null
);
create unique index skill_day_once on skill_day (person_id, kind, class, day) nulls not distinct;

-- What looks like spam or collusion: a reason to look at the work, never a verdict.
create table suspicion (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    person_id   bigint not null references person,
    other_id    bigint references person,            -- of a pair
    what        text not null check (what in ('guessing', 'constant', 'too_fast', 'copied', 'untouched', 'same_errors')),
    p_value     double precision not null,
    count       integer not null,                    -- of things that it rests on
    examples    bigint[] not null default '{}',      -- items to look at
    found_at    timestamptz not null,
    seen_at     timestamptz not null                 -- when it was last found
);
create unique index suspicion_once on suspicion (project_id, person_id, other_id, what) nulls not distinct;
create index suspicion_by_person on suspicion (person_id);

-- Gold of which a person was told the answer, so that they learn; their team gets it no more.
create table gold_told (
    item_id        bigint not null references gold_item on delete cascade,
    person_id      bigint not null references person,
    team_id        bigint references team,
    annotation_id  uuid not null references annotation,
    at             timestamptz not null,
    primary key (item_id, person_id)
);
create index gold_told_by_person on gold_told (person_id, at);
