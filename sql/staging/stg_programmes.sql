-- One row per start or end of a strength programme the athlete has told of; an end may
-- leave open of which.
with source as (

    select * from raw.programmes

)

select
    source.athlete_id,
    source.action,
    source.programme,
    source.note,
    source.on_date,
    source.written_at
from source
