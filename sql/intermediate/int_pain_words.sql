-- One row per athlete and day with a low-back entry: whether pain was sharp or altered
-- the stride, null where no entry of the day says, and whether any gave it a score. Who
-- writes of sharp pain without a number has told enough.
with entries as (

    select * from int_diary_entries
    where body_site = 'low_back'

)

select
    entries.athlete_id,
    bool_or(list_has_any(
        string_split(entries.quality, ', '), ['sharp', 'shooting']
    )) as is_sharp,
    bool_or(entries.is_stride_altered) as is_stride_altered,
    bool_or(entries.pain_nrs is not null) as has_score,
    entries.local_date
from entries
group by all
