-- One row per loaded file that an account export lists, with what the newest such list
-- adds to it. A list knows files by name, we by their bytes: a file may have come under
-- that name first, later or again. The name counts in the list's own folder, where
-- Strava puts files into `activities`. Elsewhere it does if no other file has it: every
-- app has a `1.gpx`.
with files as (

    select
        athlete_id,
        sha256,
        coalesce(content_sha256, sha256) as content_sha256,
        status,
        regexp_replace(regexp_extract(name, '^(.*/)?'), '(^|/)activities/$', '\1')
            as folder,
        regexp_replace(lower(regexp_extract(name, '[^/]+$')), '\.gz$', '')
            as file_name
    from stg_files

),

listed as (

    select * from stg_listed

),

namesakes as (

    select
        files.athlete_id,
        files.file_name,
        count(distinct files.content_sha256) as content_count
    from files
    group by all

),

contents as (

    select
        files.athlete_id,
        files.content_sha256,
        listed.title,
        listed.sport,
        listed.sub_sport,
        listed.gear,
        listed.rpe
    from files
    inner join listed
        on
            files.athlete_id = listed.athlete_id
            and files.file_name = listed.file_name
    inner join namesakes
        on
            files.athlete_id = namesakes.athlete_id
            and files.file_name = namesakes.file_name
    where
        files.status in ('loaded', 'duplicate')
        and (files.folder = listed.folder or namesakes.content_count = 1)
    qualify row_number() over (
        partition by files.athlete_id, files.content_sha256
        order by
            files.folder = listed.folder desc,
            listed.imported_at desc,
            listed.folder desc,
            listed.line desc
    ) = 1

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
