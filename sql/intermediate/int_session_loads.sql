-- One row per session with every load measure it has; null where its files lack what
-- the measure needs.
with sessions as (

    select * from int_sessions

),

heart_rate_loads as (

    select * from int_heart_rate_loads

),

speed_loads as (

    select * from int_speed_loads

),

internal_loads as (

    select * from int_internal_loads

)

select
    sessions.session_id,
    sessions.athlete_id,
    internal_loads.load_source,
    sessions.distance_m / 1000 as distance_km,
    sessions.grade_adjusted_m / 1000 as grade_adjusted_km,
    speed_loads.speed_weighted_km,
    sessions.timer_s / 60 as duration_min,
    sessions.steps,
    sessions.descent_m,
    speed_loads.rtss,
    sessions.timer_s / 60 * nullif(sessions.rpe, 0) as srpe_load,
    heart_rate_loads.trimp_banister,
    heart_rate_loads.trimp_edwards,
    heart_rate_loads.hrtss,
    heart_rate_loads.over_80_pct_min,
    heart_rate_loads.over_90_pct_min,
    heart_rate_loads.pulse_min,
    internal_loads.internal_load,
    internal_loads.load_factor,
    sessions.is_running,
    sessions.is_excluded,
    coalesce(internal_loads.is_imputed, false) as is_imputed,
    sessions.local_date
from sessions
left join heart_rate_loads
    on sessions.session_id = heart_rate_loads.session_id
left join speed_loads
    on sessions.session_id = speed_loads.session_id
left join internal_loads
    on sessions.session_id = internal_loads.session_id
