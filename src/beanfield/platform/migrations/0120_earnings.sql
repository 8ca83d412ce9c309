-- Rates, entries and their postings, months and statements, appeals. Money is whole fen; nothing here is ever changed.

-- What work in a project earns. Of the versions that had begun when the work was handed in, the newest holds.
create table rate (
    project_id      bigint not null references project,
    version         integer not null check (version > 0),
    from_at         timestamptz not null,
    unit            text not null check (unit in ('item', 'object')),
    annotate_fen    integer not null check (annotate_fen >= 0),
    review_fen      integer not null check (review_fen >= 0),
    adjudicate_fen  integer not null check (adjudicate_fen >= 0),
    currency        text not null default 'CNY' check (currency = 'CNY'),
    skill           text,                            -- whose level sets the coefficient; null: one rate for all
    note            text not null default '',
    created_by      bigint references person,
    created_at      timestamptz not null default now(),
    primary key (project_id, version)
);

-- The coefficient from a level of the rate's skill on, in thousandths; below the first it is 1,000.
create table rate_level (
    project_id  bigint not null,
    version     integer not null,
    level       double precision not null,
    permille    integer not null check (permille between 1 and 10000),
    primary key (project_id, version, level),
    foreign key (project_id, version) references rate
);

-- Work handed in before `upto` has its entries; null: none has yet.
create table accrued (
    project_id  bigint primary key references project,
    upto        timestamptz
);

-- One line of pay: work that counts, a correction that names the line it corrects, or a top-up to the minimum wage.
create table entry (
    id                    bigint generated always as identity primary key,
    person_id             bigint not null references person,
    centre_id             bigint not null references centre,        -- the employer when the line was made
    project_id            bigint references project,
    item_id               bigint references item,
    kind                  text not null check (kind in ('annotate', 'review', 'adjudicate', 'correction', 'top_up')),
    annotation_id         uuid references annotation,
    review_id             uuid references review,
    units                 integer check (units >= 0),
    rate_version          integer,
    rate_fen              integer,
    coefficient_permille  integer,
    amount_fen            bigint not null,
    currency              text not null default 'CNY' check (currency = 'CNY'),
    at                    timestamptz not null,                     -- when the work was handed in
    corrects              bigint references entry,
    note                  text not null default '',
    made_by               bigint references person,                 -- null: by rule
    made_at               timestamptz not null default now(),
    foreign key (project_id, rate_version) references rate,
    constraint entry_names_its_work check (case kind
        when 'annotate' then num_nonnulls(annotation_id, item_id, project_id) = 3 and review_id is null
        when 'correction' then corrects is not null and made_by is not null
        when 'top_up' then num_nonnulls(annotation_id, review_id, project_id) = 0 and amount_fen > 0
        else num_nonnulls(review_id, item_id, project_id) = 3 and annotation_id is null
    end),
    constraint entry_follows_its_rate check (
        kind in ('correction', 'top_up')
        or (num_nonnulls(units, rate_version, rate_fen, coefficient_permille) = 4
            and amount_fen = (units::bigint * rate_fen * coefficient_permille + 500) / 1000)
    ),
    check ((corrects is not null) = (kind = 'correction'))
);
-- Whoever mends an item that came back to them earns nothing more for it.
create unique index entry_once_an_item on entry (item_id, person_id) where kind = 'annotate';
create unique index entry_once_an_annotation on entry (annotation_id) where kind = 'annotate';
create unique index entry_once_a_review on entry (review_id) where kind in ('review', 'adjudicate');
create index entry_by_person on entry (person_id, at, id);
create index entry_by_centre on entry (centre_id, at);
create index entry_by_project on entry (project_id, id);
create index entry_corrections on entry (corrects) where corrects is not null;

-- The ledger in two sides: a transfer is an entry. `labour:…` is debited, `payable:person:N` credited (negative: owed).
create table posting (
    id           bigint generated always as identity primary key,
    transfer_id  bigint not null references entry,
    account      text not null check (account ~ '^(labour:(project|centre)|payable:person):[1-9][0-9]*$'),
    amount_fen   bigint not null check (amount_fen <> 0),
    currency     text not null default 'CNY' check (currency = 'CNY'),
    unique (transfer_id, account)
);
create index posting_by_account on posting (account);

-- At the end of a transaction the postings of each transfer sum to zero, and its person is owed what the entry says.
create function check_transfer() returns trigger language plpgsql as $$
declare
    transfer bigint := case tg_table_name when 'entry' then (to_jsonb(new) ->> 'id')::bigint
                                          else (to_jsonb(new) ->> 'transfer_id')::bigint end;
begin
    if exists (
        select from entry e left join posting p on p.transfer_id = e.id
        where e.id = transfer
        group by e.id
        having coalesce(sum(p.amount_fen), 0) <> 0
            or coalesce(-sum(p.amount_fen) filter (where p.account = 'payable:person:' || e.person_id), 0) <> e.amount_fen
    ) then
        raise exception 'the postings of transfer % do not balance', transfer
            using errcode = 'check_violation', constraint = 'transfer_balances';
    end if;
    return null;
