-- One row per athlete and day with a low-back score: the worst as it was told, and the
-- one that counts. A score with a painkiller never replaces a worse one [P]: such a day
-- counts as the worst since the last day without one, which is at most 7 days back.
with pain_days as (

    select * from fct_pain_days
    where body_site = 'low_back'

),

words as (

    select * from int_pain_words

),

spans as (

    select
        pain_days.*,
        count(*) filter (where not pain_days.is_medicated) over (
            partition by pain_days.athlete_id order by pain_days.local_date
        ) as span
    from pain_days

)

select
    spans.athlete_id,
    spans.pain_nrs as told_nrs,
    max(spans.pain_nrs) over (
        partition by spans.athlete_id, spans.span order by spans.local_date
        range between interval 7 days preceding and current row
    ) as pain_nrs,
    words.is_stride_altered,
    words.is_sharp,
    spans.is_medicated,
    spans.local_date
from spans
inner join words
    on
        spans.athlete_id = words.athlete_id
        and spans.local_date = words.local_date
