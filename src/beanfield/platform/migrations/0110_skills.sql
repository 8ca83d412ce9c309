-- Item bank, blueprints, attempts, certificates.

-- A question; what it says stands in its versions. Only what a second person has approved comes into a paper.
create table question (
    id           bigint generated always as identity primary key,
    centre_id    bigint not null references centre,
    topic        text not null check (topic <> ''),
    state        text not null default 'draft' check (state in ('draft', 'approved', 'retired')),
    version      integer not null default 1 check (version > 0),
    author_id    bigint not null references person,  -- of the present version
    reviewer_id  bigint references person,
    reviewed_at  timestamptz,
    created_at   timestamptz not null default now(),
    constraint nobody_approves_their_own_question check (reviewer_id is distinct from author_id),
    check (state <> 'approved' or (reviewer_id is not null and reviewed_at is not null))
);
create index question_by_topic on question (centre_id, topic, id) where state = 'approved';
create index question_by_centre on question (centre_id, id);

create table question_version (
    question_id  bigint not null references question,
    version      integer not null check (version > 0),
    kind         text not null check (kind in ('single', 'multi', 'judge')),
    stem         jsonb not null,                     -- {zh, en}
    options      jsonb not null,                     -- [{zh, en}, …]
    key          smallint[] not null check (cardinality(key) > 0),  -- places of the right options, from 0
    explanation  jsonb not null,                     -- {zh, en}
    level        smallint not null check (level between 1 and 5),   -- of the standard: 5 is the lowest
    author_id    bigint not null references person,
    created_at   timestamptz not null default now(),
    primary key (question_id, version),
    check (kind = 'multi' or cardinality(key) = 1)
);
create trigger question_version_append_only before update or delete on question_version
    for each row execute function refuse_change();

-- What an exam is made of, and what passing it gives.
create table blueprint (
    id                   bigint generated always as identity primary key,
    centre_id            bigint not null references centre,
    skill                text not null check (skill <> ''),
    level                double precision not null default 1 check (level >= 0),
    title                jsonb not null,             -- {zh, en}
    topics               jsonb not null,             -- [{topic, count}, …]
    minutes              integer not null check (minutes between 1 and 600),
    pass_mark            real not null check (pass_mark between 0 and 1),
    practical_project    bigint references project,  -- whose gold items are the tasks; null: theory only
    practical_items      integer not null default 0 check (practical_items between 0 and 100),
    practical_minutes    integer not null default 0 check (practical_minutes between 0 and 600),
    least_similarity     real not null default 0.8 check (least_similarity between 0 and 1),
    valid_days           integer not null check (valid_days between 1 and 3660),
    attempts             integer not null default 3 check (attempts between 1 and 100),    -- within 30 days
    wait_hours           integer not null default 24 check (wait_hours between 0 and 8760),
    state                text not null default 'open' check (state in ('open', 'closed')),
    created_by           bigint references person,
    created_at           timestamptz not null default now(),
    check ((practical_project is not null) = (practical_items > 0 and practical_minutes > 0))
);
create index blueprint_by_centre on blueprint (centre_id, id);

-- One person's sitting of an exam. The paper is frozen at the start: rules, questions, order of options, seed.
create table attempt (
    id               bigint generated always as identity primary key,
    blueprint_id     bigint not null references blueprint,
    centre_id        bigint not null references centre,
    person_id        bigint not null references person,
    state            text not null default 'theory' check (state in ('theory', 'practical', 'passed', 'failed')),
    paper            jsonb not null,
    answers          jsonb not null default '{}',    -- place in the paper → chosen options, as shown
    revision         bigint not null default 0,      -- of the answers
    marks            jsonb,                          -- of the theory, once it was handed in
    theory_score     real,
    practical_score  real,
    started_at       timestamptz not null,
    ends_at          timestamptz not null,           -- of the part that runs
    submitted_at     timestamptz,                    -- the theory
    ended_at         timestamptz,
    check ((state in ('passed', 'failed')) = (ended_at is not null)),
    check (state = 'theory' or theory_score is not null)
);
create unique index one_running_attempt on attempt (person_id, blueprint_id) where ended_at is null;
create index attempt_by_person on attempt (person_id, id);
create index attempt_by_centre on attempt (centre_id, id);
create index attempt_running on attempt (ends_at) where ended_at is null;

create function refuse_change_of_ended() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then
        raise exception 'attempt % has ended', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger attempt_final before update on attempt for each row execute function refuse_change_of_ended();
create trigger attempt_kept before delete on attempt for each row execute function refuse_change();

-- A gold item to be annotated in an attempt; item, gold and schema version as they were at the start.
create table attempt_task (
    id              bigint generated always as identity primary key,
    attempt_id      bigint not null references attempt,
    place           integer not null,
    item_id         bigint not null references item,
    name            text not null,
    gold            jsonb not null,
    draft           jsonb,
    draft_revision  bigint not null default 0,
    submission      uuid unique,
    document        jsonb,
    similarity      real,
    differences     jsonb,
    answered_at     timestamptz,
    unique (attempt_id, place),
    unique (attempt_id, item_id),
    check (num_nonnulls(document, submission, similarity, differences, answered_at) in (0, 5))
);

-- An internal certificate. `token` is what the QR code holds: the signed claims.
create table certificate (
    id           bigint generated always as identity primary key,
    number       text not null unique,
    centre_id    bigint not null references centre,
    person_id    bigint not null references person,
    attempt_id   bigint unique references attempt,
    skill        text not null,
    level        double precision not null,
    title        jsonb not null,
    issued_at    timestamptz not null,
    valid_until  timestamptz not null,
    token        text not null,
    key_id       text not null,
    issued_by    bigint references person,
    check (valid_until > issued_at)
);
create index certificate_by_person on certificate (person_id, id);
create index certificate_by_centre on certificate (centre_id, id);
create trigger certificate_append_only before update or delete on certificate
    for each row execute function refuse_change();
