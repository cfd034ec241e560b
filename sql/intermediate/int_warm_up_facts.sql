-- One row per run with what its files say of its first minutes (SCIENCE F.2; thresholds
-- are conventions). `is_slow_start`: the opening was at most 0.90 of the graded speed
-- of the rest's faster quarter and, where the pulse can be used, at most 0.91 of its
-- pulse, nor were the first 5 min as fast as the run's median. F.2 asks for 0.92 of the
-- medians; an even run's upper quartiles lie 2 and 1 % above them, so it is judged
-- alike, but of intervals or a fast finish a median knows nothing. `is_easy`: the
-- pulse's median is below 75 % of the maximum (`is_pulse_easy`), or an effort of 1 to 3
-- was told. `is_hard`: at least 10 min above 80 %. `is_rated`: pulse or runner tell how
-- hard it was. `is_pulse_up`: a usable pulse was above 0.88 of the rest's; true without
-- one. `has_opening_pulse`: a usable pulse is known of its first minutes. What was a
-- warm-up itself, by its name or by the run after it, is no run that needs one.
with sessions as (

    select sessions.*
    from int_sessions as sessions
    anti join int_warm_up_jogs as jogs
        on sessions.session_id = jogs.session_id
    where
        sessions.is_running
        and sessions.sub_sport is distinct from 'warm_up'

),

profiles as (

    select * from int_profiles

),

gates as (

    select * from int_heart_rate_gates
    where is_heart_rate_usable

),

pulses as (

    select * from int_pulses

),

races as (

    select * from int_warm_up_races

),

recorded as (

    select * from int_warm_ups_recorded

)

select
    sessions.session_id,
    sessions.athlete_id,
    recorded.because as recorded_because,
    sessions.timer_s,
    sessions.unknown_speed_share,
    sessions.first_speed_ratio,
    races.session_id is not null as is_race,
    coalesce(
        sessions.opening_speed_ratio <= 0.90 + 1e-9
        and sessions.first_speed_ratio < 1 - 1e-9
        and (
            gates.session_id is null
            or coalesce(sessions.opening_heart_rate_ratio, 0) <= 0.91 + 1e-9
        ),
        false
    ) as is_slow_start,
    coalesce(
        sessions.opening_speed_ratio > 0.90 + 1e-9
        and sessions.first_speed_ratio > 0.92 + 1e-9,
        false
    ) as is_begun_as_usual,
    gates.session_id is not null and coalesce(
        sessions.median_heart_rate_bpm < 0.75 * profiles.athlete_max_bpm, false
    ) as is_pulse_easy,
    is_pulse_easy
    or coalesce(sessions.rpe > 0 and sessions.rpe <= 3, false) as is_easy,
    gates.session_id is not null
    and sessions.opening_heart_rate_ratio is not null as has_opening_pulse,
    gates.session_id is null
    or coalesce(sessions.opening_heart_rate_ratio > 0.88 + 1e-9, false) as is_pulse_up,
    gates.session_id is not null
    and coalesce(pulses.over_80_pct_min >= 10 - 1e-9, false) as is_hard,
    coalesce(gates.session_id is not null or sessions.rpe > 0, false) as is_rated,
    sessions.local_date
from sessions
inner join profiles
    on sessions.session_id = profiles.session_id
left join gates
    on sessions.session_id = gates.session_id
left join pulses
    on sessions.session_id = pulses.session_id
left join races
    on sessions.session_id = races.session_id
left join recorded
    on sessions.session_id = recorded.session_id
