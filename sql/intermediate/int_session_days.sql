-- One row per athlete and day with a session that counts: its sessions' loads, summed
-- up over the runs for what counts running only, over every sport for the others. A sum
-- of which one part is unknown is unknown. `imputed_count`: sessions whose internal
-- load is not of the main source, be it of another or unknown.
with session_loads as (

    select * from int_session_loads
    where not is_excluded

)

select
    session_loads.athlete_id,
    case
        when
            count(columns([
                'distance_km', 'duration_min', 'steps', 'descent_m',
                'grade_adjusted_km', 'rtss'
            ])) filter (where session_loads.is_running)
            = count(*) filter (where session_loads.is_running)
            then sum(columns([
                'distance_km', 'duration_min', 'steps', 'descent_m',
                'grade_adjusted_km', 'rtss'
            ])) filter (where session_loads.is_running)
    end,
    case
        when
            count(columns([
                'internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards', 'hrtss'
            ])) = count(*)
            then sum(columns([
                'internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards', 'hrtss'
            ]))
    end,
    count(*) as session_count,
    count(*) filter (
        where session_loads.is_imputed or session_loads.internal_load is null
    ) as imputed_count,
    bool_or(session_loads.is_running) as is_run_day,
    session_loads.local_date
from session_loads
group by session_loads.athlete_id, session_loads.local_date
