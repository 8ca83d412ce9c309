-- How many frames a video has; orders of videos.
alter table media add column frame_count integer;
alter table customer_order drop constraint customer_order_media_check;
alter table customer_order add constraint customer_order_media_check
    check (media in ('image', 'text', 'chat', 'audio', 'video'));
