-- One row per athlete: who, where, and how fresh the data are. A session taken out is
-- not counted and begins no history, yet shows that files are coming in. `known_days`
-- of history are those up to today of which it is known whether there was a session.
-- What a doctor would ask once (cancer, ...) is null where nobody has answered.
with athletes as (

    select * from stg_athletes

),

sessions as (

    select
        athlete_id,
        count(*) filter (where not is_excluded) as session_count,
        count(*) filter (where sport = 'running' and not is_excluded) as run_count,
        min(local_date) filter (where not is_excluded) as first_session_date,
        max(local_date) as last_session_date
    from fct_sessions
    group by all

),

calendar as (

    select
        athlete_id,
        count(*) filter (where unknown_because is null) as known_days
    from int_calendar
    group by all

),

entries as (

    select
        athlete_id,
        count(distinct local_date) as entry_days,
        max(local_date) as last_entry_date
    from fct_pain_days
    where body_site = 'low_back'
    group by all

)

select
    athletes.athlete_id,
    athletes.display_name,
    athletes.timezone,
    athletes.country,
    athletes.running_activities,
    athletes.week_starts_on,
    athletes.units,
    athletes.birth_year,
    coalesce(sessions.session_count, 0) as session_count,
    coalesce(sessions.run_count, 0) as run_count,
    coalesce(entries.entry_days, 0) as entry_days,
    coalesce(calendar.known_days, 0) as known_days,
    athletes.has_had_cancer,
    athletes.has_osteoporosis,
    athletes.has_weak_immune_system,
    athletes.takes_cortisone_long,
    athletes.is_looking_back,
    sessions.first_session_date,
    sessions.last_session_date,
    entries.last_entry_date,
    athletes.today
from athletes
left join sessions
    on athletes.athlete_id = sessions.athlete_id
left join calendar
    on athletes.athlete_id = calendar.athlete_id
left join entries
    on athletes.athlete_id = entries.athlete_id
