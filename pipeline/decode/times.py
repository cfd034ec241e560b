"""Dates that can be, and records in the order of time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.frames import Range, Row, blank_outside
from pipeline.decode.problems import NoDate, WrongDate
from pipeline.decode.samples import TIME, Floats, Samples, height, known, part

FIRST_DAY = date(1990, 1, 1)
MAX_SESSIONS = 1_000


def last_day() -> date:
    """Return tomorrow: somewhere on Earth it has begun."""
    return datetime.now(UTC).date() + timedelta(days=1)


def possible_us() -> Range:
    """Return the first and the last instant, in microseconds, that can be a recording's."""
    return _midnight_us(FIRST_DAY), _midnight_us(last_day() + timedelta(days=1)) - 1


def _midnight_us(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1e6


def is_possible(instant: datetime) -> bool:
    """Return whether an instant can be a recording's."""
    return FIRST_DAY <= instant.date() <= last_day()


def with_possible_times(samples: Samples, quality: list[str]) -> Samples:
    """Return records without impossible times, noting in `quality` what was missing."""
    time = samples[TIME]
    if not height(samples):
        return samples
    missing = np.isnan(time).sum()
    if missing:
        quality.append("no_time")
    blank_outside(time, *possible_us())
    if np.isnan(time).sum() > missing:
        quality.append("bad_time")
    return samples


def with_possible_dates(
    sessions: Iterable[Row], quality: list[str], limit: int = MAX_SESSIONS
) -> list[Row]:
    """Return the sessions that can be put on a day, in order, numbered from 0.

    Parameters
    ----------
    sessions
        What a file holds.
    quality
        Grows by what was left out.
    limit
        Sessions beyond so many are left out.

    Raises
    ------
    NoDate
        If no session says when it was.
    WrongDate
        If all that do are before 1990 or after tomorrow.
    """
    sessions = list(sessions)
    dated = [row for row in sessions if row["started_at"] is not None]
    if not dated:
        raise NoDate(problem="no date")
    possible = [row for row in dated if is_possible(row["started_at"])]
    if not possible:
        raise WrongDate(problem="wrong date", date=str(dated[0]["started_at"].date()))
    if len(possible) < len(sessions):
        quality.append("wrong_date")
    if len(possible) > limit:
        quality.append("too_long")
    ordered = sorted(possible, key=lambda row: row["started_at"])[:limit]
    return [row | {"session_index": index} for index, row in enumerate(ordered)]


def in_order(
    samples: Samples, session_index: NDArray[np.int32], quality: list[str]
) -> tuple[Samples, NDArray[np.int32]]:
    """Return records by session and time; one without a time stays behind its neighbour."""
    by_session = np.argsort(session_index, kind="stable")
    if np.any(session_index[1:] < session_index[:-1]):
        samples, session_index = part(samples, by_session), session_index[by_session]
    time = last_known(samples[TIME], session_index)
    is_new = session_index[1:] != session_index[:-1]
    if np.all((time[1:] >= time[:-1]) | is_new):
        return samples, session_index
    quality.append("unsorted")
    order = np.lexsort((time, session_index))
    return part(samples, order), session_index[order]


def last_known(values: Floats, groups: NDArray[Any]) -> Floats:
    """Return each value, or the last known before it in its group, or else minus infinity."""
    is_known = ~np.isnan(values)
    if is_known.all():
        return values
    place = np.maximum.accumulate(np.where(is_known, np.arange(len(values)), 0))
    is_own = is_known[place] & (groups[place] == groups)
    return np.where(is_own, values[place], -np.inf)


def instant_of(time_us: float | None) -> datetime | None:
    """Return microseconds since 1970 as an instant, null where there is none."""
    if time_us is None or not isfinite(time_us):
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time_us)
    except OverflowError:
        return None


def first_of(values: Floats) -> float | None:
    """Return the least of the known values."""
    certain = known(values)
    return float(certain.min()) if len(certain) else None
