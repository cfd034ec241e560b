-- One row per athlete and day with a session of strength training or pilates (yoga and
-- stretching train none of the trial's three groups) or an answer in the diary about
-- strength or core. Several of a day are one, told by the best source: a file, what was
-- typed in, the diary. `programmes` are those trained as far as known, `active_min` is
-- known of sessions. `has_strength` is true where one of the four was trained, or it is
-- not known which; false where the diary says no and nothing speaks against it; null
-- where all that is known of trains none of the four. `is_other_alone`: that was done,
-- such as the upper body alone, and nothing else.
with sessions as (

    select * from int_sessions
    where
        not is_excluded
        and sub_sport in ('strength_training', 'pilates')

),

strength as (

    select * from fct_strength

),

answers as (

    select * from int_strength_answers

),

told as (

    select
        sessions.athlete_id,
        sessions.local_date,
        case when strength.strength_programme is not null then true end
            as has_strength,
        if(sessions.is_added, 2, 1) as source_rank,
        [
            if(strength.leg_min > 0, 'leg', null),
            if(strength.back_min > 0, 'back', null),
            if(strength.core_min > 0, 'core', null),
            if(strength.other_core_min > 0, 'other_core', null)
        ] as programmes,
        strength.active_min
    from sessions
    inner join strength
        on sessions.session_id = strength.session_id
    union all
    select
        answers.athlete_id,
        answers.local_date,
        answers.has_strength,
        3 as source_rank,
        [answers.programme] as programmes,
        null as active_min
    from answers

),

days as (

    select
        told.athlete_id,
        bool_or(told.has_strength) as has_strength,
        bool_or(told.has_strength is null) as has_other,
        coalesce(
            min(told.source_rank) filter (where told.has_strength),
            min(told.source_rank)
        ) as source_rank,
        list_sort(list_distinct(flatten(list(told.programmes)))) as programmes,
        sum(told.active_min) as active_min,
        told.local_date
    from told
    group by all

)

select
    days.athlete_id,
    days.has_strength,
    days.has_other and not coalesce(days.has_strength, false) as is_other_alone,
    ['file', 'journal', 'diary'][days.source_rank] as strength_source,
    days.programmes,
    days.active_min,
    days.local_date
from days
