"""Below the scores: a health app's words, how able to run, hours of sitting and sleep."""

from typing import Any, Final

import polars as pl

from dashboards.figures.pain_panels import STRIP, Panel, Trace, dated
from dashboards.i18n import Translator
from dashboards.template import CHRONIC, INK, LOAD, MUTED, PAIN, hover

LOW: Final = 56
SEVERITY_MARKS: Final[dict[str, dict[str, Any]]] = {
    "not_present": {"symbol": "line-ew-open", "size": 7, "color": MUTED, "line": {"width": 2}},
    "unspecified": {"symbol": "circle-open", "size": 7, "color": PAIN},
    "mild": {"symbol": "triangle-up-open", "size": 8, "color": PAIN, "line": {"width": 2}},
    "moderate": {"symbol": "triangle-up", "size": 9, "color": PAIN},
    "severe": {"symbol": "square", "size": 10, "color": PAIN},
}
"""A sign for each word: they have an order, and no distance."""
SEVERITY_SIGNS: Final = {
    "not_present": "\N{EN DASH}",
    "unspecified": "○",
    "mild": "△",
    "moderate": "▲",
    "severe": "■",
}
"""The same signs as letters."""


def severity_names(t: Translator) -> dict[str, str]:
    """Return a health app's words for pain, the least first."""
    return {
        "not_present": t.gettext("not present"),
        "unspecified": t.gettext("present, no word for how bad"),
        "mild": t.gettext("mild"),
        "moderate": t.gettext("moderate"),
        "severe": t.gettext("severe"),
    }


def strips(symptoms: pl.DataFrame, diary: pl.DataFrame, t: Translator) -> list[Panel]:
    """Return a panel for each thing that was ever told.

    Parameters
    ----------
    symptoms
        Rows of `fct_symptoms` of the low back, oldest first.
    diary
        Rows of `fct_diary_days`, oldest first.
    t
        The language of labels.
    """
    panels = [
        _symptoms(symptoms, t),
        _capability(diary, t),
        _hours(diary, "sitting_h", t.gettext("Sitting, hours")),
        _hours(diary, "sleep_h", t.gettext("Sleep, hours")),
        _lifting(diary, t),
    ]
    return [panel for panel in panels if panel.traces]


def _told(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    return rows if rows.is_empty() else rows.filter(pl.col(column).is_not_null())


def _marks(rows: pl.DataFrame, y: list[Any], **more: Any) -> list[Trace]:
    """Return one trace of marks, none where there are none."""
    if rows.is_empty():
        return []
    where = dated(rows["local_date"].to_list(), y)
    return [{"type": "scatter", "mode": "markers", "cliponaxis": False} | where | more]


def _symptoms(symptoms: pl.DataFrame, t: Translator) -> Panel:
    traces = []
    for severity, name in severity_names(t).items() if symptoms.height else ():
        rows = symptoms.filter(severity=severity)
        said = f"%{{x}}<br>{t.gettext('Health app')}: {name}<extra></extra>"
        marker = SEVERITY_MARKS[severity]
        traces += _marks(rows, [0] * rows.height, name=name, marker=marker, hovertemplate=said)
    return Panel(STRIP, t.gettext("Health app, in words"), traces)


def _capability(diary: pl.DataFrame, t: Translator) -> Panel:
    rows = _told(diary, "run_capability")
    name = t.gettext("Running capability, 0 to 10")
    traces = _marks(
        rows,
        _numbers(rows, "run_capability"),
        name=name,
        marker={"symbol": "diamond", "size": 8, "color": CHRONIC},
        hovertemplate=hover(name, "%{y:.1f}"),
    )
    return Panel(LOW + 14, name, traces, {"range": [-0.5, 10.5], "tickvals": [0, 5, 10]})


def _hours(diary: pl.DataFrame, column: str, name: str) -> Panel:
    rows = _told(diary, column)
    traces = _marks(
        rows,
        _numbers(rows, column),
        name=name,
        marker={"symbol": "circle", "size": 5, "color": LOAD},
        hovertemplate=hover(name, "%{y:.1f}"),
    )
    return Panel(LOW, name, traces, {"nticks": 3})


def _numbers(rows: pl.DataFrame, column: str) -> list[float]:
    return [] if rows.is_empty() else rows[column].round(1).to_list()


def _lifting(diary: pl.DataFrame, t: Translator) -> Panel:
    rows = _told(diary, "lifting")
    is_no = rows["lifting"] == "no" if rows.height else pl.Series([], dtype=pl.Boolean)
    traces = []
    for name, which, symbol, width in (
        (t.gettext("lifted"), ~is_no, "circle", 0),
        (t.gettext("nothing lifted"), is_no, "line-ew-open", 2),
    ):
        marker = {"symbol": symbol, "size": 7, "color": INK, "line": {"width": width}}
        some = rows.filter(which) if rows.height else rows
        said = f"%{{x}}<br>{name}<extra></extra>"
        traces += _marks(some, [0] * some.height, name=name, marker=marker, hovertemplate=said)
    return Panel(STRIP, t.gettext("Lifting"), traces)
