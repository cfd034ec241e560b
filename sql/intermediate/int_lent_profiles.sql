-- One row per effort: what it can lend to estimates of its athlete (SCIENCE A.2). A
-- pulse lends its highest mean over 30 s, and that of a run of 30 to 60 min its mean,
-- if for 80 % of the time it is above 30, no cadence lock, and at most 5 above a
-- maximum that is said, and never the same for more than 60 s. A run of 20 to 120 min
-- lends the speed it would have had over an hour: distance grows with time to the power
-- of 1/1.06 (Riegel 1981). A session taken out lends nothing.
with sessions as (

    select * from int_sessions

),

seconds as (

    select * from int_heart_rate_seconds

),

settings as (

    select * from int_set_profiles

),

files as (

    select * from int_file_profiles

),

pulses as (

    select
        seconds.session_id,
        sum(seconds.seconds) as believable_s
    from seconds
    inner join settings
        on seconds.session_id = settings.session_id
    inner join files
        on seconds.session_id = files.session_id
    where
        seconds.heart_rate_bpm > 30
        and seconds.heart_rate_bpm <= coalesce(
            settings.max_heart_rate_bpm + 5,
            files.profile_max_heart_rate_bpm + 5,
            seconds.heart_rate_bpm
        )
    group by all

),

judged as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.best_30s_heart_rate_bpm,
        sessions.avg_heart_rate_bpm,
        sessions.normalised_graded_mps,
        sessions.timer_s,
        sessions.is_running and not sessions.is_excluded as is_run,
        not sessions.is_excluded
        and coalesce(sessions.heart_rate_frozen_s, 0) <= 60
        and pulses.believable_s - coalesce(sessions.heart_rate_locked_s, 0)
        >= (0.8 - 1e-9) * sessions.timer_s as has_pulse,
        sessions.local_date
    from sessions
    left join pulses
        on sessions.session_id = pulses.session_id

)

select
    judged.session_id,
    judged.athlete_id,
    case when judged.has_pulse then judged.best_30s_heart_rate_bpm end
        as best_heart_rate_bpm,
    case
        when
            judged.has_pulse
            and judged.is_run
            and judged.timer_s between 1800 and 3600
            then judged.avg_heart_rate_bpm
    end as steady_heart_rate_bpm,
    case
        when judged.is_run and judged.timer_s between 1200 and 7200
            then judged.normalised_graded_mps * (judged.timer_s / 3600) ** (0.06 / 1.06)
    end as hour_speed_mps,
    coalesce(judged.has_pulse and judged.is_run, false) as is_run_with_pulse,
    judged.local_date
from judged
