-- One row per athlete, ISO week (Monday start) and load measure. weekly_load is the sum
-- of the known days, from Monday on so that two builds agree to the last digit; a week
-- with an unknown day, or one still to come, is not complete. The change compares
-- complete weeks only and is null over a week of 0 (`restart`).
with daily_load as (

    select * from int_daily_load

),

run_days as (

    select * from int_run_days

),

weeks as (

    select
        daily_load.athlete_id,
        date_trunc('week', daily_load.local_date)::date as week_start,
        daily_load.load_measure,
        sum(daily_load.daily_load order by daily_load.local_date) as weekly_load,
        count(*) filter (where run_days.is_run_day) as run_days,
        count(daily_load.daily_load) = 7 as is_complete
    from daily_load
    left join run_days
        on
            daily_load.athlete_id is not distinct from run_days.athlete_id
            and daily_load.local_date = run_days.local_date
    group by all

),

compared as (

    select
        weeks.*,
        case
            when weeks.is_complete and lag(weeks.is_complete) over history
                then lag(weeks.weekly_load) over history
        end as previous_load
    from weeks
    window history as (
        partition by weeks.athlete_id, weeks.load_measure order by weeks.week_start
    )

),

changed as (

    select
        compared.*,
        100 * (compared.weekly_load / nullif(compared.previous_load, 0) - 1)
            as week_change_pct
    from compared

)

select
    changed.athlete_id,
    changed.week_start,
    changed.load_measure,
    case
        when changed.previous_load is null then null
        when changed.previous_load = 0 and changed.weekly_load > 0 then 'restart'
        when changed.week_change_pct > 30 + 1e-9 then 'over_30'
        when changed.week_change_pct > 10 + 1e-9 then 'over_10'
        else 'none'
    end as jump_class,
    changed.weekly_load,
    changed.week_change_pct,
    changed.run_days,
    changed.is_complete
from changed
