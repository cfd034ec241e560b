-- One row per athlete and calendar day: kilometres of the last 7 and 14 days, and the
-- largest such sums of the weeks before, whose end lies 7 to 34 (14 to 27) days back.
-- Of those sums at least three quarters must be known [P].
with windows as (

    select * from int_load_windows
    where load_measure = 'distance_km'

)

select
    windows.athlete_id,
    windows.days_of_history,
    windows.unknown_7,
    7 * windows.mean_7 as week_km,
    case
        when
            windows.days_of_history >= 35
            and count(windows.mean_7) over weeks_before >= 21
            then 7 * max(windows.mean_7) over weeks_before
    end as largest_week_km,
    14 * windows.mean_14 as fortnight_km,
    case
        when
            windows.days_of_history >= 28
            and count(windows.mean_14) over fortnights_before >= 10
            then 14 * max(windows.mean_14) over fortnights_before
    end as largest_fortnight_km,
    windows.local_date
from windows
window
    weeks_before as (
        partition by windows.athlete_id order by windows.local_date
        rows between 34 preceding and 7 preceding
    ),
    fortnights_before as (
        partition by windows.athlete_id order by windows.local_date
        rows between 27 preceding and 14 preceding
    )
