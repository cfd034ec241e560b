-- One row per pair of sessions that are, or may be, one effort.
with source as (

    select * from raw.matches

)

select
    source.athlete_id,
    source.session_a,
    source.session_b,
    source.verdict,
    source.because,
    source.start_gap_s,
    source.overlap_share,
    source.distance_ratio
from source
