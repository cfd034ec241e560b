-- Ratings lie between 0 and 10, one row a day and activity, the first one unchanged.
select
    athlete_id,
    activity_number,
    local_date
from fct_run_capability
group by all
having
    count(*) > 1
    or min(rating) < 0
    or max(rating) > 10
    or bool_or(local_date = first_date and change_since_first != 0)
