-- One row per diary entry that counts, up to the athlete's today. A painkiller covers
-- every entry of its day, of whatever site.
with diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

)

select
    diary.athlete_id,
    diary.body_site,
    diary.side,
    diary.moment,
    diary.quality,
    diary.medication,
    diary.lifting,
    diary.note,
    diary.source,
    diary.line,
    diary.pain_nrs,
    diary.run_capability,
    diary.rpe,
    diary.sitting_h,
    diary.sleep_h,
    diary.has_leg_pain,
    diary.is_stride_altered,
    bool_or(trim(coalesce(diary.medication, '')) != '') over (
        partition by diary.athlete_id, diary.local_date
    ) as is_medicated,
    diary.local_date,
    diary.local_time
from diary
left join athletes
    on diary.athlete_id = athletes.athlete_id
where athletes.today is null or diary.local_date <= athletes.today
