"""Names, numbers and notes of what a physio asks first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboards.i18n import DASH, Translator
from dashboards.wording.programme import programme_name
from dashboards.wording.programme_beside import signed_percent
from pipeline.programme import programme_week

Row = Mapping[str, Any]
Told = tuple[str, str, str]
"""Name, number, note."""


def newest_pain(row: Row | None, t: Translator) -> Told:
    """Return the newest score of the low back and its day."""
    name = t.gettext("Newest pain")
    if row is None:
        return name, DASH, t.gettext("no entry yet")
    return name, _of_ten(row["pain_nrs"], t), t.date(row["local_date"])


def worst_pain(row: Row | None, logged: int, days: int, t: Translator) -> Told:
    """Return the highest score of the twelve weeks, and how full the diary is."""
    score = DASH if row is None else _of_ten(row["pain_nrs"], t)
    note = t.gettext("in 12 weeks; {logged} of {days} days logged", logged=logged, days=days)
    return t.gettext("Highest score"), score, note


def _of_ten(score: int, t: Translator) -> str:
    return t.gettext("{score} of 10", score=t.number(score, 0))


def painkillers(taken: int, logged: int, weeks: int, t: Translator) -> Told:
    """Return on how many logged days a painkiller was taken; nobody knows of the others."""
    name = t.gettext("Painkillers")
    if not logged:
        return name, DASH, t.gettext("no entry in {weeks} weeks", weeks=weeks)
    count = t.ngettext("{n} day", "{n} days", taken)
    note = t.ngettext(
        "in {weeks} weeks; {n} day logged", "in {weeks} weeks; {n} days logged", logged, weeks=weeks
    )
    return name, count, note


def last_week(row: Row | None, t: Translator) -> Told:
    """Return how far the last full week went, and against the week before."""
    name = t.gettext("Last full week")
    if row is None:
        return name, DASH, t.gettext("not known")
    since, way = t.day_of_year(row["week_start"]), t.distance(row["weekly_load"])
    if row["week_change_pct"] is None:
        return name, way, t.gettext("from {date}", date=since)
    change = signed_percent(row["week_change_pct"], t)
    note = t.gettext("from {date}; {change} on the week before", date=since, change=change)
    return name, way, note


def programme(row: Row | None, today: date, t: Translator) -> Told:
    """Return where in a strength programme the runner is, and which it is."""
    name = t.gettext("Strength programme")
    if row is None:
        return name, DASH, t.gettext("none told")
    which = programme_name(row["programme"], t)
    if row["ended_on"] is not None:
        return (
            name,
            t.gettext("ended"),
            t.gettext("{programme}, on {date}", programme=which, date=t.date(row["ended_on"])),
        )
    week = programme_week(row["started_on"], today)
    return (
        name,
        t.gettext("week {week}", week=week),
        t.gettext("{programme}, since {date}", programme=which, date=t.date(row["started_on"])),
    )


def capability(row: Row | None, t: Translator) -> Told:
    """Return the newest mean rating of running capability, its day, and the first."""
    name = t.gettext("Running capability")
    if row is None:
        return name, DASH, t.gettext("nothing rated")
    note = t.gettext(
        "{date}; first {rating}",
        date=t.date(row["local_date"]),
        rating=t.number(row["first_rating"]),
    )
    return name, t.gettext("{score} of 10", score=t.number(row["rating"])), note
