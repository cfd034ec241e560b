-- One row per athlete and calendar day: metres downhill of the last 7 days beside the
-- weekly mean of the last 28. Over: more than 2 times it and more than 300 m. Who has
-- run in the flat for weeks and then comes to the hills is no returner: the 28 days
-- hold the week itself, so there is something to divide by [P].
with training_load as (

    select * from fct_training_load
    where load_measure = 'descent_m'

),

break_days as (

    select * from int_break_days

),

weeks as (

    select
        training_load.athlete_id,
        case
            when
                training_load.load_state in ('unknown_days', 'building', 'low_base')
                then training_load.load_state
            when coalesce(break_days.days_of_running, 0) < 28 then 'building'
            when break_days.is_returning then 'returning_from_break'
            when training_load.chronic_load = 0 then 'no_history'
        end as not_judged,
        7 * training_load.acute_load as week_descent_m,
        7 * training_load.chronic_load as usual_week_descent_m,
        training_load.acwr_coupled as descent_ratio,
        training_load.local_date
    from training_load
    inner join break_days
        on
            training_load.athlete_id = break_days.athlete_id
            and training_load.local_date = break_days.local_date

)

select
    weeks.athlete_id,
    weeks.not_judged,
    weeks.week_descent_m,
    weeks.usual_week_descent_m,
    weeks.descent_ratio,
    case
        when weeks.not_judged is null
            then weeks.descent_ratio > 2 + 1e-9 and weeks.week_descent_m > 300 + 1e-9
    end as is_over,
    weeks.local_date
from weeks
