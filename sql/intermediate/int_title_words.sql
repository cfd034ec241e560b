-- One row per text, as it is compared, and word in it that counts: a word within a
-- longer one says nothing of its own, words for parts of the body count where no
-- exercise is named.
with titles as (

    select * from int_strength_titles

),

exercise_words as (

    select * from int_exercise_words

),

trained_words as (

    select * from int_trained_words

),

words as (

    select
        exercise_words.word,
        exercise_words.programme,
        true as is_exercise
    from exercise_words
    union all
    select
        trained_words.word,
        trained_words.programme,
        false as is_exercise
    from trained_words

),

found as (

    select
        titles.athlete_id,
        titles.title_key,
        words.word,
        words.programme,
        words.is_exercise
    from titles
    inner join words
        on contains(titles.title_key, words.word)
    group by all

),

longer as (

    select
        found.athlete_id,
        found.title_key,
        found.word as longer_word
    from found

)

select
    found.athlete_id,
    found.title_key,
    found.word,
    found.programme
from found
left join longer
    on
        found.athlete_id = longer.athlete_id
        and found.title_key = longer.title_key
        and found.word != longer.longer_word
        and contains(longer.longer_word, found.word)
where longer.longer_word is null
qualify
    found.is_exercise = bool_or(found.is_exercise) over (
        partition by found.athlete_id, found.title_key
    )
