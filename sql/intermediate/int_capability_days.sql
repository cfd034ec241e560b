-- One row per athlete and day on which running capability was rated: the mean of the
-- runner's own activities, 10 being as before the pain (PSFS, SCIENCE E.5).
with diary as (

    select * from stg_diary

),

rated as (

    select
        diary.athlete_id,
        diary.local_date,
        coalesce(
            diary.run_capability,
            list_avg([
                diary.psfs_1, diary.psfs_2, diary.psfs_3, diary.psfs_4, diary.psfs_5
            ])
        ) as run_capability
    from diary

)

select
    rated.athlete_id,
    avg(rated.run_capability) as run_capability,
    rated.local_date
from rated
where rated.run_capability is not null
group by all
