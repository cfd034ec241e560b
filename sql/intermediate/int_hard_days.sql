-- One row per athlete and calendar day: was it hard? A day is if its distance or its
-- srpe_load lies above the athlete's own limit, or if a session held 10 minutes above
-- 90 % of the highest heart rate. An unrated effort makes no day hard; an unknown
-- distance leaves it open. Null before 90 days of history.
with distances as (

    select * from int_hard_limits
    where load_measure = 'distance_km'

),

efforts as (

    select * from int_hard_limits
    where load_measure = 'srpe_load'

),

session_loads as (

    select * from int_session_loads
    where not is_excluded

),

fast_days as (

    select
        session_loads.athlete_id,
        session_loads.local_date,
        coalesce(max(session_loads.over_90_pct_min) >= 10, false) as is_fast
    from session_loads
    group by all

),

days as (

    select
        distances.athlete_id,
        case
            when distances.has_history
                then
                    distances.is_above
                    or coalesce(efforts.is_above, false)
                    or coalesce(fast_days.is_fast, false)
        end as is_hard,
        distances.local_date
    from distances
    left join efforts
        on
            distances.athlete_id = efforts.athlete_id
            and distances.local_date = efforts.local_date
    left join fast_days
        on
            distances.athlete_id = fast_days.athlete_id
            and distances.local_date = fast_days.local_date

)

select
    days.athlete_id,
    days.is_hard,
    case
        when days.is_hard is not null
            then
                days.local_date
                - max(case when days.is_hard then null else days.local_date end) over (
                    partition by days.athlete_id order by days.local_date
                    rows between unbounded preceding and current row
                )
    end as hard_days_in_row,
    days.local_date
from days
