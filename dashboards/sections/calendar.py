"""How was my year: each day's kilometres, rest and pain in 53 weeks, and the months as a table."""

from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.figures.pain import STOP_AT
from dashboards.i18n import Translator
from dashboards.sections.calendar_days import months_of_days
from dashboards.sections.calendar_picture import PITCH, quarters
from dashboards.tables import Cell, Table, distance, number
from dashboards.wording import calendar as wording

SUNDAY: Final = "sunday"


def calendar_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the answer, the drawn weeks with what their signs mean, and the table."""
    days = marts["fct_calendar"].sort("local_date")
    spans = marts["fct_calendar_spans"]
    year = facts.one_row(spans.filter(span="year"))
    starts_on_sunday = facts.athlete(marts)["week_starts_on"] == SUNDAY
    return {
        "answer": wording.calendar_answer(year, t),
        "label": wording.picture_told(year, t) if year else "",
        "stop_at": STOP_AT,
        "pitch": PITCH,
        "months": months_of_days(days.to_dicts(), marts, t),
        "quarters": quarters(days.to_dicts(), t, starts_on_sunday=starts_on_sunday),
        "steps": _steps(marts["fct_calendar_steps"], t),
        "shows": _shown(days),
        "table": _table(spans.filter(span="month"), t) if year else None,
    }


def _steps(steps: pl.DataFrame, t: Translator) -> list[tuple[int, str]]:
    rows = steps.sort("km_step").to_dicts()
    return [(row["km_step"], wording.step_told(row, t)) for row in rows]


def _shown(days: pl.DataFrame) -> dict[str, bool]:
    """Return which signs there are: only those are explained."""
    is_run = pl.col("day_state") == "run"
    has_score = pl.col("pain_nrs").is_not_null()
    shown = days.select(
        rest=(pl.col("day_state") == "rest").any(),
        unknown=((pl.col("day_state") != "run") & pl.col("distance_km").is_null()).any(),
        unmeasured=(is_run & pl.col("km_step").is_null()).any(),
        other=pl.col("has_other_sport").any(),
        score=has_score.any(),
        stop=(pl.col("pain_nrs") >= STOP_AT).any(),
        pill=(has_score & pl.col("is_medicated")).any(),
        before=(has_score & pl.col("day_state").is_null()).any(),
    )
    return shown.row(0, named=True)


def _table(months: pl.DataFrame, t: Translator) -> Table:
    headers = [
        t.gettext("Month"),
        t.distance_name(),
        t.gettext("Running days"),
        t.gettext("Days not known"),
        t.gettext("Days with a score"),
        t.gettext("Median pain"),
        t.gettext("Worst pain"),
    ]
    rows = months.sort("first_date", descending=True).to_dicts()
    return Table(t.gettext("The year by month"), headers, [_month(row, t) for row in rows])


def _month(row: Row, t: Translator) -> list[Cell]:
    return [
        Cell(wording.month_told(row["first_date"], t)),
        distance(row["distance_km"], t),
        number(row["run_days"], t, 0),
        number(row["unknown_days"], t, 0),
        number(row["entry_days"], t, 0),
        number(row["pain_median_nrs"], t),
        number(row["pain_max_nrs"], t, 0),
    ]
