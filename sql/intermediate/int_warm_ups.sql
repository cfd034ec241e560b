-- One row per run.
with sessions as (

    select * from int_sessions

)

select
    null::varchar as session_id,
    sessions.athlete_id,
    null::varchar as warm_up,
    null::varchar as warm_up_source,
    null::varchar as warm_up_because,
    null::date as local_date
from sessions
where false
