-- One row per athlete, calendar day and load measure with its exponential averages.
-- EWMA over N days: weight 2 / (N + 1), starting at the first known load. Fitness and
-- fatigue: gain 1 - exp(-1 / 42) and 1 - exp(-1 / 7), starting at 0 (Banister's model).
-- An unknown day leaves all of them unchanged (SCIENCE 0.3, B). A steady week alone
-- makes the ratio swing from day to day: it is judged as a mean of 7 days.
with recursive

series as (

    select
        int_daily_load.athlete_id,
        int_daily_load.load_measure,
        row_number() over () as series_number
    from int_daily_load
    group by int_daily_load.athlete_id, int_daily_load.load_measure

),

-- one number leads from a day to the next: ten years are thousands of steps
days as (

    select
        int_daily_load.athlete_id,
        int_daily_load.load_measure,
        int_daily_load.daily_load,
        100000 * series.series_number + row_number() over (
            partition by series.series_number order by int_daily_load.local_date
        ) as place,
        int_daily_load.local_date
    from int_daily_load
    inner join series
        on
            int_daily_load.athlete_id is not distinct from series.athlete_id
            and int_daily_load.load_measure = series.load_measure

),

averages as (

    select
        days.place,
        days.daily_load as ewma_acute,
        days.daily_load as ewma_chronic,
        coalesce(days.daily_load, 0) * (1 - exp(-1.0 / 42)) as fitness,
        coalesce(days.daily_load, 0) * (1 - exp(-1.0 / 7)) as fatigue
    from days
    where days.place % 100000 = 1

    union all

    select
        days.place,
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
        on averages.place + 1 = days.place

),

moved as (

    select
        averages.*,
        averages.ewma_acute / nullif(averages.ewma_chronic, 0) as acwr_ewma,
        averages.fitness - lag(averages.fitness, 7) over history as ramp_rate,
        case
            when count(acwr_ewma) over week = 7 then avg(acwr_ewma) over week
        end as acwr_ewma_7d
    from averages
    window
        history as (
            partition by averages.place // 100000 order by averages.place
        ),
        week as (
            partition by averages.place // 100000 order by averages.place
            rows between 6 preceding and current row
        )

)

select
    days.athlete_id,
    days.load_measure,
    moved.ewma_acute,
    moved.ewma_chronic,
    moved.acwr_ewma,
    moved.acwr_ewma_7d,
    moved.fitness,
    moved.fatigue,
    moved.ramp_rate,
    days.local_date
from moved
inner join days
    on moved.place = days.place
