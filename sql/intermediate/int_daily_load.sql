-- One row per athlete, calendar day and load measure. 0 is rest; null is unknown: a day
-- without a session is, or a session that counts lacks the measure. Distance (also
-- grade-adjusted), minutes, steps, descent and rTSS count running only (treadmill
-- included), the others every sport. Of internal load alone: how many sessions count
-- that day, and how many of them are not of the main source, known or not.
with calendar as (

    select * from int_calendar

),

session_days as (

    select * from int_session_days

),

days as (

    select
        calendar.athlete_id,
        calendar.local_date,
        calendar.is_break_marked,
        case when calendar.unknown_because is null then 0 end as rest,
        case
            when session_days.is_run_day
                then columns([
                    'distance_km', 'duration_min', 'steps', 'descent_m',
                    'grade_adjusted_km', 'rtss'
                ])
            else rest
        end,
        case
            when session_days.local_date is not null
                then columns([
                    'internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards',
                    'hrtss', 'session_count', 'imputed_count'
                ])
            else rest
        end
    from calendar
    left join session_days
        on
            calendar.athlete_id = session_days.athlete_id
            and calendar.local_date = session_days.local_date

),

measured as (

    select
        days.*,
        unnest([
            'distance_km', 'duration_min', 'steps', 'descent_m', 'grade_adjusted_km',
            'rtss', 'internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards',
            'hrtss'
        ]) as load_measure,
        unnest([
            days.distance_km, days.duration_min, days.steps, days.descent_m,
            days.grade_adjusted_km, days.rtss, days.internal_load, days.srpe_load,
            days.trimp_banister, days.trimp_edwards, days.hrtss
        ]) as daily_load
    from days

)

select
    measured.athlete_id,
    measured.load_measure,
    measured.daily_load,
    case when measured.load_measure = 'internal_load' then measured.session_count end
        as session_count,
    case when measured.load_measure = 'internal_load' then measured.imputed_count end
        as imputed_count,
    measured.is_break_marked,
    measured.local_date
from measured
