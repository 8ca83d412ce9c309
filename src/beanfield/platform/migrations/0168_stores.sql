-- What has been taken from a store of objects: an import of the same place takes only what is new or changed.
create table store_object (
    project_id  bigint not null references project,
    store       text not null,                  -- a name of the settings
    path        text not null,
    etag        text not null,
    version     integer not null default 1 check (version > 0),
    import_id   bigint not null references import_run,
    primary key (project_id, store, path)
);
