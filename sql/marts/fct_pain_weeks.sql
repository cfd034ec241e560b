-- One row per athlete, body site and ISO week (Monday start) with a pain score. A
-- single log shows no change (SCIENCE E.5): `median_nrs` is null below 3 logged days. A
-- day counts by its maximum; one without an entry is missing, not 0.
with pain_days as (

    select * from fct_pain_days

)

select
    pain_days.athlete_id,
    pain_days.body_site,
    case when count(*) >= 3 then median(pain_days.pain_nrs) end as median_nrs,
    max(pain_days.pain_nrs) as highest_nrs,
    count(*) as logged_days,
    count(*) filter (where pain_days.is_medicated) as medicated_days,
    count(*) filter (where pain_days.is_sharp) as sharp_days,
    date_trunc('week', pain_days.local_date)::date as week_start
from pain_days
group by all
