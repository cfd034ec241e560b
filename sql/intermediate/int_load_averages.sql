-- One row per athlete, calendar day and load measure with its exponential averages.
-- EWMA over N days: weight 2 / (N + 1), starting at the first known load. Fitness and
-- fatigue: gain 1 - exp(-1 / 42) and 1 - exp(-1 / 7), starting at 0 (Banister's model).
-- An unknown day leaves all of them unchanged (SCIENCE 0.3, B). A steady week alone
-- makes the ratio swing from day to day: it is judged as a mean of 7 days.
-- An average is the sum of all loads so far, each shrunk once a known day since: they
-- are grown by the days before them, added up, and shrunk by the days so far. Every
-- 2000 known days the sums begin anew, or they would outgrow a number; of what lies
-- before the last 2000 less is left than a number can tell.
with parts as not materialized (

    select
        int_load_windows.athlete_id,
        int_load_windows.load_measure,
        (int_load_windows.known_days - 1) // 2000 as span,
        (int_load_windows.known_days - 1) % 2000 as place,
        int_load_windows.daily_load * if(int_load_windows.known_days = 1, 1, 2.0 / 8)
        * power(8.0 / 6, place) as acute,
        int_load_windows.daily_load * if(int_load_windows.known_days = 1, 1, 2.0 / 29)
        * power(29.0 / 27, place) as chronic,
        int_load_windows.daily_load * (1 - exp(-1 / 42.0)) * exp(place / 42.0)
            as fitness,
        int_load_windows.daily_load * (1 - exp(-1 / 7.0)) * exp(place / 7.0)
            as fatigue,
        int_load_windows.local_date
    from int_load_windows

),

spans as (

    select
        parts.athlete_id,
        parts.load_measure,
        parts.span + 1 as next_span,
        sum(parts.acute) * power(6.0 / 8, 2000) as acute,
        sum(parts.chronic) * power(27.0 / 29, 2000) as chronic,
        sum(parts.fitness) * exp(-2000 / 42.0) as fitness,
        sum(parts.fatigue) * exp(-2000 / 7.0) as fatigue
    from parts
    group by all

),

sums as (

    select
        parts.athlete_id,
        parts.load_measure,
        parts.span,
        parts.place,
        sum(parts.acute) over so_far as acute,
        sum(parts.chronic) over so_far as chronic,
        sum(parts.fitness) over so_far as fitness,
        sum(parts.fatigue) over so_far as fatigue,
        parts.local_date
    from parts
    window so_far as (
        partition by parts.athlete_id, parts.load_measure, parts.span
        order by parts.local_date
        rows between unbounded preceding and current row
    )

),

averages as (

    select
        sums.athlete_id,
        sums.load_measure,
        (sums.acute + coalesce(spans.acute, 0)) * power(6.0 / 8, sums.place)
            as ewma_acute,
        (sums.chronic + coalesce(spans.chronic, 0)) * power(27.0 / 29, sums.place)
            as ewma_chronic,
        ewma_acute / nullif(ewma_chronic, 0) as acwr_ewma,
        (coalesce(sums.fitness, 0) + coalesce(spans.fitness, 0))
        * exp(-sums.place / 42.0) as fitness,
        (coalesce(sums.fatigue, 0) + coalesce(spans.fatigue, 0))
        * exp(-sums.place / 7.0) as fatigue,
        sums.local_date
    from sums
    left join spans
        on
            sums.athlete_id is not distinct from spans.athlete_id
            and sums.load_measure = spans.load_measure
            and sums.span = spans.next_span

)

select
    averages.athlete_id,
    averages.load_measure,
    averages.ewma_acute,
    averages.ewma_chronic,
    averages.acwr_ewma,
    case
        when count(averages.acwr_ewma) over week = 7
            then avg(averages.acwr_ewma) over week
    end as acwr_ewma_7d,
    averages.fitness,
    averages.fatigue,
    averages.fitness - lag(averages.fitness, 7) over history as ramp_rate,
    averages.local_date
from averages
window
    history as (
        partition by averages.athlete_id, averages.load_measure
        order by averages.local_date
    ),
    week as (
        partition by averages.athlete_id, averages.load_measure
        order by averages.local_date
        rows between 6 preceding and current row
    )
