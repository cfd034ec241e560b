-- One row per athlete and last run before a break or a rest block: what was usual up to
-- it (SCIENCE E.4). week_km_before is the mean of the last four active weeks: 7 days
-- each, counted back from that run, 175 days at most, every day known [P]; null without
-- four. longest_km_before is the longest run of its last 30 days.
with last_runs as (

    select * from int_last_runs

),

distances as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

longest_runs as (

    select * from int_longest_runs

),

active_weeks as (

    select
        last_runs.athlete_id,
        last_runs.last_run_date,
        (last_runs.last_run_date - distances.local_date) // 7 as weeks_back,
        sum(distances.daily_load) as week_km
    from last_runs
    inner join distances
        on
            last_runs.athlete_id = distances.athlete_id
            and distances.local_date
            between last_runs.last_run_date - 174 and last_runs.last_run_date
    group by all
    having count(distances.daily_load) = 7 and sum(distances.daily_load) > 0

),

usual_weeks as (

    select
        active_weeks.athlete_id,
        active_weeks.last_run_date,
        list_avg(min_by(active_weeks.week_km, active_weeks.weeks_back, 4))
            as week_km_before
    from active_weeks
    group by all
    having count(*) >= 4

)

select
    last_runs.athlete_id,
    usual_weeks.week_km_before,
    max(longest_runs.distance_km) as longest_km_before,
    last_runs.last_run_date
from last_runs
left join usual_weeks
    on
        last_runs.athlete_id = usual_weeks.athlete_id
        and last_runs.last_run_date = usual_weeks.last_run_date
left join longest_runs
    on
        last_runs.athlete_id = longest_runs.athlete_id
        and longest_runs.local_date
        between last_runs.last_run_date - 29 and last_runs.last_run_date
group by all
