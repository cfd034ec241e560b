-- One row per athlete and week: were the runs in shoes below their limit (evidence D)?
-- No: a run in a pair that had come to its limit by then. Yes: the pair of every run is
-- known, and none had, even if each earlier run in it of unknown distance was as far as
-- the athlete's longest [P]. A pair's limit is the runner's own, else the usual one
-- (fct_shoes). `done` counts runs in pairs below, `target` all runs, `unknown_count`
-- those of which the pair, its kilometres or its limit is not known.
with weeks as (

    select * from int_habit_weeks

),

runs as (

    select * from int_habit_shoe_runs

),

counted as (

    select
        weeks.athlete_id,
        count(runs.session_id) as runs,
        count(runs.shoe_id) as known_pairs,
        count(*) filter (where runs.at_most_km < runs.limit_to_km) as below,
        count(*) filter (where runs.km_after >= runs.limit_to_km) as over,
        list(distinct runs.source) as sources,
        weeks.unknown_days,
        weeks.week_start
    from weeks
    left join runs
        on
            weeks.athlete_id = runs.athlete_id
            and weeks.week_start = runs.week_start
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
