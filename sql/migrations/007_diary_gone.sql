-- Entries that a live diary held before and holds no more, until they are there again
-- or somebody takes them back.
create table raw.diary_gone (
    athlete_id varchar not null,
    source varchar not null,
    sha256 varchar not null,
    line integer,
    local_date date not null,
    local_time varchar,
    moment varchar,
    body_site varchar,
    pain_nrs integer
);
