-- One row per strength programme and day: up to 56 days before it, those it is judged
-- by, and 28 weeks after, none of them another programme's. Weeks count from the start:
-- day 0 begins week 0. What nobody logged, rated or knows is null.
with programmes as (

    select * from int_programmes

),

daily_load as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

capability_days as (

    select * from int_capability_days

),

strength_days as (

    select * from int_strength_days

),

days as (

    select
        programmes.athlete_id,
        programmes.programme,
        programmes.started_on,
        programmes.baseline_from,
        programmes.judged_until,
        programmes.counted_until,
        unnest(generate_series(
            programmes.before_from,
            least(programmes.followed_until, programmes.judged_until + 28 * 7),
            interval 1 day
        ))::date as local_date
    from programmes

)

select
    days.athlete_id,
    days.programme,
    floor((days.local_date - days.started_on) / 7)::int as week,
    pain_days.pain_nrs,
    pain_days.is_medicated,
    capability_days.run_capability,
    daily_load.daily_load as day_km,
    strength_days.has_strength,
    strength_days.has_strength
    and (
        days.programme = 'mixed'
        or list_contains(strength_days.programmes, days.programme)
    ) as has_own_strength,
    strength_days.active_min,
    days.started_on,
    days.baseline_from,
    days.judged_until,
    days.counted_until,
    days.local_date
from days
left join daily_load
    on
        days.athlete_id = daily_load.athlete_id
        and days.local_date = daily_load.local_date
left join pain_days
    on
        days.athlete_id = pain_days.athlete_id
        and days.local_date = pain_days.local_date
left join capability_days
    on
        days.athlete_id = capability_days.athlete_id
        and days.local_date = capability_days.local_date
left join strength_days
    on
        days.athlete_id = strength_days.athlete_id
        and days.local_date = strength_days.local_date
