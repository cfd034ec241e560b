-- One row per athlete and week: were the runs in shoes below their limit (evidence D)?
-- No: a run in a pair that had come to its limit by then. Yes: the pair of every run is
-- known, and none had. A pair's limit is the runner's own, else the usual one
-- (fct_shoes). `done` counts runs in pairs below, `target` all runs, `unknown_count`
-- those of which the pair, its kilometres or its limit is not known.
with weeks as (

    select * from int_habit_weeks

),

runs as (

    select
        session_id,
        athlete_id,
        date_trunc('week', local_date)::date as week_start
    from int_sessions
    where is_running and not is_excluded

),

run_shoes as (

    select
        *,
        case shoe_source when 'list' then 'file' else shoe_source end as source
    from int_run_shoes

),

shoes as (

    select * from fct_shoes

),

counted as (

    select
        weeks.athlete_id,
        count(runs.session_id) as runs,
        count(run_shoes.session_id) as known_pairs,
        count(*) filter (where run_shoes.km_after < shoes.limit_to_km) as below,
        count(*) filter (where run_shoes.km_after >= shoes.limit_to_km) as over,
        list(distinct run_shoes.source) as sources,
        weeks.unknown_days,
        weeks.week_start
    from weeks
    left join runs
        on
            weeks.athlete_id = runs.athlete_id
            and weeks.week_start = runs.week_start
    left join run_shoes
        on runs.session_id = run_shoes.session_id
    left join shoes
        on
            run_shoes.athlete_id = shoes.athlete_id
            and run_shoes.shoe_id = shoes.shoe_id
    group by all

),

reasoned as (

    select
        counted.*,
        case
            when counted.over > 0 then 'over_limit'
            when counted.runs = 0 and counted.unknown_days > 0 then 'days_unknown'
            when counted.runs = 0 then 'no_runs'
            when counted.below = counted.runs then 'done'
            when counted.known_pairs = 0 then 'no_pair'
            else 'few_known'
        end as reason
    from counted

)

select
    reasoned.athlete_id,
    'shoes' as habit,
    reasoned.reason,
    reasoned.sources,
    reasoned.below::double as done,
    reasoned.runs::double as target,
    reasoned.runs - reasoned.below - reasoned.over as unknown_count,
    case reasoned.reason
        when 'done' then true
        when 'over_limit' then false
    end as is_met,
    reasoned.week_start
from reasoned
