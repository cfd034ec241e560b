-- One row per run that counts, with its pair of shoes where that is known, and what the
-- pair has run by then: at least (`km_after`), and at most if each run in it of unknown
-- distance was as far as the athlete's longest [P].
with runs as (

    select
        session_id,
        athlete_id,
        max(distance_m) over (partition by athlete_id) / 1000 as longest_km,
        date_trunc('week', local_date)::date as week_start
    from int_sessions
    where is_running and not is_excluded

),

run_shoes as (

    select
        *,
        case shoe_source when 'list' then 'file' else shoe_source end as source,
        count(*) filter (where km_after is null) over (
            partition by athlete_id, shoe_id order by local_date
        ) as unmeasured_runs
    from int_run_shoes

),

shoes as (

    select * from fct_shoes

)

select
    runs.session_id,
    runs.athlete_id,
    run_shoes.shoe_id,
    run_shoes.source,
    run_shoes.km_after,
    run_shoes.km_after + run_shoes.unmeasured_runs * runs.longest_km as at_most_km,
    shoes.limit_to_km,
    runs.week_start
from runs
left join run_shoes
    on runs.session_id = run_shoes.session_id
left join shoes
    on
        run_shoes.athlete_id = shoes.athlete_id
        and run_shoes.shoe_id = shoes.shoe_id
