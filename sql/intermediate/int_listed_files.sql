-- One row per loaded file that an account export lists, with what the list adds to it.
-- A list knows files by name, we by their bytes: a file may have come under that name
-- first, later or again.
with files as (

    select
        athlete_id,
        sha256,
        content_sha256,
        status,
        regexp_replace(lower(regexp_extract(name, '[^/]+$')), '\.gz$', '')
            as file_name
    from stg_files
    where status in ('loaded', 'duplicate')

),

listed as (

    select * from stg_listed

),

contents as (

    select
        files.athlete_id,
        files.content_sha256,
        min(listed.title) as title,
        min(listed.sport) as sport,
        min(listed.sub_sport) as sub_sport,
        min(listed.gear) as gear,
        min(listed.rpe) as rpe
    from files
    inner join listed
        on
            files.athlete_id = listed.athlete_id
            and files.file_name = listed.file_name
    group by all

)

select distinct
    files.athlete_id,
    files.sha256,
    contents.title,
    contents.sport,
    contents.sub_sport,
    contents.gear,
    contents.rpe
from files
inner join contents
    on
        files.athlete_id = contents.athlete_id
        and files.content_sha256 = contents.content_sha256
where files.status = 'loaded'
