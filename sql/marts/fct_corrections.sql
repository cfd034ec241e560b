-- One row per word of the runner on what the files say: a session edited, excluded or
-- added, days marked. `file_*` is what the file says where the runner says otherwise.
with members as (

    select * from int_effort_members

),

efforts as (

    select * from int_sessions

),

recorded as (

    select * from int_efforts

),

edits as (

    select * from stg_edits

),

exclusions as (

    select * from stg_exclusions

),

marks as (

    select * from stg_marks

),

said as (

    select
        edits.athlete_id,
        edits.session_id,
        'edit' as kind,
        edits.sport,
        edits.sub_sport,
        edits.note,
        edits.distance_m,
        edits.timer_s,
        edits.rpe,
        edits.written_at,
        edits.local_date
    from edits
    union all
    select
        exclusions.athlete_id,
        exclusions.session_id,
        'exclude' as kind,
        null as sport,
        null as sub_sport,
        exclusions.note,
        null as distance_m,
        null as timer_s,
        null as rpe,
        exclusions.written_at,
        null as local_date
    from exclusions

),

of_sessions as (

    select
        said.athlete_id,
        recorded.session_id,
        said.kind,
        said.sport,
        said.sub_sport,
        recorded.sport as file_sport,
        recorded.name,
        said.note,
        said.distance_m,
        recorded.distance_m as file_distance_m,
        said.timer_s,
        recorded.timer_s as file_timer_s,
        said.rpe,
        said.written_at,
        said.local_date as edited_date,
        efforts.local_date as from_date,
        efforts.local_date as to_date
    from said
    inner join members
        on said.session_id = members.session_id
    inner join recorded
        on members.effort_id = recorded.session_id
    inner join efforts
        on members.effort_id = efforts.session_id

),

additions as (

    select
        efforts.athlete_id,
        efforts.session_id,
        'add' as kind,
        recorded.sport,
        recorded.sub_sport,
        null as file_sport,
        recorded.name,
        null as note,
        recorded.distance_m,
        null as file_distance_m,
        recorded.timer_s,
        null as file_timer_s,
        recorded.rpe,
        null as written_at,
        null as edited_date,
        efforts.local_date as from_date,
        efforts.local_date as to_date
    from efforts
    inner join recorded
        on efforts.session_id = recorded.session_id
    where efforts.is_added

),

spans as (

    select
        marks.athlete_id,
        null as session_id,
        marks.kind,
        null as sport,
        null as sub_sport,
        null as file_sport,
        null as name,
        marks.note,
        null as distance_m,
        null as file_distance_m,
        null as timer_s,
        null as file_timer_s,
        null as rpe,
        marks.written_at,
        null as edited_date,
        marks.from_date,
        marks.to_date
    from marks

),

corrections as (

    select * from of_sessions
    union all
    select * from additions
    union all
    select * from spans

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
    corrections.written_at,
    corrections.edited_date,
    corrections.from_date,
    corrections.to_date
from corrections
