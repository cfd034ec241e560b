-- One row per diary entry that belongs to a run, with that run. Before is the first run
-- of the day that starts no earlier; during and after is the last that had started; the
-- next morning is the last of the day before. An entry without a time takes the day's
-- first or last run, by the clock where it was. Entries are told to the minute, so
-- starts are, too.
with entries as (

    select
        *,
        coalesce(local_time, '') as entry_time,
        try_cast(local_time as time) as told_at,
        local_date - (moment = 'next_morning')::integer as run_date
    from int_diary_entries
    where moment in ('before', 'during', 'after', 'next_morning')

),

runs as (

    select
        athlete_id,
        session_id,
        local_date,
        date_trunc(
            'minute', timezone('UTC', started_at) + to_seconds(utc_offset_s)
        )::time as started,
        row_number() over (
            partition by athlete_id, local_date
            order by started_at + to_seconds(utc_offset_s), session_id
        ) as run_number
    from int_sessions
    where is_running and not is_excluded

)

select
    entries.athlete_id,
    entries.body_site,
    entries.moment,
    entries.entry_time,
    entries.local_date,
    arg_min(
        runs.session_id,
        if(entries.moment = 'before', runs.run_number, -runs.run_number)
    ) as session_id
from entries
inner join runs
    on
        entries.athlete_id = runs.athlete_id
        and entries.run_date = runs.local_date
where
    entries.told_at is null
    or entries.moment = 'next_morning'
    or (entries.moment = 'before' and runs.started >= entries.told_at)
    or (entries.moment in ('during', 'after') and runs.started <= entries.told_at)
group by all
