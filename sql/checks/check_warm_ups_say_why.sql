-- A run is judged once, its reason goes with its verdict, and unknown is nobody's word.
-- Only what was seen from the way it went was judged by anything.
select
    session_id,
    count(*) as row_count
from int_warm_ups
group by all
having
    count(*) > 1
    or bool_or(
        warm_up is distinct from case
            when warm_up_because in ('lap', 'separate', 'slow_start') then 'yes'
            when warm_up_because = 'easy_throughout' then 'gentle_start'
            when warm_up_because = 'fast_start' then 'no'
            when warm_up_because = 'told' and warm_up in ('yes', 'no') then warm_up
            else 'unknown'
        end
    )
    or bool_or((warm_up_source is null) != (warm_up = 'unknown'))
    or bool_or((warm_up_source = 'diary') != (warm_up_because = 'told'))
    or bool_or(
        (warm_up_judged_by is not null)
        != (warm_up_because in ('slow_start', 'easy_throughout', 'fast_start'))
    )
