"""GPX exports of decoded recordings, as Strava, GPSBabel and privacy zones leave them."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import polars as pl

from pipeline.measures.track import POSITION, haversine_m

Points = pl.DataFrame
"""Records of one session that have a place and a time."""

Change = Callable[[Points], Points]

STRAVA = (
    '<gpx version="1.1" creator="StravaGPX" xmlns="http://www.topografix.com/GPX/1/1">'
    "<trk><name>Morning</name><type>{sport}</type><trkseg>{points}</trkseg></trk></gpx>"
)
GPSBABEL = (
    '<gpx version="1.0" creator="GPSBabel" xmlns="http://www.topografix.com/GPX/1/0">'
    "<trk><trkseg>{points}</trkseg></trk></gpx>"
)
POINT = '<trkpt lat="{}" lon="{}"><time>{}</time></trkpt>'
GPS_NOISE_M = 4.0
WANDER_S = 30.0
METRES_PER_DEGREE = 111_195.0


def points_of(records: pl.DataFrame, session_index: int) -> Points:
    """Return the records of a session that have a place and a time."""
    of_session = pl.col("session_index") == session_index
    return records.filter(of_session).drop_nulls(["recorded_at", *POSITION])


def gpx_of(points: Points, layout: str, sport: str) -> bytes:
    """Return points written as GPX."""
    rows = points.select(
        *(pl.col(column).round(6) for column in POSITION),
        pl.col("recorded_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    written = "".join(POINT.format(*row) for row in rows.iter_rows())
    return layout.format(sport=sport, points=written).encode()


def unchanged(points: Points) -> Points:
    """Return all points."""
    return points


def every(points: Points, step: int) -> Points:
    """Return each n-th point, as map services thin a track."""
    return points.gather_every(step)


def trimmed(points: Points, metres: float, *, start: bool = True, end: bool = True) -> Points:
    """Return what lies further than a privacy zone's radius from the first and last place."""
    latitude, longitude = (points[column].to_numpy() for column in POSITION)
    from_start = haversine_m(latitude[0], longitude[0], latitude, longitude) > metres
    from_end = haversine_m(latitude[-1], longitude[-1], latitude, longitude) > metres
    first = np.argmax(from_start) if start else 0
    last = len(points) - (np.argmax(from_end[::-1]) if end else 0)
    return points[int(first) : int(last)] if from_start.any() and from_end.any() else points[:0]


def rounded(points: Points, step: str) -> Points:
    """Return points whose times are whole steps; the first of each step stays."""
    return points.with_columns(pl.col("recorded_at").dt.round(step)).unique(
        "recorded_at", keep="first", maintain_order=True
    )


def shifted(points: Points, offset: str) -> Points:
    """Return points whose times somebody took for another time zone's."""
    return points.with_columns(pl.col("recorded_at").dt.offset_by(offset))


def phone(points: Points, late_s: int) -> Points:
    """Return what a phone would have recorded: begun and ended apart, its places less sure.

    A receiver errs by some metres, much the same ones for half a minute.
    """
    begun = points["recorded_at"][0] + pl.duration(seconds=late_s)
    ended = points["recorded_at"][-1] - pl.duration(seconds=late_s // 2)
    some = points.filter(pl.col("recorded_at").is_between(begun, ended)).gather_every(3)
    if some.is_empty():
        return some
    time_s = some["recorded_at"].dt.timestamp("ms").to_numpy() / 1000
    knots = np.arange(time_s[0], time_s[-1] + WANDER_S + 1, WANDER_S)
    errors = np.random.default_rng(3).normal(0, GPS_NOISE_M / METRES_PER_DEGREE, (2, len(knots)))
    return some.with_columns(
        pl.col(column) + pl.Series(np.interp(time_s, knots, error))
        for column, error in zip(POSITION, errors, strict=True)
    )


def cut(points: Points, share: float) -> Points:
    """Return the first part of the points, as a download that broke off holds."""
    return points.head(round(points.height * share))


EXPORTS: Mapping[str, tuple[str, Change]] = {
    "strava": (STRAVA, unchanged),
    "gpsbabel": (GPSBABEL, unchanged),
    **{f"every {step}": (GPSBABEL, partial(every, step=step)) for step in (2, 3, 4, 5)},
    **{f"trimmed {m} m": (STRAVA, partial(trimmed, metres=m)) for m in (200, 400, 800, 1600)},
    "trimmed 800 m at the start": (STRAVA, partial(trimmed, metres=800, end=False)),
    "trimmed 800 m at the end": (STRAVA, partial(trimmed, metres=800, start=False)),
    "rounded to 10 s": (STRAVA, partial(rounded, step="10s")),
    "phone, 20 s later": (STRAVA, partial(phone, late_s=20)),
    "phone, 90 s later": (STRAVA, partial(phone, late_s=90)),
    **{
        f"cut to {share:.0%}": (STRAVA, partial(cut, share=share))
        for share in (0.9, 0.5, 0.2, 0.05)
    },
    **{
        f"shifted {by}": (STRAVA, partial(shifted, offset=by))
        for by in ("1h", "-2h", "-12h", "5h45m")
    },
}
"""Layout and change of each kind of export."""
