-- A pair of shoes stands once, has run what its runs add up to beside what it brought
-- along, and at most one pair of an athlete is the current one.
with run_shoes as (

    select
        athlete_id,
        shoe_id,
        sum(distance_m) / 1000 as km,
        count(*) as runs
    from fct_sessions
    where shoe_id is not null
    group by all

)

select
    fct_shoes.athlete_id,
    fct_shoes.shoe_id
from fct_shoes
left join run_shoes
    on
        fct_shoes.athlete_id = run_shoes.athlete_id
        and fct_shoes.shoe_id = run_shoes.shoe_id
where
    fct_shoes.runs != coalesce(run_shoes.runs, 0)
    or abs(
        fct_shoes.km - coalesce(fct_shoes.km_before, 0) - coalesce(run_shoes.km, 0)
    ) > 1e-6 * (1 + fct_shoes.km)
union all
select
    fct_shoes.athlete_id,
    min(fct_shoes.shoe_id) as shoe_id
from fct_shoes
group by fct_shoes.athlete_id
having count(*) filter (where fct_shoes.is_current) > 1
union all
select
    fct_shoes.athlete_id,
    fct_shoes.shoe_id
from fct_shoes
group by
    fct_shoes.athlete_id,
    fct_shoes.shoe_id
having count(*) > 1
