-- One row per athlete and span of the year calendar: all its days (`year`), and those
-- of each month (`month`), which add up to it: the first month may begin on any day.
-- Kilometres are the sum of the days of which they are known, null where there is none.
-- Days without an entry are missing from the pain, not 0.
with days as (

    select * from int_calendar_days
    where week_index >= 0

),

spans as (

    select
        days.*,
        'year' as span,
        null::date as month_start
    from days
    union all
    select
        days.*,
        'month' as span,
        date_trunc('month', days.local_date)::date as month_start
    from days

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
