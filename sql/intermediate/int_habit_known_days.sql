-- One row per athlete and calendar day up to today: does the calendar know of it what
-- was done? Beside its own unknown days nobody knows of those after the newest file or
-- entry: a watch that waits to be read is no week without training. Of these
-- (`is_to_come`) a file or entry may still tell.
with calendar as (

    select * from int_calendar

),

todays as (

    select * from int_habit_todays

),

news as (

    select
        athlete_id,
        local_date
    from int_sessions
    union all
    select
        athlete_id,
        local_date
    from stg_diary

),

newest as (

    select
        athlete_id,
        max(local_date) as newest_date
    from news
    group by all

)

select
    calendar.athlete_id,
    calendar.unknown_because is null and calendar.local_date <= newest.newest_date
        as is_known,
    calendar.unknown_because is null and calendar.local_date > newest.newest_date
        as is_to_come,
    calendar.local_date
from calendar
inner join newest
    on calendar.athlete_id = newest.athlete_id
inner join todays
    on calendar.athlete_id = todays.athlete_id
where calendar.local_date <= todays.today
