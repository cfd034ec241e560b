"""Records and laps -> how a run began, against how it went on (SCIENCE F.2).

All are shares of the run's own usual speed or pulse, so a corrected distance or a watch that
measures short leaves them alone. Time is time recorded: a pause is no part of the opening.
Pulse lags one to two minutes behind the legs, so a run's first minute says nothing.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.decode.samples import Floats, known
from pipeline.measures.fast import LONGEST_S
from pipeline.measures.pulse import LOWEST_BPM
from pipeline.measures.recording import Recording

EVERY_S = 10.0
"""How far apart the moments lie that are looked at: speeds are means over 30 s anyway."""
BRIDGED_S = 30.0
"""Between known places further apart than this the speed is unknown."""

SETTLING_S = 60.0
FIRST_S = 300.0
ENDING_S = 300.0
OPENING_S, OPENING_SHARE = 600.0, 0.15
"""The opening is the first 10 min, of a shorter run 15 % but at least 5 min."""

MEDIAN, HARDER = 0.5, 0.75
"""The opening is held against the rest's upper quartile: what a warm-up is for is the harder part,
and of intervals or a fast finish the median knows nothing."""

WARM_UP = "warmup"
MEASURES = (
    "opening_speed_ratio",
    "opening_heart_rate_ratio",
    "first_speed_ratio",
    "median_heart_rate_bpm",
    "unknown_speed_share",
)

Rows = NDArray[np.intp]


def opening(recording: Recording) -> dict[str, float | None]:
    """Return how a run began, each measure null where half of what it needs is unknown.

    Returns
    -------
    dict
        `opening_speed_ratio`: mean graded speed of the opening less its first minute, over the
        upper quartile of what follows, less the last 5 min. `opening_heart_rate_ratio`: mean
        pulse of minutes 1 to 5 over the upper quartile of the same. `first_speed_ratio`: mean
        graded speed of the first 5 min over the median of the run. `median_heart_rate_bpm`: of
        the whole run. `unknown_speed_share`: the share of time of which no speed is known.
    """
    sampled = evenly_sampled(recording)
    return dict.fromkeys(MEASURES) if sampled is None else _measures(*sampled)


def evenly_sampled(recording: Recording) -> tuple[Floats, Floats, Floats] | None:
    """Return moments of the time recorded, with graded speed and pulse; null where there is none.

    What nobody knows is NaN. A clock that jumps by years is no run to look at.
    """
    held = recording.held
    seconds = np.where(held.is_recorded, held.held_s, 0.0)
    ends_s = seconds.cumsum()
    if not len(ends_s) or not EVERY_S / 2 < ends_s[-1] <= LONGEST_S:
        return None
    at_s = np.arange(EVERY_S / 2, ends_s[-1], EVERY_S)
    rows = np.searchsorted(ends_s, at_s, "right")
    rates = recording.values("heart_rate_bpm")[rows]
    speeds = _speeds(recording, rows, ends_s - seconds)
    return at_s, speeds, np.where(rates > LOWEST_BPM, rates, np.nan)


def _measures(at_s: Floats, speeds: Floats, rates: Floats) -> dict[str, float | None]:
    """Return the measures of evenly spaced speeds and pulses."""
    settled, first, opened, ended = np.searchsorted(
        at_s, (SETTLING_S, FIRST_S, opening_s(at_s[-1]), at_s[-1] - ENDING_S)
    ).tolist()
    rest = slice(opened, max(opened, ended))
    return {
        "opening_speed_ratio": _share(
            _mean(speeds[settled:opened]), _quantile(speeds[rest], HARDER)
        ),
        "opening_heart_rate_ratio": _share(
            _mean(rates[settled:first]), _quantile(rates[rest], HARDER)
        ),
        "first_speed_ratio": _share(_mean(speeds[:first]), _quantile(speeds, MEDIAN)),
        "median_heart_rate_bpm": _quantile(rates, MEDIAN),
        "unknown_speed_share": np.count_nonzero(np.isnan(speeds)) / len(speeds),
    }


def opening_s(length_s: float) -> float:
    """Return how long the opening of a run is."""
    return max(FIRST_S, min(OPENING_S, OPENING_SHARE * length_s))


def _mean(values: Floats) -> float | None:
    """Return the mean of what is known, null where that is less than half."""
    found = known(values)
    return float(found.mean()) if 0 < len(values) <= 2 * len(found) else None


def _quantile(values: Floats, share: float) -> float | None:
    """Return the value that a share of what is known lies below, null where less than half is."""
    found = known(values)
    if not 0 < len(values) <= 2 * len(found):
        return None
    place = int(share * (len(found) - 1))
    found.partition(place)
    return float(found[place])


def _share(of_part: float | None, usual: float | None) -> float | None:
    return None if of_part is None or not usual else of_part / usual


def _speeds(recording: Recording, rows: Rows, starts_s: Floats) -> Floats:
    """Return the graded speed at some records, NaN where nothing is known within 30 s."""
    graded = recording.graded_speeds
    speeds = np.full(len(starts_s), np.nan)
    if graded is None or recording.placed_m is None:
        return speeds[rows]
    speeds[graded.rows] = graded.graded_mps
    is_placed = ~np.isnan(recording.placed_m)
    if is_placed.all():
        return speeds[rows]
    return np.where(_is_bridged(is_placed, rows, starts_s), np.nan, speeds[rows])


def _is_bridged(is_placed: NDArray[np.bool_], rows: Rows, starts_s: Floats) -> NDArray[np.bool_]:
    """Return whether records lie in a long stretch of records without a place."""
    placed = np.flatnonzero(is_placed)
    after = np.searchsorted(placed, rows, "right").clip(1, len(placed) - 1)
    before_row, after_row = placed[after - 1], placed[after]
    is_long: NDArray[np.bool_] = starts_s[after_row] - starts_s[before_row] > BRIDGED_S
    is_between: NDArray[np.bool_] = after_row > before_row + 1
    return np.logical_and(is_between, is_long)


def warm_up_laps_s(laps: pl.DataFrame) -> dict[int, float]:
    """Return session -> how long the laps last that it begins with and that are for warming up."""
    if WARM_UP not in laps["intensity"].to_list():
        return {}
    opened = laps.sort("session_index", "lap_index").filter(
        (pl.col("intensity") == WARM_UP).fill_null(value=False).cum_min().over("session_index")
    )
    told = opened.group_by("session_index").agg(
        pl.col("timer_s").fill_null(pl.col("elapsed_s")).sum()
    )
    return dict(told.iter_rows())
