"""Try a run: what the rules would say of each distance, for the slider to look up.

The answers are worked out with the plan and worded here; the page's script shows the one
that was picked and computes nothing. Texts that several distances share are stored once.
"""

from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import polars as pl

from dashboards import wording
from dashboards.facts import Marts, Row
from dashboards.i18n import Translator
from dashboards.sections.status import TONES
from dashboards.tables import Cell, Table
from dashboards.wording import try_run as trying
from dashboards.wording.plan_rest import is_after_rest, waits_for_entry

MARKS: Final = {"ok": "ok", "careful": "careful", "high": "high"}
JUDGED: Final = ("ok", "returning")
"""The states of a plan in which distances can be told apart."""


def try_run_section(marts: Marts, plan: Row | None, t: Translator) -> dict[str, Any]:
    """Return the slider's table, what it shows first, and the same as tables.

    Without a ceiling there is nothing to try, nor before an entry says that the pain of a rest
    has eased: `try_run` is None and there is no table.
    """
    if plan is None or not _can_be_tried(plan):
        return {"try_run": None, "tried": []}
    after_rest = {"is_after_rest": is_after_rest(plan)}
    runs = [run | after_rest for run in _candidates(marts, "run", plan["next_run_max_km"])]
    weeks = _candidates(marts, "week", plan["week_high_km"])
    names = t.gettext("One run tomorrow"), t.gettext("The next 7 days")
    tables = zip(names, (runs, weeks), strict=True)
    return {
        "try_run": _lookup(runs, t) if runs else None,
        "tried": [_table(name, rows, t) for name, rows in tables if rows],
    }


def _can_be_tried(plan: Row) -> bool:
    has_ceiling = plan["next_run_max_km"] is not None and plan["plan_state"] in JUDGED
    return has_ceiling and not waits_for_entry(plan)


def _candidates(marts: Marts, kind: str, ceiling_km: float | None) -> list[Row]:
    """Return the distances of a kind, shortest first, each with the signals it would add.

    Beyond the ceiling one may be quiet again; only what lies below it is within the plan.
    """
    if ceiling_km is None:
        return []
    flags: dict[float, list[Row]] = {}
    added = marts["fct_plan_flags"].filter(kind=kind).sort(pl.all())
    for flag in wording.most_pressing_first(added.rows(named=True)):
        flags.setdefault(flag["km"], []).append(flag)
    rows = marts["fct_plan_candidates"].filter(kind=kind).sort("km").rows(named=True)
    return [
        {**row, "flags": flags.get(row["km"], []), "is_within": row["km"] <= ceiling_km}
        for row in rows
    ]


# ---------- for the slider


def _lookup(runs: list[Row], t: Translator) -> dict[str, Any]:
    """Return every distance with the numbers of its outcome and its lines."""
    outcomes, lines = _Shared(), _Shared()
    return {
        "start": max(n for n, run in enumerate(runs) if run["is_within"]),
        "km": [trying.tried_km(run["km"], t) for run in runs],
        "outcome": [outcomes.number(_outcome(run, t)) for run in runs],
        "added": [[lines.number(line) for line in _lines(run, t)] for run in runs],
        "outcomes": outcomes.values,
        "lines": lines.values,
    }


class _Shared:
    """Values in the order they came, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def number(self, value: Any) -> int:
        """Return where a value stands."""
        if value not in self.values:
            self.values.append(value)
        return self.values.index(value)


def _outcome(run: Row, t: Translator) -> dict[str, str]:
    tone, icon, word = _status(run, t)
    return {
        "tone": tone,
        "icon": icon,
        "word": word,
        "verdict": trying.verdict(is_within=run["is_within"], t=t),
    }


def _status(run: Row, t: Translator) -> tuple[str, str, str]:
    return TONES[run["level"]], *wording.status_word(run["level"], run["headline_family"], t)


def _lines(run: Row, t: Translator) -> list[str]:
    if not run["flags"]:
        within = {name: run[name] for name in ("is_within", "is_after_rest")}
        return [trying.nothing_added(run["level"], **within, t=t)]
    return [trying.added_signal(flag, t) for flag in run["flags"]]


# ---------- for those without the slider


def _table(name: str, runs: list[Row], t: Translator) -> Table:
    """Return the distances, those that come to the same in one row."""
    headers = [
        t.gettext("Distance"),
        t.gettext("Status then"),
        t.gettext("Plan"),
        t.gettext("Signals it would add"),
    ]
    told = [(run["km"], _table_cells(run, t)) for run in runs]
    rows = []
    for cells, group in groupby(told, key=itemgetter(1)):
        km = [of_one for of_one, _ in group]
        rows.append([Cell(trying.tried_range(km[0], km[-1], t)), *cells])
    return Table(name, headers, rows, wordy=(1, 2, 3), is_stacked=True)


def _table_cells(run: Row, t: Translator) -> list[Cell]:
    tone, icon, word = _status(run, t)
    kinds = [trying.added_kind(flag, t) for flag in run["flags"]]
    return [
        Cell(f"{icon} {word}", mark=MARKS.get(tone, "")),
        Cell(trying.verdict(is_within=run["is_within"], t=t)),
        Cell("; ".join(kinds) or t.gettext("none")),
    ]
