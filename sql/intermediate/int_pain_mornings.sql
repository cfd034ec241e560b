-- One row per athlete and day on which a low-back entry of the morning follows one of
-- the evening before: how many mornings in a row were 2 or more above their evening.
-- In a row means: not more than 6 days from one to the next.
with diary as (

    select * from stg_diary
    where body_site = 'low_back' and pain_nrs is not null

),

evenings as (

    select
        diary.athlete_id,
        diary.local_date,
        max(diary.pain_nrs) as pain_nrs
    from diary
    where diary.moment in ('evening', 'after')
    group by all

),

mornings as (

    select
        diary.athlete_id,
        diary.local_date,
        max(diary.pain_nrs) as pain_nrs
    from diary
    where diary.moment in ('morning', 'next_morning')
    group by all

),

pairs as (

    select
        mornings.athlete_id,
        mornings.local_date,
        mornings.pain_nrs - evenings.pain_nrs >= 2 as is_worse,
        coalesce(mornings.local_date - lag(mornings.local_date) over (
            partition by mornings.athlete_id order by mornings.local_date
        ) > 6, true) as is_apart
    from mornings
    inner join evenings
        on
            mornings.athlete_id = evenings.athlete_id
            and mornings.local_date = evenings.local_date + 1

),

rows_in_a_row as (

    select
        pairs.*,
        count(*) filter (where not pairs.is_worse or pairs.is_apart) over (
            partition by pairs.athlete_id order by pairs.local_date
        ) as streak
    from pairs

)

select
    rows_in_a_row.athlete_id,
    rows_in_a_row.local_date,
    count(*) filter (where rows_in_a_row.is_worse) over (
        partition by rows_in_a_row.athlete_id, rows_in_a_row.streak
        order by rows_in_a_row.local_date
    ) as worse_mornings
from rows_in_a_row
