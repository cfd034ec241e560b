-- One row per athlete, week and measure of how steps are: the last 28 days against the
-- runner's own curve over speed, from level running of the last 90 days (SCIENCE F.3).
-- Speed and hills are out of it. `residual_pct` is in percent of the curve's value, of
-- the balance in percentage points. A step rate is lower from 3 % on; everything else
-- is where the 3 newest runs or more lie over 1.5 robust SD on one side. Judged from 3
-- runs in the 28 days, 6 in the 90, at least half of those older, else new steps would
-- be held against themselves [P]. A hint is what goes with a long stride, or a balance
-- further from the middle; a longer step alone is none: runners of a trial got it while
-- their backs improved. No fixed norm: 180 steps a minute is none, either. Evidence: D.
with weeks as (

    select * from int_form_weeks

),

apart as (

    select * from int_form_apart

),

counted as (

    select
        weeks.*,
        weeks.runs >= 3
        and weeks.curve_runs >= 6
        and 2 * weeks.runs <= weeks.curve_runs as is_enough,
        coalesce(apart.runs_apart, 0) as runs_apart,
        weeks.form_measure = 'cadence_spm' as is_step_rate,
        case
            when is_step_rate then weeks.residual_pct
            else apart.apart_pct
        end as change_pct,
        case
            when is_step_rate then abs(weeks.residual_pct) > 3 + 1e-9
            else coalesce(apart.runs_apart, 0) >= 3
        end as is_changed
    from weeks
    left join apart
        on
            weeks.athlete_id = apart.athlete_id
            and weeks.week_start = apart.week_start
            and weeks.form_measure = apart.form_measure

),

judged as (

    select
        counted.*,
        case
            when not counted.is_enough then 'not_enough'
            when not counted.is_changed then 'as_usual'
            when counted.change_pct < 0 then 'lower'
            else 'higher'
        end as form_state
    from counted

)

select
    judged.athlete_id,
    judged.form_measure,
    judged.form_state,
    case when judged.is_enough then judged.usual_value end as usual_value,
    judged.speed_mps,
    case when judged.is_enough then judged.residual_pct end as residual_pct,
    case when judged.is_enough then judged.robust_sd_pct end as robust_sd_pct,
    case when judged.is_enough then judged.change_pct end as change_pct,
    judged.runs::integer as runs,
    judged.curve_runs::integer as curve_runs,
    judged.runs_apart::integer as runs_apart,
    case
        when judged.form_state = 'not_enough' then null
        when judged.is_step_rate then judged.form_state = 'lower'
        when judged.form_measure in ('stance_time_ms', 'vertical_ratio_pct')
            then judged.form_state = 'higher'
        when judged.form_measure = 'stance_time_balance_pct'
            then
                judged.form_state != 'as_usual'
                and abs(judged.usual_value + judged.change_pct - 50)
                > abs(judged.usual_value - 50)
        else false
    end as is_hint,
    judged.week_start
from judged
