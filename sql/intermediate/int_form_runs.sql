-- One row per run and measure of how steps are: the run's mean on level ground and the
-- mean speed it goes with. Less than 5 min of it tell too little of a run [P].
with speeds as (

    select * from int_form_speeds

)

select
    speeds.session_id,
    speeds.athlete_id,
    speeds.device,
    speeds.form_measure,
    sum(speeds.seconds * speeds.speed_mps) / sum(speeds.seconds) as speed_mps,
    sum(speeds.seconds * speeds.form_value) / sum(speeds.seconds) as form_value,
    speeds.started_at,
    speeds.local_date
from speeds
group by all
having sum(speeds.seconds) >= 300
