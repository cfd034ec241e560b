-- One row per athlete, day and body site with a pain score: the day's maximum. A day
-- without an entry has no row; it is missing, not 0. Whether pain was sharp or altered
-- the stride is null where no entry of the day says. A painkiller covers every site of
-- its day.
with entries as (

    select * from int_diary_entries

)

select
    entries.athlete_id,
    entries.body_site,
    max(entries.pain_nrs) as pain_nrs,
    count(*) as entries,
    max(entries.run_capability) as run_capability,
    bool_or(entries.is_stride_altered) as is_stride_altered,
    bool_or(list_has_any(
        string_split(entries.quality, ', '), ['sharp', 'shooting']
    )) as is_sharp,
    bool_or(entries.is_medicated) as is_medicated,
    entries.local_date
from entries
where entries.pain_nrs is not null
group by all
