-- One row per athlete and text that may name an exercise: what watches call sets and
-- strength sessions, what the diary answers about strength and core, what the athlete
-- has put to a title. `title_key` is how it is compared: lower case, umlauts written
-- out, anything but letters and digits a space, a space at both ends.
with sets as (

    select * from int_effort_sets

),

sessions as (

    select * from int_sessions

),

diary as (

    select * from stg_diary

),

exercises as (

    select * from stg_exercises

),

told as (

    select
        sets.athlete_id,
        sets.title
    from sets
    union
    select
        sessions.athlete_id,
        sessions.name as title
    from sessions
    where
        sessions.sub_sport in ('strength_training', 'pilates')
        and not sessions.is_added
    union
    select
        diary.athlete_id,
        unnest([diary.strength, diary.core]) as title
    from diary
    union
    select
        exercises.athlete_id,
        exercises.title
    from exercises

),

lowered as (

    select
        told.athlete_id,
        told.title,
        lower(nfc_normalize(told.title)) as lowered
    from told
    where told.title is not null

),

spelled as (

    select
        lowered.athlete_id,
        lowered.title,
        replace(
            replace(replace(replace(lowered.lowered, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'),
            'ß', 'ss'
        ) as spelled
    from lowered

)

select
    spelled.athlete_id,
    spelled.title,
    ' ' || trim(regexp_replace(spelled.spelled, '[^\p{L}\p{N}]+', ' ', 'g'))
    || ' ' as title_key
from spelled
