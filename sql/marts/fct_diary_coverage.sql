-- One row per athlete with pain entries: how full the diary is from its first entry to
-- its last, on running days and on others, and whether scores after a gap differ.
-- People log when it hurts; the association's test bears that, its size and all means
-- do not.
with run_days as (

    select * from int_run_days

),

daily_load as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

entries as (

    select
        athlete_id,
        local_date,
        pain_nrs,
        local_date - lag(local_date) over (
            partition by athlete_id order by local_date
        ) as days_since_entry
    from fct_pain_days
    where body_site = 'low_back'

),

spans as (

    select
        entries.athlete_id,
        min(entries.local_date) as first_date,
        max(entries.local_date) as last_date,
        avg(entries.pain_nrs) filter (where entries.days_since_entry > 1)
            as mean_after_gap_nrs,
        avg(entries.pain_nrs) filter (where entries.days_since_entry = 1)
            as mean_day_to_day_nrs
    from entries
    group by all

),

unknown_days as (

    select
        daily_load.athlete_id,
        count(*) as day_count,
        count(*) - count(daily_load.daily_load) as unknown_count
    from daily_load
    group by all

),

counted as (

    select
        spans.athlete_id,
        count(run_days.local_date) filter (where run_days.is_run_day) as run_days,
        count(entries.local_date) filter (where run_days.is_run_day)
            as run_days_logged,
        count(run_days.local_date) filter (where not run_days.is_run_day)
            as other_days,
        count(entries.local_date) filter (where not run_days.is_run_day)
            as other_days_logged
    from spans
    left join run_days
        on
            spans.athlete_id = run_days.athlete_id
            and run_days.local_date between spans.first_date and spans.last_date
    left join entries
        on
            run_days.athlete_id = entries.athlete_id
            and run_days.local_date = entries.local_date
    group by all

)

select
    spans.athlete_id,
    counted.run_days,
    counted.run_days_logged,
    counted.other_days,
    counted.other_days_logged,
    100.0
    * counted.run_days_logged
    / nullif(counted.run_days, 0) as run_days_logged_pct,
    100.0 * counted.other_days_logged / nullif(counted.other_days, 0)
        as other_days_logged_pct,
    spans.mean_after_gap_nrs - spans.mean_day_to_day_nrs as after_gap_difference_nrs,
    coalesce(unknown_days.unknown_count, 0) as unknown_days,
    100.0 * unknown_days.unknown_count / nullif(unknown_days.day_count, 0)
        as unknown_days_pct,
    spans.first_date,
    spans.last_date
from spans
left join counted
    on spans.athlete_id = counted.athlete_id
left join unknown_days
    on spans.athlete_id = unknown_days.athlete_id
