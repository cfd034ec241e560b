-- One row per athlete and running day: kilometres of the last 7 and 14 days, the
-- largest such sums before, and the day's longest run. The reference windows ask for 28
-- (14) days of which at least three quarters are known.
with windows as (

    select * from int_load_windows
    where load_measure = 'distance_km'

),

training_load as (

    select * from fct_training_load
    where load_measure = 'distance_km'

),

sessions as (

    select * from fct_sessions

),

break_days as (

    select * from int_break_days

),

longest_runs as (

    select
        sessions.athlete_id,
        sessions.local_date,
        arg_max(sessions.session_id, (sessions.distance_m, sessions.session_id))
            as session_id
    from sessions
    where sessions.sport = 'running' and not sessions.is_excluded
    group by all

),

sums as (

    select
        windows.athlete_id,
        windows.local_date,
        7 * windows.mean_7 as week_km,
        14 * windows.mean_14 as fortnight_km,
        case
            when
                count(*) over weeks_before = 28
                and count(windows.mean_7) over weeks_before >= 21
                then 7 * max(windows.mean_7) over weeks_before
        end as largest_week_km,
        case
            when
                count(*) over fortnights_before = 14
                and count(windows.mean_14) over fortnights_before >= 10
                then 14 * max(windows.mean_14) over fortnights_before
        end as largest_fortnight_km
    from windows
    window
        weeks_before as (
            partition by windows.athlete_id order by windows.local_date
            rows between 34 preceding and 7 preceding
        ),
        fortnights_before as (
            partition by windows.athlete_id order by windows.local_date
            rows between 27 preceding and 14 preceding
        )

),

ratios as (

    select
        training_load.athlete_id,
        training_load.local_date,
        training_load.load_state,
        training_load.acwr_uncoupled,
        case
            when count(*) over last_week = 7
                then avg(training_load.acwr_ewma) over last_week
        end as acwr_ewma_7
    from training_load
    window last_week as (
        partition by training_load.athlete_id order by training_load.local_date
        rows between 6 preceding and current row
    )

)

select
    longest_runs.athlete_id,
    longest_runs.session_id,
    ratios.load_state,
    break_days.is_returning,
    sums.week_km,
    sums.largest_week_km,
    sums.fortnight_km,
    sums.largest_fortnight_km,
    ratios.acwr_uncoupled,
    ratios.acwr_ewma_7,
    longest_runs.local_date
from longest_runs
inner join sums
    on
        longest_runs.athlete_id = sums.athlete_id
        and longest_runs.local_date = sums.local_date
inner join break_days
    on
        longest_runs.athlete_id = break_days.athlete_id
        and longest_runs.local_date = break_days.local_date
inner join ratios
    on
        longest_runs.athlete_id = ratios.athlete_id
        and longest_runs.local_date = ratios.local_date
