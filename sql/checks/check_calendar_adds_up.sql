-- The year calendar's spans hold what its days hold, no day or shade stands twice, and
-- every run with kilometres has a shade.
with days as (

    select
        athlete_id,
        sum(distance_km) as distance_km,
        count(*) as day_count,
        count(distinct local_date) as dates,
        count(*) filter (where day_state = 'run' and distance_km > 0) as shaded_days,
        count(km_step) as steps
    from fct_calendar
    group by all

),

shades as (

    select
        athlete_id,
        sum(run_days) as run_days
    from fct_calendar_steps
    group by all

)

select days.athlete_id
from days
inner join fct_calendar_spans as years
    on days.athlete_id = years.athlete_id and years.span = 'year'
left join shades
    on days.athlete_id = shades.athlete_id
where
    days.day_count != days.dates
    or days.steps != days.shaded_days
    or days.steps != coalesce(shades.run_days, 0)
    or abs(days.distance_km - years.distance_km) > 1e-6 * (1 + days.distance_km)
