-- Grants hold in the scope that their role has; whatever changes someone's access is told to every server process.

alter table role_grant add constraint role_in_its_scope check (
    case
        when role in ('administrator', 'sponsor') then centre_id is null and customer_id is null
        when role = 'customer' then customer_id is not null and centre_id is null
        else centre_id is not null and customer_id is null
    end
);
create index team_by_leader on team (leader_id) where closed_at is null;
create index session_by_end on session (expires_at);

-- The payload says what to forget: 'person:12', 'project:7' or 'all'.
create function tell_person_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        perform pg_notify('access_changed', 'person:' || old.person_id);
    end if;
    if tg_op <> 'DELETE' then
        perform pg_notify('access_changed', 'person:' || new.person_id);
    end if;
    return null;
end $$;

create trigger session_told after delete on session for each row execute function tell_person_changed();
create trigger account_told after update or delete on account for each row execute function tell_person_changed();
create trigger api_token_told after update of revoked_at, scopes or delete on api_token
    for each row execute function tell_person_changed();
create trigger role_grant_told after insert or update or delete on role_grant
    for each row execute function tell_person_changed();
create trigger membership_told after insert or update or delete on membership
    for each row execute function tell_person_changed();

create function tell_access_changed() returns trigger language plpgsql as $$
begin
    case tg_table_name
        when 'person' then perform pg_notify('access_changed', 'person:' || new.id);
        when 'project' then perform pg_notify('access_changed', 'project:' || new.id);
        when 'assignment' then
            perform pg_notify('access_changed', coalesce('person:' || new.person_id, 'all'));
        else perform pg_notify('access_changed', 'all');
    end case;
    return null;
end $$;

create trigger person_told after update of name, centre_id, customer_id, locale, left_at on person
    for each row execute function tell_access_changed();
create trigger project_told after update of centre_id, customer_id, deleted_at on project
    for each row execute function tell_access_changed();
create trigger assignment_told after insert or update of person_id, team_id, task, ended_at on assignment
    for each row execute function tell_access_changed();
create trigger team_told after update of leader_id, closed_at, centre_id on team
    for each row execute function tell_access_changed();
create trigger team_made_told after insert on team
    for each row when (new.leader_id is not null) execute function tell_access_changed();
