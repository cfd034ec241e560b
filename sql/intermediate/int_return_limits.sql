-- One row per athlete and day of the 28 after a break, from its first run on, as long
-- as no new break opens: the limits of SCIENCE E.4. First week: 80 % of the usual week
-- under 21 days off, 50 % up to 28, 30 % above; longest run 50 % of the longest of the
-- 30 days before; each then 20 % more a week (of "about 10-20 %" the upper end [P]).
with break_ends as (

    select
        *,
        case when days_off < 21 then 0.8 when days_off <= 28 then 0.5 else 0.3 end
            as first_share
    from int_break_ends

),

break_days as (

    select * from int_break_days

),

days as (

    select
        break_ends.*,
        (break_days.local_date - break_ends.returned_on) // 7 as weeks_since,
        break_days.is_run_day,
        break_days.local_date
    from break_ends
    inner join break_days
        on
            break_ends.athlete_id = break_days.athlete_id
            and break_days.local_date
            between break_ends.returned_on and break_ends.returned_on + 27
    where break_days.last_gap_date < break_ends.returned_on

)

select
    days.athlete_id,
    days.days_off,
    days.week_km_before,
    days.longest_km_before,
    days.first_share * days.week_km_before * power(1.2, days.weeks_since)
        as week_limit_km,
    0.5 * days.longest_km_before * power(1.2, days.weeks_since) as run_limit_km,
    days.weeks_since = 0 as is_first_week,
    days.is_run_day,
    days.returned_on,
    days.local_date
from days
