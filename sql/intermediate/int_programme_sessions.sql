-- One row per strength programme with a week that is over: sessions in those of its
-- first eight weeks of which every day is known, two of a week at most, and those
-- beyond. A week in part, or in part unknown, is left out whatever it holds: if it
-- counted once it held two sessions, anybody would look diligent.
with weeks as (

    select
        *,
        unanswered_days = 0 as is_known
    from fct_programme_weeks
    where is_whole

)

select
    weeks.athlete_id,
    coalesce(sum(least(weeks.sessions, 2)) filter (where weeks.is_known), 0)::int
        as sessions_done,
    coalesce(sum(greatest(weeks.sessions - 2, 0)) filter (where weeks.is_known), 0)::int
        as sessions_beyond,
    count(*) filter (where weeks.is_known and weeks.sessions >= 2) as weeks_with_two,
    count(*) filter (where weeks.is_known) as weeks_counted,
    count(*) filter (where not weeks.is_known) as weeks_left_out,
    weeks.started_on
from weeks
group by all
