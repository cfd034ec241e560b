-- One row per run whose name says it is a race: English and German words, whole. A run
-- at race pace, in training for a race or around one is none.
with sessions as (

    select * from int_sessions

),

words as (

    select
        sessions.session_id,
        sessions.athlete_id,
        regexp_replace(
            replace(lower(sessions.name), '_', ' '),
            '\b(pre|post|before|after|vor|nach)[ -]?(dem |der )?(race|wettkampf)\b|'
            '\b(race|marathon|wettkampf)s?[ -]?(pace|tempo|effort|training|prep|'
            'preparation|vorbereitung|plan|week|woche|build|block|simulation)\b',
            ' ',
            'g'
        ) as said
    from sessions
    where sessions.is_running

)

select
    words.session_id,
    words.athlete_id
from words
where
    regexp_matches(
        words.said,
        '\b(race|parkrun|wettkampf|wettkampflauf|volkslauf|stadtlauf|citylauf|'
        'firmenlauf|competition|(half|halb|ultra)?-?marathon|[0-9]+ ?km? race)\b'
    )
