-- One row per diary entry that counts, of any body site, with the run it tells of.
-- `relation` is what it says of itself: before, during, after a run, the next morning;
-- `session_id` is null where there was no such run. A missing score is missing.
with entries as (

    select * from int_diary_entries

),

entry_runs as (

    select * from int_entry_runs

)

select
    entries.athlete_id,
    entries.body_site,
    entries.side,
    entries.moment,
    entries.quality,
    entries.medication,
    entries.lifting,
    entries.note,
    entries.source,
    entries.line,
    entry_runs.session_id,
    case
        when entries.moment in ('before', 'during', 'after', 'next_morning')
            then entries.moment
    end as relation,
    entries.pain_nrs,
    entries.run_capability,
    entries.rpe,
    entries.sitting_h,
    entries.sleep_h,
    entries.has_leg_pain,
    entries.is_stride_altered,
    entries.is_medicated,
    entries.local_date,
    entries.local_time
from entries
left join entry_runs
    on
        entries.athlete_id = entry_runs.athlete_id
        and entries.local_date = entry_runs.local_date
        and entries.body_site = entry_runs.body_site
        and entries.moment = entry_runs.moment
        and coalesce(entries.local_time, '') = entry_runs.entry_time
