-- One row per athlete and title of strength sets, or of strength sessions whose sets do
-- not tell what they train; titles that differ in case or punctuation alone are one.
-- `programme` is what it trains; null is a title to be asked about, `is_told` one the
-- athlete has answered for.
with sets as (

    select * from int_strength_sets

),

sessions as (

    select * from int_strength_sessions

),

titles as (

    select * from int_title_programmes

),

named as (

    select
        sessions.athlete_id,
        sessions.session_id,
        sets.title,
        sets.programme,
        sessions.local_date,
        true as is_set
    from sessions
    inner join sets
        on sessions.session_id = sets.session_id
    where sets.title is not null
    union all
    select
        sessions.athlete_id,
        sessions.session_id,
        sessions.name as title,
        sessions.strength_programme as programme,
        sessions.local_date,
        false as is_set
    from sessions
    where
        sessions.source = 'file'
        and sessions.because in ('title', 'no_sets', 'unknown_sets')

)

select
    named.athlete_id,
    any_value(named.title order by named.local_date desc) as title,
    any_value(
        case
            when named.is_set then named.programme
            else coalesce(nullif(named.programme, 'unclassified'), titles.programme)
        end
    ) as programme,
    bool_or(coalesce(titles.programme_source = 'told', false)) as is_told,
    count(*) filter (where named.is_set)::integer as sets,
    count(distinct named.session_id)::integer as sessions,
    max(named.local_date) as last_on
from named
inner join titles
    on
        named.athlete_id = titles.athlete_id
        and named.title = titles.title
group by named.athlete_id, titles.title_key
