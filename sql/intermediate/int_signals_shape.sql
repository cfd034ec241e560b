-- One row per athlete, calendar day and sign of a one-sided week (family F3).
with shapes as (

    select
        *,
        case
            when days_of_history < 7 then 'building'
            when acute_load is null then 'unknown_days'
            when acute_load = 0 then 'no_run'
            when monotony is null then 'no_spread'
        end as week_not_judged,
        case when days_of_history > 90 then 'unknown_days' else 'building' end
            as quarter_lacks
    from int_week_shapes

)

select
    shapes.athlete_id,
    'F3' as family,
    'monotony' as rule,
    shapes.acute_load as measured,
    shapes.acute_load / shapes.monotony as reference,
    shapes.monotony as value,
    2::double as threshold,
    shapes.is_monotonous as is_over,
    shapes.week_not_judged as not_judged,
    shapes.local_date
from shapes
union all
select
    shapes.athlete_id,
    'F3' as family,
    'strain' as rule,
    null::double as measured,
    null::double as reference,
    shapes.strain as value,
    shapes.strain_limit as threshold,
    shapes.is_straining as is_over,
    case
        when shapes.is_straining is null
            then coalesce(shapes.week_not_judged, 'building')
    end as not_judged,
    shapes.local_date
from shapes
union all
select
    shapes.athlete_id,
    'F3' as family,
    'hard_days' as rule,
    null::double as measured,
    null::double as reference,
    shapes.hard_days_in_row::double as value,
    3::double as threshold,
    shapes.is_stacked as is_over,
    case when shapes.is_stacked is null then shapes.quarter_lacks end as not_judged,
    shapes.local_date
from shapes
union all
select
    shapes.athlete_id,
    'F3' as family,
    'run_days' as rule,
    shapes.run_days_7::double as measured,
    shapes.usual_run_days as reference,
    shapes.run_days_7::double as value,
    6::double as threshold,
    shapes.is_often as is_over,
    case when shapes.is_often is null then shapes.quarter_lacks end as not_judged,
    shapes.local_date
from shapes
