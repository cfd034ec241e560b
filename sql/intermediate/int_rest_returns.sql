-- One row per athlete and rest block whose first 7 days back are over: the kilometres
-- of these 7 from the first run on, the longest run in them and the worst low-back
-- score. No row with an unknown day among them.
with counts as (

    select * from int_rest_counts
    where returned_on is not null

),

distances as (

    select * from int_daily_load
    where load_measure = 'distance_km'

),

longest_runs as (

    select * from int_longest_runs

),

compared as (

    select * from int_pain_compared

)

select
    counts.athlete_id,
    counts.asked_on,
    sum(distances.daily_load) as week_km_since,
    max(longest_runs.distance_km) as longest_km_since,
    max(compared.pain_nrs) as pain_since_nrs
from counts
inner join distances
    on
        counts.athlete_id = distances.athlete_id
        and distances.local_date
        between counts.returned_on and counts.returned_on + 6
left join longest_runs
    on
        distances.athlete_id = longest_runs.athlete_id
        and distances.local_date = longest_runs.local_date
left join compared
    on
        distances.athlete_id = compared.athlete_id
        and distances.local_date = compared.local_date
group by all
having count(distances.daily_load) = 7
