-- One row per running day on which 7 (or 14) days lie more than 30 % and at least 5 km
-- above the largest such sum of the weeks before (family F2, evidence C). Above 100 %:
-- high. Of two steps the larger speaks.
with steps as (

    select
        *,
        greatest(
            case when is_week_over then week_above_pct end,
            case when is_fortnight_over then fortnight_above_pct end
        ) as above_pct
    from int_volume_steps
    where is_week_over or is_fortnight_over

),

longest_runs as (

    select * from int_longest_runs

)

select
    steps.athlete_id,
    longest_runs.session_id,
    'F2' as family,
    case when steps.above_pct > 100 + 1e-9 then 'high' else 'watch' end as level,
    case
        when steps.is_week_over and steps.week_above_pct = steps.above_pct then 'week'
        else 'fortnight'
    end as cause,
    steps.above_pct as value,
    case when steps.above_pct > 100 + 1e-9 then 100 else 30 end::double as threshold,
    steps.local_date
from steps
inner join longest_runs
    on
        steps.athlete_id = longest_runs.athlete_id
        and steps.local_date = longest_runs.local_date
