-- One row per strength set, rests between sets among them.
with source as (

    select * from raw.sets

),

sessions as (

    select * from raw.sessions

)

select
    source.session_id,
    sessions.athlete_id,
    source.set_index,
    source.set_type,
    source.title,
    source.category,
    source.category_subtype,
    source.repetitions,
    source.duration_s,
    source.weight_kg,
    source.started_at
from source
inner join sessions
    on source.session_id = sessions.session_id
