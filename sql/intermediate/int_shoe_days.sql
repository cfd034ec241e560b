-- One row per day on which the diary names a pair of shoes. A day with two pairs does
-- not say which run was in which: the pair is null then.
with diary as (

    select * from stg_diary

),

names as (

    select * from int_shoe_names

)

select
    diary.athlete_id,
    case
        when count(distinct names.shoe_id) = 1 then min(names.shoe_id)
    end as shoe_id,
    diary.local_date
from diary
inner join names
    on
        diary.athlete_id = names.athlete_id
        and diary.shoe = names.spelling
where diary.shoe not in ('yes', 'no')
group by all
