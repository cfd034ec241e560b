-- One row per athlete and calendar day: how the last 7 days stand to the 21 before, and
-- the EWMA ratio as a mean of 7 days. Over: more than 1.5, where load_state is ok.
with training_load as (

    select * from int_judged_loads
    where load_measure = 'distance_km'

)

select
    training_load.athlete_id,
    training_load.load_state,
    training_load.acute_load as mean_7_km,
    training_load.prior_load as mean_prior_21_km,
    training_load.acwr_uncoupled,
    training_load.acwr_ewma_7d,
    case
        when training_load.load_state = 'ok'
            then training_load.acwr_uncoupled > 1.5 + 1e-9
    end as is_uncoupled_over,
    case
        when training_load.load_state = 'ok'
            then training_load.acwr_ewma_7d > 1.5 + 1e-9
    end as is_ewma_over,
    training_load.local_date
from training_load
