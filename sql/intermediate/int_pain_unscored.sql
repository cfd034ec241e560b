-- One row per athlete and status day for which entries of its last 7 days without a
-- score ask for care (F6): when the newest told of sharp or shooting pain, and of a
-- stride altered by it. A newer score replaces them; one from before keeps its say.
with status_days as (

    select * from int_status_days

),

words as (

    select * from int_pain_words
    where not has_score and (is_sharp or is_stride_altered)

),

latest as (

    select * from int_pain_latest

)

select
    status_days.athlete_id,
    max(words.local_date) filter (where words.is_sharp) as sharp_on,
    max(words.local_date) filter (where words.is_stride_altered) as stride_on,
    status_days.local_date
from status_days
inner join words
    on
        status_days.athlete_id = words.athlete_id
        and words.local_date
        between status_days.local_date - 6 and status_days.local_date
left join latest
    on
        status_days.athlete_id = latest.athlete_id
        and status_days.local_date = latest.local_date
where latest.entry_date is null or words.local_date > latest.entry_date
group by all
