-- One row per pair of shoes the athlete has put on or retired.
with source as (

    select * from raw.shoes

)

select
    source.athlete_id,
    source.action,
    source.shoe,
    source.cushioning,
    source.note,
    source.limit_km,
    source.km_before,
    source.on_date,
    source.written_at
from source
