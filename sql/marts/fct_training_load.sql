-- One row per athlete, calendar day and load measure: how load has moved. acute,
-- chronic and prior are mean daily load over 7, 28 and the 21 days before the 7. The
-- ratios describe; in runners they did not go with more injuries (SCIENCE B).
-- load_state says whether they mean anything: unknown_days, building (under 28 days),
-- returning_from_break, low_base (chronic load under 20 % of the athlete's own usual,
-- for distance also under 1 km a day), else ok. Values stay; the page greys them.
with windows as (

    select * from int_load_windows

),

averages as (

    select * from int_load_averages

),

break_days as (

    select
        *,
        count(*) filter (where is_run_day) over (
            partition by athlete_id order by local_date
            rows between 6 preceding and current row
        ) as run_days_7
    from int_break_days

),

joined as (

    select
        windows.*,
        averages.ewma_acute,
        averages.ewma_chronic,
        averages.fitness,
        averages.fatigue,
        break_days.run_days_7,
        break_days.is_returning,
        greatest(
            0.2 * windows.usual_mean_28,
            case when windows.load_measure = 'distance_km' then 1.0 else 0.0 end
        ) as base_floor
    from windows
    left join averages
        on
            windows.athlete_id is not distinct from averages.athlete_id
            and windows.load_measure = averages.load_measure
            and windows.local_date = averages.local_date
    left join break_days
        on
            windows.athlete_id is not distinct from break_days.athlete_id
            and windows.local_date = break_days.local_date

)

select
    joined.athlete_id,
    joined.load_measure,
    case
        when joined.unknown_7 > 0 or joined.unknown_28 > 2 then 'unknown_days'
        when joined.days_of_history < 28 then 'building'
        when joined.is_returning or joined.mean_28 = 0 or joined.mean_prior_21 = 0
            then 'returning_from_break'
        when joined.mean_28 < joined.base_floor then 'low_base'
        else 'ok'
    end as load_state,
    joined.daily_load,
    joined.mean_7 as acute_load,
    joined.mean_28 as chronic_load,
    joined.mean_prior_21 as prior_load,
    joined.mean_7 / nullif(joined.mean_28, 0) as acwr_coupled,
    joined.mean_7 / nullif(joined.mean_prior_21, 0) as acwr_uncoupled,
    joined.ewma_acute / nullif(joined.ewma_chronic, 0) as acwr_ewma,
    joined.ewma_acute,
    joined.ewma_chronic,
    100 * (joined.mean_7 / nullif(joined.mean_7_week_before, 0) - 1)
        as week_change_pct,
    100 * (joined.mean_14 / nullif(joined.mean_14_fortnight_before, 0) - 1)
        as two_week_change_pct,
    joined.mean_7 / joined.deviation_7 as monotony,
    7 * joined.mean_7 * joined.mean_7 / joined.deviation_7 as strain,
    joined.fitness,
    joined.fatigue,
    joined.fitness - joined.fatigue as form,
    joined.fitness - lag(joined.fitness, 7) over (
        partition by joined.athlete_id, joined.load_measure
        order by joined.local_date
    ) as ramp_rate,
    case when joined.mean_7 is not null then joined.run_days_7 end as run_days_7,
    joined.local_date
from joined
