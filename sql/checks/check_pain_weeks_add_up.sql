-- Each week's logged days are the days with a score, one row a week, none above 7.
with weeks as (

    select
        athlete_id,
        body_site,
        week_start,
        sum(logged_days) as logged_days,
        count(*) as entries
    from fct_pain_weeks
    group by all

),

days as (

    select
        athlete_id,
        body_site,
        date_trunc('week', local_date)::date as week_start,
        count(*) as logged_days
    from fct_pain_days
    group by all

)

select
    coalesce(weeks.athlete_id, days.athlete_id) as athlete_id,
    coalesce(weeks.week_start, days.week_start) as week_start
from weeks
full outer join days
    on
        weeks.athlete_id = days.athlete_id
        and weeks.body_site = days.body_site
        and weeks.week_start = days.week_start
where
    weeks.logged_days is distinct from days.logged_days
    or weeks.logged_days > 7
    or weeks.entries > 1
