-- Every score of the diary is in its day's worst, and no day has one that nobody wrote.
with entries as (

    select
        athlete_id,
        body_site,
        local_date,
        max(pain_nrs) as pain_nrs,
        count(*) as entries
    from fct_pain_entries
    where pain_nrs is not null
    group by all

)

select
    coalesce(entries.athlete_id, days.athlete_id) as athlete_id,
    coalesce(entries.local_date, days.local_date) as local_date
from entries
full outer join fct_pain_days as days
    on
        entries.athlete_id = days.athlete_id
        and entries.body_site = days.body_site
        and entries.local_date = days.local_date
where
    entries.pain_nrs is distinct from days.pain_nrs
    or entries.entries is distinct from days.entries
