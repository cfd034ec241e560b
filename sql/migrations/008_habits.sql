-- What the seven protective things are read from: how a run began, how its steps were
-- at each speed, what a strength set was called, what the runner says of shoes and of
-- exercises no list knows.
alter table raw.sessions add column warm_up_lap_s double;
alter table raw.sessions add column opening_speed_ratio double;
alter table raw.sessions add column opening_heart_rate_ratio double;
alter table raw.sessions add column first_speed_ratio double;
alter table raw.sessions add column median_heart_rate_bpm double;
alter table raw.sessions add column unknown_speed_share double;

alter table raw.sets add column title varchar;

alter table raw.athletes add column shoe_limit_km double;

create table raw.form_speeds (
    session_id varchar not null,
    speed_mps double not null,
    seconds double not null,
    cadence_spm double,
    step_length_mm double,
    stance_time_ms double,
    vertical_ratio_pct double,
    stance_time_balance_pct double
);

create table raw.shoes (
    athlete_id varchar not null,
    action varchar not null check (action in ('start', 'stop')),
    shoe varchar not null,
    cushioning varchar,
    limit_km double,
    km_before double,
    on_date date not null,
    note varchar,
    written_at timestamptz not null
);

create table raw.exercises (
    athlete_id varchar not null,
    title varchar not null,
    trains varchar not null,
    note varchar,
    written_at timestamptz not null
);
