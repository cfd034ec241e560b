"""How the year calendar is told: what was run in it, and what its signs mean."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator

Row = Mapping[str, Any]


def calendar_answer(year: Row | None, t: Translator) -> str:
    """Return what the days of the calendar add up to.

    Parameters
    ----------
    year
        The row of `fct_calendar_spans` of all days; None where there is no day.
    t
        The language.
    """
    if year is None:
        return t.gettext("No day is known yet; each session and each entry fills its day.")
    return " ".join(filter(None, [_runs(year, t), _entries(year, t), _unknown(year, t)]))


def _runs(year: Row, t: Translator) -> str:
    since = t.date(year["first_date"])
    if year["distance_km"] is None:
        return t.gettext("Since {date} no kilometres are known.", date=since)
    if not year["run_days"]:
        return t.gettext("No running day since {date}.", date=since)
    return t.ngettext(
        "{km} on one running day since {date}.",
        "{km} on {n} running days since {date}.",
        year["run_days"],
        km=t.distance(year["distance_km"], 0),
        date=since,
    )


def _entries(year: Row, t: Translator) -> str:
    if not year["entry_days"]:
        return t.gettext("Back pain was not scored on any day.")
    return t.ngettext(
        "Back pain was scored on one day, at most {worst} of 10.",
        "Back pain was scored on {n} days, at most {worst} of 10.",
        year["entry_days"],
        worst=year["pain_max_nrs"],
    )


def _unknown(year: Row, t: Translator) -> str:
    if not year["unknown_days"]:
        return ""
    return t.ngettext(
        "Of one day the kilometres are not known.",
        "Of {n} days the kilometres are not known.",
        year["unknown_days"],
    )


def step_told(step: Row, t: Translator) -> str:
    """Return between which kilometres a shade stands; a row of `fct_calendar_steps`."""
    low, high = step["from_km"], step["to_km"]
    if high is None:
        return t.gettext("run") if low is None else t.gettext("over {km}", km=t.distance(low, 0))
    if low is None:
        return t.gettext("run of up to {km}", km=t.distance(high, 0))
    return t.gettext("up to {km}", km=t.distance(high, 0))


def picture_told(year: Row, t: Translator) -> str:
    """Return what the picture is, for whom it is read aloud."""
    return t.gettext(
        "Calendar from {first} to {last}: kilometres, rest and back pain of each day. The table "
        "below tells it by month.",
        first=t.date(year["first_date"]),
        last=t.date(year["last_date"]),
    )
