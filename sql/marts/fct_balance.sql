-- One row per athlete, ISO week and part of training's balance (kilometres,
-- training_days, intensity): the week against the runner's own usual range, the 10th to
-- 90th percentile of the 12 weeks before: those whole, known and with training (a break
-- makes nothing usual), at least 6 of them; days are whole, outward. A convention of
-- this project, described and never flagged. A week without training has no intensity:
-- `no_training`, not 0.
with balance_values as (

    select
        *,
        case when is_whole and not is_rest_week then value end as usual_value
    from int_balance_values

),

percentiles as (

    select
        balance_values.*,
        count(balance_values.usual_value) over earlier as weeks,
        quantile_cont(balance_values.usual_value, 0.1) over earlier as low,
        quantile_cont(balance_values.usual_value, 0.9) over earlier as high
    from balance_values
    window earlier as (
        partition by
            balance_values.athlete_id, balance_values.part, balance_values.source
        order by balance_values.week_start
        range between interval 84 days preceding and interval 7 days preceding
    )

),

ranged as (

    select
        percentiles.* replace (
            case
                when percentiles.part = 'training_days' then floor(percentiles.low)
                else percentiles.low
            end as low,
            case
                when percentiles.part = 'training_days' then ceil(percentiles.high)
                else percentiles.high
            end as high
        )
    from percentiles

)

select
    ranged.athlete_id,
    ranged.week_start,
    ranged.part,
    ranged.source,
    case
        when not ranged.is_whole then 'not_complete'
        when ranged.part = 'intensity' and ranged.is_rest_week then 'no_training'
        when ranged.value is null then 'unknown'
        when ranged.weeks < 6 then 'no_range'
        when ranged.value < ranged.low - 1e-9 then 'below'
        when ranged.value > ranged.high + 1e-9 then 'above'
        else 'within'
    end as state,
    ranged.value,
    case when ranged.weeks >= 6 then ranged.low end as usual_low,
    case when ranged.weeks >= 6 then ranged.high end as usual_high,
    ranged.weeks
from ranged
