"""A strength programme in numbers, and week by week: what stands behind the picture."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import DASH, Translator
from dashboards.tables import Cell, Table, distance, number
from dashboards.wording.programme_beside import signed_percent

Row = Mapping[str, Any]

NOTHING: Final = Cell(DASH)
LEAST_P: Final = 0.001
PAIN: Final = (
    "baseline_nrs",
    "last_28_days_nrs",
    "change_nrs",
    "follow_up_3_months_nrs",
    "follow_up_6_months_nrs",
)
CAPABILITY: Final = (
    "capability_before",
    "capability_end",
    "capability_change",
    "capability_3_months",
    "capability_6_months",
)


def numbers(row: Row, t: Translator) -> Table:
    """Return before, end and follow-up of pain, capability and kilometres.

    Parameters
    ----------
    row
        A row of `fct_programmes`.
    t
        The language.
    """
    headers = [
        t.gettext("What"),
        t.gettext("Before"),
        t.gettext("Last four weeks / end"),
        t.gettext("Change"),
        t.gettext("3 months after"),
        t.gettext("6 months after"),
    ]
    rows = [
        _scale(t.gettext("Mean pain, 0 to 10"), row, PAIN, t),
        _scale(t.gettext("Running capability, 0 to 10"), row, CAPABILITY, t),
        _kilometres(row, t),
        _entries(row, t),
        _evidence(row, t),
    ]
    return Table(t.gettext("The programme in numbers"), headers, rows)


def _scale(name: str, row: Row, columns: Sequence[str], t: Translator) -> list[Cell]:
    """Return what a scale was before, at the end, changed by, and 3 and 6 months after."""
    before, end, change, *after = columns
    return [
        Cell(name),
        number(row[before], t),
        number(row[end], t),
        _signed(row[change], t),
        *(number(row[column], t) for column in after),
    ]


def _kilometres(row: Row, t: Translator) -> list[Cell]:
    change = row["load_change_pct"]
    return [
        Cell(t.gettext("Distance a week, {unit}, eight weeks", unit=t.distance_unit)),
        distance(row["week_km_baseline"], t),
        distance(row["week_km_programme"], t),
        NOTHING if change is None else Cell(signed_percent(change, t)),
        NOTHING,
        NOTHING,
    ]


def _entries(row: Row, t: Translator) -> list[Cell]:
    counts = [Cell(t.number(row[name], 0)) for name in ("baseline_logs", "programme_logs")]
    return [Cell(t.gettext("Entries")), *counts, *[NOTHING] * 3]


def _evidence(row: Row, t: Translator) -> list[Cell]:
    p_value = row["p_value"]
    return [
        Cell(t.gettext("Worth as independent entries")),
        number(row["n_eff_baseline"], t),
        number(row["n_eff_programme"], t),
        NOTHING if p_value is None else Cell(_p(p_value, t)),
        NOTHING,
        NOTHING,
    ]


def _p(value: float, t: Translator) -> str:
    return f"p = {t.number(value, 3)}" if value >= LEAST_P else f"p < {t.number(LEAST_P, 3)}"


def _signed(change: float | None, t: Translator) -> Cell:
    return NOTHING if change is None else Cell(t.signed(change))


def week_by_week(weeks: Sequence[Row], t: Translator) -> Table:
    """Return rows of `fct_programme_weeks`; the programme's first week is week 1."""
    headers = [
        t.gettext("Week from the start"),
        t.gettext("Phase"),
        t.gettext("Mean pain"),
        t.gettext("Entries"),
        t.gettext("Running capability"),
        t.gettext("Strength sessions"),
        t.distance_name(),
        t.gettext("Unknown days"),
    ]
    return Table(t.gettext("Week by week"), headers, [_week(week, t) for week in weeks])


def _week(week: Row, t: Translator) -> list[Cell]:
    phase = {
        "before": t.gettext("before"),
        "during": t.gettext("programme"),
        "after": t.gettext("after"),
    }[week["phase"]]
    place = week["week"] + 1 if week["week"] >= 0 else week["week"]
    return [
        Cell(t.number(place, 0)),
        Cell(phase),
        number(week["mean_nrs"], t),
        Cell(t.number(week["logs"], 0)),
        number(week["run_capability"], t),
        Cell(t.number(week["sessions"], 0)),
        distance(week["week_km"], t),
        Cell(t.number(week["unknown_days"], 0)),
    ]
