-- One row per athlete, day, habit (strength, cross_training) and source that speaks of
-- it. `is_done` is null where a session's sport is not known: it may have been either.
-- It is null, too, where `is_other_alone`: strength, but of no group asked for.
with strength_days as (

    select * from int_strength_days

),

other_sports as (

    select * from int_other_sports

),

diary as (

    select * from stg_diary
    where cross_training is not null and cross_training != ''

)

select
    strength_days.athlete_id,
    'strength' as habit,
    strength_days.strength_source as source,
    strength_days.has_strength as is_done,
    strength_days.is_other_alone,
    strength_days.local_date
from strength_days
union all
select
    other_sports.athlete_id,
    'cross_training' as habit,
    other_sports.source,
    other_sports.is_other_sport as is_done,
    false as is_other_alone,
    other_sports.local_date
from other_sports
union all
select
    other_sports.athlete_id,
    'strength' as habit,
    other_sports.source,
    null as is_done,
    false as is_other_alone,
    other_sports.local_date
from other_sports
where other_sports.is_other_sport is null
union all
select
    diary.athlete_id,
    'cross_training' as habit,
    'diary' as source,
    diary.cross_training != 'no' as is_done,
    false as is_other_alone,
    diary.local_date
from diary
