-- One row per athlete and calendar day: how the last 7 days stand to the 21 before, and
-- the EWMA ratio as a mean of 7 days. Over: more than 1.5, where load_state is ok.
with distance_loads as (

    select * from int_distance_loads

)

select
    distance_loads.athlete_id,
    distance_loads.load_state,
    distance_loads.acute_load as mean_7_km,
    distance_loads.prior_load as mean_prior_21_km,
    distance_loads.acwr_uncoupled,
    distance_loads.acwr_ewma_7d,
    case
        when distance_loads.load_state = 'ok'
            then distance_loads.acwr_uncoupled > 1.5 + 1e-9
    end as is_uncoupled_over,
    case
        when distance_loads.load_state = 'ok'
            then distance_loads.acwr_ewma_7d > 1.5 + 1e-9
    end as is_ewma_over,
    distance_loads.local_date
from distance_loads
