-- One row per word of the athlete on what an exercise trains.
with source as (

    select * from raw.exercises

)

select
    source.athlete_id,
    source.title,
    source.trains,
    source.note,
    source.written_at
from source
