-- One row per diary entry and warning sign it names, of whatever body site. A cell
-- holds words with commas between; a word that is no sign's is `unnamed`: no tick is
-- lost because nobody knows which box it was. Nor does a later row of the same moment
-- take one away (SCIENCE E.2): only `diary undo` does. A day to come is a slip.
with diary as (

    select * from stg_diary_rows

),

athletes as (

    select * from stg_athletes

),

signs as (

    select * from int_red_signs
    where cause = 'ticked'

),

words as (

    select
        diary.athlete_id,
        trim(unnest(string_split(diary.red_flags, ','))) as word,
        diary.moment,
        diary.body_site,
        diary.local_date,
        diary.local_time
    from diary
    left join athletes
        on diary.athlete_id = athletes.athlete_id
    where athletes.today is null or diary.local_date <= athletes.today

)

select distinct
    words.athlete_id,
    words.body_site,
    words.moment,
    coalesce(signs.sign, 'unnamed') as sign,
    words.local_date,
    words.local_time
from words
left join signs
    on
        words.athlete_id = signs.athlete_id
        and words.word = signs.sign
where words.word != ''
