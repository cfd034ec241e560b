-- One row per run with what its speed says of its load, hills made level. rTSS-like:
-- hours * 100 * the square of normalised speed over speed at the threshold (SCIENCE
-- A.2). Speed-weighted distance, our own definition: every metre times the square of
-- its speed over the median speed of the athlete's runs of the 180 days up to the day.
with sessions as (

    select * from int_sessions

),

profiles as (

    select * from int_profiles

),

runs as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.timer_s,
        sessions.normalised_graded_mps,
        sessions.graded_speed_squared_m3s2,
        case
            when not sessions.is_excluded
                then sessions.grade_adjusted_m / nullif(sessions.moving_s, 0)
        end as graded_mps,
        sessions.local_date
    from sessions
    where sessions.is_running

),

usual as (

    select
        runs.*,
        median(runs.graded_mps) over (
            partition by runs.athlete_id
            order by runs.local_date
            range between interval 179 days preceding and current row
        ) as usual_mps
    from runs

)

select
    usual.session_id,
    usual.athlete_id,
    usual.timer_s / 3600
    * (usual.normalised_graded_mps / profiles.threshold_speed_mps) ** 2 * 100 as rtss,
    usual.graded_speed_squared_m3s2 / usual.usual_mps ** 2 / 1000 as speed_weighted_km
from usual
inner join profiles
    on usual.session_id = profiles.session_id
