-- One row per running day on which two of the four signs of a one-sided week come
-- together (family F3, evidence D). Never high; the cause names the signs.
with shapes as (

    select * from int_week_shapes
    where shape_signs >= 2

),

longest_runs as (

    select * from int_longest_runs

)

select
    shapes.athlete_id,
    longest_runs.session_id,
    'F3' as family,
    'watch' as level,
    concat_ws(
        '+',
        case when shapes.is_monotonous then 'monotony' end,
        case when shapes.is_straining then 'strain' end,
        case when shapes.is_stacked then 'hard_days' end,
        case when shapes.is_often then 'run_days' end
    ) as cause,
    shapes.shape_signs::double as value,
    2::double as threshold,
    shapes.local_date
from shapes
inner join longest_runs
    on
        shapes.athlete_id = longest_runs.athlete_id
        and shapes.local_date = longest_runs.local_date
