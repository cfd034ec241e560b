-- One row per symptom a health app has kept. Its severity is a word in an order, not a
-- score: it never enters the statistics of 0 to 10 (SCIENCE 0, E.5).
with source as (

    select * from raw.symptoms

)

select
    source.athlete_id,
    source.symptom,
    source.severity,
    source.source,
    source.started_at
from source
qualify row_number() over (
    partition by source.athlete_id, source.symptom, source.started_at
    order by source.imported_at desc, source.severity asc
) = 1
