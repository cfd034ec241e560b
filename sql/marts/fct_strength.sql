-- One row per strength session.
with sessions as (

    select * from int_sessions

)

select
    null::varchar as session_id,
    sessions.athlete_id,
    null::varchar as name,
    null::varchar as strength_programme,
    null::varchar as source,
    null::varchar as because,
    null::integer as active_sets,
    null::double as active_min,
    null::double as leg_min,
    null::double as back_min,
    null::double as core_min,
    null::double as other_core_min,
    null::double as unclassified_min,
    null::date as local_date
from sessions
where false
