-- What was decoded, said and dropped, before any model looks at it.
create schema raw;

create table raw.files (
    sha256 varchar not null,
    content_sha256 varchar,
    name varchar not null,
    athlete_id varchar not null,
    kind varchar,
    status varchar not null check (
        status in ('loaded', 'duplicate', 'ignored', 'quarantined')
    ),
    reason varchar,
    reason_template varchar,
    reason_facts varchar,
    quality varchar[],
    bytes bigint not null,
    imported_at timestamptz not null
);

create table raw.athletes (
    athlete_id varchar not null,
    display_name varchar,
    timezone varchar not null,
    sex varchar,
    max_heart_rate_bpm double,
    resting_heart_rate_bpm double,
    is_looking_back boolean,
    today date not null
);

create table raw.sessions (
    session_id varchar not null,
    sha256 varchar not null,
    athlete_id varchar not null,
    session_index integer not null,
    sport varchar not null,
    sub_sport varchar,
    name varchar,
    started_at timestamptz not null,
    utc_offset_s integer,
    distance_m double,
    timer_s double,
    elapsed_s double,
    ascent_m double,
    descent_m double,
    steps double,
    avg_heart_rate_bpm double,
    max_heart_rate_bpm double,
    avg_cadence_spm double,
    rpe double,
    profile_sex varchar,
    profile_max_heart_rate_bpm double,
    profile_resting_heart_rate_bpm double,
    is_sport_assumed boolean
);

create table raw.laps (
    session_id varchar not null,
    lap_index integer not null,
    started_at timestamptz,
    timer_s double,
    elapsed_s double,
    distance_m double,
    avg_heart_rate_bpm double,
    intensity varchar
);

create table raw.records (
    session_id varchar not null,
    recorded_at timestamptz,
    latitude_deg double,
    longitude_deg double,
    distance_m double,
    speed_mps double,
    altitude_m double,
    heart_rate_bpm double,
    cadence_spm double,
    power_w double,
    temperature_c double,
    vertical_oscillation_mm double,
    stance_time_ms double,
    stance_time_balance_pct double,
    step_length_mm double,
    vertical_ratio_pct double
);

create table raw.sets (
    session_id varchar not null,
    set_index integer not null,
    started_at timestamptz,
    set_type varchar,
    duration_s double,
    repetitions integer,
    weight_kg double,
    category integer,
    category_subtype integer
);

create table raw.heart_rate_seconds (
    session_id varchar not null,
    heart_rate_bpm integer not null,
    seconds double not null
);

create table raw.diary (
    athlete_id varchar not null,
    source varchar not null,
    sha256 varchar not null,
    local_date date not null,
    local_time varchar,
    moment varchar,
    body_site varchar not null,
    side varchar,
    pain_nrs integer,
    leg_pain boolean,
    quality varchar,
    altered_stride boolean,
    run_capability double,
    rpe double,
    medication varchar,
    red_flags varchar,
    note varchar,
    line integer not null,
    imported_at timestamptz not null
);

create table raw.diary_refused (
    athlete_id varchar not null,
    source varchar not null,
    sha256 varchar not null,
    line integer not null,
    reason varchar not null,
    reason_template varchar not null,
    reason_facts varchar not null
);

create table raw.marks (
    athlete_id varchar not null,
    kind varchar not null,
    from_date date not null,
    to_date date not null,
    note varchar,
    written_at timestamptz not null
);
