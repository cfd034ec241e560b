-- One row per athlete and first run after 14 days or more without one (SCIENCE E.4).
-- Days marked ill or injured on which somebody ran, or of which there were fewer, leave
-- nothing to come back from.
with break_days as (

    select * from int_break_days

),

runs as (

    select
        break_days.athlete_id,
        lag(break_days.local_date) over (
            partition by break_days.athlete_id order by break_days.local_date
        ) as last_run_date,
        break_days.local_date
    from break_days
    where break_days.is_run_day

)

select
    runs.athlete_id,
    runs.local_date - runs.last_run_date - 1 as days_off,
    runs.last_run_date,
    runs.local_date as returned_on
from runs
where runs.local_date - runs.last_run_date > 14
