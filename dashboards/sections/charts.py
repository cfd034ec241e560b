"""The four time charts, each with an answer in words and its rows as a table."""

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.figures import (
    daily_load_drawing,
    longest_run_drawing,
    weekly_drawing,
)
from dashboards.figures.daily_load import HEIGHT as DAILY_HEIGHT
from dashboards.figures.longest_run import HEIGHT as LONGEST_HEIGHT
from dashboards.figures.weekly import HEIGHT as WEEKLY_HEIGHT
from dashboards.i18n import Translator
from dashboards.runs import run_links, session_links
from dashboards.sections import chart_answers, chart_tables
from dashboards.sections.pain import pain_section
from dashboards.wording.rest import rest_in_week

DAILY_DAYS: Final = 731
WEEK: Final = timedelta(days=7)
A_LITTLE: Final = timedelta(days=2)


def chart_sections(marts: Marts, t: Translator) -> dict[str, dict[str, Any]]:
    """Return every chart by its name; `figure` is None where there is nothing to draw."""
    return {
        "daily": _daily(marts, t),
        "weeks": _weeks(marts, t),
        "longest": _longest(marts, t),
        "pain": pain_section(marts, t),
    }


def _chart(figure: Any, height: int, first: date, last: date) -> dict[str, Any]:
    return {"figure": figure, "height": height, "first": str(first), "last": str(last)}


def _nothing(answer: str) -> dict[str, Any]:
    return {"figure": None, "answer": answer, "table": None}


def _daily(marts: Marts, t: Translator) -> dict[str, Any]:
    person = facts.athlete(marts)
    days = facts.in_kilometres(marts["fct_training_load"]).sort("local_date")
    if days.is_empty():
        return _nothing(
            t.gettext(
                "No session yet. Drop exports of your watch into the inbox and run: backstride run"
            )
        )
    days = days.filter(pl.col("local_date") > person["today"] - timedelta(days=DAILY_DAYS))
    pain = facts.back_pain(marts).filter(pl.col("local_date") >= days["local_date"].min())
    first, last = _span(days["local_date"])
    kinds = marts["fct_days"].filter(pl.col("local_date") >= first)
    figure = daily_load_drawing(days, pain, kinds, t)
    return _chart(figure, DAILY_HEIGHT, first - A_LITTLE / 2, last + A_LITTLE / 2) | {
        "answer": chart_answers.daily(days.row(-1, named=True), t),
        "table": chart_tables.daily(days, pain, kinds, t, run_links(marts, t.language)),
        "has_marks": kinds.select((pl.col("is_ill") | pl.col("is_injured")).any()).item(),
        "has_painkillers": pain["is_medicated"].any(),
    }


def _span(days: pl.Series) -> tuple[date, date]:
    first, last = days.min(), days.max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    return first, last


def _weeks(marts: Marts, t: Translator) -> dict[str, Any]:
    weeks = facts.in_kilometres(marts["fct_weekly_load"]).sort("week_start")
    if weeks.is_empty():
        return _nothing(t.gettext("No session yet, so there is no week to compare."))
    first, last = _span(weeks["week_start"])
    days = facts.in_kilometres(marts["fct_training_load"])
    return _chart(weekly_drawing(weeks, t), WEEKLY_HEIGHT, first - A_LITTLE, last + WEEK) | {
        "answer": " ".join([chart_answers.weeks(weeks, days, t), *_rest_asked(weeks, marts, t)]),
        "table": chart_tables.weeks(weeks, t),
    }


def _rest_asked(weeks: pl.DataFrame, marts: Marts, t: Translator) -> list[str]:
    """Return that the last full week had fewer kilometres because the back asked for rest."""
    complete = weeks.filter("is_complete")
    has_rest = complete.height and facts.held_rest(marts, complete["week_start"][-1])
    return [rest_in_week(t)] if has_rest else []


def _longest(marts: Marts, t: Translator) -> dict[str, Any]:
    runs = facts.runs(marts)
    if runs.is_empty():
        return _nothing(t.gettext("No run yet."))
    first, last = _span(runs["local_date"])
    today: Row = facts.athlete(marts)
    end = max(last, today["today"]) + 2 * A_LITTLE
    return _chart(longest_run_drawing(runs, t), LONGEST_HEIGHT, first - 2 * A_LITTLE, end) | {
        "answer": chart_answers.longest(runs, today["today"], t),
        "table": chart_tables.runs(runs, t, session_links(marts, t.language)),
    }
