-- One row per athlete and ISO week (Monday start) that habits are told of: from the
-- week of the first session that counts, or entry, to the week of the athlete's today,
-- which is open. `is_unknown`: no day of the week is known to the calendar, and neither
-- a session nor an entry is of it; then nobody can say anything of its habits.
with status_days as (

    select * from int_status_days

),

days as (

    select * from fct_days

),

entries as (

    select distinct
        athlete_id,
        local_date
    from stg_diary

),

athletes as (

    select * from stg_athletes

),

todays as (

    select
        status_days.athlete_id,
        coalesce(any_value(athletes.today), max(status_days.local_date)) as today
    from status_days
    left join athletes
        on status_days.athlete_id = athletes.athlete_id
    group by all

),

weeks as (

    select
        status_days.athlete_id,
        todays.today,
        count(days.local_date) filter (where days.unknown_because is null)
            as known_days,
        count(days.unknown_because) as unknown_days,
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
    left join entries
        on
            status_days.athlete_id = entries.athlete_id
            and status_days.local_date = entries.local_date
    group by all

)

select
    weeks.athlete_id,
    weeks.known_days,
    weeks.unknown_days,
    weeks.known_days = 0 and not weeks.has_news as is_unknown,
    weeks.today <= weeks.week_start + 6 as is_open,
    weeks.today,
    weeks.week_start
from weeks
where weeks.week_start <= weeks.today
