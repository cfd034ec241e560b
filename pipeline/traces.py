"""Pace, heart rate and altitude of single runs, as short lines ready to draw.

    records of a run -> at most 120 spans of equal time -> mean of each -> steps of a line

A page asks for just the runs it shows, when it is written: lines of ten years of records
would fill the warehouse, and nobody looks at most of them.
"""

from collections.abc import Collection
from typing import Final

import polars as pl

from pipeline.tables import rows_of
from pipeline.warehouse import Connection

POINTS: Final = 120
SHORTEST_S: Final = 15
"""A shorter span shows the noise of a satellite receiver, and gaps of a watch that saves room."""

EARTH_RADIUS_M: Final = 6_371_008.8
HEIGHT: Final = 50
STANDING_MPS: Final = 0.8
FASTEST_MPS: Final = 8.0
"""Slower is standing, faster cannot be run (SCIENCE A.1): neither is a pace."""

TRACES: Final = pl.Schema(
    {
        "session_id": pl.String,
        "measure": pl.String,
        "low": pl.Float64,
        "high": pl.Float64,
        "path": pl.String,
        "span_s": pl.Float64,
        "width": pl.Int64,
    }
)
"""The columns; `measure` is `pace` (low is fast, in s/km), `heart_rate` or `altitude`.

A `path` steps from 0 to `width`, and from 0 above to `HEIGHT` below.
"""

MEMBERS: Final = """
    select
        wanted.session_id as effort_id,
        coalesce(efforts.session_id, wanted.session_id) as session_id,
        coalesce(efforts.preference, 0) as preference
    from (select unnest(?) as session_id) as wanted
    left join raw.efforts on efforts.effort_id = wanted.session_id
"""

RECORDED: Final = f"""
    select
        members.*,
        min(epoch_us(records.recorded_at)) as began_us,
        (max(epoch_us(records.recorded_at)) - began_us) / 1e6 as span_s,
        greatest({SHORTEST_S}, ceil((span_s + 1) / {POINTS})) as each_s,
        count(records.speed_mps) + count(records.distance_m) = 0 as is_placed_only
    from members
    inner join raw.records on members.session_id = records.session_id
    where records.recorded_at is not null
    group by all
"""

BOUNDS: Final = """
    select * from recorded
    qualify preference = min(preference) over (partition by effort_id)
"""

TRACKS: Final = f"""
    select
        session_id,
        place,
        sum(step_m) filter (where step_m <= {FASTEST_MPS} * step_s)
        / nullif(sum(step_s) filter (where step_m <= {FASTEST_MPS} * step_s), 0) as speed_mps
    from (
        select
            bounds.session_id,
            floor((epoch_us(records.recorded_at) - began_us) / 1e6 / each_s)::integer as place,
            epoch(records.recorded_at - lag(records.recorded_at) over in_order) as step_s,
            {EARTH_RADIUS_M} * radians(1) * sqrt(
                (records.latitude_deg - lag(records.latitude_deg) over in_order) ** 2
                + (
                    cos(radians(records.latitude_deg))
                    * (records.longitude_deg - lag(records.longitude_deg) over in_order)
                ) ** 2
            ) as step_m
        from bounds
        inner join raw.records on bounds.session_id = records.session_id
        where bounds.is_placed_only and records.latitude_deg is not null
        window in_order as (partition by bounds.session_id order by records.recorded_at)
    )
    group by all
"""

SPANS: Final = """
    select
        bounds.effort_id,
        bounds.session_id,
        bounds.span_s,
        greatest(1, floor(bounds.span_s / each_s)::integer) as width,
        floor((epoch_us(records.recorded_at) - began_us) / 1e6 / each_s)::integer as place,
        coalesce(
            avg(records.speed_mps),
            (max(records.distance_m) - min(records.distance_m))
            / nullif(epoch(max(records.recorded_at) - min(records.recorded_at)), 0)
        ) as speed_mps,
        avg(records.heart_rate_bpm) as heart_rate,
        avg(records.altitude_m) as altitude
    from bounds
    inner join raw.records on bounds.session_id = records.session_id
    where records.recorded_at is not null
    group by all
"""

VALUES: Final = f"""
    unpivot (
        select
            spans.effort_id,
            spans.span_s,
            spans.width,
            spans.place,
            coalesce(spans.speed_mps, tracks.speed_mps) as mps,
            case
                when mps between {STANDING_MPS} and {FASTEST_MPS} then 1000 / mps
            end as pace,
            spans.heart_rate,
            spans.altitude
        from spans
        left join tracks on spans.session_id = tracks.session_id and spans.place = tracks.place
    )
    on pace, heart_rate, altitude
    into name measure value value
"""

SCALED: Final = f"""
    select
        *,
        min(value) over trace as low,
        max(value) over trace as high,
        (low + high) / 2 as middle,
        greatest(
            high - low, case measure when 'pace' then 60 when 'altitude' then 20 else 30 end
        ) as height,
        round({HEIGHT} * (0.5 + if(measure = 'pace', 1, -1) * (value - middle) / height))::integer
            as y,
        coalesce(place - lag(place) over in_order > 1, true) as is_start
    from spans_values
    window
        trace as (partition by effort_id, measure),
        in_order as (partition by effort_id, measure order by place)
"""

PARTS: Final = """
    select
        *,
        count(*) filter (where is_start) over (
            partition by effort_id, measure order by place
        ) as part
    from scaled
"""

DRAWN: Final = """
    select
        *,
        y - lag(y) over in_part as rise,
        row_number() over in_part as nth,
        case
            when nth = 1 then 'M' || place || ' ' || y || 'h0'
            when rise < 0 then if(nth = 2, 'l1', ' 1') || rise
            else if(nth = 2, 'l1 ', ' 1 ') || rise
        end as stroke
    from parts
    window in_part as (partition by effort_id, measure, part order by place)
"""

SQL: Final = f"""
with members as ({MEMBERS}),
recorded as ({RECORDED}),
bounds as ({BOUNDS}),
tracks as ({TRACKS}),
spans as ({SPANS}),
spans_values as ({VALUES}),
scaled as ({SCALED}),
parts as ({PARTS}),
drawn as ({DRAWN})
select
    effort_id as session_id,
    measure,
    any_value(low) as low,
    any_value(high) as high,
    string_agg(stroke, '' order by place) as path,
    any_value(span_s) as span_s,
    any_value(width) as width
from drawn
group by all
order by all
"""


def traces(con: Connection, session_ids: Collection[str]) -> pl.DataFrame:
    """Return the lines of some runs, as `TRACES` names them; none of a run without records.

    Where several files tell of a run, its lines are of the one that speaks for it and has
    records. A stop, and a stretch without any record, is a gap.

    Parameters
    ----------
    con
        The warehouse.
    session_ids
        The runs, as `fct_sessions` names them.
    """
    if not session_ids:
        return pl.DataFrame(schema=TRACES)
    return rows_of(con, SQL, sorted(session_ids)).cast(TRACES)
