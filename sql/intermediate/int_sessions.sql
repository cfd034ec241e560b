-- One row per session up to the athlete's today. `local_date` is the athlete's date of
-- the start: by the file's or position's own offset, else by the athlete's time zone.
with sessions as (

    select * from stg_sessions

),

athletes as (

    select * from stg_athletes

),

latest_profiles as (

    select
        sessions.athlete_id,
        arg_max(sessions.profile_sex, sessions.started_at) as sex,
        arg_max(sessions.profile_max_heart_rate_bpm, sessions.started_at)
            as max_heart_rate_bpm,
        arg_max(sessions.profile_resting_heart_rate_bpm, sessions.started_at)
            as resting_heart_rate_bpm
    from sessions
    group by all

),

zoned as (

    select
        sessions.*,
        coalesce(
            sessions.utc_offset_s,
            epoch(
                timezone(coalesce(athletes.timezone, 'UTC'), sessions.started_at)
                - timezone('UTC', sessions.started_at)
            )
        )::integer as known_offset_s,
        athletes.today,
        coalesce(athletes.is_looking_back, false) as is_looking_back,
        coalesce(athletes.sex, sessions.profile_sex, latest_profiles.sex) as sex,
        coalesce(
            athletes.max_heart_rate_bpm,
            sessions.profile_max_heart_rate_bpm,
            latest_profiles.max_heart_rate_bpm
        ) as athlete_max_bpm,
        coalesce(
            athletes.resting_heart_rate_bpm,
            sessions.profile_resting_heart_rate_bpm,
            latest_profiles.resting_heart_rate_bpm
        ) as athlete_resting_bpm
    from sessions
    left join athletes
        on sessions.athlete_id = athletes.athlete_id
    left join latest_profiles
        on sessions.athlete_id = latest_profiles.athlete_id

),

dated as (

    select
        zoned.*,
        (timezone('UTC', zoned.started_at) + to_seconds(zoned.known_offset_s))::date
            as local_date,
        zoned.sport = 'running' as is_running,
        false as is_excluded
    from zoned

)

-- who travels east may be a day ahead of the zone at home; looking back is exact
select
    dated.session_id,
    dated.athlete_id,
    dated.sha256,
    dated.sport,
    dated.sub_sport,
    dated.name,
    dated.sex,
    dated.known_offset_s as utc_offset_s,
    dated.distance_m,
    dated.grade_adjusted_m,
    dated.timer_s,
    dated.elapsed_s,
    dated.moving_s,
    dated.ascent_m,
    dated.descent_m,
    dated.steps,
    dated.steps_downhill,
    dated.avg_heart_rate_bpm,
    dated.max_heart_rate_bpm,
    dated.avg_cadence_spm,
    dated.rpe,
    dated.athlete_max_bpm,
    dated.athlete_resting_bpm,
    dated.is_running,
    dated.is_excluded,
    dated.is_sport_assumed,
    dated.started_at,
    dated.local_date
from dated
where
    dated.today is null
    or dated.local_date <= dated.today
    + case when dated.is_looking_back then 0 else 1 end
