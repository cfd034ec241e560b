-- One row per running day with a ratio above 1.5 (family F4, evidence X: information
-- only, it never raises a level). Of two ratios the larger speaks.
with ratios as (

    select
        *,
        greatest(acwr_uncoupled, acwr_ewma_7d) as largest_ratio
    from int_week_ratios
    where is_uncoupled_over or is_ewma_over

),

longest_runs as (

    select * from int_longest_runs

)

select
    ratios.athlete_id,
    longest_runs.session_id,
    'F4' as family,
    'info' as level,
    case
        when ratios.acwr_uncoupled = ratios.largest_ratio then 'uncoupled'
        else 'ewma'
    end as cause,
    ratios.largest_ratio as value,
    1.5::double as threshold,
    ratios.local_date
from ratios
inner join longest_runs
    on
        ratios.athlete_id = longest_runs.athlete_id
        and ratios.local_date = longest_runs.local_date
