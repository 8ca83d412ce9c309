-- What the answers of each item say together, rules that act on people's figures, and reports of quality.

create table item_opinion (
    item_id         bigint primary key references item on delete cascade,
    project_id      bigint not null references project,
    answers         integer not null,                -- that it rests on
    confidence      real not null,                   -- the probability that the merged answer is right
    agreement       real not null,                   -- the mean similarity of all pairs
    worth           real not null,                   -- bits that one more careful answer would tell
    document        jsonb not null,                  -- merged
    schema_version  integer not null,
    posteriors      jsonb not null,                  -- question with options → option → probability
    parts           jsonb not null,                  -- checks.model_rules.Part: which people gave each part
    at              timestamptz not null
);
create index item_opinion_doubtful on item_opinion (project_id, confidence, item_id);

-- The live model of each question with options: how often each option is right, and each person.
create table truth_share (
    project_id  bigint not null references project,
    field       text not null,
    shares      jsonb not null,
    primary key (project_id, field)
);
create table truth_person (
    project_id  bigint not null references project,
    field       text not null,
    person_id   bigint not null references person,
    hits        double precision not null,
    trials      double precision not null,
    primary key (project_id, field, person_id)
);

-- Items that wait for a look although not all the answers are there: the target may be reached already.
create index item_answered_early on item (project_id, id)
    where state = 'open' and answered > 1 and answered + open_slots = overlap;
-- For adjudication `risk` holds what a decision would tell: the most informative first.
drop index item_to_adjudicate;
create index item_to_adjudicate on item (project_id, priority desc, risk desc, id) where state = 'adjudication';

create table quality_rule (
    id          bigint generated always as identity primary key,
    project_id  bigint not null references project,
    name        text not null check (name <> ''),
    rule        jsonb not null,                      -- checks.model_rules.Rule
    state       text not null default 'draft' check (state in ('draft', 'live', 'off')),
    live_at     timestamptz,
    changed_by  bigint references person,
    changed_at  timestamptz not null,
    created_at  timestamptz not null
);
create index quality_rule_by_project on quality_rule (project_id, id);

create table rule_firing (
    id          bigint generated always as identity primary key,
    rule_id     bigint not null references quality_rule,
    project_id  bigint not null references project,
    person_id   bigint not null references person,
    name        text not null,                       -- of the rule as it was
    rule        jsonb not null,
    value       double precision not null,
    low         double precision not null,
    high        double precision not null,
    trials      double precision not null,
    items       bigint[] not null default '{}',      -- the latest behind the figure
    at          timestamptz not null
);
create index rule_firing_by_person on rule_firing (person_id, at desc);
create index rule_firing_by_project on rule_firing (project_id, at desc);
create trigger rule_firing_append_only before update or delete on rule_firing for each row execute function refuse_change();
create trigger rule_firing_no_truncate before truncate on rule_firing for each statement execute function refuse_change();

create table rule_lift (
    firing_id  bigint primary key references rule_firing,
    by         bigint references person,             -- null: by itself, once the skill was earned anew
    reason     text not null check (reason <> ''),
    at         timestamptz not null
);
create trigger rule_lift_append_only before update or delete on rule_lift for each row execute function refuse_change();
create trigger rule_lift_no_truncate before truncate on rule_lift for each statement execute function refuse_change();

-- What holds for a person on a project by firings that nobody lifted; made anew from them.
create table restraint (
    project_id    bigint not null references project,
    person_id     bigint not null references person,
    paused_by     text,                              -- the name of the rule
    review_share  real check (review_share between 0 and 1),
    day_cap       integer check (day_cap > 0),
    primary key (project_id, person_id)
);

create table quality_report (
    project_id  bigint primary key references project,
    report      jsonb not null,                      -- checks.model_reports.Report
    at          timestamptz not null
);
