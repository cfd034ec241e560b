-- One row per athlete and spelling of a pair of shoes, with the pair that is meant.
-- Case and blanks make no other pair: what an account's list calls "Nike  Pegasus 40"
-- and the runner "nike pegasus 40" is one. A pair is called as the runner wrote it last
-- in the journal, else as the list does, else as the diary does. A mere yes or no of
-- the diary names none. FIT's public profile has no field for shoes, so no file names
-- one.
with shoes as (

    select * from stg_shoes

),

sessions as (

    select * from int_sessions
    where is_running and not is_excluded

),

diary as (

    select * from stg_diary

),

spellings as (

    select
        shoes.athlete_id,
        shoes.shoe as spelling,
        1 as preference,
        shoes.written_at as seen_at
    from shoes
    union all
    select
        sessions.athlete_id,
        sessions.gear as spelling,
        2 as preference,
        sessions.started_at as seen_at
    from sessions
    union all
    select
        diary.athlete_id,
        diary.shoe as spelling,
        3 as preference,
        diary.local_date::timestamptz as seen_at
    from diary
    where diary.shoe not in ('yes', 'no')

),

squeezed as (

    select
        spellings.athlete_id,
        spellings.spelling,
        trim(left(trim(
            regexp_replace(nfc_normalize(spellings.spelling), '[\s\p{Z}]+', ' ', 'g')
        ), 100)) as name,
        min(spellings.preference) as preference,
        max(spellings.seen_at) as seen_at
    from spellings
    where spellings.spelling is not null
    group by all

)

select
    squeezed.athlete_id,
    lower(squeezed.name) as shoe_id,
    squeezed.spelling,
    first_value(squeezed.name) over (
        partition by squeezed.athlete_id, lower(squeezed.name)
        order by squeezed.preference asc, squeezed.seen_at desc, squeezed.name asc
    ) as name
from squeezed
where squeezed.name != ''
