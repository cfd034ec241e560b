-- One row per run that counts: the progression of weekly distance after it, kilometres
-- of the 7 days to its day against those of the 7 days before (Nielsen 2014, 7 against
-- 7 in our reading). Unknown where a day of the fortnight is, or the week before is 0.
with sessions as (

    select * from int_sessions

),

training_load as (

    select * from int_judged_loads
    where load_measure = 'distance_km'

)

select
    sessions.session_id,
    sessions.athlete_id,
    training_load.week_change_pct as progression_pct,
    case
        when training_load.week_change_pct is null then 'unknown'
        when training_load.week_change_pct <= 10 + 1e-9 then 'up_to_10'
        when training_load.week_change_pct <= 30 + 1e-9 then 'over_10'
        else 'over_30'
    end as progression_class
from sessions
left join training_load
    on
        sessions.athlete_id = training_load.athlete_id
        and sessions.local_date = training_load.local_date
where sessions.is_running and not sessions.is_excluded
