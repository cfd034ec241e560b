-- One row per diary entry. Of rows with the same key the one read last counts, so a
-- diary that is read twice changes nothing and a corrected row replaces its mistake.
-- What a replaced row told of warning signs stays told: see int_red_ticks.
with standing as (

    select * from stg_diary_rows

)

select
    standing.athlete_id,
    standing.body_site,
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
    standing.has_leg_pain,
    standing.is_stride_altered,
    standing.local_date,
    standing.local_time
from standing
qualify row_number() over (
    partition by
        standing.athlete_id,
        standing.local_date,
        coalesce(standing.local_time, ''),
        coalesce(standing.moment, ''),
        standing.body_site
    order by standing.imported_at desc, standing.source desc, standing.line desc
) = 1
