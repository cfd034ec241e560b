-- One row per athlete and calendar day: kilometres of the last 7 and 14 days against
-- the largest such sums of the weeks before. Over: more than 30 % and at least 5 km
-- above. In the 28 days after a break the return rule takes its place.
-- Weeks count from the first run: what was done in another sport before is no week of
-- running.
with sums as (

    select
        *,
        100 * (week_km / nullif(largest_week_km, 0) - 1) as week_above_pct,
        100 * (fortnight_km / nullif(largest_fortnight_km, 0) - 1)
            as fortnight_above_pct
    from int_volume_sums

),

break_days as (

    select * from int_break_days

),

judged as (

    select
        sums.*,
        case
            when sums.unknown_7 > 0 then 'unknown_days'
            when coalesce(break_days.days_of_running, 0) < 35 then 'building'
            when sums.largest_week_km is null then 'unknown_days'
            when break_days.is_returning then 'returning_from_break'
            when sums.largest_week_km = 0 then 'building'
        end as week_not_judged,
        case
            when sums.days_of_history >= 14 and sums.fortnight_km is null
                then 'unknown_days'
            when coalesce(break_days.days_of_running, 0) < 37 then 'building'
            when sums.largest_fortnight_km is null then 'unknown_days'
            when break_days.is_returning then 'returning_from_break'
            when sums.largest_fortnight_km = 0 then 'building'
        end as fortnight_not_judged,
        break_days.last_gap_date is not null as has_gap
    from sums
    inner join break_days
        on
            sums.athlete_id = break_days.athlete_id
            and sums.local_date = break_days.local_date

)

select
    judged.athlete_id,
    judged.week_not_judged,
    judged.fortnight_not_judged,
    case when judged.fortnight_not_judged is not null then judged.week_not_judged end
        as not_judged,
    judged.week_km,
    judged.largest_week_km,
    judged.week_above_pct,
    judged.fortnight_km,
    judged.largest_fortnight_km,
    judged.fortnight_above_pct,
    case
        when judged.week_not_judged is null
            then
                judged.week_above_pct > 30 + 1e-9
                and judged.week_km - judged.largest_week_km >= 5 - 1e-9
    end as is_week_over,
    case
        when judged.fortnight_not_judged is null
            then
                judged.fortnight_above_pct > 30 + 1e-9
                and judged.fortnight_km - judged.largest_fortnight_km >= 5 - 1e-9
    end as is_fortnight_over,
    judged.has_gap,
    judged.local_date
from judged
