-- One row per athlete and day that has a status: from the first session or diary entry
-- to today, without a gap.
with calendar as (

    select * from int_calendar

),

diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

),

known_dates as (

    select
        calendar.athlete_id,
        min(calendar.local_date) as first_date,
        max(calendar.local_date) as last_date
    from calendar
    group by all
    union all
    select
        diary.athlete_id,
        min(diary.local_date) as first_date,
        max(diary.local_date) as last_date
    from diary
    left join athletes
        on diary.athlete_id = athletes.athlete_id
    where athletes.today is null or diary.local_date <= athletes.today
    group by all
    union all
    select
        athletes.athlete_id,
        athletes.today as first_date,
        athletes.today as last_date
    from athletes

),

spans as (

    select
        known_dates.athlete_id,
        min(known_dates.first_date) as first_date,
        max(known_dates.last_date) as last_date
    from known_dates
    group by all

)

select
    spans.athlete_id,
    unnest(
        generate_series(spans.first_date, spans.last_date, interval 1 day)
    )::date as local_date
from spans
