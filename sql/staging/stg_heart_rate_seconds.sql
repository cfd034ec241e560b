-- One row per session and heart rate: how long it was held.
with source as (

    select * from raw.heart_rate_seconds

)

select
    source.session_id,
    source.heart_rate_bpm,
    source.seconds
from source
