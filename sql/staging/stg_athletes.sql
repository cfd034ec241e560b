-- One row per athlete, with the calendar date it is for them now.
with source as (

    select * from raw.athletes

)

select
    source.athlete_id,
    coalesce(source.display_name, source.athlete_id) as display_name,
    source.timezone,
    source.sex,
    source.max_heart_rate_bpm,
    source.resting_heart_rate_bpm,
    source.threshold_heart_rate_bpm,
    source.threshold_speed_mps,
    source.is_looking_back,
    source.today
from source
