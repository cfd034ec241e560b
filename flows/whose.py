"""Whose entry it is, and of which day: what every command that says something asks first."""

import re
from datetime import date

from pipeline.errors import BadDate, UnknownAthlete, WhichAthlete
from pipeline.home import ME, Home
from pipeline.said import names_in
from pipeline.settings import Settings

EARLIEST = date(1990, 1, 1)
GERMAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def athlete_meant(home: Home, settings: Settings, name: str | None) -> str:
    """Return whose entry it is: the one named, or the only one there is.

    Raises
    ------
    UnknownAthlete, WhichAthlete
        If nobody is called so, or several could be meant.
    """
    known = sorted(set(settings.athletes) | names_in(home))
    if name is None:
        if len(known) > 1:
            raise WhichAthlete(known=", ".join(known))
        return known[0] if known else ME
    if name != ME and name not in known:
        raise UnknownAthlete(name=name, home=str(home.root), known=", ".join(sorted({ME, *known})))
    return name


def day_meant(text: str | None, today: date) -> date:
    """Return the date meant, written 2026-11-20 or 20.11.2026; today where none is given.

    Raises
    ------
    BadDate
        If it is none, lies before 1990 or after today.
    """
    try:
        day = today if text is None else _day(text)
    except ValueError as problem:
        raise BadDate(text=text or "", example=today.isoformat()) from problem
    if not EARLIEST <= day <= today:
        raise BadDate(text=day.isoformat(), example=today.isoformat())
    return day


def _day(text: str) -> date:
    german = GERMAN_DATE.fullmatch(text.strip())
    if german is None:
        return date.fromisoformat(text)
    day, month, year = map(int, german.groups())
    return date(year, month, day)
