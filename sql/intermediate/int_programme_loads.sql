-- One row per strength programme: kilometres a week in its baseline and in the days it
-- is judged by, the mean over the known days, which are 90 % of them at least; null
-- where there are fewer than 7 days, which are no week.
with days as (

    select * from int_programme_days

),

loads as (

    select
        days.athlete_id,
        days.started_on,
        days.local_date < days.started_on as is_baseline,
        case
            when count(days.day_km) >= greatest(7, 0.9 * count(*))
                then 7 * avg(days.day_km order by days.local_date)
        end as week_km
    from days
    where days.local_date between days.baseline_from and days.judged_until
    group by all

)

select
    loads.athlete_id,
    max(loads.week_km) filter (where loads.is_baseline) as week_km_baseline,
    max(loads.week_km) filter (where not loads.is_baseline) as week_km_programme,
    loads.started_on
from loads
group by all
