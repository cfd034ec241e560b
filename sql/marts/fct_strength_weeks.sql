-- One row per athlete, week and strength programme.
with sessions as (

    select * from int_sessions

)

select
    sessions.athlete_id,
    null::varchar as strength_programme,
    null::integer as sessions,
    null::integer as active_sets,
    null::double as active_min,
    null::date as week_start
from sessions
where false
