-- Orders and their quotes, the projects made of them, acceptance by sample, and the customer's statement. Money is whole fen.

create table customer_order (
    id              bigint generated always as identity primary key,
    number          text not null unique,
    customer_id     bigint not null references customer,
    centre_id       bigint references centre,        -- null: no centre has quoted yet
    title           text not null check (title <> ''),
    description     text not null default '',
    media           text not null check (media in ('image', 'text', 'chat', 'audio')),
    volume          integer not null check (volume > 0),
    unit            text not null check (unit in ('item', 'object')),
    unit_price_fen  bigint not null check (unit_price_fen >= 0),    -- the customer's offer; the quote's, once agreed
    currency        text not null default 'CNY' check (currency = 'CNY'),
    deadline        date not null,
    acceptance      jsonb not null,                  -- orders.model.AcceptanceRule
    gates           jsonb not null,                  -- orders.model.Gates
    state           text not null default 'draft' check (state in ('draft', 'filed', 'quoted', 'contracted',
                        'in_production', 'delivered', 'accepted', 'rework', 'settled', 'closed', 'cancelled')),
    lot_size        integer check (lot_size > 0),    -- set with the project; lots fill from accepted items
    created_by      bigint references person,
    created_at      timestamptz not null default now(),
    check (state in ('draft', 'filed', 'cancelled') or centre_id is not null)
);
create index order_by_customer on customer_order (customer_id, id);
create index order_by_centre on customer_order (centre_id, id);

-- Every change of an order's state: who, when and why. `from_state` null: the order was made.
create table order_event (
    id          bigint generated always as identity primary key,
    order_id    bigint not null references customer_order,
    from_state  text,
    to_state    text not null,
    by          bigint references person,            -- null: by rule
    at          timestamptz not null,
    note        text not null default ''
);
create index order_event_by_order on order_event (order_id, id);
create trigger order_event_append_only before update or delete on order_event for each row execute function refuse_change();

-- What a centre asks for an order. The newest counts.
create table quote (
    id              bigint generated always as identity primary key,
    order_id        bigint not null references customer_order,
    centre_id       bigint not null references centre,
    unit_price_fen  bigint not null check (unit_price_fen >= 0),
    volume          integer not null check (volume > 0),
    deadline        date not null,
    note            text not null default '',
    by              bigint not null references person,
    at              timestamptz not null
);
create index quote_by_order on quote (order_id, id);
create trigger quote_append_only before update or delete on quote for each row execute function refuse_change();

alter table project add column order_id bigint references customer_order;
create index project_by_order on project (order_id) where order_id is not null;

-- The items of a frozen lot that the customer looks at. One sample for each time that a lot is frozen.
create table lot_sample (
    id           bigint generated always as identity primary key,
    lot_id       bigint not null references lot,
    delivery_id  bigint not null unique references delivery,
    lot_items    integer not null,
    size         integer not null check (size between 1 and lot_items),
    accept       integer not null check (accept >= 0),              -- faulty items that the plan allows
    rule         jsonb not null,                     -- the order's rule when it was drawn
    seed         bigint not null,
    drawn_by     bigint not null references person,
    drawn_at     timestamptz not null
);
create index lot_sample_by_lot on lot_sample (lot_id, id);
create trigger lot_sample_append_only before update or delete on lot_sample for each row execute function refuse_change();

create table sample_item (
    sample_id      bigint not null references lot_sample,
    place          integer not null,
    item_id        bigint not null references item,
    annotation_id  uuid references annotation,       -- the answer as it was delivered
    primary key (sample_id, item_id),
    unique (sample_id, place)
);
create trigger sample_item_append_only before update or delete on sample_item for each row execute function refuse_change();

-- What the customer found. Of several marks of one item the newest counts.
create table sample_verdict (
    id         bigint generated always as identity primary key,
    sample_id  bigint not null,
    item_id    bigint not null,
    ok         boolean not null,
    defect     text,                                 -- production.model.DefectClass, of faulty items
    note       text not null default '',
    by         bigint not null references person,
    at         timestamptz not null,
    foreign key (sample_id, item_id) references sample_item,
    check (ok or defect is not null)
);
create index sample_verdict_by_sample on sample_verdict (sample_id, item_id, id desc);
create trigger sample_verdict_append_only before update or delete on sample_verdict for each row execute function refuse_change();

-- What followed from the marks by the plan's rule.
create table sample_result (
    sample_id  bigint primary key references lot_sample,
    verdict    text not null check (verdict in ('accepted', 'rejected')),
    looked     integer not null,
    faulty     integer not null,
    by         bigint not null references person,
    at         timestamptz not null
);
create trigger sample_result_append_only before update or delete on sample_result for each row execute function refuse_change();

-- The customer's statement of an order, frozen when it is settled: one line for each accepted lot.
create table settlement (
    order_id  bigint primary key references customer_order,
    by        bigint not null references person,
    at        timestamptz not null
);
create trigger settlement_append_only before update or delete on settlement for each row execute function refuse_change();

create table settlement_line (
    lot_id          bigint primary key references lot,
    order_id        bigint not null references settlement,
    project_id      bigint not null references project,
    lot_name        text not null,
    accepted_at     timestamptz not null,
    items           integer not null,
    units           bigint not null check (units >= 0),
    unit_price_fen  bigint not null,
    amount_fen      bigint not null,
    currency        text not null default 'CNY' check (currency = 'CNY'),
    check (amount_fen = units * unit_price_fen)
);
create index settlement_line_by_order on settlement_line (order_id, lot_id);
create trigger settlement_line_append_only before update or delete on settlement_line for each row execute function refuse_change();
