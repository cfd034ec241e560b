-- One row per athlete and day of which any row of the diary that stands tells of sharp
-- or shooting low-back pain, with a score or without: a later row of the same moment
-- does not take it back. `pain_nrs` is the day's score, else the one it replaced.
with diary as (

    select * from stg_diary_rows
    where body_site = 'low_back'

),

status_days as (

    select * from int_status_days

),

scores as (

    select * from int_pain_scores

),

sharp_days as (

    select
        diary.athlete_id,
        max(diary.pain_nrs) as pain_nrs,
        diary.local_date
    from diary
    group by all
    having
        bool_or(list_has_any(
            string_split(diary.quality, ', '), ['sharp', 'shooting']
        ))

)

select
    sharp_days.athlete_id,
    coalesce(scores.told_nrs, sharp_days.pain_nrs) as pain_nrs,
    sharp_days.local_date
from sharp_days
inner join status_days
    on
        sharp_days.athlete_id = status_days.athlete_id
        and sharp_days.local_date = status_days.local_date
left join scores
    on
        sharp_days.athlete_id = scores.athlete_id
        and sharp_days.local_date = scores.local_date
