-- One row per effort: its athlete's sex, heart rates and speed at the threshold that
-- day, each with its source: settings, else a file's profile, else an estimate. Where
-- the sex is unknown men's constants are assumed; a resting heart rate is never
-- estimated. An estimated heart rate at the threshold lies between rest and maximum or
-- is unknown.
with settings as (

    select * from int_set_profiles

),

files as (

    select * from int_file_profiles

),

estimates as (

    select * from int_estimated_profiles

),

gathered as (

    select
        settings.session_id,
        settings.athlete_id,
        coalesce(settings.sex, files.profile_sex) as sex,
        coalesce(
            settings.max_heart_rate_bpm,
            files.profile_max_heart_rate_bpm,
            estimates.max_heart_rate_bpm
        ) as athlete_max_bpm,
        coalesce(
            settings.resting_heart_rate_bpm, files.profile_resting_heart_rate_bpm
        ) as athlete_resting_bpm,
        coalesce(
            settings.threshold_heart_rate_bpm, files.profile_threshold_heart_rate_bpm
        ) as told_threshold_bpm,
        case
            when
                estimates.threshold_heart_rate_bpm > coalesce(athlete_resting_bpm, 0)
                and estimates.threshold_heart_rate_bpm < athlete_max_bpm
                then estimates.threshold_heart_rate_bpm
        end as estimated_threshold_bpm,
        coalesce(settings.threshold_speed_mps, estimates.threshold_speed_mps)
            as threshold_speed_mps,
        case
            when settings.sex is not null then 'settings'
            when files.profile_sex is not null then 'profile'
            else 'assumed'
        end as sex_source,
        case
            when settings.max_heart_rate_bpm is not null then 'settings'
            when files.profile_max_heart_rate_bpm is not null then 'profile'
            when estimates.max_heart_rate_bpm is not null then 'estimated'
        end as max_heart_rate_source,
        case
            when settings.resting_heart_rate_bpm is not null then 'settings'
            when files.profile_resting_heart_rate_bpm is not null then 'profile'
        end as resting_heart_rate_source,
        case
            when settings.threshold_heart_rate_bpm is not null then 'settings'
            when files.profile_threshold_heart_rate_bpm is not null then 'profile'
            when estimated_threshold_bpm is not null then 'estimated'
        end as threshold_heart_rate_source,
        case
            when settings.threshold_speed_mps is not null then 'settings'
            when estimates.threshold_speed_mps is not null then 'estimated'
        end as threshold_speed_source
    from settings
    inner join files
        on settings.session_id = files.session_id
    inner join estimates
        on settings.session_id = estimates.session_id

)

select
    gathered.session_id,
    gathered.athlete_id,
    gathered.sex,
    gathered.sex_source,
    gathered.max_heart_rate_source,
    gathered.resting_heart_rate_source,
    gathered.threshold_heart_rate_source,
    gathered.threshold_speed_source,
    gathered.athlete_max_bpm,
    gathered.athlete_resting_bpm,
    coalesce(gathered.told_threshold_bpm, gathered.estimated_threshold_bpm)
        as athlete_threshold_bpm,
    gathered.threshold_speed_mps
from gathered
