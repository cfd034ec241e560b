-- One row per effort: each field from the first of its sessions that has it, FIT before
-- TCX before GPX; a sport the file names before one that was taken from the speed. What
-- an account's own list says of the files fills what they leave open.
with members as (

    select * from int_effort_members

),

sessions as (

    select * from stg_sessions

),

listed as (

    select * from int_listed_files

),

told as (

    select
        members.effort_id,
        members.preference,
        members.preference
        + case when sessions.is_sport_assumed then 1000 else 0 end
        + case when sessions.sport = 'generic' then 500 else 0 end as sport_preference,
        sessions.*,
        listed.title,
        listed.sport as listed_sport,
        listed.sub_sport as listed_sub_sport,
        listed.gear,
        listed.rpe as listed_rpe
    from members
    inner join sessions
        on members.session_id = sessions.session_id
    left join listed
        on
            sessions.athlete_id = listed.athlete_id
            and sessions.sha256 = listed.sha256

),

united as (

    select
        told.effort_id,
        told.athlete_id,
        arg_min(told.sport, told.sport_preference) as sport,
        arg_min(told.sub_sport, told.sport_preference) as sub_sport,
        arg_min(told.listed_sport, told.preference) as listed_sport,
        arg_min(told.listed_sub_sport, told.preference) as listed_sub_sport,
        arg_min(told.title, told.preference) as title,
        arg_min(told.name, told.preference) as name,
        arg_min(told.gear, told.preference) as gear,
        arg_min(told.rpe, told.preference) as rpe,
        arg_min(told.listed_rpe, told.preference) as listed_rpe,
        arg_min(told.device, told.preference) as device,
        arg_min(told.utc_offset_s, told.preference) as utc_offset_s,
        arg_min(told.distance_m, told.preference) as distance_m,
        arg_min(told.grade_adjusted_m, told.preference) as grade_adjusted_m,
        arg_min(told.timer_s, told.preference) as timer_s,
        arg_min(told.elapsed_s, told.preference) as elapsed_s,
        arg_min(told.moving_s, told.preference) as moving_s,
        arg_min(told.ascent_m, told.preference) as ascent_m,
        arg_min(told.descent_m, told.preference) as descent_m,
        arg_min(told.steps, told.preference) as steps,
        arg_min(told.steps_downhill, told.preference) as steps_downhill,
        arg_min(told.avg_heart_rate_bpm, told.preference) as avg_heart_rate_bpm,
        arg_min(told.max_heart_rate_bpm, told.preference) as max_heart_rate_bpm,
        arg_min(told.heart_rate_frozen_s, told.preference) as heart_rate_frozen_s,
        arg_min(told.avg_cadence_spm, told.preference) as avg_cadence_spm,
        arg_min(told.feel, told.preference) as feel,
        arg_min(told.fast_s, told.preference) as fast_s,
        arg_min(told.fast_end_m, told.preference) as fast_end_m,
        arg_min(told.profile_sex, told.preference) as profile_sex,
        arg_min(told.profile_max_heart_rate_bpm, told.preference)
            as profile_max_heart_rate_bpm,
        arg_min(told.profile_resting_heart_rate_bpm, told.preference)
            as profile_resting_heart_rate_bpm,
        arg_min(told.profile_threshold_heart_rate_bpm, told.preference)
            as profile_threshold_heart_rate_bpm,
        arg_min(told.profile_weight_kg, told.preference) as profile_weight_kg,
        count(*) as file_count,
        bool_and(told.is_sport_assumed) as is_sport_assumed,
        bool_and(told.is_added) as is_added,
        arg_min(told.started_at, told.preference) as started_at
    from told
    group by all

)

select
    united.effort_id as session_id,
    united.athlete_id,
    case
        when united.is_sport_assumed
            then coalesce(united.listed_sport, united.sport)
        else united.sport
    end as sport,
    case
        when united.is_sport_assumed
            then coalesce(united.listed_sub_sport, united.sub_sport)
        else united.sub_sport
    end as sub_sport,
    coalesce(united.title, united.name) as name,
    united.gear,
    united.device,
    united.utc_offset_s,
    united.distance_m,
    united.grade_adjusted_m,
    united.timer_s,
    united.elapsed_s,
    united.moving_s,
    united.ascent_m,
    united.descent_m,
    united.steps,
    united.steps_downhill,
    united.avg_heart_rate_bpm,
    united.max_heart_rate_bpm,
    united.heart_rate_frozen_s,
    united.avg_cadence_spm,
    united.feel,
    united.fast_s,
    united.fast_end_m,
    united.profile_sex,
    united.profile_max_heart_rate_bpm,
    united.profile_resting_heart_rate_bpm,
    united.profile_threshold_heart_rate_bpm,
    united.profile_weight_kg,
    coalesce(united.rpe, united.listed_rpe) as rpe,
    united.file_count,
    united.is_sport_assumed and united.listed_sport is null as is_sport_assumed,
    united.is_added,
    united.started_at
from united
