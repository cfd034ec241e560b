-- One row per run: whether it was begun warm, from its files first, the diary second.
-- The diary answers for a day, so for every run of it: its yes turns all into yes, its
-- no whatever the files do not say was begun warm: a gentle start, too, is no warm-up
-- to who says there was none. Several answers of a day with one yes are a yes.
with filed as (

    select * from int_warm_ups_filed

),

diary as (

    select * from stg_diary

),

answers as (

    select
        diary.athlete_id,
        diary.local_date,
        bool_or(diary.warm_up != 'no') as has_warmed_up
    from diary
    where diary.warm_up != ''
    group by all

),

told as (

    select
        filed.*,
        answers.has_warmed_up as told_yes,
        coalesce(
            case
                when answers.has_warmed_up then filed.warm_up != 'yes'
                else
                    filed.warm_up in ('unknown', 'gentle_start')
                    and not answers.has_warmed_up
            end,
            false
        ) as is_told
    from filed
    left join answers
        on
            filed.athlete_id = answers.athlete_id
            and filed.local_date = answers.local_date

)

select
    told.session_id,
    told.athlete_id,
    case
        when not told.is_told then told.warm_up
        when told.told_yes then 'yes'
        else 'no'
    end as warm_up,
    case
        when told.is_told then 'diary'
        when told.warm_up != 'unknown' then 'file'
    end as warm_up_source,
    case when told.is_told then 'told' else told.because end as warm_up_because,
    case when not told.is_told then told.judged_by end as warm_up_judged_by,
    told.local_date
from told
