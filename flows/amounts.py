"""How people write distances, durations, times of day, efforts and sports."""

import datetime as dt
import difflib
import re

from dashboards.units import KM_A_MILE
from pipeline.decode.sports import SPORT_WORDS, Sport, sport_of_word
from pipeline.diary.problems import NotOnScale
from pipeline.journal import MOST_KM, MOST_MIN
from pipeline.journal.problems import (
    AmbiguousDuration,
    NoSuchSport,
    NotADistance,
    NotADuration,
    NotATime,
    TooFast,
)

NOT_KNOWN = "-"
KM_OF = {"km": 1.0, "mi": KM_A_MILE, "m": 0.001}
DISTANCE = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?) ?(km|mi)|([0-9]{1,6}) ?(m)")
HOURS = re.compile(r"([0-9]{1,2}) ?(?:h|std)(?: ?([0-5]?[0-9])(?: ?min)?)?")
PARTS_OF_HOURS = re.compile(r"([0-9]{1,2}[.,][0-9]{1,2}) ?(?:h|std)")
MINUTES = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,2})?) ?min")
CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])")
SHORT_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
SHORTEST_PLAIN_MIN = 10
"""Below this, `1:10` is as likely an hour and ten minutes."""

GERMAN_SPORTS: dict[str, Sport] = {
    "lauf": ("running", None),
    "joggen": ("running", None),
    "rennen": ("running", None),
    "traillauf": ("running", "trail"),
    "laufband": ("running", "treadmill"),
    "spazieren": ("walking", None),
    "spaziergang": ("walking", None),
    "wanderung": ("hiking", None),
    "rad": ("cycling", None),
    "velo": ("cycling", None),
    "velofahren": ("cycling", None),
    "rennrad": ("cycling", "road"),
    "mountainbike": ("cycling", "mountain"),
    "ebike": ("e_biking", None),
    "schwimmen": ("swimming", None),
    "rudern": ("rowing", None),
    "langlauf": ("cross_country_skiing", None),
    "skifahren": ("alpine_skiing", None),
    "skitour": ("alpine_skiing", "backcountry"),
    "klettern": ("rock_climbing", None),
    "krafttraining": ("training", "strength_training"),
    "kraft": ("training", "strength_training"),
    "crosstrainer": ("fitness_equipment", "elliptical"),
}
"""Beside those the files use; letters only."""

FASTEST_MPS = {"running": 7.0, "walking": 3.5, "hiking": 3.5, "cycling": 22.0, "swimming": 2.4}
ANY_SPORT_MPS = 40.0
"""Nobody holds more for minutes: what is faster is a slip of the pen."""


def distance_km(text: str) -> float | None:
    """Return kilometres, null for '-'.

    Raises
    ------
    NotADistance
        If no unit says what it is, or it is out of all bounds.
    """
    if text.strip() == NOT_KNOWN:
        return None
    found = DISTANCE.fullmatch(text.strip().lower())
    amount, unit = (found[1] or found[3], found[2] or found[4]) if found else ("0", "km")
    km = round(float(amount.replace(",", ".")) * KM_OF[unit], 6)
    if not 0 < km <= MOST_KM:
        raise NotADistance(text=text, most=int(MOST_KM))
    return km


def duration_min(text: str) -> float | None:
    """Return minutes, null for '-'.

    Raises
    ------
    NotADuration, AmbiguousDuration
        If it can be read in no way or in two, or is out of all bounds.
    """
    if text.strip() == NOT_KNOWN:
        return None
    minutes = _minutes(text.strip().lower())
    if not 0 < minutes <= MOST_MIN:
        raise NotADuration(text=text, most=int(MOST_MIN / 60))
    return round(minutes, 6)


def _minutes(text: str) -> float:
    """Return minutes, 0 for what is no duration; `70m` may be metres in the wrong place."""
    if found := CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2]) + int(found[3]) / 60
    if found := SHORT_CLOCK.fullmatch(text):
        if int(found[1]) < SHORTEST_PLAIN_MIN:
            raise AmbiguousDuration(text=text, one=f"{text}:00", other=f"0:{text:0>5}")
        return int(found[1]) + int(found[2]) / 60
    if found := HOURS.fullmatch(text):
        return int(found[1]) * 60 + int(found[2] or 0)
    if found := PARTS_OF_HOURS.fullmatch(text):
        return _number(found[1]) * 60
    found = MINUTES.fullmatch(text)
    return _number(found[1]) if found else 0.0


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def sport_meant(text: str) -> Sport:
    """Return FIT's words for a sport, in English or German.

    Raises
    ------
    NoSuchSport
        With the nearest word, if nobody knows it.
    """
    word = re.sub(r"[\W_]", "", text).lower()
    found = sport_of_word(word) or GERMAN_SPORTS.get(word)
    if found is None:
        known = [known for known in (*SPORT_WORDS, *GERMAN_SPORTS) if known.isalpha()]
        nearest = difflib.get_close_matches(word, known, n=1, cutoff=0)[0]
        raise NoSuchSport(text=text, nearest=nearest)
    return found


def rpe_meant(rpe: float | None) -> float | None:
    """Return an effort from 0 to 10.

    Raises
    ------
    NotOnScale
        If it is none.
    """
    if rpe is not None and not 0 <= rpe <= 10:  # noqa: PLR2004 - the scale's own ends
        raise NotOnScale(column="rpe", value=str(rpe))
    return rpe


def time_meant(text: str) -> dt.time:
    """Return a time of day.

    Raises
    ------
    NotATime
        If it is none.
    """
    try:
        return dt.datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time alone
    except ValueError as problem:
        raise NotATime(text=text) from problem


def check_speed(sport: str, km: float | None, minutes: float | None) -> None:
    """Refuse what nobody can do.

    Raises
    ------
    TooFast
        If distance and duration do not go together.
    """
    most_kmh = FASTEST_MPS.get(sport, ANY_SPORT_MPS) * 3.6
    if km is None or minutes is None or km <= most_kmh * minutes / 60:
        return
    raise TooFast(
        km=round(km, 2),
        minutes=round(minutes, 1),
        speed=round(km / minutes * 60, 1),
        sport=sport,
        most=round(most_kmh, 1),
    )
