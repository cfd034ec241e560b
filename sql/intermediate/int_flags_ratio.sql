-- One row per running day with a ratio above 1.5 (family F4, evidence X: information
-- only, it never raises a level). The EWMA ratio is judged as a 7-day mean, for a
-- steady week alone makes the daily one swing.
with run_days as (

    select * from int_run_day_loads
    where load_state = 'ok'

)

select
    run_days.athlete_id,
    run_days.session_id,
    'F4' as family,
    'info' as level,
    greatest(run_days.acwr_uncoupled, run_days.acwr_ewma_7) as value,
    1.5::double as threshold,
    run_days.local_date
from run_days
where greatest(run_days.acwr_uncoupled, run_days.acwr_ewma_7) > 1.5 + 1e-9
