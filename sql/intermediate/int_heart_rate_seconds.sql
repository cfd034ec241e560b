-- One row per effort and heart rate, from the first of its sessions that has a pulse
-- and tells the whole.
with members as (

    select * from int_effort_members

),

seconds as (

    select * from stg_heart_rate_seconds

),

with_pulse as (

    select distinct seconds.session_id
    from seconds

),

chosen as (

    select
        members.effort_id,
        members.athlete_id,
        arg_min(members.session_id, members.preference) as session_id
    from members
    inner join with_pulse
        on members.session_id = with_pulse.session_id
    where members.is_whole
    group by all

)

select
    chosen.effort_id as session_id,
    chosen.athlete_id,
    seconds.heart_rate_bpm,
    seconds.seconds
from chosen
inner join seconds
    on chosen.session_id = seconds.session_id
