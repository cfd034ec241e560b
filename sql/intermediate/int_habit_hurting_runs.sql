-- One row per athlete and week with a run that did not listen to the back: on a day of
-- a rest that it asked for, or on the day after sharp pain or a score of 7 or more.
-- `run_on` is the first of them, in a rest if one was.
with rest_days as (

    select * from int_rest_days
    where is_run

),

strong_days as (

    select
        athlete_id,
        local_date
    from fct_pain_days
    where body_site = 'low_back' and pain_nrs >= 7
    union
    select
        athlete_id,
        local_date
    from int_sharp_days

),

run_days as (

    select * from fct_days
    where day_state = 'run'

),

hurting as (

    select
        rest_days.athlete_id,
        rest_days.local_date,
        true as is_in_rest
    from rest_days
    union
    select
        run_days.athlete_id,
        run_days.local_date,
        false as is_in_rest
    from run_days
    inner join strong_days
        on
            run_days.athlete_id = strong_days.athlete_id
            and run_days.local_date = strong_days.local_date + 1

)

select
    hurting.athlete_id,
    bool_or(hurting.is_in_rest) as is_in_rest,
    arg_min(
        hurting.local_date, (not hurting.is_in_rest, hurting.local_date)
    ) as run_on,
    date_trunc('week', hurting.local_date)::date as week_start
from hurting
group by all
