-- One row per athlete and day whose low-back entry asks for a week without running
-- (SCIENCE E.3): sharp or shooting pain, or pain that 3 full days of rest have not
-- settled. For a back that a doctor has seen both limits of `int_pain_persistence` have
-- to be reached [P]: a visit never asks for more rest. A trigger opens a new block if
-- more than 7 days lie since the one before, or a run after it broke that rest.
with latest as (

    select * from int_pain_latest
    where entry_date = local_date

),

persistence as (

    select * from int_pain_persistence
    where not is_known_to_doctor

),

runs as (

    select
        athlete_id,
        local_date as run_date
    from fct_days
    where day_state = 'run'

),

asking as (

    select
        latest.athlete_id,
        latest.pain_nrs,
        case when latest.is_sharp then 'sharp' else 'after_rest' end as because,
        latest.local_date
    from latest
    inner join persistence
        on
            latest.athlete_id = persistence.athlete_id
            and latest.local_date = persistence.local_date
    where latest.is_sharp or (latest.is_unsettled and persistence.is_unsettled)

),

after_runs as (

    select
        asking.*,
        runs.run_date as last_run_date,
        lag(asking.local_date) over (
            partition by asking.athlete_id order by asking.local_date
        ) as asked_before
    from asking
    asof left join runs
        on
            asking.athlete_id = runs.athlete_id
            and asking.local_date >= runs.run_date

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
