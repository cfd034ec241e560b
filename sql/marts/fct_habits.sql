-- One row per athlete, week and protective thing.
with sessions as (

    select * from int_sessions

)

select
    sessions.athlete_id,
    null::varchar as habit,
    null::varchar as reason,
    null::varchar as source,
    null::double as done,
    null::double as target,
    null::integer as streak_weeks,
    null::boolean as is_met,
    null::boolean as is_open,
    null::date as week_start
from sessions
where false
