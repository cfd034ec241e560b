-- One row per athlete, day and body site with a pain score: the day's maximum. A day
-- without an entry has no row; it is missing, not 0.
with diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

)

select
    diary.athlete_id,
    diary.body_site,
    max(diary.pain_nrs) as pain_nrs,
    count(*) as entries,
    max(diary.run_capability) as run_capability,
    bool_or(diary.is_stride_altered) as is_stride_altered,
    coalesce(bool_or(list_has_any(
        string_split(diary.quality, ', '), ['sharp', 'shooting']
    )), false) as is_sharp,
    diary.local_date
from diary
left join athletes
    on diary.athlete_id = athletes.athlete_id
where
    diary.pain_nrs is not null
    and (athletes.today is null or diary.local_date <= athletes.today)
group by all
