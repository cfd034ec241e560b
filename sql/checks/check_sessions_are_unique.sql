-- A session stands once, and only running has a spike class.
select
    session_id,
    count(*) as row_count
from fct_sessions
group by all
having
    count(*) > 1
    or bool_or((sport = 'running') != (spike_class is not null))
