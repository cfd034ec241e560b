-- One row per athlete and ISO week (Monday start) that habits are told of: from the
-- week of the first session that counts, or entry, to the week of the athlete's today,
-- which is open. `is_unknown`: no day of the week is known to the calendar, and neither
-- a session nor an entry is of it; then nobody can say anything of its habits. Of the
-- days of a week that is over none may lie after the newest file or entry, else it is
-- one of its `unknown_days`; those of the open week may still be told. `is_heard`:
-- there is a file or entry of the week, or a later one.
with status_days as (

    select * from int_status_days

),

days as (

    select * from fct_days

),

known_days as (

    select * from int_habit_known_days

),

entries as (

    select distinct
        athlete_id,
        local_date
    from stg_diary

),

todays as (

    select * from int_habit_todays

),

weeks as (

    select
        status_days.athlete_id,
        todays.today,
        count(days.local_date) filter (where days.unknown_because is null)
            as known_days,
        count(days.unknown_because) as calendar_unknown_days,
        count(*) filter (where known_days.is_to_come) as days_to_come,
        bool_or(coalesce(known_days.is_known, false)) as is_heard,
        bool_or(
            entries.local_date is not null
            or coalesce(days.day_state in ('run', 'other_sport'), false)
        ) as has_news,
        date_trunc('week', status_days.local_date)::date as week_start
    from status_days
    inner join todays
        on status_days.athlete_id = todays.athlete_id
    left join days
        on
            status_days.athlete_id = days.athlete_id
            and status_days.local_date = days.local_date
    left join known_days
        on
            status_days.athlete_id = known_days.athlete_id
            and status_days.local_date = known_days.local_date
    left join entries
        on
            status_days.athlete_id = entries.athlete_id
            and status_days.local_date = entries.local_date
    group by all

)

select
    weeks.athlete_id,
    weeks.known_days,
    weeks.calendar_unknown_days
    + if(weeks.today <= weeks.week_start + 6, 0, weeks.days_to_come) as unknown_days,
    weeks.known_days = 0 and not weeks.has_news as is_unknown,
    weeks.is_heard,
    weeks.today <= weeks.week_start + 6 as is_open,
    weeks.today,
    weeks.week_start
from weeks
where weeks.week_start <= weeks.today
