-- What pulse and speed say of intensity, and settings that hold from a date on.
alter table raw.sessions add column normalised_graded_mps double;
alter table raw.sessions add column best_30s_heart_rate_bpm double;
alter table raw.sessions add column heart_rate_locked_s double;
alter table raw.sessions add column walking_steps double;
alter table raw.sessions add column contact_load_bw double;
alter table raw.sessions add column graded_speed_squared_m3s2 double;

alter table raw.athletes add column threshold_heart_rate_bpm double;
alter table raw.athletes add column threshold_speed_mps double;

create table raw.profiles (
    athlete_id varchar not null,
    from_date date not null,
    max_heart_rate_bpm double,
    resting_heart_rate_bpm double,
    threshold_heart_rate_bpm double,
    threshold_speed_mps double
);
