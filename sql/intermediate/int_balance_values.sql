-- One row per athlete, ISO week and part of the balance of training: kilometres run,
-- days with a session of any sport, share of hard minutes. A value is null where a day
-- of the week is unknown; `is_whole` tells that all seven days have come. A part with
-- more than one source is compared within one source only.
with days as (

    select * from fct_days

),

daily_load as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

intensities as (

    select * from int_week_intensities

),

weeks as (

    select
        days.athlete_id,
        date_trunc('week', days.local_date)::date as week_start,
        case
            when count(*) = count(daily_load.daily_load)
                then sum(daily_load.daily_load order by days.local_date)
        end as distance_km,
        count(*) filter (where days.day_state in ('run', 'other_sport'))
            as training_days,
        bool_or(days.day_state = 'unknown') as has_unknown_day,
        count(*) = 7 as is_whole
    from days
    left join daily_load
        on
            days.athlete_id = daily_load.athlete_id
            and days.local_date = daily_load.local_date
    group by all

),

parts as (

    select unnest(['kilometres', 'training_days', 'intensity']) as part

)

select
    weeks.athlete_id,
    weeks.week_start,
    parts.part,
    case when parts.part = 'intensity' then intensities.source end as source,
    case
        when weeks.has_unknown_day then null
        when parts.part = 'kilometres' then weeks.distance_km
        when parts.part = 'training_days' then weeks.training_days
        when parts.part = 'intensity' then intensities.hard_share
    end::double as value,
    weeks.training_days = 0 and not weeks.has_unknown_day as is_rest_week,
    weeks.is_whole
from weeks
cross join parts
left join intensities
    on
        weeks.athlete_id = intensities.athlete_id
        and weeks.week_start = intensities.week_start
