-- What is made once from a kept object: the tiles of a huge picture, the peaks of a recording, the frames of a
-- video. Each is an object of its own, with its own row.
alter table media add column tiles text;
alter table media add column peaks text;
alter table media add column frames text;
