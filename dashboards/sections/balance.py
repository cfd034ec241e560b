"""Is my training in balance: the last full week against the runner's own usual weeks."""

from datetime import timedelta
from typing import Any, Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.tables import Cell, Table, day
from dashboards.wording import balance as wording
from dashboards.wording.rest import rest_in_week

TABLE_WEEKS: Final = 8
HEADROOM: Final = 1.25
MOST: Final = {"training_days": 7.0, "intensity": 1.0}
"""Part -> the most there can be."""


def balance_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the answer, a row a part, and the last weeks as a table."""
    weeks = marts["fct_balance"].sort("week_start")
    rows = _of_week(weeks.filter(pl.col("state") != "not_complete"))
    so_far = {row["part"]: row for row in _this_week(weeks, marts)}
    return {
        "answer": wording.balance_answer(rows, t),
        "rest": rest_in_week(t) if rows and facts.held_rest(marts, rows[0]["week_start"]) else "",
        "parts": [_part(row, so_far.get(row["part"]), t) for row in rows],
        "table": _table(weeks, t) if rows else None,
    }


def _of_week(weeks: pl.DataFrame) -> list[Row]:
    """Return the rows of the newest week, one a part, in their order."""
    newest = weeks.filter(pl.col("week_start") == pl.col("week_start").max())
    return sorted(newest.rows(named=True), key=lambda row: wording.PARTS.index(row["part"]))


def _this_week(weeks: pl.DataFrame, marts: Marts) -> list[Row]:
    """Return the rows of the week in progress."""
    today = facts.athlete(marts)["today"]
    monday = today - timedelta(days=today.weekday())
    return weeks.filter(week_start=monday, state="not_complete").rows(named=True)


def _part(row: Row, so_far: Row | None, t: Translator) -> dict[str, Any]:
    return {
        "name": wording.sentence_case(wording.part_name(row["part"], t)),
        "tone": "ok" if row["state"] == "within" else "none",
        "icon": wording.state_sign(row["state"]),
        "word": wording.state_word(row["state"], t),
        "value": wording.part_value(row, t),
        "usual": "" if row["state"] == "unknown" else wording.usual_note(row, t),
        "note": wording.part_note(row, t),
        "so_far": _so_far(so_far, t),
        "bar": _bar(row),
    }


def _so_far(row: Row | None, t: Translator) -> str:
    if row is None or row["value"] is None:
        return ""
    return t.gettext("This week so far: {value}.", value=wording.part_value(row, t))


def _bar(row: Row) -> dict[str, str] | None:
    """Return where the dot and the usual range stand, in percent of the bar's length."""
    if row["value"] is None:
        return None
    low, high = row["usual_low"], row["usual_high"]
    end = MOST["training_days"] if row["part"] == "training_days" else _end(row)
    bar = {"value": _share(row["value"], end)}
    if low is not None and high is not None:
        bar |= {"low": _share(low, end), "width": _share(high - low, end)}
    return bar


def _end(row: Row) -> float:
    largest = HEADROOM * max(row["value"], row["usual_high"] or 0.0) or 1.0
    return float(min(largest, MOST.get(row["part"], largest)))


def _share(value: float, end: float) -> str:
    return f"{100 * value / end:.1f}%"


def _table(weeks: pl.DataFrame, t: Translator) -> Table:
    headers = [
        t.gettext("Week from Monday"),
        t.gettext("Distance"),
        t.gettext("Usual distance"),
        t.gettext("Training days"),
        t.gettext("Usual days"),
        t.gettext("Intensity"),
        t.gettext("Usual intensity"),
    ]
    starts = weeks["week_start"].unique().sort(descending=True).head(TABLE_WEEKS)
    rows = [_table_row(_of_week(weeks.filter(week_start=start)), t) for start in starts]
    return Table(t.gettext("Weeks against your own usual range"), headers, rows)


def _table_row(parts: list[Row], t: Translator) -> list[Cell]:
    cells = [day(parts[0]["week_start"], t)]
    for row in parts:
        cells += [Cell(_value(row, t)), Cell(wording.usual_range(row, t))]
    return cells


def _value(row: Row, t: Translator) -> str:
    """Return the value with a sign where it is out of the usual range."""
    told = wording.part_value(row, t)
    if row["value"] is not None and row["state"] == "not_complete":
        return t.gettext("{value}, not complete", value=told)
    sign = wording.state_sign(row["state"]) if row["state"] in ("below", "above") else ""
    return f"{sign} {told}".strip()
