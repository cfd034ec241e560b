-- One row per row of a diary that stands. A row that was taken back (its key and score)
-- does not; one that a later row of the same moment replaced does: which of them counts
-- is for stg_diary to say. A question nobody answered is null, not no.
with source as (

    select * from raw.diary

),

retractions as (

    select * from raw.retractions

),

standing as (

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
    standing.athlete_id,
    coalesce(standing.body_site, 'low_back') as body_site,
    standing.side,
    standing.moment,
    standing.quality,
    standing.medication,
    standing.red_flags,
    standing.lifting,
    standing.strength,
    standing.core,
    standing.warm_up,
    standing.cross_training,
    standing.drills,
    standing.shoe,
    standing.note,
    standing.source,
    standing.line,
    standing.pain_nrs,
    standing.run_capability,
    standing.psfs_1,
    standing.psfs_2,
    standing.psfs_3,
    standing.psfs_4,
    standing.psfs_5,
    standing.rpe,
    standing.sitting_h,
    standing.sleep_h,
    coalesce(standing.leg_pain, false) as has_leg_pain,
    standing.altered_stride as is_stride_altered,
    standing.local_date,
    standing.local_time,
    standing.imported_at
from standing
