-- One row per run on a day on which a pair of shoes is worn by the journal: the one put
-- on last and not retired by then.
with runs as (

    select * from int_sessions
    where is_running and not is_excluded

),

spans as (

    select * from int_shoe_spans

)

select
    runs.session_id,
    runs.athlete_id,
    spans.shoe_id
from runs
inner join spans
    on
        runs.athlete_id = spans.athlete_id
        and runs.local_date >= spans.worn_from
        and runs.local_date <= coalesce(spans.worn_until, runs.local_date)
qualify row_number() over (
    partition by runs.session_id
    order by spans.worn_from desc, spans.written_at desc
) = 1
