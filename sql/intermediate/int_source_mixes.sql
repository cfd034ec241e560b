-- One row per athlete, calendar day and load measure that is put together from several
-- sources: are under 70 % of the sessions of the last 28 days from the main one
-- (SCIENCE A.4)? Ratios over such days stay stored; the page greys them.
with daily_load as (

    select * from int_daily_load
    where session_count is not null

)

select
    daily_load.athlete_id,
    daily_load.load_measure,
    10 * sum(daily_load.imputed_count) over days_28
    > 3 * sum(daily_load.session_count) over days_28 as is_mixed_source,
    daily_load.local_date
from daily_load
window days_28 as (
    partition by daily_load.athlete_id, daily_load.load_measure
    order by daily_load.local_date
    range between interval 27 days preceding and current row
)
