"""Way, grade and time -> how hard it was run: graded speed over 30 s, its mean, its square.

Graded speed is the speed on the flat that costs as much (Minetti 2002, see `grades`). Its mean
of fourth powers weighs surges as NGP does (SCIENCE A.2; NGP itself is proprietary, so the load
made of it is called rTSS-like). Objection: the fourth power comes from cycling power, and
nobody has shown that a run's cost grows so.

From one record to the next a speed would not do: places are rounded to a metre and distances
grow in stairs, and squares and fourth powers make intensity of that. So both measures take means
over 30 s. No window reaches over a pause; between pauses less than 30 s apart it is shorter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.samples import Floats, run_starts
from pipeline.measures.track import MAX_SPEED_MPS

WINDOW_S = 30.0
FASTEST_MPS = MAX_SPEED_MPS["running"]
"""Nobody keeps this up on foot: a ride, a jump of a place or of an altitude is left out."""

LEVEL_PLACES = ("treadmill", "indoor_running", "indoor_walking", "virtual_activity")
"""Where there are no hills, whatever a barometer beside an open window says."""


@dataclass(frozen=True)
class GradedSpeeds:
    """How fast the pieces between one record and the next were run.

    Attributes
    ----------
    rows
        The record each piece begins at.
    seconds
        How long each piece took.
    speeds_mps, graded_mps
        Mean speed, and mean graded speed, of the 30 s around its middle.
    """

    rows: NDArray[np.intp]
    seconds: Floats
    speeds_mps: Floats
    graded_mps: Floats

    def normalised_mps(self) -> float:
        """Return the fourth root of the mean fourth power over time."""
        fourth = np.square(np.square(self.graded_mps))
        return float((np.dot(self.seconds, fourth) / self.seconds.sum()) ** 0.25)

    def squared_m3s2(self) -> float:
        """Return the sum of metres times squared graded speed (SCIENCE A.1).

        Over the square of the runner's usual speed it is a distance again, weighted by speed.
        """
        return float(np.dot(self.seconds * self.speeds_mps, np.square(self.graded_mps)))


def graded_speeds_of(
    time_s: Floats, way_m: Floats, flat_m: Floats, is_recorded: NDArray[np.bool_]
) -> GradedSpeeds | None:
    """Return graded speeds; null where nothing was recorded at a speed of feet.

    Parameters
    ----------
    time_s
        When each record was made, never falling.
    way_m
        How far from the start it lies.
    flat_m
        The same way in metres on the flat that cost as much.
    is_recorded
        Whether another record follows without a pause.
    """
    lows, highs = _windows(time_s, is_recorded)
    spans_s = np.where(highs > lows, highs - lows, np.inf)
    speeds, graded = (
        (np.interp(highs, time_s, metres) - np.interp(lows, time_s, metres)) / spans_s
        for metres in (way_m, flat_m)
    )
    is_run = is_recorded[:-1] & (speeds <= FASTEST_MPS) & (graded <= FASTEST_MPS)
    rows = np.flatnonzero(is_run)
    seconds = time_s[rows + 1] - time_s[rows]
    return GradedSpeeds(rows, seconds, speeds[rows], graded[rows]) if seconds.any() else None


def _windows(time_s: Floats, is_recorded: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return from when to when the window of each piece lasts.

    It lies around the piece's middle; near a pause it moves away from it, still 30 s long.
    """
    starts = run_starts(~is_recorded[:-1])
    counts = np.diff(starts, append=len(time_s))
    first = np.repeat(time_s[starts], counts)[:-1]
    last = np.repeat(time_s[starts + counts - 1], counts)[:-1]
    middles = (time_s[:-1] + time_s[1:]) / 2
    lows = np.maximum(np.minimum(middles - WINDOW_S / 2, last - WINDOW_S), first)
    return lows, np.minimum(lows + WINDOW_S, last)