end $$;
create constraint trigger entry_is_posted after insert on entry
    deferrable initially deferred for each row execute function check_transfer();
create constraint trigger posting_balances after insert on posting
    deferrable initially deferred for each row execute function check_transfer();

-- A person does not agree with a line. Answered once, by someone who has no part in it.
create table appeal (
    id         bigint generated always as identity primary key,
    entry_id   bigint not null unique references entry,
    person_id  bigint not null references person,
    text       text not null check (text <> ''),
    at         timestamptz not null default now()
);
create index appeal_by_person on appeal (person_id, id);
create table appeal_answer (
    appeal_id   bigint primary key references appeal,
    verdict     text not null check (verdict in ('granted', 'refused')),
    text        text not null check (text <> ''),
    correction  bigint references entry,
    answered_by bigint not null references person,
    at          timestamptz not null default now(),
    check ((verdict = 'granted') = (correction is not null))
);

create function refuse_own_appeal() returns trigger language plpgsql as $$
begin
    if exists (
        select from appeal a join entry e on e.id = a.entry_id
        where a.id = new.appeal_id and (a.person_id = new.answered_by or e.made_by = new.answered_by
            or exists (select from review r where r.item_id = e.item_id and r.reviewer_id = new.answered_by)
            or exists (select from annotation w where w.item_id = e.item_id and w.person_id = new.answered_by))
    ) then
        raise exception 'person % has a part in appeal % and may not answer it', new.answered_by, new.appeal_id
            using errcode = 'check_violation', constraint = 'nobody_answers_their_own';
    end if;
    return new;
end $$;
create trigger appeal_answer_by_another before insert on appeal_answer
    for each row execute function refuse_own_appeal();

-- Minimum wages by county and date: data, never a constant. A month is not closed without its row.
create table minimum_wage (
    id           bigint generated always as identity primary key,
    county       text not null check (county <> ''),
    from_date    date not null,
    monthly_fen  integer not null check (monthly_fen > 0),
    hourly_fen   integer not null check (hourly_fen > 0),
    source       text not null check (source <> ''),
    recorded_by  bigint references person,
    recorded_at  timestamptz not null default now()
);
create index minimum_wage_by_county on minimum_wage (county, from_date, id);

-- A closed month of a centre, and each person's statement with its frozen lines.
create table pay_month (
    centre_id        bigint not null references centre,
    month            date not null check (extract(day from month) = 1),
    minimum_wage_id  bigint not null references minimum_wage,
    closed_by        bigint not null references person,
    closed_at        timestamptz not null,
    primary key (centre_id, month)
);
create table statement (
    id              bigint generated always as identity primary key,
    centre_id       bigint not null,
    month           date not null,
    person_id       bigint not null references person,
    work_fen        bigint not null,                 -- work and reviews
    correction_fen  bigint not null,
    top_up_fen      bigint not null check (top_up_fen >= 0),
    gross_fen       bigint not null,
    currency        text not null default 'CNY' check (currency = 'CNY'),
    worked_ms       bigint not null check (worked_ms >= 0),
    floor_fen       bigint not null check (floor_fen >= 0),    -- the minimum for the hours measured
    lines           integer not null,
    unique (centre_id, month, person_id),
    foreign key (centre_id, month) references pay_month,
    check (gross_fen = work_fen + correction_fen + top_up_fen),
    constraint statement_reaches_the_minimum check (gross_fen >= floor_fen)
);
create index statement_by_person on statement (person_id, month);
create table statement_line (
    entry_id      bigint primary key references entry,
    statement_id  bigint not null references statement
);
create index statement_line_by_statement on statement_line (statement_id, entry_id);

create trigger rate_append_only before update or delete on rate for each row execute function refuse_change();
create trigger rate_level_append_only before update or delete on rate_level for each row execute function refuse_change();
create trigger entry_append_only before update or delete on entry for each row execute function refuse_change();
create trigger entry_no_truncate before truncate on entry for each statement execute function refuse_change();
create trigger posting_append_only before update or delete on posting for each row execute function refuse_change();
create trigger posting_no_truncate before truncate on posting for each statement execute function refuse_change();
create trigger appeal_append_only before update or delete on appeal for each row execute function refuse_change();
create trigger appeal_answer_append_only before update or delete on appeal_answer
    for each row execute function refuse_change();
create trigger minimum_wage_append_only before update or delete on minimum_wage
    for each row execute function refuse_change();
create trigger pay_month_append_only before update or delete on pay_month for each row execute function refuse_change();
create trigger statement_append_only before update or delete on statement for each row execute function refuse_change();
create trigger statement_line_append_only before update or delete on statement_line
    for each row execute function refuse_change();
