-- One row per run whose steps are known: the first of its sessions that tells the whole
-- and has a step rate. Left out are other sports, what the runner has taken out, and
-- runs whose way or time is corrected: nobody knows which of their speeds were wrong.
with members as (

    select * from int_effort_members

),

speeds as (

    select * from stg_form_speeds

),

devices as (

    select * from stg_sessions

),

sessions as (

    select * from int_sessions
    where is_running and not is_excluded

),

edits as (

    select * from int_effort_edits
    where distance_m is not null or timer_s is not null

),

with_steps as (

    select distinct speeds.session_id
    from speeds

),

chosen as (

    select
        members.effort_id,
        arg_min(members.session_id, members.preference) as session_id
    from members
    inner join with_steps
        on members.session_id = with_steps.session_id
    where members.is_whole
    group by all

)

select
    chosen.effort_id as session_id,
    sessions.athlete_id,
    chosen.session_id as told_by,
    coalesce(devices.device, '') as device,
    sessions.started_at,
    sessions.local_date
from chosen
inner join sessions
    on chosen.effort_id = sessions.session_id
inner join devices
    on chosen.session_id = devices.session_id
left join edits
    on chosen.effort_id = edits.session_id
where edits.session_id is null
