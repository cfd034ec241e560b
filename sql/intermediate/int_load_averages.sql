-- One row per athlete, calendar day and load measure with its exponential averages.
-- EWMA over N days: weight 2 / (N + 1), starting at the first known load. Fitness and
-- fatigue: gain 1 - exp(-1 / 42) and 1 - exp(-1 / 7), starting at 0 (Banister's model).
-- An unknown day leaves all of them unchanged (SCIENCE 0.3, B).
with recursive

days as (

    select
        int_daily_load.athlete_id,
        int_daily_load.load_measure,
        int_daily_load.local_date,
        int_daily_load.daily_load,
        row_number() over (
            partition by int_daily_load.athlete_id, int_daily_load.load_measure
            order by int_daily_load.local_date
        ) as day_number
    from int_daily_load

),

averages as (

    select
        days.athlete_id,
        days.load_measure,
        days.local_date,
        days.day_number,
        days.daily_load as ewma_acute,
        days.daily_load as ewma_chronic,
        coalesce(days.daily_load, 0) * (1 - exp(-1.0 / 42)) as fitness,
        coalesce(days.daily_load, 0) * (1 - exp(-1.0 / 7)) as fatigue
    from days
    where days.day_number = 1

    union all

    select
        days.athlete_id,
        days.load_measure,
        days.local_date,
        days.day_number,
        coalesce(
            averages.ewma_acute
            + (days.daily_load - averages.ewma_acute) * (2.0::double / 8),
            averages.ewma_acute,
            days.daily_load
        ) as ewma_acute,
        coalesce(
            averages.ewma_chronic
            + (days.daily_load - averages.ewma_chronic) * (2.0::double / 29),
            averages.ewma_chronic,
            days.daily_load
        ) as ewma_chronic,
        averages.fitness + coalesce(
            (days.daily_load - averages.fitness) * (1 - exp(-1.0 / 42)), 0
        ) as fitness,
        averages.fatigue + coalesce(
            (days.daily_load - averages.fatigue) * (1 - exp(-1.0 / 7)), 0
        ) as fatigue
    from averages
    inner join days
        on
            averages.athlete_id is not distinct from days.athlete_id
            and averages.load_measure = days.load_measure
            and averages.day_number + 1 = days.day_number

)

select
    averages.athlete_id,
    averages.load_measure,
    averages.ewma_acute,
    averages.ewma_chronic,
    averages.fitness,
    averages.fatigue,
    averages.local_date
from averages
