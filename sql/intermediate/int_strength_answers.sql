-- One row per answer of the diary about strength or core: whether it was done, and the
-- programme its words name. `has_strength` is null where all that is named trains none
-- of the four (yoga, press-ups): that is no answer to whether legs or trunk were
-- trained.
with diary as (

    select * from stg_diary

),

titles as (

    select * from int_title_programmes

),

answers as (

    select
        diary.athlete_id,
        diary.local_date,
        unnest([diary.strength, diary.core]) as answer,
        unnest([null, 'core']) as asked_programme
    from diary

)

select
    answers.athlete_id,
    case
        when answers.answer = 'no' then false
        when titles.programme = 'none' then null
        else true
    end as has_strength,
    case
        when has_strength
            then coalesce(answers.asked_programme, nullif(titles.programme, 'mixed'))
    end as programme,
    answers.local_date
from answers
left join titles
    on
        answers.athlete_id = titles.athlete_id
        and answers.answer = titles.title
where answers.answer != ''
