-- One row per athlete, with the calendar date it is for them now. What a doctor would
-- ask once is null where nobody has answered.
with source as (

    select * from raw.athletes

)

select
    source.athlete_id,
    coalesce(source.display_name, source.athlete_id) as display_name,
    source.timezone,
    source.sex,
    source.country,
    source.running_activities,
    source.birth_year,
    source.max_heart_rate_bpm,
    source.resting_heart_rate_bpm,
    source.threshold_heart_rate_bpm,
    source.threshold_speed_mps,
    source.shoe_limit_km,
    source.past_cancer as has_had_cancer,
    source.osteoporosis as has_osteoporosis,
    source.weak_immune_system as has_weak_immune_system,
    source.long_cortisone as takes_cortisone_long,
    source.week_starts_on,
    coalesce(source.units, 'metric') as units,
    source.is_looking_back,
    source.today
from source
