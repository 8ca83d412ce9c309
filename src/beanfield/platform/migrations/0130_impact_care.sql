-- Facts about people that the programme's figures are computed from; the growth space for the children of staff.

-- What holds about a person from a day on. Of the rows that had begun by a day the newest holds; a correction is a
-- new row with the same first day. Null: the person has not said.
create table person_fact (
    id           bigint generated always as identity primary key,
    person_id    bigint not null references person,
    centre_id    bigint not null references centre,      -- the employer
    from_date    date not null,
    hired_on     date not null,
    left_on      date,                                   -- the first day that they are no longer employed
    gender       text check (gender in ('female', 'male', 'other')),
    education    text check (education in
                     ('primary', 'middle', 'secondary', 'junior_college', 'bachelor', 'postgraduate')),
    rural        boolean,                                -- registered as a rural resident
    birth_year   smallint check (birth_year between 1900 and 2100),
    recorded_by  bigint references person,
    recorded_at  timestamptz not null default now(),
    check (left_on is null or left_on > hired_on)
);
create index person_fact_by_person on person_fact (person_id, from_date desc, id desc);
create index person_fact_by_centre on person_fact (centre_id);
create trigger person_fact_append_only before update or delete on person_fact
    for each row execute function refuse_change();
create trigger person_fact_no_truncate before truncate on person_fact
    for each statement execute function refuse_change();

-- Children's data: read by their guardian and by the care staff of the centre, and by nobody else.
create table care_room (
    id          bigint generated always as identity primary key,
    centre_id   bigint not null references centre,
    name        text not null check (name <> ''),
    places      integer not null check (places between 1 and 500),
    created_by  bigint references person,
    created_at  timestamptz not null default now()
);
create index care_room_by_centre on care_room (centre_id, id);

create table child (
    id           bigint generated always as identity primary key,
    guardian_id  bigint not null references person,
    name         text not null,
    born         date not null,
    notes        text not null default '',
    consent_at   timestamptz not null,                   -- the guardian's, to keeping these data
    created_at   timestamptz not null default now()
);
create index child_by_guardian on child (guardian_id, id);

-- Who may collect a child.
create table child_pickup (
    id          bigint generated always as identity primary key,
    child_id    bigint not null references child,
    name        text not null,
    relation    text not null,
    phone       text not null,
    created_at  timestamptz not null default now(),
    revoked_at  timestamptz
);
create index child_pickup_by_child on child_pickup (child_id, id);

-- An afternoon of a room. `taken` is kept by the trigger below; its CHECK is what holds bookings to the places.
create table care_slot (
    id         bigint generated always as identity primary key,
    room_id    bigint not null references care_room,
    date       date not null,
    from_time  time not null,
    to_time    time not null,
    places     integer not null check (places > 0),
    taken      integer not null default 0,
    created_at timestamptz not null default now(),
    check (from_time < to_time),
    unique (room_id, date, from_time),
    constraint slot_has_places check (taken between 0 and places)
);

create table care_booking (
    id            bigint generated always as identity primary key,
    slot_id       bigint not null references care_slot,
    child_id      bigint not null references child,
    state         text not null default 'booked' check (state in ('booked', 'cancelled')),
    booked_at     timestamptz not null default now(),
    cancelled_at  timestamptz,
    check ((state = 'cancelled') = (cancelled_at is not null))
);
create unique index one_booking_of_a_slot on care_booking (slot_id, child_id) where state = 'booked';
create index care_booking_by_child on care_booking (child_id, id);

create function count_booking() returns trigger language plpgsql as $$
declare
    before integer := case when tg_op = 'INSERT' then 0 else (old.state = 'booked')::integer end;
    after  integer := case when tg_op = 'DELETE' then 0 else (new.state = 'booked')::integer end;
begin
    if before <> after then
        update care_slot set taken = taken + after - before where id = coalesce(new.slot_id, old.slot_id);
    end if;
    return null;
end $$;
create trigger booking_takes_a_place after insert or update of state or delete on care_booking
    for each row execute function count_booking();
create function refuse_move_of_booking() returns trigger language plpgsql as $$
begin
    if (new.slot_id, new.child_id) is distinct from (old.slot_id, old.child_id) then
        raise exception 'a booking stays with its child and its slot' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger booking_stays before update on care_booking for each row execute function refuse_move_of_booking();

-- A child comes and goes once a booking; it goes with a person whom the guardian has named.
create table care_presence (
    id          bigint generated always as identity primary key,
    booking_id  bigint not null references care_booking,
    kind        text not null check (kind in ('in', 'out')),
    at          timestamptz not null,
    by          bigint not null references person,
    pickup_id   bigint references child_pickup,
    unique (booking_id, kind),
    check ((kind = 'out') = (pickup_id is not null))
);
create trigger care_presence_append_only before update or delete on care_presence
    for each row execute function refuse_change();
create trigger care_presence_no_truncate before truncate on care_presence
    for each statement execute function refuse_change();

create function check_presence() returns trigger language plpgsql as $$
declare
    booked care_booking;
begin
    select * into booked from care_booking where id = new.booking_id for update;
    if booked.state <> 'booked' then
        raise exception 'booking % was cancelled', new.booking_id
            using errcode = 'check_violation', constraint = 'presence_of_a_booking';
    end if;
    if new.kind = 'out' then
        if not exists (select from care_presence where booking_id = new.booking_id and kind = 'in') then
            raise exception 'booking % has not come in', new.booking_id
                using errcode = 'check_violation', constraint = 'out_follows_in';
        end if;
        perform from child_pickup
        where id = new.pickup_id and child_id = booked.child_id and revoked_at is null for share;
        if not found then
            raise exception 'pickup % may not collect the child of booking %', new.pickup_id, new.booking_id
                using errcode = 'check_violation', constraint = 'collected_by_an_authorised_person';
        end if;
    end if;
    return new;
end $$;
create trigger presence_is_allowed before insert on care_presence
    for each row execute function check_presence();
