-- One row per time a pair of shoes was put on, by the journal: it is worn from that day
-- on to the day it was retired, both included, without end while nobody has retired it.
-- Other pairs may be put on meanwhile; the newest is the one a run is counted for.
with shoes as (

    select * from stg_shoes

),

names as (

    select * from int_shoe_names

),

athletes as (

    select * from stg_athletes

),

told as (

    select
        shoes.athlete_id,
        names.shoe_id,
        shoes.action,
        shoes.on_date,
        shoes.written_at
    from shoes
    inner join names
        on
            shoes.athlete_id = names.athlete_id
            and shoes.shoe = names.spelling
    left join athletes
        on shoes.athlete_id = athletes.athlete_id
    where shoes.on_date <= coalesce(athletes.today, shoes.on_date)

),

ended as (

    select
        told.*,
        min(told.on_date) filter (where told.action = 'stop') over (
            partition by told.athlete_id, told.shoe_id
            order by told.on_date, told.written_at
            rows between 1 following and unbounded following
        ) as worn_until
    from told

)

select
    ended.athlete_id,
    ended.shoe_id,
    ended.on_date as worn_from,
    ended.worn_until,
    ended.written_at
from ended
where ended.action = 'start'
