-- One row per pair of shoes. It is `due` from 90 % of the runner's own limit on and
-- `over` from all of it: the pair's, else the one in the settings. Without one the
-- habit of 600 to 800 km stands for both (SCIENCE E.3, evidence D: nobody has measured
-- it). A run of today without a word would be counted for the current pair: the
-- journal's, else that of the last run. Worn is what is not retired and current or run
-- in within 28 days [P].
with shoes as (

    select * from int_shoe_kilometres

),

names as (

    select distinct
        athlete_id,
        shoe_id,
        name
    from int_shoe_names

),

athletes as (

    select * from stg_athletes

),

limited as (

    select
        shoes.*,
        names.name,
        coalesce(shoes.limit_km, athletes.shoe_limit_km) as own_limit_km,
        coalesce(0.9 * own_limit_km, 600) as limit_from_km,
        coalesce(own_limit_km, 800) as limit_to_km,
        shoes.retired_on is null and row_number() over (
            partition by shoes.athlete_id
            order by
                shoes.retired_on is not null asc,
                shoes.worn_since desc nulls last,
                shoes.worn_said_at desc nulls last,
                shoes.last_run_on desc nulls last,
                shoes.shoe_id asc
        ) = 1 as is_current,
        athletes.today
    from shoes
    inner join names
        on
            shoes.athlete_id = names.athlete_id
            and shoes.shoe_id = names.shoe_id
    left join athletes
        on shoes.athlete_id = athletes.athlete_id

)

select
    limited.athlete_id,
    limited.shoe_id,
    limited.name,
    limited.cushioning,
    limited.source,
    case
        when limited.retired_on is not null then 'retired'
        when limited.km >= limited.limit_to_km then 'over'
        when limited.km >= limited.limit_from_km then 'due'
        else 'ok'
    end as shoe_state,
    case when limited.own_limit_km is null then 'usual' else 'own' end as limit_source,
    limited.km,
    limited.km_before,
    limited.limit_from_km,
    limited.limit_to_km,
    limited.runs,
    limited.runs_without_km,
    limited.is_current,
    limited.retired_on is null and (
        limited.is_current or coalesce(limited.last_run_on > limited.today - 28, false)
    ) as is_worn,
    limited.started_on,
    limited.last_run_on,
    limited.retired_on
from limited
