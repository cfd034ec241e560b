-- One row per run of which the pair is known.
with sessions as (

    select * from int_sessions

)

select
    null::varchar as session_id,
    sessions.athlete_id,
    null::varchar as shoe_id,
    null::varchar as shoe_source,
    null::double as km_after,
    null::date as local_date
from sessions
where false
