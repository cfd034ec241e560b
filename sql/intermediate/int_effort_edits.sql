-- One row per effort the runner has corrected or taken out. The latest word on a field
-- counts, whichever of the effort's sessions it was said of.
-- What is said of a piece (a watch that died half-way) does not take the whole run out,
-- nor does its length stand for the whole.
with members as (

    select * from int_effort_members

),

edits as (

    select * from stg_edits

),

exclusions as (

    select * from stg_exclusions

),

edited as (

    select
        members.effort_id,
        members.athlete_id,
        arg_max(edits.sport, edits.written_at) as sport,
        arg_max_null(edits.sub_sport, edits.written_at)
        filter (where edits.sport is not null) as sub_sport,
        arg_max(edits.distance_m, edits.written_at)
        filter (where members.is_whole) as distance_m,
        arg_max(edits.timer_s, edits.written_at)
        filter (where members.is_whole) as timer_s,
        arg_max(edits.rpe, edits.written_at) as rpe,
        arg_max(edits.local_date, edits.written_at) as local_date
    from members
    inner join edits
        on members.session_id = edits.session_id
    group by all

),

excluded as (

    select
        members.effort_id,
        members.athlete_id,
        coalesce(arg_max(exclusions.note, exclusions.written_at), '')
            as excluded_because
    from members
    inner join exclusions
        on members.session_id = exclusions.session_id
    where members.is_whole
    group by all

)

select
    coalesce(edited.effort_id, excluded.effort_id) as session_id,
    coalesce(edited.athlete_id, excluded.athlete_id) as athlete_id,
    edited.sport,
    edited.sub_sport,
    excluded.excluded_because,
    edited.distance_m,
    edited.timer_s,
    edited.rpe,
    edited.effort_id is not null as is_edited,
    excluded.effort_id is not null as is_excluded,
    edited.local_date
from edited
full join excluded
    on edited.effort_id = excluded.effort_id
