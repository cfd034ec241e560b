-- One row per session and heart rate: how long it was held.
with source as (

    select * from raw.heart_rate_seconds

),

sessions as (

    select * from raw.sessions

)

select
    source.session_id,
    sessions.athlete_id,
    source.heart_rate_bpm,
    source.seconds
from source
inner join sessions
    on source.session_id = sessions.session_id
