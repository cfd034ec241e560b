-- Weeks hold the known load of their days, once each.
with by_day as (

    select
        athlete_id,
        load_measure,
        sum(daily_load) as load
    from int_daily_load
    group by all

),

by_week as (

    select
        athlete_id,
        load_measure,
        sum(weekly_load) as load,
        count(*) - count(distinct week_start) as repeated_weeks
    from fct_weekly_load
    group by all

)

select
    by_day.athlete_id,
    by_day.load_measure
from by_day
left join by_week
    on
        by_day.athlete_id = by_week.athlete_id
        and by_day.load_measure = by_week.load_measure
where
    by_week.repeated_weeks != 0
    or abs(coalesce(by_day.load, 0) - coalesce(by_week.load, 0))
    > 1e-6 * (1 + abs(coalesce(by_day.load, 0)))
