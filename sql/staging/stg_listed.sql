-- One row per activity and account export that lists it; of rows of one list the last
-- counts. `folder` is where the list lay, '' if it lay alone.
with source as (

    select * from raw.listed

)

select
    source.athlete_id,
    regexp_extract(source.source, '^(.*/)?') as folder,
    source.file_name,
    source.title,
    source.sport,
    source.sub_sport,
    source.gear,
    source.rpe,
    source.line,
    source.imported_at
from source
qualify row_number() over (
    partition by source.athlete_id, source.source, source.file_name
    order by source.imported_at desc, source.line desc
) = 1
