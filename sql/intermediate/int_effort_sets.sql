-- One row per effort and strength set that was done, rests left out, from the first of
-- its sessions that has sets and tells the whole. `is_block`: so many minutes of
-- something, its sets not counted. A set weighs its duration, else three seconds a
-- repetition, else forty (SCIENCE F.1). What only a title can tell and has none is
-- called by its category, so that the athlete can be asked about it.
with members as (

    select * from int_effort_members

),

sets as (

    select * from stg_sets
    where coalesce(set_type, 'active') in ('active', 'block')

),

with_sets as (

    select distinct sets.session_id
    from sets

),

categories as (

    select * from int_exercise_categories
    where is_title_first

),

chosen as (

    select
        members.effort_id,
        members.athlete_id,
        arg_min(members.session_id, members.preference) as session_id
    from members
    inner join with_sets
        on members.session_id = with_sets.session_id
    where members.is_whole
    group by all

)

select
    chosen.effort_id as session_id,
    chosen.athlete_id,
    sets.set_index,
    coalesce(sets.title, replace(categories.category_name, '_', ' ')) as title,
    sets.category,
    sets.category_subtype,
    coalesce(
        nullif(sets.duration_s, 0), 3.0 * nullif(sets.repetitions, 0), 40.0
    ) as active_s,
    coalesce(sets.set_type = 'block', false) as is_block
from chosen
inner join sets
    on chosen.session_id = sets.session_id
left join categories
    on sets.category = categories.category
