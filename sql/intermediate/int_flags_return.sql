-- One row per running day of the 28 after a break and limit it breaks (family return,
-- evidence D): the week's kilometres, the run's, a second day in a row in the first
-- week, or pain above 3 or rising (then the threshold is the entry before).
with returns as (

    select * from int_returns
    where is_run_day

),

longest_runs as (

    select * from int_longest_runs

),

broken as (

    select
        returns.athlete_id,
        'week' as cause,
        returns.week_km as value,
        returns.week_limit_km as threshold,
        returns.local_date
    from returns
    where returns.is_week_over
    union all
    select
        returns.athlete_id,
        'run' as cause,
        returns.run_km as value,
        returns.run_limit_km as threshold,
        returns.local_date
    from returns
    where returns.is_run_over
    union all
    select
        returns.athlete_id,
        'next_day' as cause,
        1 as value,
        null as threshold,
        returns.local_date
    from returns
    where returns.is_second_day_in_row
    union all
    select
        returns.athlete_id,
        'pain' as cause,
        returns.pain_nrs as value,
        case when returns.pain_nrs > 3 then 3 else returns.pain_nrs_before end
            as threshold,
        returns.local_date
    from returns
    where returns.is_pain_over

)

select
    broken.athlete_id,
    longest_runs.session_id,
    'return' as family,
    'watch' as level,
    broken.cause,
    broken.value::double as value,
    broken.threshold::double as threshold,
    broken.local_date
from broken
inner join longest_runs
    on
        broken.athlete_id = longest_runs.athlete_id
        and broken.local_date = longest_runs.local_date
