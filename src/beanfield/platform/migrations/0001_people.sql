-- Centres, persons, teams, accounts, access, audit.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create table centre (
    id          bigint generated always as identity primary key,
    name_zh     text not null check (name_zh <> ''),
    name_en     text not null default '',
    county      text not null default '',
    created_at  timestamptz not null default now(),
    closed_at   timestamptz
);

create table customer (
    id          bigint generated always as identity primary key,
    name_zh     text not null check (name_zh <> ''),
    name_en     text not null default '',
    created_at  timestamptz not null default now(),
    closed_at   timestamptz
);

create table person (
    id           bigint generated always as identity primary key,
    name         text not null check (name <> ''),
    pinyin       text not null default '',          -- sort key, made by the application: no ICU in the embedded server
    centre_id    bigint references centre,          -- null for outside users
    customer_id  bigint references customer,        -- set for a customer's people
    locale       text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    preferences  jsonb not null default '{}',
    created_at   timestamptz not null default now(),
    left_at      timestamptz
);
create index person_by_centre on person (centre_id, pinyin, id);
create index person_by_pinyin on person (pinyin, id);
create index person_by_customer on person (customer_id) where customer_id is not null;

create table team (
    id          bigint generated always as identity primary key,
    centre_id   bigint not null references centre,
    name        text not null check (name <> ''),
    leader_id   bigint references person,
    created_at  timestamptz not null default now(),
    closed_at   timestamptz
);
create index team_by_centre on team (centre_id, id);

create table membership (
    id          bigint generated always as identity primary key,
    person_id   bigint not null references person,
    team_id     bigint not null references team,
    from_date   date not null,
    to_date     date,                               -- the first day that it no longer holds
    check (to_date is null or to_date >= from_date)
);
create unique index one_open_membership on membership (person_id) where to_date is null;
create index membership_by_team on membership (team_id, from_date);

-- A role holds in a scope: programme (all null), centre, project or customer.
create table role_grant (
    id           bigint generated always as identity primary key,
    person_id    bigint not null references person,
    role         text not null check (role in ('annotator', 'team_leader', 'reviewer', 'project_manager',
                     'centre_manager', 'examiner', 'customer', 'sponsor', 'finance', 'care_staff', 'administrator')),
    centre_id    bigint references centre,
    customer_id  bigint references customer,
    granted_by   bigint references person,
    granted_at   timestamptz not null default now(),
    revoked_at   timestamptz,
    revoked_by   bigint references person
);
create unique index one_open_grant on role_grant (person_id, role, coalesce(centre_id, 0), coalesce(customer_id, 0))
    where revoked_at is null;

create table person_skill (
    person_id    bigint not null references person,
    skill        text not null,
    level        double precision not null default 1,
    source       text not null,                     -- who or what gave it: manager, exam, gold
    valid_until  timestamptz,
    recorded_by  bigint references person,
    recorded_at  timestamptz not null default now(),
    primary key (person_id, skill)
);

create table account (
    person_id      bigint primary key references person,
    login          text not null unique check (login = lower(login) and login <> ''),
    password_hash  text not null,
    must_change    boolean not null default false,
    disabled_at    timestamptz,
    changed_at     timestamptz not null default now()
);

create table session (
    token_hash    bytea primary key,                -- SHA-256 of the cookie
    person_id     bigint not null references person,
    csrf          text not null,
    user_agent    text not null default '',
    address       text not null default '',
    created_at    timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    expires_at    timestamptz not null
);
create index session_by_person on session (person_id);

create table api_token (
    id            bigint generated always as identity primary key,
    person_id     bigint not null references person,
    name          text not null,
    token_hash    bytea not null unique,
    scopes        text[] not null,                  -- read, work, manage, admin
    created_at    timestamptz not null default now(),
    expires_at    timestamptz,
    revoked_at    timestamptz,
    last_used_at  timestamptz
);
create index api_token_by_person on api_token (person_id);

create table login_attempt (
    id       bigint generated always as identity primary key,
    login    text not null,
    address  text not null,
    at       timestamptz not null default now(),
    success  boolean                                -- null while the password is being checked
);
create index login_attempt_by_login on login_attempt (login, at);
create index login_attempt_by_address on login_attempt (address, at);

-- The audit log is a chain: each row holds the hash of the row before it.
create table audit (
    seq        bigint primary key,
    at         timestamptz not null,
    actor_id   bigint references person,            -- null: the system itself
    action     text not null,
    subject    text not null,                       -- 'project:12'
    centre_id  bigint references centre,
    details    jsonb not null default '{}',
    previous   bytea not null,
    hash       bytea not null
);
create index audit_by_subject on audit (subject, seq);
create index audit_by_actor on audit (actor_id, seq);
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_change();
