"""Altitudes -> ascent and descent."""

from statistics import median

import numpy as np

from pipeline.decode.samples import Floats

SIDE = 2
"""The median is over 5 samples: two on either side, at the ends as many as there are."""


def smoothed(heights_m: Floats) -> Floats:
    """Return the median over 5 samples around each: a single glitch is gone."""
    inner = max(len(heights_m) - 2 * SIDE, 0)
    smooth = heights_m.copy()
    if inner:
        smooth[SIDE:-SIDE] = _median_of_5(*(heights_m[i : inner + i] for i in range(5)))
    for i in {*range(SIDE), *range(inner + SIDE, inner + 2 * SIDE)} & {*range(len(smooth))}:
        smooth[i] = median(heights_m[max(i - SIDE, 0) : i + SIDE + 1].tolist())
    return smooth


def _median_of_5(a: Floats, b: Floats, c: Floats, d: Floats, e: Floats) -> Floats:
    """Return medians by comparing alone: the outermost of two pairs cannot be it."""
    low = np.maximum(np.minimum(a, b), np.minimum(c, d))
    high = np.minimum(np.maximum(a, b), np.maximum(c, d))
    return np.maximum(np.minimum(low, high), np.minimum(np.maximum(low, high), e))


def climb_m(smooth_m: Floats, step_m: float) -> tuple[float | None, float | None]:
    """Return ascent and descent of smoothed heights; null where there are not even two.

    A move counts once it reaches `step_m`, else noise alone would triple the climb.
    """
    if len(smooth_m) <= 1:
        return None, None
    level = float(smooth_m[0])
    ascent = descent = 0.0
    # a height that stays the same moves nothing: most records of a barometer
    for height in smooth_m[1:][np.diff(smooth_m) != 0].tolist():
        move = height - level
        if move >= step_m:
            ascent, level = ascent + move, height
        elif move <= -step_m:
            descent, level = descent - move, height
    return ascent, descent
