-- One row per athlete and span of the year calendar: all its days (`year`), and each
-- month it touches, from the month's first day on (`month`). Kilometres are the sum of
-- the days of which they are known, null where there is none. Days without an entry are
-- missing from the pain, not 0.
with days as (

    select * from int_calendar_days

),

begins as (

    select
        athlete_id,
        date_trunc('month', min(local_date))::date as first_month
    from days
    where week_index >= 0
    group by all

),

spans as (

    select
        days.*,
        'year' as span,
        null::date as month_start
    from days
    where days.week_index >= 0
    union all
    select
        days.*,
        'month' as span,
        date_trunc('month', days.local_date)::date as month_start
    from days
    inner join begins
        on
            days.athlete_id = begins.athlete_id
            and days.local_date >= begins.first_month

)

select
    spans.athlete_id,
    spans.span,
    sum(spans.distance_km order by spans.local_date) as distance_km,
    count(*) filter (where spans.day_state = 'run') as run_days,
    count(*) filter (
        where spans.day_state is not null and spans.distance_km is null
    ) as unknown_days,
    count(spans.pain_nrs) as entry_days,
    median(spans.pain_nrs) as pain_median_nrs,
    max(spans.pain_nrs) as pain_max_nrs,
    min(spans.local_date) as first_date,
    max(spans.local_date) as last_date
from spans
group by
    spans.athlete_id,
    spans.span,
    spans.month_start
