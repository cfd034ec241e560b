-- More that a diary can say, symptoms of a health app, what was logged by mistake,
-- strength programmes, and what a doctor would ask about a runner.
alter table raw.diary add column psfs_1 double;
alter table raw.diary add column psfs_2 double;
alter table raw.diary add column psfs_3 double;
alter table raw.diary add column psfs_4 double;
alter table raw.diary add column psfs_5 double;
alter table raw.diary add column sitting_h double;
alter table raw.diary add column sleep_h double;
alter table raw.diary add column lifting varchar;
alter table raw.diary add column strength varchar;
alter table raw.diary add column core varchar;
alter table raw.diary add column warm_up varchar;
alter table raw.diary add column cross_training varchar;
alter table raw.diary add column drills varchar;
alter table raw.diary add column shoe varchar;

alter table raw.athletes add column country varchar;
alter table raw.athletes add column birth_year integer;
alter table raw.athletes add column past_cancer boolean;
alter table raw.athletes add column osteoporosis boolean;
alter table raw.athletes add column weak_immune_system boolean;
alter table raw.athletes add column long_cortisone boolean;
alter table raw.athletes add column running_activities varchar[];

create table raw.symptoms (
    athlete_id varchar not null,
    source varchar not null,
    sha256 varchar not null,
    symptom varchar not null,
    severity varchar not null,
    started_at timestamptz not null,
    imported_at timestamptz not null
);

create table raw.retractions (
    athlete_id varchar not null,
    local_date date not null,
    local_time varchar,
    moment varchar,
    body_site varchar not null,
    pain_nrs integer,
    note varchar,
    written_at timestamptz not null
);

create table raw.programmes (
    athlete_id varchar not null,
    action varchar not null check (action in ('start', 'stop')),
    programme varchar,
    on_date date not null,
    note varchar,
    written_at timestamptz not null
);
