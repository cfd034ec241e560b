"""Whether the back speaks against strength exercises now, told where somebody types them in."""

from datetime import date

from dashboards.sections.habits_hold import HOLD_MARTS, hold_of
from dashboards.wording.habits_hold import Hold, strength_waits
from flows.options import spoken
from flows.sessions_found import asked
from flows.whose import athlete_meant
from pipeline import tables
from pipeline.errors import NoWarehouse, UnknownAthlete
from pipeline.home import Home
from pipeline.settings import load_settings


def held_now(home: Home, athlete: str | None, day: date | None = None) -> str | None:
    """Return why strength exercises wait, none where nothing is known to speak against them.

    Parameters
    ----------
    home
        The home folder; what it knows is of its last run.
    athlete
        Whose; the only one there is where none is named.
    day
        The day of the exercises, today where none is given. Those of a day that is over are
        told of, whatever holds now.
    """
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    today = settings.today(athlete_id)
    hold = _hold(home, athlete_id)
    if hold is None or (day is not None and day < today):
        return None
    is_over = hold.until is not None and hold.until < (day or today)
    return None if is_over else strength_waits(hold, spoken().t)


def _hold(home: Home, athlete_id: str) -> Hold | None:
    """Return what holds by the last run; nothing before the first."""
    try:
        with asked(home, athlete_id) as con:
            return hold_of(tables.read_marts(con, HOLD_MARTS, athlete_id))
    except (NoWarehouse, UnknownAthlete):
        return None
