-- What speaks for or against somebody's work: from gold, from other people's answers, from review.

create table evidence (
    id             bigint generated always as identity primary key,
    person_id      bigint not null references person,
    project_id     bigint not null references project,
    item_id        bigint not null references item,
    annotation_id  uuid references annotation,
    source         text not null check (source in ('gold', 'consensus', 'review')),
    kind           text not null,                    -- of work: the project's media, or `review` for a reviewer's verdict
    class          text,                             -- of the schema, or an option; null: the answer as a whole
    trials         real not null check (trials >= 0),
    hits           real not null,                    -- the share of the trials that was right, by similarity
    at             timestamptz not null,             -- when the work was handed in
    replaces       bigint references evidence,       -- a row that turned out wrong: the known answer was, or more answers came
    made_at        timestamptz not null default now(),
    check (hits between 0 and trials)
);
-- One row an answer, source and class; whatever replaces it names it, and each is replaced once.
create unique index evidence_once on evidence (annotation_id, person_id, source, class) nulls not distinct
    where replaces is null and annotation_id is not null;
create unique index evidence_replaced_once on evidence (replaces) where replaces is not null;
create index evidence_by_person on evidence (person_id, kind, at);
create index evidence_by_project on evidence (project_id, at);
create index evidence_by_item on evidence (item_id);
create index evidence_by_annotation on evidence (annotation_id);
create trigger evidence_append_only before update or delete on evidence for each row execute function refuse_change();
create trigger evidence_no_truncate before truncate on evidence for each statement execute function refuse_change();

-- The rows that count.
create view evidence_now as
select e.* from evidence e where not exists (select from evidence n where n.replaces = e.id);
