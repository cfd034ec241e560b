"""The warm-up rule as it was first written down, to hold the one that is used against it.

Its opening is compared with the medians of the rest (0.92 of both), only a hard run can be one
without a warm-up, and no other recording of a made-up run's day is called a warm-up.
"""

from typing import Any

import numpy as np

from pipeline.decode.samples import Floats
from pipeline.measures.opening import ENDING_S, FIRST_S, SETTLING_S, evenly_sampled, opening_s
from pipeline.measures.recording import Recording

SLOW = 0.92 + 1e-9


def ratios_to_medians(recording: Recording) -> dict[str, float]:
    """Return speed and pulse of the opening over the medians of the rest, NaN where unknown."""
    sampled = evenly_sampled(recording)
    if sampled is None:
        return {"speed_to_median": np.nan, "pulse_to_median": np.nan}
    at_s, speeds, rates = sampled
    opened_s, ended_s = opening_s(at_s[-1]), at_s[-1] - ENDING_S
    is_rest = (at_s >= opened_s) & (at_s < ended_s)
    is_settled = at_s >= SETTLING_S
    return {
        "speed_to_median": _ratio(speeds, is_settled & (at_s < opened_s), is_rest),
        "pulse_to_median": _ratio(rates, is_settled & (at_s < FIRST_S), is_rest),
    }


def _ratio(values: Floats, is_opening: Floats, is_rest: Floats) -> float:
    opening, rest = (values[is_in & ~np.isnan(values)] for is_in in (is_opening, is_rest))
    return float(opening.mean() / np.median(rest)) if len(opening) and len(rest) else np.nan


def verdict(run: dict[str, Any]) -> str:
    """Return what the rule as written says of one run's facts."""
    share = run["unknown_speed_share"]
    if run["recorded_because"] == "lap":
        return "yes"
    if run["timer_s"] < 1200 or share is None or share > 0.2 or run["is_race"]:
        return "unknown"
    is_calm = not run["is_heart_rate_usable"] or not run["pulse_to_median"] > SLOW
    if run["speed_to_median"] <= SLOW and is_calm:
        return "yes"
    first = run["first_speed_ratio"]
    if first is None:
        return "unknown"
    if run["is_easy"] and first <= 1:
        return "gentle_start"
    return "no" if run["is_hard"] and first >= 1 else "unknown"
