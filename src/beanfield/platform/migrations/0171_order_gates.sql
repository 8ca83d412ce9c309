-- What the law asks before an order's data may be worked on, confirmed by document. Of the rows of one gate the newest counts.

create table order_confirmation (
    id         bigint generated always as identity primary key,
    order_id   bigint not null references customer_order,
    gate       text not null check (gate in ('personal_data', 'important_data', 'surveying', 'subcontract_consent')),
    withdrawn  boolean not null default false,
    holder     text not null,                -- who issued or signed the document
    document   text not null,                -- its number or title, by which it is found again
    dated      date,
    note       text not null default '',     -- of a withdrawal: why
    by         bigint not null references person,
    at         timestamptz not null,
    check (case when withdrawn then note <> '' else holder <> '' and document <> '' and dated is not null end)
);
create index order_confirmation_by_gate on order_confirmation (order_id, gate, id desc);
create trigger order_confirmation_append_only before update or delete on order_confirmation
    for each row execute function refuse_change();

-- Does the newest record of this gate confirm it?
create function gate_confirmed(the_order bigint, the_gate text) returns boolean language sql stable
    return coalesce((select not withdrawn from order_confirmation
        where order_id = the_order and gate = the_gate order by id desc limit 1), false);

-- The gates that stand in an order's way: demanded, and not confirmed.
create function open_gates(the_order bigint) returns text[] language sql stable
    return (select coalesce(array_agg(g.name order by g.place), '{}')
        from customer_order o,
            unnest(array['personal_data', 'important_data', 'surveying']) with ordinality as g (name, place)
        where o.id = the_order and (o.gates ->> g.name)::boolean and not gate_confirmed(o.id, g.name));

-- No work on an order's data while a gate is open, whatever path the change comes by.
create function refuse_open_gates() returns trigger language plpgsql as $$
begin
    if open_gates(new.order_id) <> '{}' then
        raise exception 'order % has open gates', new.order_id using errcode = 'check_violation',
            constraint = 'order_gates_open';
    end if;
    return new;
end $$;
create trigger project_runs_behind_its_gates before insert or update of state, order_id on project
    for each row when (new.order_id is not null and new.state = 'running')
    execute function refuse_open_gates();

-- No work on an order's data by people of another centre without the customer's consent
-- (Personal Information Protection Law, article 21; Civil Code, article 772).
create function refuse_work_passed_on() returns trigger language plpgsql as $$
declare
    home bigint;
    of_order bigint;
    works_at bigint;
begin
    select p.centre_id, p.order_id into home, of_order from project p where p.id = new.project_id;
    if of_order is null or new.ended_at is not null or new.paused_at is not null
            or (tg_op = 'UPDATE' and old.paused_at is null) then
        return new;
    end if;
    if new.team_id is not null then
        select centre_id into works_at from team where id = new.team_id;
    else
        select centre_id into works_at from person where id = new.person_id;
    end if;
    if works_at <> home and not gate_confirmed(of_order, 'subcontract_consent') then
        raise exception 'order % may not be passed on', of_order using errcode = 'check_violation',
            constraint = 'order_passed_on';
    end if;
    return new;
end $$;
create trigger assignment_passes_work_on before insert or update of paused_at on assignment
    for each row execute function refuse_work_passed_on();
