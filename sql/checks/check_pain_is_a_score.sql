-- Pain is 0 to 10, once per day and body site.
select
    athlete_id,
    local_date,
    body_site,
    max(pain_nrs) as pain_nrs
from fct_pain_days
group by all
having count(*) > 1 or max(pain_nrs) not between 0 and 10
