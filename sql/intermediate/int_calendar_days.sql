-- One row per athlete and day of the year calendar: every day that has a state, and
-- days with an entry before there were any. Weeks begin on the day that is set;
-- week_index 52 is the week of the athlete's today, 0 the first of the 53 drawn.
with athletes as (

    select
        athlete_id,
        today,
        case when week_starts_on = 'sunday' then 1 else 0 end as shift_days
    from stg_athletes

),

days as (

    select * from fct_days

),

kilometres as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

pain as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

other_sports as (

    select distinct
        athlete_id,
        local_date
    from int_sessions
    where not is_excluded and not is_running

),

joined as (

    select
        coalesce(days.athlete_id, pain.athlete_id) as athlete_id,
        days.day_state,
        kilometres.daily_load as distance_km,
        pain.pain_nrs,
        other_sports.local_date is not null as has_other_sport,
        coalesce(pain.is_medicated, false) as is_medicated,
        coalesce(days.local_date, pain.local_date) as local_date
    from days
    full outer join pain
        on days.athlete_id = pain.athlete_id and days.local_date = pain.local_date
    left join kilometres
        on
            days.athlete_id = kilometres.athlete_id
            and days.local_date = kilometres.local_date
    left join other_sports
        on
            days.athlete_id = other_sports.athlete_id
            and days.local_date = other_sports.local_date

),

placed as (

    select
        joined.*,
        (isodow(joined.local_date) - 1 + athletes.shift_days) % 7 as weekday_index,
        athletes.today
        - (isodow(athletes.today) - 1 + athletes.shift_days)::integer % 7
            as this_week_start,
        joined.local_date = athletes.today as is_today
    from joined
    inner join athletes
        on joined.athlete_id = athletes.athlete_id

)

select
    placed.athlete_id,
    (
        52 + floor((placed.local_date - placed.this_week_start) / 7.0)
    )::integer as week_index,
    placed.weekday_index,
    placed.day_state,
    placed.distance_km,
    placed.pain_nrs,
    placed.has_other_sport,
    placed.is_medicated,
    placed.is_today,
    placed.local_date
from placed
where placed.local_date < placed.this_week_start + 7
