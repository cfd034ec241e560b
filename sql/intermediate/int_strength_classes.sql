-- One row per session with strength sets and the programme its sets make it (SCIENCE
-- F.1): the one with at least half of the classified time, if that is at least 4 sets
-- or 8 minutes; else mixed; unclassified where more than half of all time is. Two with
-- half each are mixed. Null where all that is known trains none of the four. Sets are
-- null where a block of minutes stands for some.
with sets as (

    select * from int_strength_sets

),

minutes as (

    select * from int_strength_minutes

),

totals as (

    select
        sets.session_id,
        sets.athlete_id,
        case when not bool_or(sets.is_block) then count(*) end as active_sets,
        sum(sets.active_s) / 60 as active_min
    from sets
    group by all

),

spread as (

    select
        minutes.session_id,
        max(minutes.classified_share) as top_share,
        count(*) filter (where minutes.classified_share >= 0.5 - 1e-9) as halves,
        arg_max(minutes.programme, minutes.classified_share) as top_programme,
        arg_max(minutes.sets, minutes.classified_share) as top_sets,
        arg_max(minutes.minutes, minutes.classified_share) as top_min,
        sum(minutes.minutes) filter (where minutes.programme = 'leg') as leg_min,
        sum(minutes.minutes) filter (where minutes.programme = 'back') as back_min,
        sum(minutes.minutes) filter (where minutes.programme = 'core') as core_min,
        sum(minutes.minutes) filter (where minutes.programme = 'other_core')
            as other_core_min,
        sum(minutes.minutes) filter (where minutes.programme = 'unclassified')
            as unclassified_min
    from minutes
    group by minutes.session_id

)

select
    totals.session_id,
    totals.athlete_id,
    case
        when spread.unclassified_min > totals.active_min / 2 + 1e-9 then 'unclassified'
        when spread.top_share is null then null
        when spread.halves != 1 then 'mixed'
        when spread.top_sets >= 4 or spread.top_min >= 8 - 1e-9
            then spread.top_programme
        else 'mixed'
    end as programme,
    case
        when spread.unclassified_min > totals.active_min / 2 + 1e-9 then 'unknown_sets'
        when spread.top_share is null then 'other_sets'
        when spread.halves != 1 then 'sets'
        when spread.top_sets >= 4 or spread.top_min >= 8 - 1e-9 then 'sets'
        else 'few_sets'
    end as because,
    totals.active_sets,
    totals.active_min,
    coalesce(spread.leg_min, 0) as leg_min,
    coalesce(spread.back_min, 0) as back_min,
    coalesce(spread.core_min, 0) as core_min,
    coalesce(spread.other_core_min, 0) as other_core_min,
    coalesce(spread.unclassified_min, 0) as unclassified_min
from totals
inner join spread
    on totals.session_id = spread.session_id
