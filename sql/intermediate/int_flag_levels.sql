-- One row per athlete and day with a flag that counts: the level all of them make, and
-- the family that speaks first (SCIENCE E.1). high: an open red flag, pain high, a
-- run's length high, volume high together with pain now, or two load families together
-- with any pain. Of the rules of a return, the run's length is F1's distance once more
-- and pain is no load: they make no second family. Pain outranks load; where it only
-- asks for care and load makes the day high, load speaks.
with flags as (

    select * from fct_flags
    where level != 'info'

),

families as (

    select
        flags.athlete_id,
        flags.local_date,
        bool_or(flags.family = 'red_flag') as has_red_flag,
        bool_or(flags.family in ('F6', 'F7') and flags.level = 'high') as is_pain_high,
        bool_or(flags.family in ('F6', 'F7')) as has_pain,
        bool_or(flags.family = 'F6') as has_pain_now,
        bool_or(flags.family = 'F1' and flags.level = 'high') as is_spike_high,
        bool_or(flags.family = 'F2' and flags.level = 'high') as is_volume_high,
        count(*) filter (
            where flags.family in ('F1', 'F2', 'F3', 'F5')
            or (flags.family = 'return' and flags.cause in ('week', 'next_day'))
        ) as load_families,
        arg_min(
            flags.family,
            list_position(['high', 'watch'], flags.level) * 10
            + list_position(['F6', 'F7'], flags.family)
        ) as pain_family,
        arg_min(
            flags.family,
            list_position(['high', 'watch'], flags.level) * 10
            + list_position(['F1', 'F2', 'return', 'F5', 'F3'], flags.family)
        ) as load_family
    from flags
    group by all

),

levelled as (

    select
        families.*,
        families.has_red_flag
        or families.is_pain_high
        or families.is_spike_high
        or (families.is_volume_high and families.has_pain_now)
        or (families.load_families >= 2 and families.has_pain) as is_high
    from families

)

select
    levelled.athlete_id,
    case when levelled.is_high then 'high' else 'watch' end as level,
    case
        when levelled.has_red_flag then 'red_flag'
        when levelled.is_high and not levelled.is_pain_high then levelled.load_family
        else coalesce(levelled.pain_family, levelled.load_family)
    end as headline_family,
    levelled.local_date
from levelled
