-- One row per run that can be compared: its distance over the longest single run of the
-- 30 days before its day (Frandsen 2025). It needs 30 days of history and 3 runs in
-- them. A session is never its own predecessor. Over is a run that is longer by more
-- than 10 % and by at least 1 km.
with sessions as (

    select * from int_sessions

),

runs as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.local_date,
        sessions.distance_m
    from sessions
    where
        sessions.is_running
        and sessions.distance_m > 0
        and not sessions.is_excluded

),

first_runs as (

    select
        runs.athlete_id,
        min(runs.local_date) as first_date
    from runs
    group by all

),

run_days as (

    select
        runs.athlete_id,
        runs.local_date,
        count(*) as run_count,
        max(runs.distance_m) as longest_m
    from runs
    group by all

),

-- a window over days rather than runs: same-day runs must not see each other
earlier_runs as (

    select
        run_days.athlete_id,
        run_days.local_date,
        sum(run_days.run_count) over month_before as run_count,
        max(run_days.longest_m) over month_before as longest_m
    from run_days
    window
        month_before as (
            partition by run_days.athlete_id
            order by run_days.local_date
            range between interval 30 days preceding and interval 1 day preceding
        )

)

select
    runs.session_id,
    runs.athlete_id,
    runs.distance_m,
    earlier_runs.longest_m,
    runs.distance_m / earlier_runs.longest_m as spike_ratio,
    runs.distance_m > (1.10 + 1e-9) * earlier_runs.longest_m
    and runs.distance_m - earlier_runs.longest_m >= 1000 - 1e-6 as is_over,
    runs.local_date
from runs
inner join earlier_runs
    on
        runs.athlete_id = earlier_runs.athlete_id
        and runs.local_date = earlier_runs.local_date
inner join first_runs
    on runs.athlete_id = first_runs.athlete_id
where
    earlier_runs.run_count >= 3
    and runs.local_date - first_runs.first_date >= 30
