-- One row per athlete and day: the level and the family that speaks first (SCIENCE
-- E.1). Without a flag that counts a day is `ok` if load or pain can be judged, else
-- `no_data`; a half that cannot be judged never makes the level.
with judgeable_days as (

    select * from int_judgeable_days

),

flag_levels as (

    select * from int_flag_levels

)

select
    judgeable_days.athlete_id,
    judgeable_days.local_date,
    case
        when flag_levels.level is not null then flag_levels.level
        when judgeable_days.can_judge_load or judgeable_days.can_judge_pain then 'ok'
        else 'no_data'
    end as level,
    flag_levels.headline_family,
    judgeable_days.can_judge_load,
    judgeable_days.can_judge_pain
from judgeable_days
left join flag_levels
    on
        judgeable_days.athlete_id = flag_levels.athlete_id
        and judgeable_days.local_date = flag_levels.local_date
