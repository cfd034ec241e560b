-- A sign has one span at a time with its dates in order, open until it closes.
select
    athlete_id,
    sign,
    cause,
    reported_on,
    count(*) as row_count
from fct_red_flags
group by all
having
    count(*) > 1
    or bool_or(urgency not in ('emergency', 'days', 'unclear'))
    or bool_or(entries < 1)
    or bool_or(coalesce(seen_on < reported_on or closed_on < seen_on, false))
    or bool_or((seen_on is null) != (closed_on is null))
    or bool_or(seen_on is null and not is_open)
