"""The weeks a physio sees, twelve of them closely: which they are, and what lies in them."""

from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row

WEEKS: Final = 12
HALF_A_YEAR_WEEKS: Final = 26
"""Weeks, of what happens seldom: painkillers, long runs, rests."""
LAST_DAY: Final = timedelta(days=6)


def mondays(today: date, weeks: int = WEEKS) -> list[date]:
    """Return the Mondays of the weeks, oldest first, the one in progress last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(weeks))]


def within(rows: pl.DataFrame, today: date, weeks: int = WEEKS) -> pl.DataFrame:
    """Return the rows of these weeks up to today, oldest first."""
    first = mondays(today, weeks)[0]
    return rows.filter(pl.col("local_date").is_between(first, today)).sort("local_date")


def days_so_far(marts: Marts) -> list[date]:
    """Return the days of the weeks since the first session or entry, today the last."""
    person = facts.athlete(marts)
    coverage = facts.one_row(marts["fct_diary_coverage"])
    begins = [person["first_session_date"], coverage and coverage["first_date"]]
    first = min((day for day in begins if day is not None), default=person["today"])
    first = max(first, mondays(person["today"])[0])
    span = (person["today"] - first).days + 1
    return [first + timedelta(days=number) for number in range(span)]


def by_week(rows: pl.DataFrame) -> dict[date, Row]:
    """Return the row of each week by its Monday."""
    return {row["week_start"]: row for row in rows.to_dicts()}


def weekly_pain(marts: Marts) -> dict[date, Row]:
    """Return the weeks' rows of `fct_pain_weeks` of the low back."""
    return by_week(marts["fct_pain_weeks"].filter(body_site="low_back"))


def weekly_kilometres(marts: Marts) -> dict[date, Row]:
    """Return the weeks' rows of `fct_weekly_load` in kilometres."""
    return by_week(facts.in_kilometres(marts["fct_weekly_load"]))
