-- A family speaks once a day, in words the contract knows, and while it lives.
select
    athlete_id,
    local_date,
    family,
    count(*) as row_count
from fct_flags
group by all
having
    count(*) > 1
    or any_value(level) not in ('info', 'watch', 'high', 'see_doctor')
    or any_value(evidence) not in ('A', 'B', 'C', 'D', 'X')
    or any_value(local_date < raised_on or local_date >= clears_on)
    or any_value((family = 'red_flag') != (clears_on is null))
