-- One row per effort: each field from the first of its sessions that has it, FIT before
-- TCX before GPX; sums only from those that tell the whole. Sport and sub-sport are one
-- session's, one that its file names before one taken from the speed. What an account's
-- own list says of the files fills what they leave open.
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
        members.is_whole,
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
        any_value(told.athlete_id) as athlete_id,
        arg_min(told.sport, told.sport_preference) as sport,
        arg_min_null(told.sub_sport, told.sport_preference)
        filter (where told.sport is not null) as sub_sport,
        arg_min(told.listed_sport, told.preference) as listed_sport,
        arg_min_null(told.listed_sub_sport, told.preference)
        filter (where told.listed_sport is not null) as listed_sub_sport,
        arg_min(
            columns([
                'title', 'name', 'gear', 'rpe', 'listed_rpe', 'device', 'utc_offset_s',
                'avg_heart_rate_bpm', 'max_heart_rate_bpm', 'avg_cadence_spm', 'feel',
                'profile_sex', 'profile_max_heart_rate_bpm',
                'profile_resting_heart_rate_bpm', 'profile_threshold_heart_rate_bpm',
                'profile_weight_kg', 'started_at'
            ]),
            told.preference
        ),
        arg_min(
            columns([
                'distance_m', 'grade_adjusted_m', 'timer_s', 'elapsed_s', 'moving_s',
                'ascent_m', 'descent_m', 'steps', 'steps_downhill', 'walking_steps',
                'contact_load_bw', 'normalised_graded_mps',
                'graded_speed_squared_m3s2', 'best_30s_heart_rate_bpm',
                'heart_rate_frozen_s', 'heart_rate_locked_s', 'fast_s', 'fast_end_m',
                'warm_up_lap_s', 'opening_speed_ratio', 'opening_heart_rate_ratio',
                'first_speed_ratio', 'median_heart_rate_bpm', 'unknown_speed_share'
            ]),
            told.preference
        ) filter (where told.is_whole),
        count(*) as file_count,
        bool_and(told.is_sport_assumed) as is_sport_assumed,
        bool_and(told.is_added) as is_added
    from told
    group by told.effort_id

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
        when united.is_sport_assumed and united.listed_sport is not null
            then united.listed_sub_sport
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
    united.walking_steps,
    united.contact_load_bw,
    united.normalised_graded_mps,
    united.graded_speed_squared_m3s2,
    united.avg_heart_rate_bpm,
    united.max_heart_rate_bpm,
    united.best_30s_heart_rate_bpm,
    united.heart_rate_frozen_s,
    united.heart_rate_locked_s,
    united.avg_cadence_spm,
    united.feel,
    united.fast_s,
    united.fast_end_m,
    united.warm_up_lap_s,
    united.opening_speed_ratio,
    united.opening_heart_rate_ratio,
    united.first_speed_ratio,
    united.median_heart_rate_bpm,
    united.unknown_speed_share,
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
