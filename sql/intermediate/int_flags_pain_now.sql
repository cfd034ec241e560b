-- One row per athlete and day on which the latest low-back entry of the last 7 days
-- asks for care (family F6, evidence D); of several entries a day the worst speaks.
-- watch: 4 or more, 2 above the median of the 28 days before (3 entries at least; for
-- an entry of the 12 weeks after `seen by a doctor` only this one), or a stride altered
-- by pain.
-- high: 7 or more, sharp or shooting pain, or twice in a row a morning after that is 2
-- above the evening before. An entry without a score that came after it speaks, too.
with latest as (

    select * from int_pain_latest

),

unscored as (

    select * from int_pain_unscored

),

scored as (

    select
        latest.*,
        case
            when latest.pain_nrs >= 7 then 'strong'
            when latest.is_sharp then 'sharp'
            when latest.worse_mornings >= 2 then 'morning_after'
            when latest.pain_nrs >= 4 and not latest.is_known_to_doctor
                then 'four_or_more'
            when latest.pain_nrs >= latest.usual_nrs + 2 then 'above_usual'
            when latest.is_stride_altered then 'stride'
        end as cause,
        latest.entry_date as newest_date
    from latest

),

caused as (

    select * from scored
    union all by name
    select
        *,
        case when sharp_on is not null then 'sharp' else 'stride' end as cause,
        coalesce(sharp_on, stride_on) as entry_date,
        greatest(sharp_on, stride_on) as newest_date
    from unscored

)

select
    caused.athlete_id,
    null::varchar as session_id,
    'F6' as family,
    case
        when caused.cause in ('strong', 'sharp', 'morning_after') then 'high'
        else 'watch'
    end as level,
    caused.cause,
    caused.pain_nrs::double as value,
    case caused.cause
        when 'strong' then 7
        when 'four_or_more' then 4
        when 'above_usual' then caused.usual_nrs + 2
    end::double as threshold,
    caused.entry_date as raised_on,
    max(caused.newest_date) over of_day + 7 as clears_on,
    caused.local_date
from caused
where caused.cause is not null
window of_day as (partition by caused.athlete_id, caused.local_date)
qualify row_number() over (
    partition by caused.athlete_id, caused.local_date
    order by level asc, caused.entry_date desc
) = 1
