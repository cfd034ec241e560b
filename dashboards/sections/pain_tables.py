"""The rows behind the chart of pain, and how pain looks around runs."""

from collections.abc import Callable
from datetime import date
from typing import Final

import polars as pl

from dashboards.facts import Row
from dashboards.figures.pain import PainRows
from dashboards.figures.pain_strips import severity_names
from dashboards.i18n import DASH, Translator
from dashboards.sections.chart_tables import caption, newest
from dashboards.tables import Cell, Table, day, number, typed

KEY: Final = "local_date"
COMPARISON_OF: Final = {"after": "after_before", "next_morning": "next_morning_before"}


def days(rows: PainRows, t: Translator, link: Callable[[date], str]) -> Table:
    """Return the days that say anything, with a column for each thing that was ever told.

    `link` leads to a day's runs.
    """
    joined = _joined(rows)
    columns = {
        "pain_nrs": t.gettext("Pain, day's maximum"),
        "entries": t.gettext("Entries"),
        "run_capability": t.gettext("Running capability"),
        "severity": t.gettext("Health app"),
        "sitting_h": t.gettext("Sitting, hours"),
        "sleep_h": t.gettext("Sleep, hours"),
        "lifting": t.gettext("Lifting"),
        "new_shoes": t.gettext("New shoes"),
    }
    told = [name for name in columns if name in joined.columns and joined[name].count()]
    headers = [t.gettext("Day"), *(columns[name] for name in told), t.gettext("Remarks")]
    cells = [
        [
            day(row[KEY], t, link(row[KEY])),
            *(_cell(row, name, t) for name in told),
            Cell(_remarks(row, t)),
        ]
        for row in newest(joined)
    ]
    name = caption(t.gettext("Logged days"), joined, t)
    return Table(name, headers, cells, wordy=(len(headers) - 1,))


def _joined(rows: PainRows) -> pl.DataFrame:
    """Return one row per day of what there is."""
    joined = rows.days.drop("run_capability")
    for frame in (rows.diary, rows.symptoms):
        if frame.height:
            more = frame.drop("athlete_id", "symptom", strict=False)
            joined = joined.join(more, on=KEY, how="full", coalesce=True)
    if rows.shoes.height:
        joined = joined.join(_new_shoes(rows.shoes), on=KEY, how="full", coalesce=True)
    return joined.sort(KEY)


def _new_shoes(shoes: pl.DataFrame) -> pl.DataFrame:
    """Return one row per day on which a pair was new, with the names."""
    return shoes.group_by(pl.col("started_on").alias(KEY)).agg(
        new_shoes=pl.col("name").sort().str.join(", ")
    )


def _cell(row: Row, name: str, t: Translator) -> Cell:
    value = row[name]
    if value is None:
        return Cell(DASH)
    if name == "severity":
        return Cell(severity_names(t)[value])
    if name == "new_shoes":
        return typed(value)
    if name == "lifting":
        plain = {"yes": t.gettext("yes"), "no": t.gettext("no")}
        return Cell(plain[value]) if value in plain else typed(value)
    return number(value, t, 0 if name in ("pain_nrs", "entries") else 1)


def _remarks(row: Row, t: Translator) -> str:
    remarks = {
        "is_sharp": t.gettext("sharp or shooting"),
        "is_stride_altered": t.gettext("changed the stride"),
        "is_medicated": t.gettext("with a painkiller"),
    }
    return ", ".join(remark for name, remark in remarks.items() if row[name])


def around(entries: pl.DataFrame, compared: pl.DataFrame, t: Translator) -> Table | None:
    """Return how pain looks before, during and after runs; None where no entry says.

    Parameters
    ----------
    entries
        Rows of `fct_pain_entries`.
    compared
        Rows of `fct_pain_around_runs`, empty where it was never worked out.
    t
        The language.
    """
    told = _of_runs(entries)
    if told.is_empty():
        return None
    names = {
        "before": t.gettext("before"),
        "during": t.gettext("during"),
        "after": t.gettext("after"),
        "next_morning": t.gettext("the next morning"),
    }
    counts = dict(told.group_by("relation").len().rows())
    differences = {row["comparison"]: row for row in compared.rows(named=True)}
    headers = [
        t.gettext("Around a run"),
        t.gettext("Entries"),
        t.gettext("Against before (range)"),
        t.gettext("Runs compared"),
    ]
    rows = [
        [
            Cell(name),
            Cell(t.number(counts[relation], 0)),
            *_difference(differences.get(COMPARISON_OF.get(relation, "")), t),
        ]
        for relation, name in names.items()
        if relation in counts
    ]
    return Table(t.gettext("Pain around runs"), headers, rows, is_stacked=True)


def _of_runs(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the scores of the low back that belong to a run."""
    if entries.is_empty():
        return entries
    is_of_run = pl.col("session_id").is_not_null() & pl.col("pain_nrs").is_not_null()
    return entries.filter(is_of_run, body_site="low_back")


def _difference(row: Row | None, t: Translator) -> list[Cell]:
    if row is None:
        return [Cell(DASH)] * 2
    runs = Cell(t.number(row["n"], 0))
    if row["status"] != "ok":
        return [Cell(t.gettext("too few")), runs]
    if row["ci_low"] is None:
        return [Cell(t.signed(row["mean_difference_nrs"])), runs]
    numbers = ("mean_difference_nrs", "ci_low", "ci_high")
    mean, low, high = (t.signed(row[column]) for column in numbers)
    told = t.gettext("{mean} ({low} to {high})", mean=mean, low=low, high=high)
    return [Cell(told), runs]
