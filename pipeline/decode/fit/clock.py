"""What FIT's seconds mean: instants in UTC, and the zone the watch was in."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pipeline.decode.fit.messages import Messages
from pipeline.decode.fit.profile import EPOCH_S, FIRST_DATE, LAST_DATE
from pipeline.decode.fit.values import Row
from pipeline.decode.samples import Floats
from pipeline.decode.times import instant_of

OFFSETS_S = [
    *range(-12 * 3600, 15 * 3600, 3600),
    *(round(hours * 3600) for hours in (-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5)),
    *(round(hours * 3600) for hours in (5.75, 8.75, 12.75, 13.75)),
]
"""UTC offsets in use somewhere."""

MAX_CLOCK_ERROR_S = 12 * 60
"""A watch clock some minutes wrong must not move a run into another zone."""


@dataclass(frozen=True)
class Clock:
    """What FIT's seconds mean in one part of a file.

    Attributes
    ----------
    uptime_s
        What turns seconds since the watch was switched on into seconds of FIT's clock; 0 where
        nobody knows.
    offset_s
        The UTC offset that the watch wrote; null where it did not.
    """

    uptime_s: float = 0.0
    offset_s: int | None = None

    def microseconds(self, seconds: Floats) -> Floats:
        """Return instants in microseconds since 1970, NaN for those nobody can know."""
        if self.uptime_s:
            is_uptime = (seconds >= 0) & (seconds <= FIRST_DATE)
            seconds = np.where(is_uptime, seconds + self.uptime_s, seconds)
        is_date = (seconds >= FIRST_DATE) & (seconds <= LAST_DATE)
        return np.where(is_date, (seconds + EPOCH_S) * 1e6, np.nan)

    def instant(self, seconds: float | None) -> datetime | None:
        """Return one instant, null where nobody can know it."""
        if seconds is None:
            return None
        if 0 <= seconds <= FIRST_DATE:
            seconds += self.uptime_s
        return instant_of((seconds + EPOCH_S) * 1e6) if FIRST_DATE <= seconds <= LAST_DATE else None


class Clocks:
    """The clocks of a file: each part of a chained one was written at its own time and place."""

    def __init__(self, messages: Messages, quality: list[str]) -> None:
        self._own: dict[int, Clock] = {}
        for row in messages.rows("activity"):
            clock = _clock(row.get("timestamp"), row.get("local_timestamp"))
            if clock is not None and row["segment"] not in self._own:
                self._own[row["segment"]] = clock
        self._first = next(iter(self._own.values()), Clock())
        if any(clock.uptime_s for clock in self._own.values()):
            quality.append("local_clock")

    def of(self, segment: int) -> Clock:
        """Return the clock of a part, another's where it has none."""
        return self._own.get(segment, self._first)

    def instant(self, row: Row, column: str) -> datetime | None:
        """Return the instant that a message tells in a column."""
        return self.of(row["segment"]).instant(row.get(column))

    def microseconds(self, seconds: Floats, segment: Floats) -> Floats:
        """Return the instants of records."""
        if len(self._own) <= 1:
            return self._first.microseconds(seconds)
        told = np.full(len(seconds), np.nan)
        for number in np.unique(segment).tolist():
            rows = segment == number
            told[rows] = self.of(int(number)).microseconds(seconds[rows])
        return told


def _clock(time: float | None, local: float | None) -> Clock | None:
    """Return what an activity message says of the clock."""
    if time is None or local is None or not FIRST_DATE <= local <= LAST_DATE:
        return None
    if time >= FIRST_DATE:
        return Clock(offset_s=offset_in_use(local - time))
    return Clock(uptime_s=float(round(local - time)), offset_s=0)


def offset_in_use(difference_s: float) -> int | None:
    """Return the UTC offset meant by local minus UTC time, null where no zone is near.

    Rounding to quarter hours alone would take a clock nine minutes wrong for another zone.
    """
    nearest = min(OFFSETS_S, key=lambda offset_s: abs(offset_s - difference_s))
    return nearest if abs(nearest - difference_s) <= MAX_CLOCK_ERROR_S else None
