-- One row per athlete, with the calendar date it is for them now.
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
    coalesce(source.past_cancer, false) as has_had_cancer,
    coalesce(source.osteoporosis, false) as has_osteoporosis,
    coalesce(source.weak_immune_system, false) as has_weak_immune_system,
    coalesce(source.long_cortisone, false) as takes_cortisone_long,
    source.is_looking_back,
    source.today
from source
