-- A certificate that no longer holds, and why. The certificate itself is never changed.

create table certificate_revocation (
    certificate_id  bigint primary key references certificate,
    by              bigint not null references person,
    at              timestamptz not null,
    reason          text not null check (reason <> '')
);
create trigger certificate_revocation_append_only before update or delete on certificate_revocation
    for each row execute function refuse_change();
