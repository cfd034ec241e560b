-- One row per athlete, day and thing whose capability was rated, 10 being as before
-- the pain (PSFS, SCIENCE E.5): each of the runner's own activities by its number, and
-- their mean (`activity_number` null). The names are those in the settings now; null
-- where they name none. `change_since_first` compares with the first rating ever.
with diary as (

    select * from stg_diary

),

athletes as (

    select * from stg_athletes

),

means as (

    select * from int_capability_days

),

told as (

    select
        diary.athlete_id,
        unnest([1, 2, 3, 4, 5]) as activity_number,
        unnest([
            diary.psfs_1, diary.psfs_2, diary.psfs_3, diary.psfs_4, diary.psfs_5
        ]) as rating,
        diary.local_date
    from diary

),

rated as (

    select
        told.athlete_id,
        told.activity_number,
        avg(told.rating) as rating,
        told.local_date
    from told
    where told.rating is not null
    group by all
    union all
    select
        means.athlete_id,
        null as activity_number,
        means.run_capability as rating,
        means.local_date
    from means

)

select
    rated.athlete_id,
    rated.activity_number,
    athletes.running_activities[rated.activity_number] as activity,
    rated.rating,
    first_value(rated.rating) over history as first_rating,
    rated.rating - first_value(rated.rating) over history as change_since_first,
    min(rated.local_date) over history as first_date,
    rated.local_date
from rated
left join athletes
    on rated.athlete_id = athletes.athlete_id
where athletes.today is null or rated.local_date <= athletes.today
window history as (
    partition by rated.athlete_id, rated.activity_number order by rated.local_date
)
