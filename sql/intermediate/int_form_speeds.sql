-- One row per run, measure of how steps are, and speed, on level ground.
with sessions as (

    select * from int_form_sessions

),

speeds as (

    select * from stg_form_speeds

),

of_runs as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.device,
        sessions.started_at,
        sessions.local_date,
        speeds.speed_mps,
        speeds.seconds,
        speeds.cadence_spm,
        speeds.step_length_mm,
        speeds.stance_time_ms,
        speeds.vertical_ratio_pct,
        speeds.stance_time_balance_pct
    from sessions
    inner join speeds
        on sessions.told_by = speeds.session_id

),

measured as (

    select *
    from of_runs
    unpivot (
        form_value for form_measure in (
            cadence_spm, step_length_mm, stance_time_ms, vertical_ratio_pct,
            stance_time_balance_pct
        )
    )

)

select
    measured.session_id,
    measured.athlete_id,
    measured.device,
    measured.form_measure,
    measured.speed_mps,
    measured.seconds,
    measured.form_value,
    measured.started_at,
    measured.local_date
from measured
