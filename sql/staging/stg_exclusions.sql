-- One row per session the runner has taken out.
with source as (

    select * from raw.exclusions

)

select
    source.athlete_id,
    source.session_id,
    source.note,
    source.written_at
from source
