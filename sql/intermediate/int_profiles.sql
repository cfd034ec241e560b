-- One row per effort: its athlete's sex, highest and resting heart rate, as the
-- settings say, else the effort's own file, else the athlete's newest file that has it.
-- A session taken out may be somebody else's and lends its profile to no other.
with efforts as (

    select * from int_efforts

),

edits as (

    select * from int_effort_edits

),

athletes as (

    select * from stg_athletes

),

latest as (

    select
        efforts.athlete_id,
        arg_max(efforts.profile_sex, efforts.started_at) as sex,
        arg_max(efforts.profile_max_heart_rate_bpm, efforts.started_at)
            as max_heart_rate_bpm,
        arg_max(efforts.profile_resting_heart_rate_bpm, efforts.started_at)
            as resting_heart_rate_bpm
    from efforts
    left join edits
        on efforts.session_id = edits.session_id
    where not coalesce(edits.is_excluded, false)
    group by all

)

select
    efforts.session_id,
    coalesce(athletes.sex, efforts.profile_sex, latest.sex) as sex,
    coalesce(
        athletes.max_heart_rate_bpm,
        efforts.profile_max_heart_rate_bpm,
        latest.max_heart_rate_bpm
    ) as athlete_max_bpm,
    coalesce(
        athletes.resting_heart_rate_bpm,
        efforts.profile_resting_heart_rate_bpm,
        latest.resting_heart_rate_bpm
    ) as athlete_resting_bpm
from efforts
left join athletes
    on efforts.athlete_id = athletes.athlete_id
left join latest
    on efforts.athlete_id = latest.athlete_id
