-- One row per athlete and source of load that can be put on the main one's scale
-- (SCIENCE A.4). The main source is the one most sessions of the athlete's last 180
-- days have (ties: effort, then heart rate, then speed). Another takes the median ratio
-- over at least 10 sessions that have both.
with sources as (

    select * from int_load_sources

),

newest as (

    select
        sources.athlete_id,
        max(sources.local_date) as local_date
    from sources
    group by all

),

main_sources as (

    select
        sources.athlete_id,
        sources.load_source
    from sources
    inner join newest
        on
            sources.athlete_id = newest.athlete_id
            and sources.local_date > newest.local_date - 180
    where sources.load_source != 'usual_effort'
    group by sources.athlete_id, sources.load_source, sources.preference
    qualify row_number() over (
        partition by sources.athlete_id
        order by count(*) desc, sources.preference
    ) = 1

),

main_loads as (

    select
        sources.session_id,
        sources.load_source,
        sources.load
    from sources
    inner join main_sources
        on
            sources.athlete_id = main_sources.athlete_id
            and sources.load_source = main_sources.load_source

),

ratios as (

    select
        sources.athlete_id,
        sources.load_source,
        sources.load_source = main_loads.load_source as is_main,
        main_loads.load / nullif(sources.load, 0) as ratio
    from sources
    inner join main_loads
        on sources.session_id = main_loads.session_id

)

select
    ratios.athlete_id,
    ratios.load_source,
    case when ratios.is_main then 1.0 else median(ratios.ratio) end as load_factor,
    ratios.is_main
from ratios
group by ratios.athlete_id, ratios.load_source, ratios.is_main
having ratios.is_main or count(ratios.ratio) >= 10
