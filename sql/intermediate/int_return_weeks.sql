-- One row per athlete and day of the 28 after a break that has limits: what was run
-- since the return, and whether it was the second running day in a row of the first
-- week. An unknown day leaves the week's sum open.
with limits as (

    select * from int_return_limits

),

distances as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

longest_runs as (

    select * from int_longest_runs

)

select
    limits.athlete_id,
    limits.days_off,
    limits.week_km_before,
    limits.longest_km_before,
    limits.week_limit_km,
    limits.run_limit_km,
    case
        when count(distances.daily_load) over last_week = count(*) over last_week
            then sum(distances.daily_load) over last_week
    end as week_km,
    longest_runs.distance_km as run_km,
    max(longest_runs.distance_km) over last_week as longest_run_km,
    limits.is_run_day,
    limits.is_first_week
    and limits.is_run_day
    and coalesce(lag(limits.is_run_day) over history, false) as is_second_day_in_row,
    limits.returned_on,
    limits.local_date
from limits
inner join distances
    on
        limits.athlete_id = distances.athlete_id
        and limits.local_date = distances.local_date
left join longest_runs
    on
        limits.athlete_id = longest_runs.athlete_id
        and limits.local_date = longest_runs.local_date
window
    history as (
        partition by limits.athlete_id, limits.returned_on
        order by limits.local_date
    ),
    last_week as (
        partition by limits.athlete_id, limits.returned_on
        order by limits.local_date
        rows between 6 preceding and current row
    )
