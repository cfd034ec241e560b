-- One row per session of strength training, pilates, yoga or stretching that counts,
-- and the programme it trains (SCIENCE F.1): by its sets; where they do not tell, by
-- its title (a typed-in session's note is none); pilates else is trunk stability. Yoga
-- and stretching train none of the four (null). `because` says by what.
with sessions as (

    select * from int_sessions
    where
        not is_excluded
        and sub_sport in (
            'strength_training', 'pilates', 'yoga', 'flexibility_training'
        )

),

classes as (

    select * from int_strength_classes

),

titles as (

    select * from int_title_programmes

),

judged as (

    select
        sessions.session_id,
        sessions.athlete_id,
        sessions.name,
        sessions.timer_s / 60 as session_min,
        sessions.is_added,
        sessions.local_date,
        titles.programme as title_programme,
        classes.programme as sets_programme,
        case
            when sessions.sub_sport not in ('strength_training', 'pilates')
                then 'sub_sport'
            when classes.because = 'sets' then 'sets'
            when
                sessions.sub_sport = 'strength_training'
                and classes.because in ('few_sets', 'other_sets')
                then classes.because
            when titles.programme is not null then 'title'
            when sessions.sub_sport = 'pilates' then 'sub_sport'
            else coalesce(classes.because, 'no_sets')
        end as because,
        case
            when sessions.sub_sport = 'pilates' then 'core'
        end as sport_programme
    from sessions
    left join classes
        on sessions.session_id = classes.session_id
    left join titles
        on
            sessions.athlete_id = titles.athlete_id
            and sessions.name = titles.title
            and not sessions.is_added

)

select
    judged.session_id,
    judged.athlete_id,
    judged.name,
    case
        when judged.because = 'sub_sport' then judged.sport_programme
        when judged.because = 'title' then nullif(judged.title_programme, 'none')
        when judged.because = 'no_sets' then 'unclassified'
        else judged.sets_programme
    end as strength_programme,
    case when judged.is_added then 'journal' else 'file' end as source,
    judged.because,
    judged.session_min,
    judged.local_date
from judged
