-- One row per athlete and week: on how many days the diary has a low-back score, in how
-- many of the 8 weeks before it has any, and the day of the first ever.
with weeks as (

    select * from int_habit_weeks

),

entries as (

    select
        *,
        date_trunc('week', local_date)::date as week_start
    from fct_pain_days
    where body_site = 'low_back'

),

diaries as (

    select
        athlete_id,
        min(local_date) as first_entry_date
    from entries
    group by all

)

select
    weeks.athlete_id,
    diaries.first_entry_date,
    count(*) filter (where entries.week_start = weeks.week_start) as entry_days,
    count(distinct entries.week_start) filter (
        where entries.week_start < weeks.week_start
    ) as entry_weeks_before,
    weeks.week_start
from weeks
left join entries
    on
        weeks.athlete_id = entries.athlete_id
        and entries.week_start between weeks.week_start - 8 * 7 and weeks.week_start
left join diaries
    on weeks.athlete_id = diaries.athlete_id
group by all
