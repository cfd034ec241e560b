-- One row per athlete, calendar day and load measure with the sums and means of its
-- windows. A window speaks only when it is full; 28, 21 and 14 days tolerate 2, 2 and 1
-- unknown days (mean over the known ones), 7 days none (SCIENCE 0.2).
with daily_load as (

    select * from int_daily_load

),

means as (

    select
        daily_load.athlete_id,
        daily_load.load_measure,
        daily_load.local_date,
        daily_load.daily_load,
        row_number() over history as days_of_history,
        case
            when count(daily_load.daily_load) over days_7 = 7
                then avg(daily_load.daily_load) over days_7
        end as mean_7,
        case
            when
                count(daily_load.daily_load) over days_7 = 7
                and max(daily_load.daily_load) over days_7
                > min(daily_load.daily_load) over days_7
                then stddev_samp(daily_load.daily_load) over days_7
        end as deviation_7,
        case
            when
                count(*) over days_14 = 14
                and count(daily_load.daily_load) over days_14 >= 13
                then avg(daily_load.daily_load) over days_14
        end as mean_14,
        case
            when
                count(*) over days_21 = 21
                and count(daily_load.daily_load) over days_21 >= 19
                then avg(daily_load.daily_load) over days_21
        end as mean_prior_21,
        case
            when
                count(*) over days_28 = 28
                and count(daily_load.daily_load) over days_28 >= 26
                then avg(daily_load.daily_load) over days_28
        end as mean_28,
        count(*) over days_7 - count(daily_load.daily_load) over days_7 as unknown_7,
        count(*) over days_28 - count(daily_load.daily_load) over days_28
            as unknown_28
    from daily_load
    window
        history as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
        ),
        days_7 as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 6 preceding and current row
        ),
        days_14 as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 13 preceding and current row
        ),
        days_21 as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 27 preceding and 7 preceding
        ),
        days_28 as (
            partition by daily_load.athlete_id, daily_load.load_measure
            order by daily_load.local_date
            rows between 27 preceding and current row
        )

)

select
    means.athlete_id,
    means.load_measure,
    means.daily_load,
    means.days_of_history,
    means.mean_7,
    means.deviation_7,
    means.mean_14,
    means.mean_prior_21,
    means.mean_28,
    lag(means.mean_7, 7) over history as mean_7_week_before,
    lag(means.mean_14, 14) over history as mean_14_fortnight_before,
    median(means.mean_28) over last_year as usual_mean_28,
    means.unknown_7,
    means.unknown_28,
    means.local_date
from means
window
    history as (
        partition by means.athlete_id, means.load_measure
        order by means.local_date
    ),
    last_year as (
        partition by means.athlete_id, means.load_measure
        order by means.local_date
        rows between 364 preceding and current row
    )
