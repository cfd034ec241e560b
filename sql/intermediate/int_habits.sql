-- One row per athlete, ISO week and habit: its answer, from the model of the habit.
-- `is_met` is null where nobody knows. `source` names files, what was typed in and the
-- diary, in this order.
with weeks as (

    select * from int_habit_weeks

),

weekly_sports as (

    select * from int_habit_weekly_sports

),

habits as (

    select * from int_habit_form
    union all by name
    select * from weekly_sports
    union all by name
    select * from int_habit_warm_up
    union all by name
    select * from int_habit_shoes
    union all by name
    select * from int_habit_increase
    union all by name
    select * from int_habit_listening

)

select
    habits.athlete_id,
    habits.habit,
    case when weeks.is_unknown then 'week_unknown' else habits.reason end as reason,
    nullif(
        concat_ws(
            '_and_',
            case when list_contains(habits.sources, 'file') then 'file' end,
            case when list_contains(habits.sources, 'journal') then 'journal' end,
            case when list_contains(habits.sources, 'diary') then 'diary' end
        ),
        ''
    ) as source,
    habits.done,
    habits.target,
    habits.unknown_count::integer as unknown_count,
    habits.run_on,
    case when not weeks.is_unknown then habits.is_met end as is_met,
    weeks.is_open,
    habits.week_start
from habits
inner join weeks
    on
        habits.athlete_id = weeks.athlete_id
        and habits.week_start = weeks.week_start
