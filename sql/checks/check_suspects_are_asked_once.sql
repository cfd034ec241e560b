-- A session is asked about once per reason, only beyond its limit, and only while it
-- counts.
select
    fct_suspects.session_id,
    fct_suspects.reason,
    count(*) as row_count
from fct_suspects
left join fct_sessions
    on fct_suspects.session_id = fct_sessions.session_id
group by all
having
    count(*) > 1
    or any_value(fct_suspects.value <= fct_suspects.threshold)
    or any_value(coalesce(fct_sessions.is_excluded, true))
