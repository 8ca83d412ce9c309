-- Pictures that a project's rules show: examples of a class. Only these, and not every object that is kept,
-- get a link when a schema names their hash.
create table project_picture (
    project_id  bigint not null references project,
    sha256      text not null references media,
    added_by    bigint not null references person,
    added_at    timestamptz not null default now(),
    primary key (project_id, sha256)
);
