"""Was one run too long? Each run against the longest of the 30 days before it."""

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboards.i18n import Translator
from dashboards.runs import NTH_OF_DAY, anchor
from dashboards.template import (
    CAREFUL,
    CHRONIC,
    HIGH,
    HIGH_TEXT,
    LOAD,
    MUTED,
    Drawing,
    base_layout,
    figure,
    hover,
    time_axis,
    value_axis,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

Trace = dict[str, Any]

HEIGHT: Final = 320
LABELLED: Final = ("moderate", "large")
MARKS: Final[dict[str, dict[str, Any]]] = {
    "unknown": {"symbol": "circle-open", "color": MUTED, "size": 6},
    "reference": {"symbol": "circle", "color": LOAD, "size": 6},
    "small": {"symbol": "triangle-up-open", "color": CAREFUL, "size": 9, "line": {"width": 2}},
    "moderate": {"symbol": "triangle-up", "color": HIGH, "size": 10},
    "large": {"symbol": "square", "color": HIGH, "size": 10},
}


def spike_names(t: Translator) -> dict[str, str]:
    """Return what each class of run is called."""
    return {
        "unknown": t.gettext("not judged"),
        "reference": t.gettext("at most 10% longer"),
        "small": t.gettext("10 to 30% longer"),
        "moderate": t.gettext("30 to 100% longer"),
        "large": t.gettext("more than twice as long"),
    }


def longest_run_drawing(runs: pl.DataFrame, t: Translator) -> Drawing:
    """Draw each run's distance, marked by how far it goes beyond the 30 days before.

    Parameters
    ----------
    runs
        Running rows of `fct_sessions` of one athlete, oldest first.
    t
        The language of labels.
    """
    measured = (
        runs.with_columns(NTH_OF_DAY)
        .filter(pl.col("distance_m").is_not_null())
        .with_columns(
            length=t.from_km(pl.col("distance_m") / 1000),
            longest=t.from_km(pl.col("longest_before_m") / 1000),
        )
    )
    names = spike_names(t)
    points = [
        _points(measured.filter(pl.col("spike_class") == kind), kind, name, t)
        for kind, name in names.items()
    ]
    layout = base_layout(HEIGHT, top=24) | {
        "xaxis": time_axis(),
        "yaxis": value_axis(),
    }
    return {"data": [_longest_before(measured, t), *points], "layout": layout}


def longest_run_figure(runs: pl.DataFrame, t: Translator) -> "go.Figure":
    """Return `longest_run_drawing` as a figure of Plotly."""
    return figure(longest_run_drawing(runs, t))


def _longest_before(runs: pl.DataFrame, t: Translator) -> Trace:
    known = runs.filter(pl.col("longest").is_not_null())
    name = t.gettext("longest of the 30 days before")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [str(day) for day in known["local_date"]],
        "y": known["longest"].round(1).to_list(),
        **_later_runs(known),
        "marker": {
            "symbol": "line-ew-open",
            "color": CHRONIC,
            "size": 7,
            "line": {"width": 2, "color": CHRONIC},
        },
        "hovertemplate": hover(name, f"%{{y:.1f}} {t.distance_unit}"),
    }


def _points(runs: pl.DataFrame, kind: str, name: str, t: Translator) -> Trace:
    is_labelled = kind in LABELLED
    labels = [
        f"{t.number(ratio, 1)}×" if is_labelled and ratio is not None else ""
        for ratio in runs["spike_ratio"]
    ]
    return {
        "type": "scatter",
        "mode": "markers+text" if is_labelled else "markers",
        "name": name,
        "x": [str(day) for day in runs["local_date"]],
        "y": runs["length"].round(1).to_list(),
        **_later_runs(runs),
        "text": labels,
        "textposition": "top center",
        "textfont": {"color": HIGH_TEXT, "size": 11},
        "marker": MARKS[kind],
        "cliponaxis": False,
        "hovertemplate": hover(name, f"%{{y:.1f}} {t.distance_unit}"),
    }


def _later_runs(runs: pl.DataFrame) -> Trace:
    """Return where a dot leads that is not its day's first run: any other's day says enough."""
    placed = runs.select("local_date", "nth_of_day").iter_rows()
    names = [anchor(day, nth) if nth > 1 else None for day, nth in placed]
    return {"customdata": names} if any(names) else {}
