-- One row per athlete, calendar day and load measure (distance and srpe_load): is the
-- day above the 75th percentile of the athlete's own days with load in the 90 days
-- before? Null before 90 days of history, or where under three quarters of them are
-- known [P].
with daily_load as (

    select * from int_daily_load
    where load_measure in ('distance_km', 'srpe_load')

),

limits as (

    select
        daily_load.athlete_id,
        daily_load.load_measure,
        daily_load.daily_load,
        case
            when
                row_number() over history > 90
                and count(daily_load.daily_load) over days_before >= 68
                then quantile_cont(
                    case when daily_load.daily_load > 0 then daily_load.daily_load end,
                    0.75
                ) over days_before
        end as hard_from,
        row_number() over history > 90 as has_history,
        daily_load.local_date
    from daily_load
    window
        history as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
        ),
        days_before as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 90 preceding and 1 preceding
        )

)

select
    limits.athlete_id,
    limits.load_measure,
    limits.hard_from,
    limits.has_history,
    case
        when not limits.has_history then null
        when limits.daily_load = 0 then false
        else limits.daily_load > (1 + 1e-9) * limits.hard_from
    end as is_above,
    limits.local_date
from limits
