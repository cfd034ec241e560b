"""The made-up pain diaries: what was felt, and what of it was written down.

Pain here follows the kilometres of the week before a little, remembers itself from day to
day, flares after two runs that were far too long, and is mostly its own weather. How much it
follows was set by hand (`LOAD_POINTS`), so that there is something to find; the seed was not.
"""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, timedelta

import numpy as np

from sample_data.people import SEED, Outing, happens
from sample_data.plan import (
    BEN_FIRST_DAY,
    BREAK_FROM,
    FIRST_DAY,
    HALF_MARATHON_DAY,
    LAST_DAY,
    PROGRAMME_ENDS,
    RETURN_DAY,
    SUNDAY,
)

LOGGED_SHARE = 0.6
LOAD_POINTS = 0.6  # pain points for a week one standard deviation above the mean
MEMORY = 0.85  # of yesterday's pain
FLARES = {date(2025, 10, 12): (2.5, 6), HALF_MARATHON_DAY: (4.5, 9)}  # day -> (points, days)
LIMPS_FROM, SHARP_FROM = 5, 6  # pain
PAINKILLER_FROM = 4
CAPABILITY_WEEKS = 3
PROGRAMME_POINTS = 1.2  # of running capability, once the leg programme is over
KNEE_MONTH = 3
WARMS_UP_UNSEEN = 0.5
"""Share of entries after a run that tell of a warm-up before the watch was started, or of none."""
DRILLS_EVERY_WEEKS = 3
SILENCES = (
    (date(2025, 8, 4), date(2025, 8, 14)),
    (date(2026, 2, 10), date(2026, 2, 19)),
)
NOTES = {
    date(2025, 10, 13): "far too long yesterday",
    date(2025, 12, 24): "much standing in the kitchen",
    date(2026, 3, 7): "new office chair",
    date(2026, 6, 22): "stabbing, could hardly tie my shoes",
    date(2026, 6, 25): "no running for now",
    date(2026, 7, 29): "first steps, walking breaks",
    date(2026, 8, 17): "leg programme starts, twice a week",
}
BEN_LIVE_FROM = date(2026, 10, 19)


@dataclass(frozen=True)
class Entry:
    """One row of the live diary; the field names are its columns, `when` set apart below."""

    date: date
    time: str
    moment: str
    body_site: str
    pain: int
    quality: str = ""
    altered_stride: str = ""
    rpe: int | str = ""
    psfs_1: int | str = ""
    psfs_2: int | str = ""
    psfs_3: int | str = ""
    medication: str = ""
    sitting_h: int | str = ""
    sleep_h: int | str = ""
    warmup: str = ""
    drills: str = ""
    note: str = ""


LAST_ENTRIES = (
    Entry(date(2026, 11, 15), "20:40", "evening", "low_back", 1, "tension"),
    Entry(date(2026, 11, 16), "07:05", "morning", "low_back", 1),
    Entry(date(2026, 11, 17), "21:15", "evening", "low_back", 1, "dull", "no"),
    Entry(
        date(2026, 11, 18),
        "20:10",
        "after",
        "low_back",
        3,
        "dull",
        "no",
        note="club run, went on much further than planned",
    ),
    Entry(date(2026, 11, 19), "07:00", "next_morning", "low_back", 4, "dull", note="stiff"),
    Entry(date(2026, 11, 19), "21:30", "evening", "low_back", 3, "dull"),
    Entry(date(2026, 11, 20), "08:25", "after", "low_back", 3, "dull", "no"),
    Entry(date(2026, 11, 21), "07:40", "morning", "low_back", 4, "dull"),
)
WRITTEN_OUT_FROM = LAST_ENTRIES[0].date


def anna_diary(outings: Iterable[Outing]) -> str:
    """Return Anna's live diary as CSV: about three days in five, a few days twice."""
    rng = np.random.default_rng([SEED, 3])
    runs = {outing.day: outing for outing in outings if outing.sport == "running"}
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    felt = _felt(rng, days, runs)
    entries = [
        entry
        for day, level in zip(days, felt, strict=True)
        if day < WRITTEN_OUT_FROM and _is_logged(rng, day)
        for entry in _entries(rng, day, level, runs)
    ]
    beside = np.random.default_rng([SEED, 5])
    written = [one for entry in entries for one in _beside(beside, entry)]
    habits = np.random.default_rng([SEED, 6])
    return _csv([*(_with_habits(habits, entry) for entry in written), *LAST_ENTRIES])


def ben_spreadsheet() -> str:
    """Return the table Ben kept before he had a diary: German headers, dates and semicolons."""
    rows = [
        f"{day:%d.%m.%Y};{pain};{note}" for day, pain, note in _ben_days() if day < BEN_LIVE_FROM
    ]
    return "\n".join(["Datum;Schmerz;Notiz", *rows, ""])


def ben_diary() -> str:
    """Return Ben's live diary: the two columns that are enough, and a note."""
    rows = [f"{day},{pain},{note}" for day, pain, note in _ben_days() if day >= BEN_LIVE_FROM]
    return "\n".join(["date,pain,note", *rows, ""])


def _felt(rng: np.random.Generator, days: list[date], runs: dict[date, Outing]) -> np.ndarray:
    """Return the pain of each day before rounding: load, memory, flares, a slow improvement."""
    km = np.array([runs[day].km if day in runs else 0.0 for day in days])
    week_before = np.convolve(km, np.ones(8))[: len(days)] - km
    load = (week_before - week_before.mean()) / week_before.std()
    pain = np.empty(len(days))
    weather = 0.0
    for place, day in enumerate(days):
        weather = MEMORY * weather + rng.normal(0, 1.0 * math.sqrt(1 - MEMORY**2))
        flare = sum(
            points * math.exp(-(day - start).days / lasting)
            for start, (points, lasting) in FLARES.items()
            if day > start
        )
        months_back = max(0.0, (day - RETURN_DAY).days / 30)
        pain[place] = 1.5 + LOAD_POINTS * load[place] + weather + flare - 0.15 * months_back
    return pain


