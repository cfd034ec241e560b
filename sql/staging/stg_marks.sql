-- One row per span of days the athlete has marked.
with source as (

    select * from raw.marks

)

select
    source.athlete_id,
    source.kind,
    source.note,
    source.from_date,
    source.to_date,
    source.written_at
from source
