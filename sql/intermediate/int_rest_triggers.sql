-- One row per athlete and day that asks for a week without running, after the last run
-- up to it. It opens a new block if more than 7 days lie since the one before, or a run
-- after that one broke its rest.
with asked as (

    select * from int_rest_asked

),

runs as (

    select
        athlete_id,
        local_date as run_date
    from fct_days
    where day_state = 'run'

),

after_runs as (

    select
        asked.*,
        runs.run_date as last_run_date,
        lag(asked.local_date) over (
            partition by asked.athlete_id order by asked.local_date
        ) as asked_before
    from asked
    asof left join runs
        on
            asked.athlete_id = runs.athlete_id
            and asked.local_date >= runs.run_date

)

select
    after_runs.athlete_id,
    after_runs.because,
    after_runs.pain_nrs,
    coalesce(after_runs.local_date - after_runs.asked_before > 7, true)
    or coalesce(after_runs.last_run_date > after_runs.asked_before, false)
        as is_new_block,
    after_runs.last_run_date,
    after_runs.local_date
from after_runs
