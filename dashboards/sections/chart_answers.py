"""The one plain sentence above each time chart."""

from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Row
from dashboards.figures.pain_strips import severity_names
from dashboards.i18n import Translator
from dashboards.wording.runs import LONGER

WEEKS: Final = 12
HALF_A_YEAR_DAYS: Final = 182
DIARY_DAYS: Final = 28
LIGHT_SHARE: Final = 0.5
WEEK_DAYS: Final = 7


def daily(today: Row, t: Translator) -> str:
    """Tell the two means of today."""
    if today["acute_load"] is None or today["chronic_load"] is None:
        return t.gettext("Means over 7 and 28 days need that many days whose distance is known.")
    return t.gettext(
        "On average {acute} a day in the last 7 days, {chronic} a day in the last 28.",
        acute=t.distance(today["acute_load"]),
        chronic=t.distance(today["chronic_load"]),
    )


def weeks(weekly_load: pl.DataFrame, days: pl.DataFrame, t: Translator) -> str:
    """Tell the last full week against the one before, or against the usual after a light one."""
    complete = weekly_load.filter("is_complete")
    if complete.is_empty():
        return t.gettext("No week is complete yet.")
    week = complete.row(-1, named=True)
    km = t.distance(week["weekly_load"])
    newest = weekly_load.row(-1, named=True)["week_start"]
    if week["week_start"] < newest - timedelta(days=WEEK_DAYS):
        return t.gettext(
            "The newest week of which every day is known began on {date}: {km}.",
            date=t.date(week["week_start"]),
            km=km,
        )
    if week["jump_class"] == "restart":
        return t.gettext("Last full week: {km}, a restart after a week of 0.", km=km)
    if week["week_change_pct"] is None:
        return t.gettext("Last full week: {km}.", km=km)
    usual = _usual_before(week["week_start"], days)
    previous = complete.row(-2, named=True)["weekly_load"] if complete.height > 1 else None
    if usual and previous is not None and previous < LIGHT_SHARE * usual:
        return t.gettext(
            "Last full week: {km}. The week before was light; your usual week was {usual}.",
            km=km,
            usual=t.distance(usual),
        )
    return _against_week_before(week, km, t)


def _against_week_before(week: Row, km: str, t: Translator) -> str:
    change = round(week["week_change_pct"])
    if change > 0:
        return t.gettext(
            "Last full week: {km}, {percent} more than the week before.",
            km=km,
            percent=t.percent(change),
        )
    if change < 0:
        return t.gettext(
            "Last full week: {km}, {percent} less than the week before.",
            km=km,
            percent=t.percent(-change),
        )
    return t.gettext("Last full week: {km}, as the week before.", km=km)


def _usual_before(week_start: date, days: pl.DataFrame) -> float | None:
    """Return the 28-day weekly mean on the day before a week."""
    row = facts.one_row(days.filter(pl.col("local_date") == week_start - timedelta(days=1)))
    return None if row is None or row["chronic_load"] is None else WEEK_DAYS * row["chronic_load"]


def longest(runs: pl.DataFrame, today: date, t: Translator) -> str:
    """Tell how many runs of half a year went beyond the longest of 30 days."""
    recent = facts.last_days(runs, today, HALF_A_YEAR_DAYS)
    if recent["spike_ratio"].is_null().all():
        return t.gettext(
            "A run is judged once there are 30 days of history before it with at least 3 runs."
        )
    longer = recent.filter(pl.col("spike_class").is_in(LONGER)).height
    if not longer:
        return t.gettext(
            "No run of the last 6 months was more than 10% longer than the longest of the 30 "
            "days before it."
        )
    return t.ngettext(
        "One run of the last 6 months was more than 10% longer than the longest of the 30 days "
        "before it.",
        "{n} runs of the last 6 months were more than 10% longer than the longest of the 30 "
        "days before them.",
        longer,
    )


def pain(days: pl.DataFrame, today: date, t: Translator) -> str:
    """Tell the diary of the last 28 days: how full, how high, and the latest."""
    recent = facts.last_days(days, today, DIARY_DAYS)
    if recent.is_empty():
        return t.gettext(
            "No entry in the last 28 days; the newest is of {date}.",
            date=t.date(days.row(-1, named=True)["local_date"]),
        )
    latest = recent.row(-1, named=True)
    return t.gettext(
        "Logged on {count} of the last 28 days, at most {highest} of 10; on {day}, the newest of "
        "them, {latest} at worst.",
        count=recent.height,
        highest=recent["pain_nrs"].max(),
        day=t.day(latest["local_date"]),
        latest=latest["pain_nrs"],
    )


def symptoms(days: pl.DataFrame, t: Translator) -> str:
    """Tell what a health app says last, in its own words; nothing where it says nothing."""
    if days.is_empty():
        return ""
    latest = days.row(-1, named=True)
    return t.ngettext(
        "The one word of your health app: {word} ({date}). Words are no scores: they are drawn "
        "in a strip of their own and enter no signal and no test.",
        "The newest word of your health app, of {n} days: {word} ({date}). Words are no scores: "
        "they are drawn in a strip of their own and enter no signal and no test.",
        days.height,
        date=t.date(latest["local_date"]),
        word=severity_names(t)[latest["severity"]],
    )
