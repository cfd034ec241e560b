-- One row per athlete, calendar day and ratio of kilometres (family F4).
with ratios as (

    select * from int_week_ratios

)

select
    ratios.athlete_id,
    'F4' as family,
    'acwr_uncoupled' as rule,
    ratios.mean_7_km as measured,
    ratios.mean_prior_21_km as reference,
    ratios.acwr_uncoupled as value,
    1.5::double as threshold,
    ratios.is_uncoupled_over as is_over,
    nullif(ratios.load_state, 'ok') as not_judged,
    ratios.local_date
from ratios
union all
select
    ratios.athlete_id,
    'F4' as family,
    'acwr_ewma_7d' as rule,
    null::double as measured,
    null::double as reference,
    ratios.acwr_ewma_7d as value,
    1.5::double as threshold,
    ratios.is_ewma_over as is_over,
    nullif(ratios.load_state, 'ok') as not_judged,
    ratios.local_date
from ratios
