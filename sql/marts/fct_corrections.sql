-- One row per word of the runner on what the files say: a session edited, excluded or
-- added, days marked. `file_*` is what the file says where the runner says otherwise.
-- Without effect is a word on a session that stands for no effort up to today: others
-- tell it in parts, its file is gone, or its new day is still to come.
with members as (

    select * from int_effort_members

),

efforts as (

    select * from int_sessions

),

recorded as (

    select * from int_efforts

),

sessions as (

    select * from stg_sessions

),

said as (

    select
        *,
        'edit' as kind
    from stg_edits
    union all by name
    select
        *,
        'exclude' as kind
    from stg_exclusions

),

of_sessions as (

    select
        said.* replace (coalesce(efforts.session_id, said.session_id) as session_id),
        said.local_date as edited_date,
        coalesce(recorded.sport, sessions.sport) as file_sport,
        coalesce(recorded.name, sessions.name) as name,
        coalesce(recorded.distance_m, sessions.distance_m) as file_distance_m,
        coalesce(recorded.timer_s, sessions.timer_s) as file_timer_s,
        efforts.session_id is not null as has_effect,
        coalesce(
            efforts.local_date, sessions.started_at::date, said.written_at::date
        ) as from_date
    from said
    left join sessions
        on said.session_id = sessions.session_id
    left join members
        on
            said.session_id = members.session_id
            and (said.kind != 'exclude' or members.is_whole)
    left join recorded
        on members.effort_id = recorded.session_id
    left join efforts
        on members.effort_id = efforts.session_id

),

additions as (

    select
        recorded.*,
        'add' as kind,
        efforts.local_date as from_date
    from recorded
    inner join efforts
        on recorded.session_id = efforts.session_id
    where recorded.is_added

),

corrections as (

    select * from of_sessions
    union all by name
    select * from additions
    union all by name
    select * from stg_marks

)

select
    corrections.athlete_id,
    corrections.session_id,
    corrections.kind,
    corrections.sport,
    corrections.sub_sport,
    corrections.file_sport,
    corrections.name,
    corrections.note,
    corrections.distance_m,
    corrections.file_distance_m,
    corrections.timer_s,
    corrections.file_timer_s,
    corrections.rpe,
    coalesce(corrections.has_effect, true) as has_effect,
    corrections.written_at,
    corrections.edited_date,
    corrections.from_date,
    coalesce(corrections.to_date, corrections.from_date) as to_date
from corrections
