-- A family speaks once a day, in words the contract knows.
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
