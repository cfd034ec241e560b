-- One row per diary entry. Of rows with the same key the one read last counts, so a
-- diary that is read twice changes nothing and a corrected row replaces its mistake.
-- A question nobody answered is null, not no.
with source as (

    select * from raw.diary

)

select
    source.athlete_id,
    coalesce(source.body_site, 'low_back') as body_site,
    source.side,
    source.moment,
    source.quality,
    source.medication,
    source.red_flags,
    source.note,
    source.pain_nrs,
    source.run_capability,
    source.rpe,
    coalesce(source.leg_pain, false) as has_leg_pain,
    source.altered_stride as is_stride_altered,
    source.local_date,
    source.local_time
from source
qualify row_number() over (
    partition by
        source.athlete_id,
        source.local_date,
        coalesce(source.local_time, ''),
        coalesce(source.moment, ''),
        coalesce(source.body_site, 'low_back')
    order by source.imported_at desc, source.source desc, source.line desc
) = 1
