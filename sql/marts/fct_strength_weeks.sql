-- One row per athlete, ISO week and strength programme that was trained in it.
-- Sessions, sets and active minutes are those of the sessions of this class, each
-- session in one; `trained_min` is what trained the programme in any session of the
-- week, so a mixed one gives its part to each. Sets are null where a session's are
-- unknown.
with strength as (

    select * from fct_strength
    where strength_programme is not null

),

doses as (

    select * from int_strength_doses

),

classes as (

    select
        strength.athlete_id,
        strength.strength_programme,
        count(*)::integer as sessions,
        case
            when count(*) = count(strength.active_sets)
                then sum(strength.active_sets)::integer
        end as active_sets,
        sum(strength.active_min order by strength.session_id) as active_min,
        date_trunc('week', strength.local_date)::date as week_start
    from strength
    group by all

),

trained as (

    select
        doses.athlete_id,
        doses.programme as strength_programme,
        sum(doses.trained_min order by doses.session_id) as trained_min,
        date_trunc('week', doses.local_date)::date as week_start
    from doses
    group by all

)

select
    coalesce(classes.athlete_id, trained.athlete_id) as athlete_id,
    coalesce(classes.strength_programme, trained.strength_programme)
        as strength_programme,
    coalesce(classes.sessions, 0) as sessions,
    if(classes.sessions is null, 0, classes.active_sets) as active_sets,
    if(classes.sessions is null, 0, classes.active_min) as active_min,
    trained.trained_min,
    coalesce(classes.week_start, trained.week_start) as week_start
from classes
full join trained
    on
        classes.athlete_id = trained.athlete_id
        and classes.strength_programme = trained.strength_programme
        and classes.week_start = trained.week_start
