-- One row per athlete and status day: can load be judged (a session in the last 10 days
-- and 30 known days of history), and can pain (an entry in the last 14)?
with status_days as (

    select * from int_status_days

),

calendar as (

    select * from int_calendar

),

sessions as (

    select * from int_sessions

),

pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

histories as (

    select
        calendar.athlete_id,
        min(calendar.local_date, 30)[30] as thirtieth_date
    from calendar
    where calendar.unknown_because is null
    group by all

),

newest as (

    select
        status_days.athlete_id,
        status_days.local_date,
        sessions.local_date as session_date,
        pain_days.local_date as entry_date
    from status_days
    asof left join sessions
        on
            status_days.athlete_id = sessions.athlete_id
            and status_days.local_date >= sessions.local_date
    asof left join pain_days
        on
            status_days.athlete_id = pain_days.athlete_id
            and status_days.local_date >= pain_days.local_date

)

select
    newest.athlete_id,
    coalesce(
        newest.local_date - newest.session_date <= 10
        and newest.local_date >= histories.thirtieth_date, false
    ) as can_judge_load,
    coalesce(newest.local_date - newest.entry_date < 14, false) as can_judge_pain,
    newest.local_date
from newest
left join histories
    on newest.athlete_id = histories.athlete_id
