-- One row per athlete, week and measure of how steps are: how many of the newest runs,
-- one after another, lie on one side of the curve by more than 1.5 robust SD, and by
-- more than half a percent (half a point of balance), less than which a watch hardly
-- shows [P]; 0 where the newest run does not.
with residuals as (

    select * from int_form_residuals

),

weeks as (

    select * from int_form_weeks

),

sided as (

    select
        residuals.athlete_id,
        residuals.week_start,
        residuals.form_measure,
        residuals.residual_pct,
        sign(residuals.residual_pct) * (
            abs(residuals.residual_pct)
            > greatest(1.5 * weeks.robust_sd_pct, 0.5) + 1e-9
        )::integer as side,
        row_number() over newest_first as place,
        first_value(side) over newest_first as newest_side
    from residuals
    inner join weeks
        on
            residuals.athlete_id = weeks.athlete_id
            and residuals.week_start = weeks.week_start
            and residuals.form_measure = weeks.form_measure
    where residuals.is_recent
    window newest_first as (
        partition by
            residuals.athlete_id, residuals.week_start, residuals.form_measure
        order by residuals.started_at desc, residuals.session_id asc
    )

),

bounded as (

    select
        sided.*,
        min(case when sided.side != sided.newest_side then sided.place end) over (
            partition by sided.athlete_id, sided.week_start, sided.form_measure
        ) as first_other
    from sided

)

select
    bounded.athlete_id,
    bounded.week_start,
    bounded.form_measure,
    count(*) filter (where bounded.newest_side != 0) as runs_apart,
    median(bounded.residual_pct) filter (where bounded.newest_side != 0)
        as apart_pct
from bounded
where bounded.place < coalesce(bounded.first_other, bounded.place + 1)
group by all
