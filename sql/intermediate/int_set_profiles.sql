-- One row per effort: what its athlete's settings say of that day. One that holds from
-- a date on comes before one without a date, and holds until the same is said anew.
with sessions as (

    select * from int_sessions

),

athletes as (

    select * from stg_athletes

),

profiles as (

    select * from stg_profiles

),

standing as (

    select
        profiles.athlete_id,
        profiles.from_date,
        last_value(
            columns([
                'max_heart_rate_bpm', 'resting_heart_rate_bpm',
                'threshold_heart_rate_bpm', 'threshold_speed_mps'
            ]) ignore nulls
        ) over (partition by profiles.athlete_id order by profiles.from_date)
    from profiles

)

select
    sessions.session_id,
    sessions.athlete_id,
    athletes.sex,
    coalesce(standing.max_heart_rate_bpm, athletes.max_heart_rate_bpm)
        as max_heart_rate_bpm,
    coalesce(standing.resting_heart_rate_bpm, athletes.resting_heart_rate_bpm)
        as resting_heart_rate_bpm,
    coalesce(standing.threshold_heart_rate_bpm, athletes.threshold_heart_rate_bpm)
        as threshold_heart_rate_bpm,
    coalesce(standing.threshold_speed_mps, athletes.threshold_speed_mps)
        as threshold_speed_mps
from sessions
left join athletes
    on sessions.athlete_id = athletes.athlete_id
asof left join standing
    on
        sessions.athlete_id = standing.athlete_id
        and sessions.local_date >= standing.from_date
