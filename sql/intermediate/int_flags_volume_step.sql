-- One row per running day on which 7 (or 14) days lie more than 30 % and at least 5 km
-- above the largest such sum of the weeks before (family F2, evidence C). Above 100 %:
-- high. In the 28 days after a break the return rule takes its place.
with run_days as (

    select * from int_run_day_loads
    where not is_returning

),

steps as (

    select
        run_days.athlete_id,
        run_days.session_id,
        run_days.local_date,
        run_days.week_km as km,
        run_days.largest_week_km as largest_km
    from run_days
    union all
    select
        run_days.athlete_id,
        run_days.session_id,
        run_days.local_date,
        run_days.fortnight_km,
        run_days.largest_fortnight_km
    from run_days

),

changes as (

    select
        steps.athlete_id,
        steps.session_id,
        steps.local_date,
        100 * (steps.km / nullif(steps.largest_km, 0) - 1) as above_pct
    from steps
    where steps.km - steps.largest_km >= 5

)

select
    changes.athlete_id,
    changes.session_id,
    'F2' as family,
    case when max(changes.above_pct) > 100 + 1e-9 then 'high' else 'watch' end as level,
    max(changes.above_pct) as value,
    case when max(changes.above_pct) > 100 + 1e-9 then 100 else 30 end::double
        as threshold,
    changes.local_date
from changes
where changes.above_pct > 30 + 1e-9
group by all
