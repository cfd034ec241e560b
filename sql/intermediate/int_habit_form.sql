-- One row per athlete and week: is something done for the form? Yes: the diary tells of
-- drills, or the steps of the runner could be held against their own curve (fct_form)
-- and none gives a hint. No: a hint stands and the week is over; until then drills may
-- still come. A week is judged only by what its own runs have measured, never by runs
-- before it. A hint is weak evidence and no verdict on a way of running. `done` counts
-- days with drills.
with weeks as (

    select * from int_habit_weeks

),

run_weeks as (

    select distinct
        athlete_id,
        date_trunc('week', local_date)::date as week_start
    from int_sessions
    where is_running and not is_excluded

),

drill_weeks as (

    select
        athlete_id,
        count(distinct local_date) as drill_days,
        date_trunc('week', local_date)::date as week_start
    from stg_diary
    where drills not in ('no', '')
    group by all

),

form_weeks as (

    select * from int_habit_form_weeks

),

reasoned as (

    select
        weeks.athlete_id,
        case
            when drill_weeks.drill_days > 0 then 'drills'
            when run_weeks.week_start is null and weeks.unknown_days > 0
                then 'days_unknown'
            when run_weeks.week_start is null then 'no_runs'
            when form_weeks.has_hint then 'hint'
            when form_weeks.is_judged then 'as_usual'
            else 'cannot_judge'
        end as reason,
        drill_weeks.drill_days,
        weeks.is_open,
        weeks.week_start
    from weeks
    left join run_weeks
        on
            weeks.athlete_id = run_weeks.athlete_id
            and weeks.week_start = run_weeks.week_start
    left join drill_weeks
        on
            weeks.athlete_id = drill_weeks.athlete_id
            and weeks.week_start = drill_weeks.week_start
    left join form_weeks
        on
            weeks.athlete_id = form_weeks.athlete_id
            and weeks.week_start = form_weeks.week_start

)

select
    reasoned.athlete_id,
    'form' as habit,
    reasoned.reason,
    case
        when reasoned.reason = 'drills' then ['diary']
        when reasoned.reason in ('hint', 'as_usual') then ['file']
    end as sources,
    reasoned.drill_days::double as done,
    case
        when reasoned.reason in ('drills', 'as_usual') then true
        when reasoned.reason = 'hint' and not reasoned.is_open then false
    end as is_met,
    reasoned.week_start
from reasoned
