-- One row per set of a strength session and the programme it trains (SCIENCE F.1): what
-- the athlete has said of its title; the title where FIT's numbers say nothing or name
-- something that may be anything; else FIT's exercise, else its category. Null is not
-- known. Deadlifts, by number or by a title that counts, train the back extensors by
-- half of their time, too (`back_share`).
with sets as (

    select * from int_effort_sets

),

titles as (

    select * from int_title_programmes

),

categories as (

    select * from int_exercise_categories

),

exercises as (

    select * from int_exercise_subtypes

),

known as (

    select
        sets.*,
        titles.title_key,
        case
            when titles.programme_source = 'told' then titles.programme
        end as told_programme,
        case
            when coalesce(categories.is_title_first, true)
                then nullif(titles.programme, 'mixed')
        end as title_programme,
        coalesce(exercises.programme, categories.programme) as number_programme
    from sets
    left join titles
        on
            sets.athlete_id = titles.athlete_id
            and sets.title = titles.title
    left join categories
        on sets.category = categories.category
    left join exercises
        on
            sets.category = exercises.category
            and sets.category_subtype = exercises.category_subtype

)

select
    known.session_id,
    known.athlete_id,
    known.set_index,
    known.title,
    known.title_key,
    coalesce(
        known.told_programme, known.title_programme, known.number_programme
    ) as programme,
    known.active_s,
    case
        when known.told_programme is not null then 0.0
        when known.title_programme is not null
            then if(regexp_matches(known.title_key, 'deadlift|kreuzheb'), 0.5, 0.0)
        when known.category = 8 then 0.5
        else 0.0
    end as back_share,
    known.is_block
from known
