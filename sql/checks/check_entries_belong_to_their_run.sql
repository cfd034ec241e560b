-- A run an entry tells of is one that counts, of the same day, or of the day before for
-- the next morning; no entry stands twice.
select
    entries.athlete_id,
    entries.local_date,
    count(*) as row_count
from fct_pain_entries as entries
left join fct_sessions as sessions
    on entries.session_id = sessions.session_id
group by
    entries.athlete_id,
    entries.local_date,
    coalesce(entries.local_time, ''),
    coalesce(entries.moment, ''),
    entries.body_site
having
    count(*) > 1
    or bool_or(entries.session_id is not null and (
        entries.relation is null
        or sessions.session_id is null
        or sessions.athlete_id != entries.athlete_id
        or sessions.is_excluded
        or sessions.sport != 'running'
        or sessions.local_date != entries.local_date
        - (entries.relation = 'next_morning')::integer
    ))
