-- One row per athlete and calendar day: how the kilometres have moved. A table of its
-- own, for several rules ask for the same few rows of a large model.
with training_load as (

    select * from fct_training_load
    where load_measure = 'distance_km'

)

select
    training_load.athlete_id,
    training_load.load_state,
    training_load.acute_load,
    training_load.prior_load,
    training_load.acwr_uncoupled,
    training_load.acwr_ewma_7d,
    training_load.week_change_pct,
    training_load.monotony,
    training_load.strain,
    training_load.run_days_7,
    training_load.local_date
from training_load
