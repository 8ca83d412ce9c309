-- Videos: items of them, and their frames, kept some dozens together once somebody asked for one of them.
alter table project drop constraint project_media_check;
alter table project add constraint project_media_check
    check (media in ('image', 'text', 'chat', 'audio', 'video', 'points'));

create table video_part (
    sha256  text not null references media,    -- of the video
    part    integer not null check (part >= 0),
    pack    text not null references media,    -- a zip of frames as pictures
    primary key (sha256, part)
);
