-- One row per athlete, ISO week and habit: the seven things a runners' article
-- recommends for the back (form, strength, warm_up, shoes, increase, cross_training,
-- listening), each by the rule of its int_habit_ model, conventions of this project
-- (evidence D). `is_met` is null where nobody knows; unknown is never no.
-- `streak_weeks` counts the weeks met since the last no, passing over those unknown.
-- `target` is what `done` is held against, `unknown_count` how many runs could not be
-- judged.
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

),

known as (

    select
        habits.athlete_id,
        habits.habit,
        case when weeks.is_unknown then 'week_unknown' else habits.reason end as reason,
        concat_ws(
            '_and_',
            case when list_contains(habits.sources, 'file') then 'file' end,
            case when list_contains(habits.sources, 'journal') then 'journal' end,
            case when list_contains(habits.sources, 'diary') then 'diary' end
        ) as source,
        habits.done,
        habits.target,
        habits.unknown_count,
        case when not weeks.is_unknown then habits.is_met end as is_met,
        weeks.is_open,
        habits.week_start
    from habits
    inner join weeks
        on
            habits.athlete_id = weeks.athlete_id
            and habits.week_start = weeks.week_start

),

runs_of_weeks as (

    select
        known.*,
        count(*) filter (where not known.is_met) over (
            partition by known.athlete_id, known.habit order by known.week_start
        ) as noes
    from known

)

select
    runs_of_weeks.athlete_id,
    runs_of_weeks.habit,
    runs_of_weeks.reason,
    nullif(runs_of_weeks.source, '') as source,
    runs_of_weeks.done,
    runs_of_weeks.target,
    runs_of_weeks.unknown_count::integer as unknown_count,
    (count(*) filter (where runs_of_weeks.is_met) over streak)::integer as streak_weeks,
    runs_of_weeks.is_met,
    runs_of_weeks.is_open,
    runs_of_weeks.week_start
from runs_of_weeks
window streak as (
    partition by runs_of_weeks.athlete_id, runs_of_weeks.habit, runs_of_weeks.noes
    order by runs_of_weeks.week_start
)
