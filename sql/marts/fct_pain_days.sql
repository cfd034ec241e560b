-- One row per athlete, day and body site with a pain score: the day's maximum. A day
-- without an entry has no row; it is missing, not 0. Whether pain was sharp or altered
-- the stride is null where no entry of the day says. A painkiller covers every site of
-- its day.
with diary as (

    select
        *,
        trim(coalesce(medication, '')) != '' as names_painkiller
    from stg_diary

),

athletes as (

    select * from stg_athletes

),

marked as (

    select
        diary.*,
        bool_or(diary.names_painkiller) over (
            partition by diary.athlete_id, diary.local_date
        ) as is_medicated
    from diary

)

select
    marked.athlete_id,
    marked.body_site,
    max(marked.pain_nrs) as pain_nrs,
    count(*) as entries,
    max(marked.run_capability) as run_capability,
    bool_or(marked.is_stride_altered) as is_stride_altered,
    bool_or(list_has_any(
        string_split(marked.quality, ', '), ['sharp', 'shooting']
    )) as is_sharp,
    bool_or(marked.is_medicated) as is_medicated,
    marked.local_date
from marked
left join athletes
    on marked.athlete_id = athletes.athlete_id
where
    marked.pain_nrs is not null
    and (athletes.today is null or marked.local_date <= athletes.today)
group by all
