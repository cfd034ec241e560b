"""Whose entry it is, and of which day: what every command that says something asks first."""

from datetime import date

from pipeline.errors import BadDate, UnknownAthlete, WhichAthlete
from pipeline.home import ME, Home
from pipeline.said import names_in
from pipeline.settings import Settings

EARLIEST = date(1990, 1, 1)


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
    """Return the date meant; today where none is given.

    Raises
    ------
    BadDate
        If it is none, lies before 1990 or after today.
    """
    try:
        day = today if text is None else date.fromisoformat(text)
    except ValueError as problem:
        raise BadDate(text=text or "", example=today.isoformat()) from problem
    if not EARLIEST <= day <= today:
        raise BadDate(text=day.isoformat(), example=today.isoformat())
    return day
