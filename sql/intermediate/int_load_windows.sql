-- One row per athlete, calendar day and load measure with the means of its windows.
-- All are built of three: the last 7 days, the 7 before and the 14 before those. A
-- window speaks only when it is full; 28, 21 and 14 days tolerate 2, 2 and 1 unknown
-- days (mean over the known ones), 7 days none (SCIENCE 0.2). Days all alike have no
-- deviation.
with daily_load as (

    select * from int_daily_load

),

parts as (

    select
        daily_load.athlete_id,
        daily_load.load_measure,
        daily_load.daily_load,
        row_number() over history as days_of_history,
        count(daily_load.daily_load) over history as known_days,
        count(daily_load.daily_load) over week as known_7,
        count(daily_load.daily_load) over week_before as known_week_before,
        count(daily_load.daily_load) over fortnight_before as known_fortnight_before,
        coalesce(sum(daily_load.daily_load) over week, 0) as sum_7,
        coalesce(sum(daily_load.daily_load) over week_before, 0) as sum_week_before,
        coalesce(sum(daily_load.daily_load) over fortnight_before, 0)
            as sum_fortnight_before,
        stddev_samp(daily_load.daily_load) over week as deviation_7,
        daily_load.local_date
    from daily_load
    window
        history as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
        ),
        week as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 6 preceding and current row
        ),
        week_before as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 13 preceding and 7 preceding
        ),
        fortnight_before as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 27 preceding and 14 preceding
        )

),

added as (

    select
        parts.*,
        parts.known_7 + parts.known_week_before as known_14,
        parts.known_week_before + parts.known_fortnight_before as known_prior_21,
        parts.known_7 + parts.known_week_before + parts.known_fortnight_before
            as known_28,
        parts.sum_week_before + parts.sum_fortnight_before as sum_prior_21,
        parts.days_of_history >= 14 as is_full_14,
        parts.days_of_history >= 28 as is_full_28
    from parts

)

select
    added.athlete_id,
    added.load_measure,
    added.daily_load,
    added.days_of_history,
    added.known_days,
    case when added.known_7 = 7 then added.sum_7 / 7 end as mean_7,
    case
        when added.known_7 = 7 and added.deviation_7 > 1e-9 * added.sum_7
            then added.deviation_7
    end as deviation_7,
    case when added.known_week_before = 7 then added.sum_week_before / 7 end
        as mean_week_before,
    case
        when added.is_full_14 and added.known_14 >= 13
            then (added.sum_7 + added.sum_week_before) / added.known_14
    end as mean_14,
    case
        when added.is_full_28 and added.known_fortnight_before >= 13
            then added.sum_fortnight_before / added.known_fortnight_before
    end as mean_fortnight_before,
    case
        when added.is_full_28 and added.known_prior_21 >= 19
            then added.sum_prior_21 / added.known_prior_21
    end as mean_prior_21,
    case
        when added.is_full_28 and added.known_28 >= 26
            then (added.sum_7 + added.sum_prior_21) / added.known_28
    end as mean_28,
    least(added.days_of_history, 7) - added.known_7 as unknown_7,
    least(added.days_of_history, 28) - added.known_28 as unknown_28,
    added.local_date
from added
