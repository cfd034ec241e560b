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

usual_loads as (

    select * from int_usual_loads

),

source_mixes as (

    select * from int_source_mixes

),

break_days as (

    select * from int_break_days

)

select
    windows.athlete_id,
    windows.load_measure,
    case
        when windows.unknown_7 > 0 or windows.unknown_28 > 2 then 'unknown_days'
        when windows.days_of_history < 28 then 'building'
        when
            break_days.is_returning
            or windows.mean_28 = 0
            or windows.mean_prior_21 = 0
            then 'returning_from_break'
        when
            windows.mean_28 < (0.2 - 1e-9) * usual_loads.usual_mean_28
            or (windows.load_measure = 'distance_km' and windows.mean_28 < 1 - 1e-9)
            then 'low_base'
        else 'ok'
    end as load_state,
    windows.daily_load,
    windows.mean_7 as acute_load,
    windows.mean_28 as chronic_load,
    windows.mean_prior_21 as prior_load,
    windows.mean_7 / nullif(windows.mean_28, 0) as acwr_coupled,
    windows.mean_7 / nullif(windows.mean_prior_21, 0) as acwr_uncoupled,
    averages.acwr_ewma,
    averages.acwr_ewma_7d,
    averages.ewma_acute,
    averages.ewma_chronic,
    100 * (windows.mean_7 / nullif(windows.mean_week_before, 0) - 1)
        as week_change_pct,
    100 * (windows.mean_14 / nullif(windows.mean_fortnight_before, 0) - 1)
        as two_week_change_pct,
    windows.mean_7 / windows.deviation_7 as monotony,
    windows.mean_7 / windows.deviation_7 * sqrt(7 / 6.0) as monotony_population,
    7 * windows.mean_7 * windows.mean_7 / windows.deviation_7 as strain,
    averages.fitness,
    averages.fatigue,
    averages.fitness - averages.fatigue as form,
    averages.ramp_rate,
    case when windows.mean_7 is not null then break_days.run_days_7 end as run_days_7,
    coalesce(source_mixes.is_mixed_source, false) as is_mixed_source,
    windows.local_date
from windows
left join averages
    on
        windows.athlete_id is not distinct from averages.athlete_id
        and windows.load_measure = averages.load_measure
        and windows.local_date = averages.local_date
left join usual_loads
    on
        windows.athlete_id is not distinct from usual_loads.athlete_id
        and windows.load_measure = usual_loads.load_measure
        and date_trunc('week', windows.local_date)::date = usual_loads.week_start
left join source_mixes
    on
        windows.athlete_id is not distinct from source_mixes.athlete_id
        and windows.load_measure = source_mixes.load_measure
        and windows.local_date = source_mixes.local_date
left join break_days
    on
        windows.athlete_id is not distinct from break_days.athlete_id
        and windows.local_date = break_days.local_date
