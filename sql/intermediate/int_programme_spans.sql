-- One row per strength programme that has begun. It ends on the first end told on or
-- after its start, at the latest on the day before the next one starts; null while it
-- runs. Of two starts told of one day the later word counts. Told late is what was said
-- two days after the start: the day after may be the same evening, west of Greenwich.
with programmes as (

    select * from stg_programmes

),

athletes as (

    select * from stg_athletes

),

told as (

    select
        programmes.*,
        athletes.today
    from programmes
    inner join athletes
        on programmes.athlete_id = athletes.athlete_id
    where programmes.action = 'start' and programmes.on_date <= athletes.today
    qualify row_number() over (
        partition by programmes.athlete_id, programmes.on_date
        order by programmes.written_at desc
    ) = 1

),

starts as (

    select
        told.athlete_id,
        told.programme,
        told.note,
        case
            when told.written_at::date - told.on_date > 1
                then told.written_at::date - told.on_date
            else 0
        end as recorded_days_late,
        told.on_date as started_on,
        lead(told.on_date) over (
            partition by told.athlete_id order by told.on_date
        ) as next_started_on,
        told.today
    from told

),

ends as (

    select
        starts.athlete_id,
        starts.started_on,
        min(programmes.on_date) as told_end_on
    from starts
    inner join programmes
        on
            starts.athlete_id = programmes.athlete_id
            and programmes.action = 'stop'
            and programmes.on_date between starts.started_on and starts.today
            and coalesce(programmes.programme, starts.programme) = starts.programme
    group by all

)

select
    starts.athlete_id,
    starts.programme,
    starts.note,
    starts.recorded_days_late,
    starts.started_on,
    least(ends.told_end_on, starts.next_started_on - 1) as ended_on,
    starts.next_started_on,
    starts.today
from starts
left join ends
    on
        starts.athlete_id = ends.athlete_id
        and starts.started_on = ends.started_on
