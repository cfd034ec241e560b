-- Weeks hold the known load of their days, once each, and a complete one is what the
-- last seven days were on its Sunday.
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
union all
select
    fct_weekly_load.athlete_id,
    fct_weekly_load.load_measure
from fct_weekly_load
inner join fct_training_load
    on
        fct_weekly_load.athlete_id = fct_training_load.athlete_id
        and fct_weekly_load.load_measure = fct_training_load.load_measure
        and fct_weekly_load.week_start + 6 = fct_training_load.local_date
where
    fct_weekly_load.is_complete
    and abs(fct_weekly_load.weekly_load - 7 * fct_training_load.acute_load)
    > 1e-6 * (1 + fct_weekly_load.weekly_load)
