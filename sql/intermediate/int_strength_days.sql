-- One row per athlete and day with a strength session (strength training or pilates;
-- yoga and stretching train none of the trial's three groups) or an answer in the diary
-- about strength or core. Several of a day are one, told by the best source: a file,
-- what was typed in, the diary. `programmes` are those trained as far as known,
-- `active_min` is known of sessions. Whether there was strength is false only where the
-- diary says so and nothing speaks against it.
with sessions as (

    select * from int_sessions
    where
        not is_excluded
        and sub_sport in ('strength_training', 'pilates')

),

strength as (

    select * from fct_strength

),

diary as (

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

),

told as (

    select
        sessions.athlete_id,
        sessions.local_date,
        true as has_strength,
        if(sessions.is_added, 2, 1) as source_rank,
        [
            if(strength.leg_min > 0, 'leg', null),
            if(strength.back_min > 0, 'back', null),
            if(strength.core_min > 0, 'core', null),
            if(strength.other_core_min > 0, 'other_core', null)
        ] as programmes,
        strength.active_min
    from sessions
    left join strength
        on sessions.session_id = strength.session_id
    union all
    select
        answers.athlete_id,
        answers.local_date,
        answers.answer not in ('no', '') as has_strength,
        3 as source_rank,
        if(
            has_strength,
            [coalesce(answers.asked_programme, titles.programme)],
            []
        ) as programmes,
        null as active_min
    from answers
    left join titles
        on
            answers.athlete_id = titles.athlete_id
            and answers.answer = titles.title
            and titles.programme not in ('mixed', 'none')
    where answers.answer is not null

)

select
    told.athlete_id,
    bool_or(told.has_strength) as has_strength,
    ['file', 'journal', 'diary'][min(told.source_rank)] as strength_source,
    list_sort(list_distinct(flatten(list(told.programmes)))) as programmes,
    sum(told.active_min) as active_min,
    told.local_date
from told
group by all
