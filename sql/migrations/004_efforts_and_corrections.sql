-- One effort from several files, and what the runner says where files are wrong. What
-- is said has its home in the journal: these rows are written anew by each run.
alter table raw.sessions add column fast_s double;
alter table raw.sessions add column fast_end_m double;
alter table raw.sessions add column is_added boolean;

-- An archive's members come out of it again; whatever else was dropped is an original.
alter table raw.files add column is_member boolean;
update raw.files set is_member = true
from raw.files as containers
where
    containers.kind = 'archive'
    and containers.athlete_id = files.athlete_id
    and starts_with(files.name, containers.name || '/');

create table raw.listed (
    athlete_id varchar not null,
    source varchar not null,
    sha256 varchar not null,
    file_name varchar not null,
    title varchar,
    sport varchar,
    sub_sport varchar,
    gear varchar,
    rpe double,
    line integer not null,
    imported_at timestamptz not null
);

create table raw.efforts (
    session_id varchar not null,
    athlete_id varchar not null,
    effort_id varchar,
    preference integer not null
);

create table raw.matches (
    athlete_id varchar not null,
    session_a varchar not null,
    session_b varchar not null,
    verdict varchar not null check (
        verdict in ('same', 'part', 'possible', 'apart')
    ),
    because varchar not null,
    start_gap_s double,
    overlap_share double,
    distance_ratio double
);

create table raw.edits (
    athlete_id varchar not null,
    session_id varchar not null,
    distance_m double,
    timer_s double,
    sport varchar,
    sub_sport varchar,
    rpe double,
    local_date date,
    note varchar,
    written_at timestamptz not null
);

create table raw.exclusions (
    athlete_id varchar not null,
    session_id varchar not null,
    note varchar,
    written_at timestamptz not null
);

create table raw.overrules (
    athlete_id varchar not null,
    session_a varchar not null,
    session_b varchar not null,
    verdict varchar not null check (verdict in ('same', 'apart')),
    note varchar,
    written_at timestamptz not null
);
