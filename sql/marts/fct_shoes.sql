-- One row per pair of shoes.
with sessions as (

    select * from int_sessions

)

select
    sessions.athlete_id,
    null::varchar as shoe_id,
    null::varchar as name,
    null::varchar as cushioning,
    null::varchar as source,
    null::varchar as shoe_state,
    null::varchar as limit_source,
    null::double as km,
    null::double as km_before,
    null::double as limit_from_km,
    null::double as limit_to_km,
    null::integer as runs,
    null::boolean as is_current,
    null::date as started_on,
    null::date as last_run_on,
    null::date as retired_on
from sessions
where false
