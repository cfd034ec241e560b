-- One row per athlete and week: did runs begin with a warm-up (int_warm_ups)? The
-- article asks for it before each run, whatever the distance. No [P]: two runs began
-- without, or at least half of the runs of a week that is over and wholly known: a
-- single verdict may be wrong, so one among others is told and no no. Yes [P]: none
-- did, and how at least half of the week's runs began is known. A gentle start counts
-- as one. `target` counts the runs with a verdict, `unknown_count` those without,
-- `run_on` is the first that began without.
with weeks as (

    select * from int_habit_weeks

),

runs as (

    select
        session_id,
        athlete_id,
        local_date,
        date_trunc('week', local_date)::date as week_start
    from int_sessions
    where is_running and not is_excluded

),

warm_ups as (

    select * from int_warm_ups
    where warm_up in ('yes', 'gentle_start', 'no')

),

counted as (

    select
        weeks.athlete_id,
        count(runs.session_id) as runs,
        count(warm_ups.session_id) as known_runs,
        count(*) filter (where warm_ups.warm_up = 'no') as cold_runs,
        min(runs.local_date) filter (where warm_ups.warm_up = 'no') as cold_on,
        list(distinct warm_ups.warm_up_source) as sources,
        weeks.unknown_days = 0 and not weeks.is_open as is_whole,
        weeks.unknown_days,
        weeks.week_start
    from weeks
    left join runs
        on
            weeks.athlete_id = runs.athlete_id
            and weeks.week_start = runs.week_start
    left join warm_ups
        on runs.session_id = warm_ups.session_id
    group by all

),

reasoned as (

    select
        counted.*,
        case
            when counted.cold_runs >= 2 then 'without'
            when
                counted.cold_runs = 1 and counted.is_whole and counted.runs <= 2
                then 'without'
            when counted.cold_runs = 1 then 'one_cold'
            when counted.runs = 0 and counted.unknown_days > 0 then 'days_unknown'
            when counted.runs = 0 then 'no_runs'
            when 2 * counted.known_runs >= counted.runs then 'done'
            else 'few_known'
        end as reason
    from counted

)

select
    reasoned.athlete_id,
    'warm_up' as habit,
    reasoned.reason,
    reasoned.sources,
    (reasoned.known_runs - reasoned.cold_runs)::double as done,
    reasoned.known_runs::double as target,
    reasoned.runs - reasoned.known_runs as unknown_count,
    reasoned.cold_on as run_on,
    case reasoned.reason when 'done' then true when 'without' then false end as is_met,
    reasoned.week_start
from reasoned
