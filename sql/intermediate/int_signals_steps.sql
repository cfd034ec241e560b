-- One row per athlete, calendar day and span (7 and 14 days) of the volume step (family
-- F2), and of the week's descent (family F5).
with steps as (

    select * from int_volume_steps

),

descents as (

    select * from int_week_descents

)

select
    steps.athlete_id,
    'F2' as family,
    'week_step' as rule,
    steps.week_km as measured,
    steps.largest_week_km as reference,
    steps.week_above_pct as value,
    30::double as threshold,
    steps.is_week_over as is_over,
    steps.week_not_judged as not_judged,
    steps.local_date
from steps
union all
select
    steps.athlete_id,
    'F2' as family,
    'fortnight_step' as rule,
    steps.fortnight_km as measured,
    steps.largest_fortnight_km as reference,
    steps.fortnight_above_pct as value,
    30::double as threshold,
    steps.is_fortnight_over as is_over,
    steps.fortnight_not_judged as not_judged,
    steps.local_date
from steps
union all
select
    descents.athlete_id,
    'F5' as family,
    'descent' as rule,
    descents.week_descent_m as measured,
    descents.usual_week_descent_m as reference,
    descents.descent_ratio as value,
    2::double as threshold,
    descents.is_over,
    descents.not_judged,
    descents.local_date
from descents
