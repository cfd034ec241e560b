-- One row per athlete, calendar day and load measure. 0 is rest; null is unknown: a day
-- without a session is, or a session that counts lacks the measure. Distance (also
-- grade-adjusted), minutes, steps and descent count running only (treadmill included),
-- the others every sport.
with calendar as (

    select * from int_calendar

),

session_loads as (

    select * from int_session_loads
    where not is_excluded

),

measures as (

    select
        unnest([
            'distance_km', 'duration_min', 'steps', 'descent_m', 'grade_adjusted_km',
            'internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards'
        ]) as load_measure

),

measured as (

    select
        session_loads.athlete_id,
        session_loads.local_date,
        measures.load_measure,
        case measures.load_measure
            when 'distance_km' then session_loads.distance_km
            when 'duration_min' then session_loads.duration_min
            when 'steps' then session_loads.steps
            when 'descent_m' then session_loads.descent_m
            when 'grade_adjusted_km' then session_loads.grade_adjusted_km
            when 'internal_load' then session_loads.internal_load
            when 'srpe_load' then session_loads.srpe_load
            when 'trimp_banister' then session_loads.trimp_banister
            when 'trimp_edwards' then session_loads.trimp_edwards
        end as load
    from session_loads
    cross join measures
    where
        session_loads.is_running
        or measures.load_measure
        in ('internal_load', 'srpe_load', 'trimp_banister', 'trimp_edwards')

),

daily as (

    select
        measured.athlete_id,
        measured.local_date,
        measured.load_measure,
        case when count(*) = count(measured.load) then sum(measured.load) end
            as daily_load
    from measured
    group by all

)

select
    calendar.athlete_id,
    measures.load_measure,
    case
        when daily.local_date is not null then daily.daily_load
        when calendar.unknown_because is null then 0
    end::double as daily_load,
    calendar.is_break_marked,
    calendar.local_date
from calendar
cross join measures
left join daily
    on
        calendar.athlete_id = daily.athlete_id
        and calendar.local_date = daily.local_date
        and measures.load_measure = daily.load_measure
