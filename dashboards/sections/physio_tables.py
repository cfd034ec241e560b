"""The short tables of the sheet for the physio: whatever grows with the years is cut, and says so."""

from datetime import date
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.figures.weekly import JUMP_SIGNS
from dashboards.i18n import DASH, Translator
from dashboards.sections import chart_tables
from dashboards.sections.chart_answers import HALF_A_YEAR_DAYS
from dashboards.sections.physio_weeks import mondays, weekly_kilometres, weekly_pain
from dashboards.tables import Cell, Table, distance, number, typed
from dashboards.wording import physio as wording
from dashboards.wording.programme_beside import signed_percent
from dashboards.wording.runs import LONGER

NOTHING: Final = Cell(DASH)
SHOWN_RUNS: Final = 7
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
        t.distance_name(),
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
        Cell(t.day_of_year(monday)),
        *([NOTHING] * 3 if load is None else _load(load, t)),
        *([NOTHING] * 4 if pain is None else _pain(pain, t)),
    ]


def _load(row: Row, t: Translator) -> list[Cell]:
    km = distance(row["weekly_load"], t)
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


# ---------- long runs


def runs_table(marts: Marts, t: Translator) -> Table | None:
    """Return the longest run of half a year and those furthest beyond the 30 days before.

    None where there was no run.
    """
    runs = facts.last_days(facts.runs(marts), facts.athlete(marts)["today"], HALF_A_YEAR_DAYS)
    if runs.is_empty():
        return None
    longer = runs.filter(pl.col("spike_class").is_in(LONGER))
    furthest = longer.sort("spike_ratio", "local_date").tail(SHOWN_RUNS)
    longest = runs.sort("distance_m", "local_date", nulls_last=True, descending=True).head(1)
    shown = pl.concat([furthest, longest]).unique("session_id")
    table = chart_tables.runs(shown.sort("local_date", "started_at"), t)
    return Table(
        t.gettext("The longest run, and runs more than 10% longer than any of the 30 days before"),
        table.headers[:RUN_COLUMNS],
        [row[:RUN_COLUMNS] for row in table.rows],
        note=wording.shown_runs(furthest.height, longer.height, t),
    )
