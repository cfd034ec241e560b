-- One row per session that was compared with others. `effort_id` is the session that
-- speaks for the effort; null if several others tell the whole of this one.
with source as (

    select * from raw.efforts

)

select
    source.session_id,
    source.athlete_id,
    source.effort_id,
    source.preference
from source
