-- One row per correction of a session, in the runner's own words.
with source as (

    select * from raw.edits

)

select
    source.athlete_id,
    source.session_id,
    source.sport,
    source.sub_sport,
    source.note,
    source.distance_m,
    source.timer_s,
    source.rpe,
    source.local_date,
    source.written_at
from source
