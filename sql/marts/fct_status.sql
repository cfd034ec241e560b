-- One row per athlete and day: the level and the family that speaks first (SCIENCE
-- E.1). high: an open red flag, pain high, a run's length high, or volume high (or two
-- load families at watch) together with pain at watch. Pain outranks load. no_data only
-- if neither load nor pain can be judged.
with status_days as (

    select * from int_status_days

),

flags as (

    select * from fct_flags

),

sessions as (

    select * from fct_sessions

),

pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

families as (

    select
        flags.athlete_id,
        flags.local_date,
        coalesce(bool_or(flags.family = 'red_flag'), false) as has_red_flag,
        coalesce(bool_or(flags.family in ('F6', 'F7') and flags.level = 'high'), false)
            as is_pain_high,
        coalesce(bool_or(flags.family in ('F6', 'F7')), false) as is_pain_watch,
        coalesce(bool_or(flags.family = 'F1' and flags.level = 'high'), false)
            as is_spike_high,
        coalesce(bool_or(flags.family = 'F2' and flags.level = 'high'), false)
            as is_volume_high,
        count(*) filter (
            where flags.family in ('F1', 'F2', 'F3', 'F5')
            and flags.level in ('watch', 'high')
        ) as load_families,
        arg_min(
            flags.family,
            list_position(['high', 'watch'], flags.level) * 10
            + list_position(['F6', 'F7'], flags.family)
        ) as pain_family,
        arg_min(
            flags.family,
            list_position(['high', 'watch'], flags.level) * 10
            + list_position(['F1', 'F2', 'F5', 'F3'], flags.family)
        ) as load_family
    from flags
    group by all

),

known_days as (

    select
        int_calendar.athlete_id,
        int_calendar.local_date,
        count(*) filter (where int_calendar.unknown_because is null) over (
            partition by int_calendar.athlete_id order by int_calendar.local_date
        ) as day_count
    from int_calendar

),

dated as (

    select
        status_days.athlete_id,
        status_days.local_date,
        max(sessions.local_date) as last_session_date,
        max(pain_days.local_date) as last_entry_date
    from status_days
    left join sessions
        on
            status_days.athlete_id = sessions.athlete_id
            and sessions.local_date
            between status_days.local_date - 10 and status_days.local_date
    left join pain_days
        on
            status_days.athlete_id = pain_days.athlete_id
            and pain_days.local_date
            between status_days.local_date - 13 and status_days.local_date
    group by all

),

judged as (

    select
        dated.athlete_id,
        dated.local_date,
        dated.last_session_date is not null
        and coalesce(known_days.day_count >= 30, false) as can_judge_load,
        dated.last_entry_date is not null as can_judge_pain
    from dated
    left join known_days
        on
            dated.athlete_id = known_days.athlete_id
            and dated.local_date = known_days.local_date

),

levelled as (

    select
        judged.*,
        families.has_red_flag,
        families.is_pain_high,
        families.pain_family,
        families.load_family,
        case
            when
                families.has_red_flag or families.is_pain_high or families.is_spike_high
                then 'high'
            when
                families.is_pain_watch
                and (families.is_volume_high or families.load_families >= 2)
                then 'high'
            when families.is_pain_watch or families.load_families >= 1 then 'watch'
            when judged.can_judge_load or judged.can_judge_pain then 'ok'
            else 'no_data'
        end as level
    from judged
    left join families
        on
            judged.athlete_id = families.athlete_id
            and judged.local_date = families.local_date

)

select
    levelled.athlete_id,
    levelled.local_date,
    levelled.level,
    case
        when levelled.has_red_flag then 'red_flag'
        when levelled.is_pain_high then levelled.pain_family
        when levelled.level = 'high' then levelled.load_family
        else coalesce(levelled.pain_family, levelled.load_family)
    end as headline_family,
    levelled.can_judge_load,
    levelled.can_judge_pain
from levelled
