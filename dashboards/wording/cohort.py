"""What only the group overview says."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.habits import HABITS, habit_name
from dashboards.wording.programme import programme_name
from dashboards.wording.status import ICONS, cohort_word
from pipeline.programme import PROGRAMME_DAYS, programme_week

Row = Mapping[str, Any]

JUDGED_WEEKS: Final = PROGRAMME_DAYS // 7
"""So long a programme is judged (SCIENCE C.4)."""


def headline(counts: Mapping[str, int], t: Translator) -> list[str]:
    """Return how many need a look, and of how many nothing has been heard."""
    look = t.ngettext("One athlete needs a look today.", "{n} need a look today.", counts["high"])
    if not counts["high"]:
        look = t.gettext("Nobody needs a look today.")
    if not counts["no_data"]:
        return [look]
    quiet = t.ngettext(
        "Of one athlete there are not enough or no fresh data.",
        "Of {n} athletes there are not enough or no fresh data.",
        counts["no_data"],
    )
    return [look, quiet]


def filter_word(level: str, t: Translator) -> tuple[str, str]:
    """Return the icon and the word of all who stand at a level, whatever keeps them there."""
    if level == "no_data":
        return ICONS[level], t.gettext("Not enough or no fresh data")
    return cohort_word(level, t)


def ago(day: date | None, today: date, t: Translator) -> str:
    """Return how long ago a day was."""
    if day is None:
        return t.gettext("never")
    days = (today - day).days
    return t.ngettext("one day ago", "{n} days ago", days) if days > 0 else t.gettext("today")


def seven(t: Translator) -> list[str]:
    """Return the names of the seven things in the order of their signs."""
    return [habit_name(habit, t) for habit in HABITS]


def programme_phase(row: Row | None, today: date, t: Translator) -> str:
    """Return where an athlete is with the newest strength programme; nothing without one.

    Parameters
    ----------
    row
        The row of `fct_programmes` that began last.
    today
        The athlete's.
    t
        The language.
    """
    if row is None:
        return ""
    name = programme_name(row["programme"], t)
    named = name[:1].upper() + name[1:]
    return t.gettext("{programme}, {phase}", programme=named, phase=phase(row, today, t))


def phase(row: Row, today: date, t: Translator) -> str:
    """Return in which week of a programme an athlete is, or when it began or ended."""
    week = programme_week(row["started_on"], today)
    if row["ended_on"] is not None:
        return t.gettext("ended on {date}", date=t.date(row["ended_on"]))
    if week > JUDGED_WEEKS:
        return t.gettext("since {date}", date=t.date(row["started_on"]))
    return t.gettext("week {week} of {weeks}", week=week, weeks=JUDGED_WEEKS)
