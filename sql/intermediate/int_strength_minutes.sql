-- One row per session with strength sets and what they train, `none` and `unclassified`
-- among it: its sets and minutes, and its share of all minutes that train one of the
-- four programmes. Half the time of a deadlift counts once more, for the back.
with sets as (

    select * from int_strength_sets

),

trained as (

    select
        sets.session_id,
        sets.athlete_id,
        coalesce(sets.programme, 'unclassified') as programme,
        sets.active_s,
        1 as set_count
    from sets
    union all
    select
        sets.session_id,
        sets.athlete_id,
        'back' as programme,
        sets.active_s * sets.back_share as active_s,
        0 as set_count
    from sets
    where sets.back_share > 0

),

minutes as (

    select
        trained.session_id,
        trained.athlete_id,
        trained.programme,
        trained.programme not in ('none', 'unclassified') as is_programme,
        sum(trained.set_count)::integer as sets,
        sum(trained.active_s) / 60 as minutes
    from trained
    group by all

)

select
    minutes.session_id,
    minutes.athlete_id,
    minutes.programme,
    minutes.sets,
    minutes.minutes,
    case
        when minutes.is_programme
            then minutes.minutes / sum(minutes.minutes) over (
                partition by minutes.session_id, minutes.is_programme
            )
    end as classified_share
from minutes
