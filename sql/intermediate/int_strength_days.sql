-- One row per athlete and day with a strength session from a file (strength training or
-- pilates; yoga and stretching train none of the trial's three groups) or an answer in
-- the diary about strength or core. Several of a day are one. Whether there was one is
-- false only where the diary says so and no file speaks against it.
with sessions as (

    select * from int_sessions
    where not is_excluded

),

diary as (

    select * from stg_diary

),

told as (

    select
        sessions.athlete_id,
        sessions.local_date,
        true as has_strength
    from sessions
    where sessions.sub_sport in ('strength_training', 'pilates')
    union all
    select
        diary.athlete_id,
        diary.local_date,
        unnest([diary.strength, diary.core]) not in ('no', '') as has_strength
    from diary

)

select
    told.athlete_id,
    bool_or(told.has_strength) as has_strength,
    told.local_date
from told
where told.has_strength is not null
group by all
