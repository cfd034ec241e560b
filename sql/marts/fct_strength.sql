-- One row per session of strength training, pilates, yoga or stretching that counts:
-- the programme it trains and its dose. Minutes are those of the sets, pauses left out;
-- of a session without sets the whole of it, sets unknown (null). Minutes of which
-- nothing is known are the programme's that title or sport names, else
-- `unclassified_min`; those that train none of the four are in `active_min` alone. Half
-- the time of deadlifts counts once more, for the back.
with sessions as (

    select * from int_strength_sessions

),

classes as (

    select * from int_strength_classes

),

doses as (

    select
        sessions.*,
        classes.active_sets,
        coalesce(classes.active_min, sessions.session_min) as active_min,
        coalesce(classes.leg_min, 0) as leg_min,
        coalesce(classes.back_min, 0) as back_min,
        coalesce(classes.core_min, 0) as core_min,
        coalesce(classes.other_core_min, 0) as other_core_min,
        case
            when sessions.strength_programme is not null
                then coalesce(classes.unclassified_min, sessions.session_min)
            else 0
        end as open_min,
        case
            when sessions.because in ('title', 'sub_sport')
                then sessions.strength_programme
        end as named
    from sessions
    left join classes
        on sessions.session_id = classes.session_id

)

select
    doses.session_id,
    doses.athlete_id,
    doses.name,
    doses.strength_programme,
    doses.source,
    doses.because,
    doses.active_sets,
    doses.active_min,
    doses.leg_min + if(doses.named = 'leg', doses.open_min, 0) as leg_min,
    doses.back_min + if(doses.named = 'back', doses.open_min, 0) as back_min,
    doses.core_min + if(doses.named = 'core', doses.open_min, 0) as core_min,
    doses.other_core_min + if(doses.named = 'other_core', doses.open_min, 0)
        as other_core_min,
    if(
        coalesce(doses.named, 'mixed') = 'mixed', doses.open_min, 0
    ) as unclassified_min,
    doses.local_date
from doses
