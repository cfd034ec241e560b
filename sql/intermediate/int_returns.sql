-- One row per athlete and day of the 28 after a break that can be judged: what was
-- run since the return beside its limits, and the newest low-back pain of the last 7
-- days, which a painkiller does not lower. Pain rises if it lies above the day with an
-- entry before it, 28 days back at most [P].
with weeks as (

    select * from int_return_weeks

),

pain_days as (

    select
        athlete_id,
        pain_nrs,
        case
            when local_date - lag(local_date) over history <= 28
                then lag(pain_nrs) over history
        end as pain_nrs_before,
        local_date
    from int_pain_scores
    window history as (partition by athlete_id order by local_date)

),

joined as (

    select
        weeks.*,
        case
            when weeks.local_date - pain_days.local_date <= 6
                then pain_days.pain_nrs
        end as pain_nrs,
        pain_days.pain_nrs_before
    from weeks
    asof left join pain_days
        on
            weeks.athlete_id = pain_days.athlete_id
            and weeks.local_date >= pain_days.local_date

),

judged as (

    select
        joined.*,
        joined.pain_nrs > joined.pain_nrs_before as is_pain_rising,
        joined.week_km > joined.week_limit_km + 1e-9 as is_week_over,
        joined.run_km > joined.run_limit_km + 1e-9 as is_run_over,
        joined.longest_run_km > joined.run_limit_km + 1e-9 as is_longest_run_over
    from joined

)

select
    judged.athlete_id,
    judged.days_off,
    judged.week_km_before,
    judged.longest_km_before,
    judged.week_limit_km,
    judged.run_limit_km,
    judged.week_km,
    judged.run_km,
    judged.longest_run_km,
    judged.pain_nrs,
    judged.pain_nrs_before,
    judged.is_run_day,
    judged.is_second_day_in_row,
    judged.is_pain_rising,
    judged.is_week_over,
    judged.is_run_over,
    judged.is_longest_run_over,
    judged.pain_nrs > 3 or coalesce(judged.is_pain_rising, false) as is_pain_over,
    judged.returned_on,
    judged.local_date
from judged
