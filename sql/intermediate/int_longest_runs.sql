-- One row per athlete and day with a run that counts: the longest one. What a day's
-- running raises is told with it.
with sessions as (

    select * from int_sessions

)

select
    sessions.athlete_id,
    arg_max(
        sessions.session_id, (coalesce(sessions.distance_m, 0), sessions.session_id)
    ) as session_id,
    max(sessions.distance_m) / 1000 as distance_km,
    sessions.local_date
from sessions
where sessions.is_running and not sessions.is_excluded
group by all
