-- One row per session and reason to look at it again. Nothing is dropped: it counts
-- until its athlete takes it out, and is not asked about again once they have said its
-- distance or its sport. Over 7 m/s for two minutes is faster than world class; 100 km
-- and a day on foot, a day and a half otherwise, are more often a watch left running
-- than a race.
with sessions as (

    select * from int_sessions
    where not is_excluded

),

edits as (

    select * from int_effort_edits

),

asked as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.local_date,
        sessions.distance_m,
        sessions.fast_s,
        sessions.fast_end_m,
        sessions.sport in ('running', 'walking', 'hiking') as is_on_foot,
        coalesce(sessions.timer_s, sessions.elapsed_s) as duration_s,
        case
            when sessions.sport in ('running', 'walking', 'hiking') then 24 * 3600
            else 36 * 3600
        end as longest_s
    from sessions
    left join edits
        on sessions.session_id = edits.session_id
    where edits.distance_m is null and edits.sport is null

),

measured as (

    select
        asked.*,
        unnest(['too_fast', 'car_at_end', 'too_far', 'too_long']) as reason
    from asked

),

judged as (

    select
        measured.session_id,
        measured.athlete_id,
        measured.reason,
        case measured.reason
            when 'too_fast' then measured.fast_s
            when 'car_at_end' then measured.fast_end_m
            when 'too_far' then measured.distance_m
            when 'too_long' then measured.duration_s
        end as value,
        case measured.reason
            when 'too_fast' then 120
            when 'car_at_end' then 0
            when 'too_far' then 100000
            when 'too_long' then measured.longest_s
        end::double as threshold,
        case measured.reason
            when 'too_fast' then measured.is_on_foot and measured.fast_end_m = 0
            when 'too_long' then true
            else measured.is_on_foot
        end as is_asked,
        measured.local_date
    from measured

)

select
    judged.session_id,
    judged.athlete_id,
    judged.reason,
    judged.value,
    judged.threshold,
    judged.local_date
from judged
where judged.is_asked and judged.value > judged.threshold
