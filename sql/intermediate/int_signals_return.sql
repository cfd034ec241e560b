-- One row per athlete, calendar day and limit of the 28 days after a break (family
-- return): kilometres and longest run of the last 7 days since the return, whether two
-- of them were running days in a row, and the newest pain.
with break_days as (

    select * from int_break_days

),

returns as (

    select
        int_returns.*,
        bool_or(int_returns.is_second_day_in_row) over (
            partition by int_returns.athlete_id, int_returns.returned_on
            order by int_returns.local_date
            rows between 6 preceding and current row
        ) as has_second_day_in_row
    from int_returns

),

days as (

    select
        break_days.athlete_id,
        returns.week_km_before,
        returns.longest_km_before,
        returns.week_limit_km,
        returns.run_limit_km,
        returns.week_km,
        returns.longest_run_km,
        returns.pain_nrs,
        returns.pain_nrs_before,
        returns.has_second_day_in_row,
        returns.is_week_over,
        returns.is_longest_run_over,
        returns.is_pain_over,
        case
            when returns.returned_on is not null then null
            when break_days.last_gap_date is null then 'not_returning'
            when break_days.run_days_7 = 0 or break_days.is_break then 'no_run'
            else 'no_history'
        end as not_judged,
        break_days.local_date
    from break_days
    left join returns
        on
            break_days.athlete_id = returns.athlete_id
            and break_days.local_date = returns.local_date

)

select
    days.athlete_id,
    'return' as family,
    'return_week' as rule,
    days.week_km as measured,
    days.week_km_before as reference,
    days.week_km as value,
    days.week_limit_km as threshold,
    days.is_week_over as is_over,
    case
        when days.is_week_over is null then coalesce(days.not_judged, 'unknown_days')
    end as not_judged,
    days.local_date
from days
union all
select
    days.athlete_id,
    'return' as family,
    'return_run' as rule,
    days.longest_run_km as measured,
    days.longest_km_before as reference,
    days.longest_run_km as value,
    days.run_limit_km as threshold,
    days.is_longest_run_over as is_over,
    case
        when days.is_longest_run_over is null
            then coalesce(days.not_judged, 'unknown_days')
    end as not_judged,
    days.local_date
from days
union all
select
    days.athlete_id,
    'return' as family,
    'return_days' as rule,
    null::double as measured,
    null::double as reference,
    days.has_second_day_in_row::bigint::double as value,
    null::double as threshold,
    days.has_second_day_in_row as is_over,
    days.not_judged,
    days.local_date
from days
union all
select
    days.athlete_id,
    'return' as family,
    'return_pain' as rule,
    null::double as measured,
    days.pain_nrs_before::double as reference,
    days.pain_nrs::double as value,
    3::double as threshold,
    days.is_pain_over as is_over,
    case when days.is_pain_over is null then coalesce(days.not_judged, 'no_entry') end
        as not_judged,
    days.local_date
from days
