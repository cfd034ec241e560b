-- One row per athlete and day that has a status: from the first file or diary entry to
-- today.
with calendar as (

    select * from int_calendar

),

diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

),

diary_spans as (

    select
        diary.athlete_id,
        min(diary.local_date) as first_date,
        greatest(
            coalesce(any_value(athletes.today), max(diary.local_date)),
            min(diary.local_date)
        ) as last_date
    from diary
    left join athletes
        on diary.athlete_id = athletes.athlete_id
    where athletes.today is null or diary.local_date <= athletes.today
    group by all

),

diary_days as (

    select
        diary_spans.athlete_id,
        unnest(generate_series(
            diary_spans.first_date, diary_spans.last_date, interval 1 day
        ))::date as local_date
    from diary_spans

)

select
    calendar.athlete_id,
    calendar.local_date
from calendar
union
select
    diary_days.athlete_id,
    diary_days.local_date
from diary_days
union
select
    athletes.athlete_id,
    athletes.today as local_date
from athletes
