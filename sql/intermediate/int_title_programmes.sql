-- One row per athlete and text that may name an exercise, with the programme it means:
-- what the athlete has said of it last, else the words in it. `mixed` are words of
-- several programmes; null is a text nobody knows.
with titles as (

    select * from int_strength_titles

),

exercises as (

    select * from stg_exercises

),

words as (

    select * from int_title_words

),

told as (

    select
        titles.athlete_id,
        titles.title_key,
        arg_max(exercises.trains, exercises.written_at) as programme
    from exercises
    inner join titles
        on
            exercises.athlete_id = titles.athlete_id
            and exercises.title = titles.title
    group by all

),

meant as (

    select
        words.athlete_id,
        words.title_key,
        list_distinct(list(words.programme)) as programmes,
        list_filter(programmes, lambda each: each != 'none') as trained
    from words
    group by all

)

select
    titles.athlete_id,
    titles.title,
    titles.title_key,
    case
        when told.programme is not null then told.programme
        when len(meant.trained) > 1 then 'mixed'
        else coalesce(meant.trained[1], meant.programmes[1])
    end as programme,
    case
        when told.programme is not null then 'told'
        when meant.title_key is not null then 'words'
    end as programme_source
from titles
left join told
    on
        titles.athlete_id = told.athlete_id
        and titles.title_key = told.title_key
left join meant
    on
        titles.athlete_id = meant.athlete_id
        and titles.title_key = meant.title_key
