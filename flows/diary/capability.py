"""`backstride capability`: how well the runner's own activities go, 0 to 10 (PSFS)."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from flows.diary.answers import Answers, rating
from flows.diary.log import Prepared, known_entries, prepared_of
from flows.whose import athlete_meant
from pipeline.athlete_settings import athlete_table
from pipeline.diary.problems import NoActivities, WrongCount
from pipeline.diary.reading import TASKS
from pipeline.home import Home
from pipeline.settings import Settings, load_settings


class Activity(NamedTuple):
    """One thing in running, and what it was rated last."""

    name: str
    rating: float | None
    rated_on: dt.date | None


def rated(home: Home, athlete: str | None, ratings: Sequence[str], day: str | None) -> Prepared:
    """Return an entry with one rating for each activity, in the order of the settings.

    Raises
    ------
    NoActivities, WrongCount, NotOnScale, BadDate, TwoDays, UnknownAthlete, WhichAthlete
        If something does not fit.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    names = _names(home, settings, athlete_id)
    if len(ratings) != len(names):
        told = ", ".join(f"{number}. {name}" for number, name in enumerate(names, 1))
        raise WrongCount(given=len(ratings), count=len(names), names=told)
    said = Answers(day=day).columns(settings.today(athlete_id))
    values = map(rating, ratings)
    return prepared_of(home, settings, athlete_id, said | dict(zip(TASKS, values, strict=False)))


def activities(home: Home, athlete: str | None) -> tuple[str, list[Activity]]:
    """Return whose activities they are, and each with its latest rating that counts.

    Raises
    ------
    NoActivities, UnknownAthlete, WhichAthlete
        If none are named, nobody is called so, or several could be meant.
    """
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    rows = [one.row for one in known_entries(home, athlete_id) if one.counts]
    found = []
    for task, name in zip(TASKS, _names(home, settings, athlete_id), strict=False):
        latest = next((row for row in reversed(rows) if row[task] is not None), {})
        found.append(Activity(name, latest.get(task), latest.get("local_date")))
    return athlete_id, found


def _names(home: Home, settings: Settings, athlete_id: str) -> tuple[str, ...]:
    names = settings.athlete(athlete_id).running_activities
    if not names:
        raise NoActivities(path=str(home.settings_file), table=athlete_table(athlete_id))
    return names
