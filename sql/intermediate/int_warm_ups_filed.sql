-- One row per run: whether it was begun warm, as its files tell it (SCIENCE F.2). What
-- was recorded as a warm-up beats all. Nobody can tell of less than 20 min, of a run
-- whose speed is unknown for more than a fifth, or of a race, before which people warm
-- up unrecorded. Else yes after a slow start; gentle if easy throughout and begun no
-- faster than usual; no if it was begun as fast as it went on, and was hard (10 min
-- above 80 %) or known not to be easy; but never where the pulse rose only later.
-- `judged_by`: what these three were seen from, a pulse before an effort; else null.
with facts as (

    select * from int_warm_up_facts

),

judged as (

    select
        facts.*,
        case
            when facts.recorded_because != 'unclear' then facts.recorded_because
            when facts.timer_s < 1200 then 'short'
            when facts.unknown_speed_share is null then 'no_records'
            when facts.unknown_speed_share > 0.2 + 1e-9 then 'gaps'
            when facts.is_race then 'race'
            when facts.is_slow_start then 'slow_start'
            when
                facts.is_easy and facts.first_speed_ratio <= 1 + 1e-9
                then 'easy_throughout'
            when facts.recorded_because = 'unclear' then 'unclear'
            when not facts.is_pulse_up then 'unclear'
            when
                facts.is_hard and facts.first_speed_ratio >= 1 - 1e-9
                or facts.is_rated and not facts.is_easy and facts.is_begun_as_usual
                then 'fast_start'
            else 'unclear'
        end as because
    from facts

)

select
    judged.session_id,
    judged.athlete_id,
    case
        when judged.because in ('lap', 'separate', 'slow_start') then 'yes'
        when judged.because = 'easy_throughout' then 'gentle_start'
        when judged.because = 'fast_start' then 'no'
        else 'unknown'
    end as warm_up,
    judged.because,
    case
        when
            judged.because in ('slow_start', 'fast_start')
            and judged.has_opening_pulse
            or judged.because = 'easy_throughout' and judged.is_pulse_easy
            then 'pace_and_heart_rate'
        when judged.because in ('easy_throughout', 'fast_start') then 'pace_and_effort'
        when judged.because = 'slow_start' then 'pace'
    end as judged_by,
    judged.local_date
from judged
