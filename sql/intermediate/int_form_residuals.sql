-- One row per athlete, week, measure of how steps are, and run of its 90 days: how far
-- the run lies from the runner's own curve over speed, in percent of the curve's value;
-- the balance of left and right in percentage points. The line's height is the median
-- run's. The last 28 days are among them and pull it towards themselves: where days
-- differ by 1.5 %, a change of 5 % reads as one of 4.2 %.
with windows as (

    select * from int_form_windows

),

slopes as (

    select * from int_form_slopes

),

raised as (

    select
        windows.*,
        coalesce(slopes.slope, 0) as slope,
        windows.form_value - coalesce(slopes.slope, 0) * windows.speed_mps as height
    from windows
    left join slopes
        on
            windows.athlete_id = slopes.athlete_id
            and windows.week_start = slopes.week_start
            and windows.form_measure = slopes.form_measure

),

fitted as (

    select
        raised.*,
        median(raised.height) over weekly as intercept,
        intercept + raised.slope * raised.speed_mps as fitted_value
    from raised
    window weekly as (
        partition by raised.athlete_id, raised.week_start, raised.form_measure
    )

)

select
    fitted.athlete_id,
    fitted.week_start,
    fitted.form_measure,
    fitted.session_id,
    fitted.intercept,
    fitted.slope,
    fitted.speed_mps,
    case
        when fitted.form_measure = 'stance_time_balance_pct'
            then fitted.form_value - fitted.fitted_value
        else 100 * (fitted.form_value / nullif(fitted.fitted_value, 0) - 1)
    end as residual_pct,
    fitted.is_recent,
    fitted.started_at
from fitted
