-- One row per pair of shoes that was told of or run in, with what it has run. `km`
-- holds the runs of known distance and what was told from before; runs without one are
-- counted beside it. Who still runs in a pair after retiring it has not retired it.
with run_shoes as (

    select * from int_run_shoes

),

told as (

    select * from int_shoes_told

),

run as (

    select
        run_shoes.athlete_id,
        run_shoes.shoe_id,
        count(*) as runs,
        count(*) - count(run_shoes.distance_km) as runs_without_km,
        sum(run_shoes.distance_km) as km,
        bool_or(run_shoes.shoe_source = 'list') as is_listed,
        min(run_shoes.local_date) as first_run_on,
        max(run_shoes.local_date) as last_run_on
    from run_shoes
    group by all

)

select
    coalesce(told.athlete_id, run.athlete_id) as athlete_id,
    coalesce(told.shoe_id, run.shoe_id) as shoe_id,
    told.cushioning,
    case
        when told.shoe_id is not null then 'journal'
        when run.is_listed then 'list'
        else 'diary'
    end as source,
    told.limit_km,
    told.km_before,
    coalesce(told.km_before, 0) + coalesce(run.km, 0) as km,
    coalesce(run.runs, 0)::integer as runs,
    coalesce(run.runs_without_km, 0)::integer as runs_without_km,
    told.worn_since,
    told.worn_said_at,
    least(told.put_on_on, run.first_run_on) as started_on,
    run.last_run_on,
    case
        when run.last_run_on is null or run.last_run_on <= told.retired_on
            then told.retired_on
    end as retired_on
from told
full outer join run
    on
        told.athlete_id = run.athlete_id
        and told.shoe_id = run.shoe_id
