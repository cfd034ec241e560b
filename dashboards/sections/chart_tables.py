"""The rows behind each time chart, newest first."""

from collections.abc import Callable
from datetime import date

import polars as pl

from dashboards.facts import Row
from dashboards.figures.longest_run import spike_names
from dashboards.figures.weekly import JUMP_SIGNS, jump_names
from dashboards.i18n import DASH, Translator
from dashboards.tables import SHOWN_ROWS, Cell, Table, day, distance, number, typed


def nowhere(_session_id: str) -> str:
    """Return no link: on paper nothing leads anywhere."""
    return ""


def newest(rows: pl.DataFrame) -> list[Row]:
    """Return the rows a page shows of so many, newest first."""
    return rows.tail(SHOWN_ROWS).reverse().rows(named=True)


def caption(name: str, rows: pl.DataFrame, t: Translator) -> str:
    """Return what a table is called, saying so where it does not show all rows."""
    if rows.height <= SHOWN_ROWS:
        return name
    return t.gettext("{table}: the newest {count} rows", table=name, count=SHOWN_ROWS)


def unknown_names(t: Translator) -> dict[str, str]:
    """Return why a day's kilometres are not known."""
    return {
        "marked": t.gettext("unknown: marked so"),
        "gap": t.gettext("unknown: gap of more than 28 days"),
        "tail": t.gettext("unknown: no file or entry for more than 10 days"),
        "measure": t.gettext("unknown: a run without distance"),
    }


def daily(
    days: pl.DataFrame,
    pain: pl.DataFrame,
    kinds: pl.DataFrame,
    t: Translator,
    link: Callable[[date], str],
) -> Table:
    """Return the days with kilometres, means, ratio and pain; `link` leads to a day's runs."""
    joined = days.join(
        kinds.select("local_date", "unknown_because", "is_ill", "is_injured"),
        on="local_date",
        how="left",
    ).join(pain.select("local_date", "pain_nrs"), on="local_date", how="left")
    joined = joined.sort("local_date")
    headers = [
        t.gettext("Day"),
        t.distance_name(),
        t.gettext("Mean of 7 days"),
        t.gettext("Mean of 28 days"),
        t.gettext("Ratio"),
        t.gettext("Pain"),
    ]
    rows = [
        [
            day(row["local_date"], t, link(row["local_date"])),
            _kilometres(row, t),
            distance(row["acute_load"], t),
            distance(row["chronic_load"], t),
            _ratio(row, t),
            number(row["pain_nrs"], t, 0),
        ]
        for row in newest(joined)
    ]
    return Table(caption(t.gettext("Days"), joined, t), headers, rows)


def _kilometres(row: Row, t: Translator) -> Cell:
    names = {"is_ill": t.gettext("ill"), "is_injured": t.gettext("injured")}
    marks = [name for mark, name in names.items() if row[mark]]
    return Cell(", ".join([_day_kilometres(row, t), *marks]))


def _day_kilometres(row: Row, t: Translator) -> str:
    if row["daily_load"] is None:
        return unknown_names(t)[row["unknown_because"] or "measure"]
    return t.number(t.from_km(row["daily_load"]), 1) if row["daily_load"] else t.gettext("rest")


def _ratio(row: Row, t: Translator) -> Cell:
    if row["acwr_uncoupled"] is None:
        return Cell(DASH)
    told = t.number(row["acwr_uncoupled"], 2)
    if row["load_state"] == "ok":
        return Cell(told)
    return Cell(t.gettext("({ratio}) not judged", ratio=told))


def weeks(weekly_load: pl.DataFrame, t: Translator) -> Table:
    """Return the weeks with kilometres and change."""
    headers = [
        t.gettext("Week from Monday"),
        t.distance_name(),
        t.gettext("Change"),
        t.gettext("Against the week before"),
        t.gettext("Running days"),
    ]
    names = jump_names(t)
    rows = [
        [
            day(row["week_start"], t),
            distance(row["weekly_load"], t),
            _change(row, t),
            _jump(row, names),
            number(row["run_days"], t, 0),
        ]
        for row in newest(weekly_load)
    ]
    return Table(caption(t.gettext("Weeks"), weekly_load, t), headers, rows)


def _change(row: Row, t: Translator) -> Cell:
    change = row["week_change_pct"]
    if change is None:
        return Cell(DASH)
    return Cell(("+" if round(change) > 0 else "") + t.percent(change))


def _jump(row: Row, names: dict[str, str]) -> Cell:
    kind = "incomplete" if not row["is_complete"] else row["jump_class"] or "not_compared"
    sign = JUMP_SIGNS.get(kind)
    mark = {"over_10": "careful", "over_30": "high"}.get(kind, "")
    return Cell(f"{sign} {names[kind]}" if sign else names[kind], mark=mark)


def runs(sessions: pl.DataFrame, t: Translator, link: Callable[[str], str] = nowhere) -> Table:
    """Return the runs with their length against the 30 days before; `link` leads to each."""
    headers = [
        t.gettext("Day"),
        t.distance_name(),
        t.gettext("Longest before"),
        t.gettext("Times as long"),
        t.gettext("Class"),
        t.gettext("Name"),
    ]
    names = spike_names(t)
    rows = [
        [
            day(row["local_date"], t, link(row["session_id"])),
            distance(_in_km(row["distance_m"]), t),
            distance(_in_km(row["longest_before_m"]), t),
            number(row["spike_ratio"], t, 2),
            Cell(names[row["spike_class"] or "unknown"], mark=_spike_mark(row["spike_class"])),
            typed(row["name"]),
        ]
        for row in newest(sessions)
    ]
    return Table(caption(t.gettext("Runs"), sessions, t), headers, rows, wordy=(5,))


def _in_km(metres: float | None) -> float | None:
    return None if metres is None else metres / 1000


def _spike_mark(kind: str | None) -> str:
    return {"small": "careful", "moderate": "high", "large": "high"}.get(kind or "", "")
