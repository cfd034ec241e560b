-- One row per athlete and calendar day: run, other sport, rest or unknown, by the
-- sessions that count; why it is not known whether there was a run, where it is not;
-- and whether the athlete marked the day ill or injured.
with calendar as (

    select * from int_calendar

),

sessions as (

    select * from int_sessions
    where not is_excluded

),

session_days as (

    select
        sessions.athlete_id,
        sessions.local_date,
        bool_or(sessions.is_running) as has_run
    from sessions
    group by all

)

select
    calendar.athlete_id,
    case
        when session_days.has_run then 'run'
        when session_days.local_date is not null then 'other_sport'
        when calendar.unknown_because is not null then 'unknown'
        else 'rest'
    end as day_state,
    case
        when not coalesce(session_days.has_run, false) then calendar.unknown_because
    end as unknown_because,
    calendar.is_ill,
    calendar.is_injured,
    calendar.local_date
from calendar
left join session_days
    on
        calendar.athlete_id = session_days.athlete_id
        and calendar.local_date = session_days.local_date
