-- One row per athlete and calendar day from the first session that counts to today;
-- days before do not exist. A session taken out is still a file of its day. A day is
-- unknown if the athlete marked it so, if it lies in a gap of more than 28 days without
-- any file or diary entry, or more than 10 days after the newest one (SCIENCE 0.2).
-- Every other day without a session is rest.
with sessions as (

    select * from int_sessions

),

diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

),

marks as (

    select * from stg_marks

),

spans as (

    select
        sessions.athlete_id,
        min(sessions.local_date) as first_date,
        greatest(max(sessions.local_date), any_value(athletes.today)) as last_date
    from sessions
    left join athletes
        on sessions.athlete_id = athletes.athlete_id
    where not sessions.is_excluded
    group by all

),

covered_days as (

    select
        sessions.athlete_id,
        sessions.local_date
    from sessions
    union
    select
        diary.athlete_id,
        diary.local_date
    from diary

),

days as (

    select
        spans.athlete_id,
        unnest(
            generate_series(spans.first_date, spans.last_date, interval 1 day)
        )::date as local_date
    from spans

),

neighbours as (

    select
        days.athlete_id,
        days.local_date,
        last_value(covered_days.local_date ignore nulls) over past as covered_before,
        first_value(covered_days.local_date ignore nulls) over future as covered_after
    from days
    left join covered_days
        on
            days.athlete_id = covered_days.athlete_id
            and days.local_date = covered_days.local_date
    window
        past as (
            partition by days.athlete_id order by days.local_date
            rows between unbounded preceding and current row
        ),
        future as (
            partition by days.athlete_id order by days.local_date
            rows between current row and unbounded following
        )

),

marked as (

    select
        neighbours.athlete_id,
        neighbours.local_date,
        bool_or(marks.kind = 'unknown') as is_unknown,
        bool_or(marks.kind = 'ill') as is_ill,
        bool_or(marks.kind = 'injured') as is_injured
    from neighbours
    inner join marks
        on
            neighbours.athlete_id = marks.athlete_id
            and neighbours.local_date between marks.from_date and marks.to_date
    group by all

)

select
    neighbours.athlete_id,
    case
        when coalesce(marked.is_unknown, false) then 'marked'
        when
            neighbours.covered_after is null
            and neighbours.local_date - neighbours.covered_before > 10 then 'tail'
        when neighbours.covered_after - neighbours.covered_before > 29 then 'gap'
    end as unknown_because,
    coalesce(marked.is_ill, false) as is_ill,
    coalesce(marked.is_injured, false) as is_injured,
    coalesce(marked.is_ill or marked.is_injured, false) as is_break_marked,
    neighbours.local_date
from neighbours
left join marked
    on
        neighbours.athlete_id = marked.athlete_id
        and neighbours.local_date = marked.local_date
