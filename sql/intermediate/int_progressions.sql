-- One row per run that counts: the progression of weekly distance after it, kilometres
-- of the 7 days to its day against those of the 7 days before (Nielsen 2014, 7 against
-- 7 in our reading). Unknown where a day of the fortnight is, or the week before is 0.
with sessions as (

    select * from int_sessions

),

distance_loads as (

    select * from int_distance_loads

)

select
    sessions.session_id,
    sessions.athlete_id,
    distance_loads.week_change_pct as progression_pct,
    case
        when distance_loads.week_change_pct is null then 'unknown'
        when distance_loads.week_change_pct <= 10 + 1e-9 then 'up_to_10'
        when distance_loads.week_change_pct <= 30 + 1e-9 then 'over_10'
        else 'over_30'
    end as progression_class
from sessions
left join distance_loads
    on
        sessions.athlete_id = distance_loads.athlete_id
        and sessions.local_date = distance_loads.local_date
where sessions.is_running and not sessions.is_excluded
