"""How the year calendar is told: what was run in it, and what its signs mean."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboards.i18n import DASH, Translator
from dashboards.wording.amounts import distance_briefly

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
        return t.gettext("Since {date} no distance is known.", date=since)
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
        "Of one day the distance is not known.",
        "Of {n} days the distance is not known.",
        year["unknown_days"],
    )


def month_told(first: date, t: Translator) -> str:
    """Return the month that begins on a day, with the day where it is not the month's first."""
    if first.day == 1:
        return t.month(first)
    return t.gettext("{month}, from {date}", month=t.month(first), date=t.day_of_year(first))


def step_told(step: Row, t: Translator) -> str:
    """Return between which distances a shade stands; a row of `fct_calendar_steps`."""
    low, high = (
        None if step[end] is None else distance_briefly(step[end], t)
        for end in ("from_km", "to_km")
    )
    if high is None:
        return t.gettext("run") if low is None else t.gettext("over {km}", km=low)
    if low is None:
        return t.gettext("run of up to {km}", km=high)
    return t.gettext("up to {km}", km=high)


def picture_told(year: Row, t: Translator) -> str:
    """Return what the picture is, for whom it is read aloud."""
    return t.gettext(
        "Calendar from {first} to {last}: distance, rest and back pain of each day. The tables "
        "below tell it by month and day by day.",
        first=t.date(year["first_date"]),
        last=t.date(year["last_date"]),
    )


def day_named(day: date, weekdays: Sequence[str], t: Translator) -> str:
    """Return a day within its month, `weekdays` from Monday on: `We 18`."""
    return t.gettext("{weekday} {day}", weekday=weekdays[day.weekday()], day=day.day)


def done_told(day: Row, t: Translator) -> str:
    """Return what was run on a day of `fct_calendar`, or that it was rest or is not known."""
    told = _run_told(day, t)
    return f"{told}, {t.gettext('another sport')}" if day["has_other_sport"] else told


def _run_told(day: Row, t: Translator) -> str:
    if day["day_state"] is None:
        return DASH
    if day["day_state"] == "run":
        is_known = day["distance_km"] is not None
        return t.distance(day["distance_km"]) if is_known else t.gettext("run, distance not known")
    return t.gettext("unknown") if day["distance_km"] is None else t.gettext("rest")


def score_told(day: Row, t: Translator) -> str:
    """Return the day's worst back pain, a dash where nothing was logged."""
    if day["pain_nrs"] is None:
        return DASH
    if day["is_medicated"]:
        return t.gettext("{pain}, with a painkiller", pain=day["pain_nrs"])
    return str(day["pain_nrs"])
