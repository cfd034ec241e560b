-- One row per athlete and first run after 14 days or more without one, with what was
-- usual before (SCIENCE E.4). Days marked ill or injured on which somebody ran, or of
-- which there were fewer, leave nothing to come back from. week_km_before is the mean
-- of the last four active weeks: 7 days each, counted back from the last run before,
-- 175 days at most, every day known [P]. Without four, nothing to return to: no row.
with break_days as (

    select * from int_break_days

),

distances as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

longest_runs as (

    select * from int_longest_runs

),

runs as (

    select
        break_days.athlete_id,
        lag(break_days.local_date) over (
            partition by break_days.athlete_id order by break_days.local_date
        ) as last_run_date,
        break_days.local_date
    from break_days
    where break_days.is_run_day

),

first_runs as (

    select
        runs.athlete_id,
        runs.last_run_date,
        runs.local_date as returned_on,
        runs.local_date - runs.last_run_date - 1 as days_off
    from runs
    where runs.local_date - runs.last_run_date > 14

),

active_weeks as (

    select
        first_runs.athlete_id,
        first_runs.returned_on,
        (first_runs.last_run_date - distances.local_date) // 7 as weeks_back,
        sum(distances.daily_load) as week_km
    from first_runs
    inner join distances
        on
            first_runs.athlete_id = distances.athlete_id
            and distances.local_date
            between first_runs.last_run_date - 174 and first_runs.last_run_date
    group by all
    having count(distances.daily_load) = 7 and sum(distances.daily_load) > 0

),

usual_weeks as (

    select
        active_weeks.athlete_id,
        active_weeks.returned_on,
        list_avg(min_by(active_weeks.week_km, active_weeks.weeks_back, 4))
            as week_km_before
    from active_weeks
    group by all
    having count(*) >= 4

)

select
    first_runs.athlete_id,
    first_runs.days_off,
    usual_weeks.week_km_before,
    max(longest_runs.distance_km) as longest_km_before,
    first_runs.returned_on
from first_runs
inner join usual_weeks
    on
        first_runs.athlete_id = usual_weeks.athlete_id
        and first_runs.returned_on = usual_weeks.returned_on
left join longest_runs
    on
        first_runs.athlete_id = longest_runs.athlete_id
        and longest_runs.local_date
        between first_runs.last_run_date - 29 and first_runs.last_run_date
group by all
