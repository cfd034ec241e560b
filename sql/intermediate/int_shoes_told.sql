-- One row per pair of shoes the journal tells of. Of what it says several times (limit,
-- cushioning, kilometres before) the later word counts, of a silence the earlier one.
-- `worn_since` is when it was last put on, null once it is retired.
with shoes as (

    select * from stg_shoes

),

names as (

    select * from int_shoe_names

),

spans as (

    select * from int_shoe_spans

),

athletes as (

    select * from stg_athletes

),

told as (

    select
        shoes.athlete_id,
        names.shoe_id,
        arg_max(shoes.cushioning, shoes.written_at) as cushioning,
        arg_max(shoes.limit_km, shoes.written_at) as limit_km,
        arg_max(shoes.km_before, shoes.written_at) as km_before,
        last(shoes.action order by shoes.on_date, shoes.written_at) as last_action,
        max(shoes.on_date) filter (where shoes.action = 'stop') as last_retired_on
    from shoes
    inner join names
        on
            shoes.athlete_id = names.athlete_id
            and shoes.shoe = names.spelling
    left join athletes
        on shoes.athlete_id = athletes.athlete_id
    where shoes.on_date <= coalesce(athletes.today, shoes.on_date)
    group by all

),

put_on as (

    select
        spans.athlete_id,
        spans.shoe_id,
        min(spans.worn_from) as put_on_on,
        max(spans.worn_from) filter (where spans.worn_until is null) as worn_since,
        arg_max(spans.written_at, spans.worn_from) as worn_said_at
    from spans
    group by all

)

select
    told.athlete_id,
    told.shoe_id,
    told.cushioning,
    told.limit_km,
    told.km_before,
    put_on.put_on_on,
    put_on.worn_since,
    put_on.worn_said_at,
    case
        when told.last_action = 'stop' then told.last_retired_on
    end as retired_on
from told
left join put_on
    on
        told.athlete_id = put_on.athlete_id
        and told.shoe_id = put_on.shoe_id
