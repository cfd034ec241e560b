-- One row per strength programme and week, counted from its start: week 0 begins on
-- that day. Pain is the mean of the days' low-back scores, from 3 on. Kilometres are
-- the sum of the known days, null where none is known; a day is unknown if the calendar
-- knows nothing of it or it is still to come. Strength counts once a day; whether there
-- was some is known of a day the calendar knows or the diary answers. Own are the
-- sessions known to have trained what the programme is about; minutes are those of
-- sessions, null where none is known. Whole is a week of which every day is one of the
-- programme's first eight weeks, and over.
with days as (

    select * from int_programme_days

),

weeks as (

    select
        days.athlete_id,
        days.programme,
        days.started_on,
        days.judged_until,
        days.counted_until,
        days.week,
        case when count(days.pain_nrs) >= 3 then avg(days.pain_nrs) end as mean_nrs,
        count(days.pain_nrs) as logs,
        count(*) filter (where days.is_medicated) as medicated_logs,
        avg(days.run_capability) as run_capability,
        sum(days.day_km order by days.local_date) as week_km,
        count(*) filter (where days.has_strength) as sessions,
        count(*) filter (where days.has_own_strength) as own_sessions,
        sum(days.active_min order by days.local_date) as active_min,
        7 - count(days.day_km) as unknown_days,
        7 - count(coalesce(days.day_km, days.has_strength::int)) as unanswered_days
    from days
    group by all

)

select
    weeks.athlete_id,
    weeks.programme,
    case
        when weeks.week < 0 then 'before'
        when weeks.started_on + 7 * weeks.week > weeks.judged_until then 'after'
        else 'during'
    end as phase,
    weeks.week,
    weeks.mean_nrs,
    weeks.logs,
    weeks.medicated_logs,
    weeks.run_capability,
    weeks.week_km,
    weeks.sessions,
    weeks.own_sessions,
    weeks.active_min,
    weeks.unknown_days,
    weeks.unanswered_days,
    weeks.week >= 0
    and weeks.started_on + 7 * weeks.week + 6 <= weeks.counted_until as is_whole,
    weeks.started_on
from weeks
