-- One row per effort: the watch's user profile as its own file has it, field by field,
-- else as the nearest earlier file that has the field, else as the newest. A session
-- taken out may be somebody else's: it lends its profile to no other.
with sessions as (

    select * from int_sessions

)

select
    sessions.session_id,
    sessions.athlete_id,
    coalesce(
        columns('^profile_'),
        last_value(
            case when not sessions.is_excluded then columns('^profile_') end
            ignore nulls
        ) over earlier,
        last_value(
            case when not sessions.is_excluded then columns('^profile_') end
            ignore nulls
        ) over ever
    )
from sessions
window
    earlier as (
        partition by sessions.athlete_id
        order by sessions.started_at, sessions.session_id
        rows between unbounded preceding and current row
    ),
    ever as (
        partition by sessions.athlete_id
        order by sessions.started_at, sessions.session_id
        rows between unbounded preceding and unbounded following
    )
