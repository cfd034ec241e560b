-- One row per session that counts and may be cross-training: neither a run nor
-- strength, Pilates, stretching or a warm-up. A walk counts from 30 minutes on, all
-- else from 10 on or where its length is not known, yoga too; golf and motors do not
-- [P: the article names hiking, cycling, elliptical, swimming and the like].
-- `is_other_sport` is null where nobody says which sport it was: it may have been one,
-- or strength.
with sessions as (

    select
        *,
        coalesce(sport, 'generic') as known_sport,
        coalesce(sub_sport, 'generic') as kind
    from int_sessions
    where not is_excluded and not coalesce(is_running, false)

),

trained as (

    select session_id from fct_strength
    where strength_programme is not null

)

select
    sessions.session_id,
    sessions.athlete_id,
    case when sessions.is_added then 'journal' else 'file' end as source,
    case
        when sessions.known_sport in ('generic', 'multisport') then null
        when
            sessions.known_sport in ('training', 'fitness_equipment')
            and sessions.kind = 'generic' then null
        else true
    end as is_other_sport,
    sessions.local_date
from sessions
anti join trained
    on sessions.session_id = trained.session_id
where
    sessions.kind not in (
        'strength_training', 'pilates', 'flexibility_training', 'warm_up', 'breathing'
    )
    and sessions.known_sport not in (
        'transition', 'driving', 'motorcycling', 'flying', 'boating', 'snowmobiling',
        'fishing', 'meditation', 'golf'
    )
    and coalesce(sessions.timer_s >= 10 * 60, true)
    and (sessions.known_sport != 'walking' or sessions.timer_s >= 30 * 60)
