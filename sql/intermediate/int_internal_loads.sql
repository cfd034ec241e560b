-- One row per session with the one scalar internal load (SCIENCE A.4): of the main
-- source where the session has it, else of the best other source, brought to its scale.
-- `is_imputed`: not of the main source.
with sources as (

    select * from int_load_sources

),

factors as (

    select * from int_load_factors

)

select
    sources.session_id,
    sources.athlete_id,
    sources.load_source,
    factors.load_factor,
    sources.load * factors.load_factor as internal_load,
    not factors.is_main as is_imputed
from sources
inner join factors
    on
        sources.athlete_id = factors.athlete_id
        and sources.load_source = factors.load_source
qualify row_number() over (
    partition by sources.session_id
    order by factors.is_main desc, sources.preference asc
) = 1
