-- One row per session and speed: how its steps were on level ground.
with source as (

    select * from raw.form_speeds

),

sessions as (

    select * from raw.sessions

)

select
    source.session_id,
    sessions.athlete_id,
    source.speed_mps,
    source.seconds,
    source.cadence_spm,
    source.step_length_mm,
    source.stance_time_ms,
    source.vertical_ratio_pct,
    source.stance_time_balance_pct
from source
inner join sessions
    on source.session_id = sessions.session_id
