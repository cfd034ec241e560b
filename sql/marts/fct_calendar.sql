-- One row per athlete and day of the year calendar: its place among 53 weeks of 7 days,
-- what was done, the shade of its kilometres, the day's worst back pain. day_state is
-- null before there was any session; distance_km is null where it is not known, and a
-- run without kilometres has no shade. A score of a day with a painkiller is_medicated.
with days as (

    select * from int_calendar_days
    where week_index >= 0

),

steps as (

    select * from fct_calendar_steps

)

select
    days.athlete_id,
    days.week_index,
    days.weekday_index,
    days.day_state,
    days.distance_km,
    steps.km_step,
    days.pain_nrs,
    days.has_other_sport,
    days.is_medicated,
    days.is_today,
    days.local_date
from days
left join steps
    on
        days.athlete_id = steps.athlete_id
        and days.day_state = 'run'
        and days.distance_km > 0
        and (steps.from_km is null or days.distance_km > steps.from_km + 1e-9)
        and (steps.to_km is null or days.distance_km <= steps.to_km + 1e-9)
