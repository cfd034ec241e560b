-- One row per file that was read, the athletes' diaries included.
with source as (

    select * from raw.files

)

select
    source.sha256,
    source.content_sha256,
    source.athlete_id,
    source.name,
    source.kind,
    source.status,
    source.reason,
    source.quality,
    source.bytes,
    source.imported_at
from source
