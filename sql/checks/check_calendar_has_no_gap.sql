-- Every athlete's calendar is one row a day, from the first session to the last day.
select
    athlete_id,
    load_measure,
    count(*) as row_count,
    max(local_date) - min(local_date) + 1 as day_count
from int_daily_load
group by all
having
    count(*) != max(local_date) - min(local_date) + 1
    or count(*) != count(distinct local_date)
