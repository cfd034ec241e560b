-- One row per effort with the names of the files that tell of it; one that came again
-- under another name tells of it, too.
with members as (

    select * from int_effort_members

),

files as (

    select * from stg_files

),

contents as (

    select distinct
        files.athlete_id,
        files.sha256,
        files.content_sha256
    from files
    where files.status = 'loaded'

),

names as (

    select
        files.athlete_id,
        files.content_sha256,
        files.name
    from files
    where files.status in ('loaded', 'duplicate')

)

select
    members.effort_id as session_id,
    members.athlete_id,
    list_sort(list_distinct(list(names.name))) as source_files
from members
inner join contents
    on
        members.athlete_id = contents.athlete_id
        and members.sha256 = contents.sha256
inner join names
    on
        contents.athlete_id = names.athlete_id
        and contents.content_sha256 = names.content_sha256
group by all