def _is_logged(rng: np.random.Generator, day: date) -> bool:
    """Return whether the day was written down at all; the first bad weeks always were."""
    is_silent = any(first <= day <= last for first, last in SILENCES)
    is_bad_time = HALF_MARATHON_DAY < day <= BREAK_FROM + timedelta(weeks=1)
    return (happens(rng, LOGGED_SHARE) or is_bad_time) and not is_silent


def _entries(
    rng: np.random.Generator, day: date, level: float, runs: dict[date, Outing]
) -> Iterator[Entry]:
    """Yield a logged day's rows: the evening, and now and then before or after."""
    run = runs.get(day)
    if day - timedelta(1) in runs and happens(rng, 0.12):
        yield Entry(day, "07:10", "next_morning", "low_back", _score(rng, level))
    if run is not None and happens(rng, 0.3):
        pain = _score(rng, level + 0.4)
        unrated = run.rpe is None
        yield Entry(
            day,
            "",
            "after",
            "low_back",
            pain,
            altered_stride="yes" if pain >= LIMPS_FROM else "no",
            rpe=int(rng.integers(3, 6)) if unrated else "",
        )
    pain = _score(rng, level)
    yield Entry(
        day,
        f"{rng.integers(19, 23)}:{rng.integers(0, 60):02d}" if happens(rng, 0.7) else "",
        "evening",
        "low_back",
        pain,
        quality=_quality(rng, pain),
        note=NOTES.get(day, ""),
    )
    if day.month == KNEE_MONTH and happens(rng, 0.25):
        yield Entry(day, "", "evening", "knee", _score(rng, 1.5))


def _beside(rng: np.random.Generator, entry: Entry) -> Iterator[Entry]:
    """Yield an entry with what stands beside it; one after a run may have one before it."""
    if entry.moment == "after" and happens(rng, 0.5):
        pain = int(np.clip(entry.pain + rng.choice([-1, 0, 0, 1]), 0, 10))
        yield Entry(entry.date, "", "before", entry.body_site, pain)
    yield _with_more(rng, entry)


def _with_more(rng: np.random.Generator, entry: Entry) -> Entry:
    """Return an entry with what is written beside the pain now and then."""
    if entry.body_site != "low_back" or entry.moment == "after":
        return entry
    if entry.moment == "next_morning":
        return replace(entry, sleep_h=int(rng.integers(5, 9)))
    takes_painkiller = entry.pain >= PAINKILLER_FROM and happens(rng, 0.7)
    return replace(
        entry,
        medication="ibuprofen" if takes_painkiller else "",
        sitting_h=int(rng.integers(4, 11)) if happens(rng, 0.4) else "",
        **(_capability(rng, entry) if _is_asked_for_capability(entry.date) else {}),
    )


def _with_habits(rng: np.random.Generator, entry: Entry) -> Entry:
    """Return an entry with what was done for the back, as far as it was thought worth a word."""
    week = (entry.date - FIRST_DAY).days // 7
    if entry.moment == "after" and happens(rng, WARMS_UP_UNSEEN):
        return replace(entry, warmup=str(rng.choice(["yes", "no"])))
    has_drills = entry.date.weekday() == SUNDAY and week % DRILLS_EVERY_WEEKS == 1
    return replace(entry, drills="yes") if has_drills and entry.moment == "evening" else entry


def _is_asked_for_capability(day: date) -> bool:
    return day.weekday() == SUNDAY and (day - FIRST_DAY).days // 7 % CAPABILITY_WEEKS == 0


def _capability(rng: np.random.Generator, entry: Entry) -> dict[str, int]:
    """Return how well the three things go that the demo's settings name for Anna."""
    trained = PROGRAMME_POINTS * (entry.date > PROGRAMME_ENDS)
    levels = (8.5 - 0.8 * entry.pain, 7.5 - 0.9 * entry.pain, 7.0 - 0.8 * entry.pain)
    return {
        f"psfs_{number}": int(np.clip(round(level + trained + rng.normal(0, 0.5)), 0, 10))
        for number, level in enumerate(levels, 1)
    }


def _score(rng: np.random.Generator, level: float) -> int:
    """Return a whole number 0-10 as somebody would give it."""
    return int(np.clip(round(level + rng.normal(0, 0.4)), 0, 10))


def _quality(rng: np.random.Generator, pain: int) -> str:
    """Return what it felt like, once it is worth a word."""
    if pain >= SHARP_FROM:
        return "sharp"
    return str(rng.choice(["dull", "tension", ""])) if pain > 1 else ""


def _ben_days() -> Iterator[tuple[date, int, str]]:
    """Yield Ben's days, nearly all of them without pain."""
    rng = np.random.default_rng([SEED, 4])
    for day in (BEN_FIRST_DAY + timedelta(n) for n in range((LAST_DAY - BEN_FIRST_DAY).days)):
        pain = int(happens(rng, 0.3))
        if happens(rng, LOGGED_SHARE):
            yield day, pain, "long drive" if day == date(2026, 10, 2) else ""


def _csv(entries: Iterable[Entry]) -> str:
    """Return the entries under the live diary's header."""
    header = ["when" if field.name == "moment" else field.name for field in fields(Entry)]
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(astuple(entry) for entry in entries)
    return page.getvalue()
