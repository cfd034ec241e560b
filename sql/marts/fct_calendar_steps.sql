-- One row per athlete and shade of the year calendar, 1 the fewest kilometres: running
-- days of its 53 weeks with more than from_km (null: no lower end) and at most to_km
-- (null: no upper end). The limits are the quartiles of these days, rounded up to whole
-- kilometres; limits that fall together are one, so who always runs the same has fewer
-- shades. They describe the runner's own year, and are nothing to keep to.
with running_days as (

    select
        athlete_id,
        distance_km
    from int_calendar_days
    where week_index >= 0 and day_state = 'run' and distance_km > 0

),

quartiles as (

    select
        running_days.athlete_id,
        unnest(
            quantile_disc(running_days.distance_km, [0.25, 0.5, 0.75])
        ) as quartile_km,
        max(running_days.distance_km) as longest_km
    from running_days
    group by running_days.athlete_id

),

limits as (

    select distinct
        athlete_id,
        ceil(quartile_km - 1e-9) as to_km,
        longest_km
    from quartiles

),

open_ended as (

    select
        athlete_id,
        to_km
    from limits
    union all
    select distinct
        athlete_id,
        null as to_km
    from limits

),

steps as (

    select
        athlete_id,
        row_number() over history as km_step,
        lag(to_km) over history as from_km,
        to_km
    from open_ended
    window history as (partition by athlete_id order by to_km nulls last)

)

select
    steps.athlete_id,
    steps.km_step::integer as km_step,
    any_value(steps.from_km) as from_km,
    any_value(steps.to_km) as to_km,
    count(*) as run_days
from steps
inner join running_days
    on
        steps.athlete_id = running_days.athlete_id
        and (
            steps.from_km is null
            or running_days.distance_km > steps.from_km + 1e-9
        )
        and (steps.to_km is null or running_days.distance_km <= steps.to_km + 1e-9)
group by
    steps.athlete_id,
    steps.km_step
