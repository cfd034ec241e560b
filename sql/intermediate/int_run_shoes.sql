-- One row per run of which the pair of shoes is known: as the account's list says of
-- this run, else as the diary says of its day, else the pair put on last by the journal
-- and not retired. Walks and hikes wear shoes too, but none is counted: nobody says in
-- which pair. `km_after` is what the pair has run by then, with the kilometres told
-- from before: null of a run of unknown distance, and a least of those after it.
with runs as (

    select * from int_sessions
    where is_running and not is_excluded

),

names as (

    select * from int_shoe_names

),

days as (

    select * from int_shoe_days

),

worn as (

    select * from int_worn_shoes

),

told as (

    select * from int_shoes_told

),

known as (

    select
        runs.session_id,
        runs.athlete_id,
        case
            when names.shoe_id is not null then names.shoe_id
            when days.local_date is not null then days.shoe_id
            else worn.shoe_id
        end as shoe_id,
        case
            when names.shoe_id is not null then 'list'
            when days.local_date is not null then 'diary'
            else 'journal'
        end as shoe_source,
        runs.distance_m / 1000 as distance_km,
        runs.started_at,
        runs.local_date
    from runs
    left join names
        on
            runs.athlete_id = names.athlete_id
            and runs.gear = names.spelling
    left join days
        on
            runs.athlete_id = days.athlete_id
            and runs.local_date = days.local_date
    left join worn
        on runs.session_id = worn.session_id

)

select
    known.session_id,
    known.athlete_id,
    known.shoe_id,
    known.shoe_source,
    known.distance_km,
    case
        when known.distance_km is not null
            then coalesce(told.km_before, 0) + sum(known.distance_km) over (
                partition by known.athlete_id, known.shoe_id
                order by known.started_at, known.session_id
                rows unbounded preceding
            )
    end as km_after,
    known.local_date
from known
left join told
    on
        known.athlete_id = told.athlete_id
        and known.shoe_id = told.shoe_id
where known.shoe_id is not null
