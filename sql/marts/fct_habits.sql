-- One row per athlete, ISO week and habit: the seven things a runners' article
-- recommends for the back (form, strength, warm_up, shoes, increase, cross_training,
-- listening), each by the rule of its int_habit_ model, conventions of this project
-- (evidence D). `is_met` is null where nobody knows; unknown is never no.
-- `streak_weeks` counts the weeks met since the last no; up to 4 unknown weeks in a row
-- are passed over, the fifth ends it [P]. `target` is what `done` is held against,
-- `unknown_count` how many runs could not be judged, `run_on` the day of the first run
-- that speaks against it (warm_up, listening).
with habits as (

    select * from int_habits

),

dated as (

    select
        habits.*,
        max(case when habits.is_met is not null then habits.week_start end) over (
            partition by habits.athlete_id, habits.habit order by habits.week_start
        ) as known_week_start
    from habits

),

parted as (

    select
        dated.*,
        count(*) filter (
            where not dated.is_met
            or dated.week_start - dated.known_week_start = 5 * 7
        ) over (
            partition by dated.athlete_id, dated.habit order by dated.week_start
        ) as ends
    from dated

)

select
    parted.athlete_id,
    parted.habit,
    parted.reason,
    parted.source,
    parted.done,
    parted.target,
    parted.unknown_count,
    (count(*) filter (where parted.is_met) over streak)::integer as streak_weeks,
    parted.run_on,
    parted.is_met,
    parted.is_open,
    parted.week_start
from parted
window streak as (
    partition by parted.athlete_id, parted.habit, parted.ends
    order by parted.week_start
)
