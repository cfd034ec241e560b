-- One row per athlete and date from which settings hold; null is not said from then on,
-- so what held before goes on.
with source as (

    select * from raw.profiles

)

select
    source.athlete_id,
    source.max_heart_rate_bpm,
    source.resting_heart_rate_bpm,
    source.threshold_heart_rate_bpm,
    source.threshold_speed_mps,
    source.from_date
from source
