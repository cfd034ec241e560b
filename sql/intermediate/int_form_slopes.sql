-- One row per athlete, week and measure of how steps are: by how much it changes with
-- speed, per m/s, after Theil and Sen: the median of the slopes between any two speeds
-- at least 0.1 m/s apart. Runs at about one speed (0.2 m/s) come together first, as
-- their median, and a slope weighs as many pairs of runs as it stands for: that is
-- nearly the median over all pairs at a hundredth of their number. Speeds that span
-- less than 0.3 m/s have no slope one could see: a flat line [P].
with windows as (

    select * from int_form_windows

),

speeds as (

    select * from int_form_speeds

),

places as (

    select
        windows.athlete_id,
        windows.week_start,
        windows.form_measure,
        round(speeds.speed_mps / 0.2)::integer as speed_bin,
        median(speeds.speed_mps) as speed_mps,
        median(speeds.form_value) as form_value,
        count(*) as runs
    from windows
    inner join speeds
        on
            windows.session_id = speeds.session_id
            and windows.form_measure = speeds.form_measure
    group by all

),

pairs as (

    select
        slower.athlete_id,
        slower.week_start,
        slower.form_measure,
        (faster.form_value - slower.form_value)
        / (faster.speed_mps - slower.speed_mps) as slope,
        slower.runs * faster.runs as weight,
        faster.speed_mps - slower.speed_mps as span_mps
    from places as slower
    inner join places as faster
        on
            slower.athlete_id = faster.athlete_id
            and slower.week_start = faster.week_start
            and slower.form_measure = faster.form_measure
            and slower.speed_bin < faster.speed_bin
            and slower.speed_mps + 0.1 <= faster.speed_mps

),

ordered as (

    select
        pairs.*,
        sum(pairs.weight) over (partition_of order by pairs.slope) as weight_up_to,
        sum(pairs.weight) over partition_of as weight_of_all
    from pairs
    window partition_of as (
        partition by pairs.athlete_id, pairs.week_start, pairs.form_measure
    )

)

select
    ordered.athlete_id,
    ordered.week_start,
    ordered.form_measure,
    case
        when max(ordered.span_mps) >= 0.3 - 1e-9
            then
                min(ordered.slope)
                filter (where 2 * ordered.weight_up_to >= ordered.weight_of_all)
        else 0
    end as slope
from ordered
group by all
