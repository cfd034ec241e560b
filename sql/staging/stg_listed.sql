-- One row per activity an account export lists; of several lists the last read counts.
with source as (

    select * from raw.listed

)

select
    source.athlete_id,
    source.file_name,
    source.title,
    source.sport,
    source.sub_sport,
    source.gear,
    source.rpe
from source
qualify row_number() over (
    partition by source.athlete_id, source.file_name
    order by source.imported_at desc, source.line desc
) = 1
