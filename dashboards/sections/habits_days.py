"""The days behind this week's answers: how each run began, what strength trained, runs in pain."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.runs import session_links
from dashboards.sections.habits_hold import STRONG_NRS
from dashboards.tables import Cell
from dashboards.wording.habits_days import runs_told, start_told, strength_told


def days_told(marts: Marts, row: Row, t: Translator) -> list[Cell]:
    """Return a habit's week day by day, nothing where days add nothing to its answer.

    A line about one run leads to it.

    Parameters
    ----------
    marts
        The athlete's marts.
    row
        A row of `fct_habits`.
    t
        The language.
    """
    told = BY_DAY.get(row["habit"])
    return told(marts, row, t) if told else []


def _of_week(frame: pl.DataFrame, monday: date) -> pl.DataFrame:
    day = pl.col("local_date")
    return frame.filter(day.is_between(monday, monday + timedelta(6))).sort(
        "local_date", maintain_order=True
    )


def _starts(marts: Marts, row: Row, t: Translator) -> list[Cell]:
    runs, link = _of_week(facts.runs(marts), row["week_start"]), session_links(marts, t.language)
    return [Cell(start_told(run, t), link=link(run["session_id"])) for run in runs.to_dicts()]


def _strength(marts: Marts, row: Row, t: Translator) -> list[Cell]:
    sessions = _of_week(marts["fct_strength"], row["week_start"])
    return [Cell(strength_told(session, t)) for session in sessions.to_dicts()]


def _against_the_back(marts: Marts, row: Row, t: Translator) -> list[Cell]:
    if row["reason"] not in {"ran_in_rest", "ran_after_pain"}:
        return []
    runs = _of_week(facts.runs(marts), row["week_start"])["local_date"].unique().to_list()
    is_against = _in_rest if row["reason"] == "ran_in_rest" else _after_pain
    days = [day for day in sorted(runs) if is_against(marts, day)]
    return [Cell(runs_told(days, t))] if days else []


def _in_rest(marts: Marts, day: date) -> bool:
    begins, ends = pl.col("rest_from"), pl.col("rest_until")
    return not marts["fct_rest_blocks"].filter(begins <= day, ends >= day).is_empty()


def _after_pain(marts: Marts, day: date) -> bool:
    """Tell whether an entry of the day before tells of strong, sharp or shooting pain."""
    is_strong = pl.col("pain_nrs") >= STRONG_NRS
    is_sharp = pl.col("quality").str.contains("sharp|shooting")
    entries = marts["fct_pain_entries"].filter(
        pl.col("body_site") == "low_back", pl.col("local_date") == day - timedelta(1)
    )
    return not entries.filter(is_strong.fill_null(value=False) | is_sharp).is_empty()


BY_DAY: Final[dict[str, Callable[[Marts, Row, Translator], list[Cell]]]] = {
    "warm_up": _starts,
    "strength": _strength,
    "listening": _against_the_back,
}
"""Habit -> what tells its days."""
