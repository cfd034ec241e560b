-- One row per diary entry. Of rows with the same key the one read last counts, so a
-- diary that is read twice changes nothing and a corrected row replaces its mistake.
-- An entry that was taken back (its key and score) does not count; a question nobody
-- answered is null, not no.
with source as (

    select * from raw.diary

),

retractions as (

    select * from raw.retractions

),

counting as (

    select source.*
    from source
    where not exists (
        select 1
        from retractions
        where
            retractions.athlete_id = source.athlete_id
            and retractions.local_date = source.local_date
            and coalesce(retractions.local_time, '') = coalesce(source.local_time, '')
            and coalesce(retractions.moment, '') = coalesce(source.moment, '')
            and retractions.body_site = coalesce(source.body_site, 'low_back')
            and retractions.pain_nrs is not distinct from source.pain_nrs
    )

)

select
    counting.athlete_id,
    coalesce(counting.body_site, 'low_back') as body_site,
    counting.side,
    counting.moment,
    counting.quality,
    counting.medication,
    counting.red_flags,
    counting.lifting,
    counting.strength,
    counting.core,
    counting.warm_up,
    counting.cross_training,
    counting.drills,
    counting.shoe,
    counting.note,
    counting.source,
    counting.line,
    counting.pain_nrs,
    counting.run_capability,
    counting.psfs_1,
    counting.psfs_2,
    counting.psfs_3,
    counting.psfs_4,
    counting.psfs_5,
    counting.rpe,
    counting.sitting_h,
    counting.sleep_h,
    coalesce(counting.leg_pain, false) as has_leg_pain,
    counting.altered_stride as is_stride_altered,
    counting.local_date,
    counting.local_time
from counting
qualify row_number() over (
    partition by
        counting.athlete_id,
        counting.local_date,
        coalesce(counting.local_time, ''),
        coalesce(counting.moment, ''),
        coalesce(counting.body_site, 'low_back')
    order by counting.imported_at desc, counting.source desc, counting.line desc
) = 1
