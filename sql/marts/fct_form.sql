-- One row per athlete, week and measure of how steps are.
with sessions as (

    select * from int_sessions

)

select
    sessions.athlete_id,
    null::varchar as form_measure,
    null::varchar as form_state,
    null::double as usual_value,
    null::double as speed_mps,
    null::double as residual_pct,
    null::double as robust_sd_pct,
    null::integer as runs,
    null::integer as curve_runs,
    null::integer as runs_apart,
    null::boolean as is_hint,
    null::date as week_start
from sessions
where false
