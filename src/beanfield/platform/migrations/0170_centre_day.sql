-- The day as the centres' calendars have it. `current_date` is the database's day, which is eight hours late.

create function centre_day() returns date language sql stable parallel safe
    return (now() at time zone 'Asia/Shanghai')::date;
