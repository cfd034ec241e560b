"""The short tables of the sheet for the physio: whatever grows with the years is cut, and says so."""

from datetime import date
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.figures.weekly import JUMP_SIGNS
from dashboards.i18n import DASH, Translator
from dashboards.sections import chart_tables
from dashboards.sections.chart_answers import LONGER
from dashboards.sections.physio_weeks import (
    mondays,
    weekly_kilometres,
    weekly_pain,
    within,
)
from dashboards.tables import Cell, Table, number, typed
from dashboards.wording import physio as wording
from dashboards.wording.programme_beside import signed_percent

NOTHING: Final = Cell(DASH)
SHOWN_MEDICATIONS: Final = 3
SHOWN_RUNS: Final = 4
RUN_COLUMNS: Final = 5
NAME_LETTERS: Final = 60


def shortened(text: str, most: int = NAME_LETTERS) -> str:
    """Return a user's words in one line, a sign at the end where they were cut."""
    told = " ".join(text.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


# ---------- week by week


def weeks_table(marts: Marts, t: Translator) -> Table:
    """Return load beside pain for each week, the newest first."""
    headers = [
        t.gettext("Week from Monday"),
        t.gettext("Kilometres"),
        t.gettext("Change"),
        t.gettext("Running days"),
        t.gettext("Median pain"),
        t.gettext("Highest pain"),
        t.gettext("Days logged"),
        t.gettext("With a painkiller"),
    ]
    km, pain = weekly_kilometres(marts), weekly_pain(marts)
    weeks = reversed(mondays(facts.athlete(marts)["today"]))
    rows = [_week(monday, km.get(monday), pain.get(monday), t) for monday in weeks]
    return Table(t.gettext("Load and pain by week"), headers, rows)


def _week(monday: date, load: Row | None, pain: Row | None, t: Translator) -> list[Cell]:
    return [
        Cell(t.date(monday)),
        *([NOTHING] * 3 if load is None else _load(load, t)),
        *([NOTHING] * 4 if pain is None else _pain(pain, t)),
    ]


def _load(row: Row, t: Translator) -> list[Cell]:
    km = number(row["weekly_load"], t)
    if row["weekly_load"] is not None and not row["is_complete"]:
        km = Cell(t.gettext("{value}, not complete", value=km.text))
    change = row["week_change_pct"]
    sign = JUMP_SIGNS.get(row["jump_class"] or "", "")
    told = DASH if change is None else signed_percent(change, t)
    return [km, Cell(f"{sign} {told}".strip()), number(row["run_days"], t, 0)]


def _pain(row: Row, t: Translator) -> list[Cell]:
    return [
        number(row["median_nrs"], t),
        *(number(row[name], t, 0) for name in ("highest_nrs", "logged_days", "medicated_days")),
    ]


# ---------- running capability


def capability_table(marts: Marts, t: Translator) -> Table | None:
    """Return the first and the newest rating of each own activity; None where nothing was rated."""
    ratings = marts["fct_run_capability"].sort("local_date")
    if ratings.is_empty():
        return None
    newest = ratings.group_by("activity_number", maintain_order=True).last()
    headers = [
        t.gettext("Own activity"),
        t.gettext("First rating"),
        t.gettext("Newest rating"),
        t.gettext("Change"),
    ]
    rows = newest.sort("activity_number", nulls_last=True).to_dicts()
    name = t.gettext("Running capability: first and newest rating")
    return Table(name, headers, [_rating(row, t) for row in rows], wordy=(0,))


def _rating(row: Row, t: Translator) -> list[Cell]:
    return [
        _activity(row, t),
        Cell(_dated(row["first_rating"], row["first_date"], t)),
        Cell(_dated(row["rating"], row["local_date"], t)),
        Cell(t.signed(row["change_since_first"])),
    ]


def _activity(row: Row, t: Translator) -> Cell:
    if row["activity_number"] is None:
        return Cell(t.gettext("Mean of the day"))
    if row["activity"] is None:
        return Cell(t.gettext("Activity {number}", number=row["activity_number"]))
    return typed(shortened(row["activity"]))


def _dated(value: float, day: date, t: Translator) -> str:
    return t.gettext("{value} ({date})", value=t.number(value), date=t.date(day))


# ---------- painkillers


def medication_table(marts: Marts, t: Translator) -> Table | None:
    """Return what was taken on how many days of the weeks; None where nothing was."""
    taken = _taken(marts)
    if taken.is_empty():
        return None
    headers = [t.gettext("Painkiller"), t.gettext("Days"), t.gettext("Last day")]
    rows = [
        [
            typed(shortened(row["medication"])),
            number(row["days"], t, 0),
            Cell(t.date(row["last_date"])),
        ]
        for row in taken.head(SHOWN_MEDICATIONS).to_dicts()
    ]
    note = wording.more(taken.height - len(rows), t)
    return Table(t.gettext("Painkillers in 12 weeks"), headers, rows, wordy=(0,), note=note)


def _taken(marts: Marts) -> pl.DataFrame:
    """Return each painkiller by the days it was taken, the most first."""
    told = within(marts["fct_pain_entries"], facts.athlete(marts)["today"]).with_columns(
        pl.col("medication").str.strip_chars()
    )
    taken = told.filter(pl.col("medication") != "").group_by("medication")
    counted = taken.agg(days=pl.col("local_date").n_unique(), last_date=pl.col("local_date").max())
    return counted.sort("days", "last_date", "medication", descending=[True, True, False])


# ---------- long runs


def runs_table(marts: Marts, t: Translator) -> Table | None:
    """Return the longest run of the weeks and those far beyond the 30 days before; None without."""
    runs = within(facts.runs(marts), facts.athlete(marts)["today"])
    if runs.is_empty():
        return None
    longer = runs.filter(pl.col("spike_class").is_in(LONGER))
    longest = runs.sort("distance_m", "local_date", nulls_last=True, descending=True).head(1)
    shown = pl.concat([longer.tail(SHOWN_RUNS), longest]).unique("session_id")
    table = chart_tables.runs(shown.sort("local_date", "started_at"), t)
    return Table(
        t.gettext("The longest run, and runs more than 10% longer than any of the 30 days before"),
        table.headers[:RUN_COLUMNS],
        [row[:RUN_COLUMNS] for row in table.rows],
        note=wording.more(max(0, longer.height - SHOWN_RUNS), t),
    )
