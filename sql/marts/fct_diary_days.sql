-- One row per athlete and day on which the diary says more than a score: how able to
-- run (the mean of its ratings, 0 to 10), the most hours of sitting and of sleep it
-- tells, and what was lifted; `no` only where nothing else is told. They are shown
-- beside the pain and never tested with it.
with entries as (

    select * from int_diary_entries

)

select
    entries.athlete_id,
    avg(entries.run_capability) as run_capability,
    max(entries.sitting_h) as sitting_h,
    max(entries.sleep_h) as sleep_h,
    coalesce(
        string_agg(distinct entries.lifting, ', ' order by entries.lifting)
        filter (where entries.lifting != 'no'),
        max(entries.lifting)
    ) as lifting,
    entries.local_date
from entries
where
    entries.run_capability is not null
    or entries.sitting_h is not null
    or entries.sleep_h is not null
    or entries.lifting is not null
group by all
