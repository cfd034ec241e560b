"""How it built up: kilometres, their means, their ratio and the pain on one time axis."""

from itertools import groupby
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboards.i18n import Translator
from dashboards.template import (
    ACUTE,
    CHRONIC,
    DAY_MS,
    INK,
    LOAD,
    MUTED,
    PAIN,
    SHADE,
    base_layout,
    figure,
    heading,
    time_axis,
    value_axis,
)

Trace = dict[str, Any]

HEIGHT: Final = 640
PANELS: Final = {"y": (0.80, 0.965), "y2": (0.55, 0.715), "y3": (0.29, 0.465), "y4": (0.0, 0.205)}
USUAL: Final = 1.0


def daily_load_figure(
    training_load: pl.DataFrame, pain_days: pl.DataFrame, t: Translator
) -> go.Figure:
    """Draw one runner's days: rest is a tick on the line, an unknown day is hatched.

    Parameters
    ----------
    training_load
        Rows of `fct_training_load` of one athlete and one measure, one per day, oldest first.
    pain_days
        Rows of `fct_pain_days` of the low back.
    t
        The language of labels.

    Returns
    -------
    go.Figure
        Four panels over one axis. The ratio is grey, and its days are shaded, wherever
        `load_state` says that it means nothing; 1.0, as usual, is its only line.
    """
    traces = [
        *_day_traces(training_load, t),
        *_mean_traces(training_load, t),
        *_ratio_traces(training_load, t),
        _pain_trace(pain_days, t),
    ]
    layout = base_layout(HEIGHT) | {
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "xaxis": time_axis() | {"anchor": "y4"},
        "yaxis": value_axis(domain=PANELS["y"]),
        "yaxis2": value_axis(domain=PANELS["y2"]),
        "yaxis3": value_axis(domain=PANELS["y3"], range=[0, _ratio_top(training_load)]),
        "yaxis4": value_axis(domain=PANELS["y4"], range=[-0.6, 10.4], tickvals=[0, 4, 7, 10]),
        "yaxis5": {
            "overlaying": "y",
            "range": [0, 1],
            "visible": False,
            "fixedrange": True,
        },
        "annotations": _headings(t),
        "shapes": [*_not_judged(training_load), _usual_line()],
    }
    return figure(traces, layout)


def _headings(t: Translator) -> list[dict[str, Any]]:
    texts = {
        "y": t.gettext("Kilometres per day"),
        "y2": t.gettext("Mean km per day: 7 and 28 days"),
        "y3": t.gettext("Ratio of 7 days to the 21 before"),
        "y4": t.gettext("Back pain, 0 to 10"),
    }
    return [heading(text, PANELS[axis][1] + 0.008) for axis, text in texts.items()]


def _calendar(days: pl.DataFrame) -> Trace:
    """Return the days as a start and a step, which is far shorter than a list of dates."""
    return {"x0": str(days["local_date"].min()) if days.height else None, "dx": DAY_MS}


def _numbers(days: pl.DataFrame, column: str) -> list[float | None]:
    return days[column].cast(pl.Float64).round(3).to_list()


def _day_traces(days: pl.DataFrame, t: Translator) -> list[Trace]:
    rest = days.filter(pl.col("daily_load") == 0)
    return [
        {
            "type": "bar",
            "name": t.gettext("Unknown day"),
            **_calendar(days),
            "y": days["daily_load"].is_null().replace_strict({True: 1, False: None}).to_list(),
            "yaxis": "y5",
            "width": DAY_MS,
            "marker": {
                "color": SHADE,
                "line": {"width": 0},
                "pattern": {"shape": "/", "bgcolor": SHADE, "fgcolor": MUTED, "solidity": 0.12},
            },
            "hovertemplate": t.gettext("not known"),
        },
        {
            "type": "bar",
            "name": t.gettext("Run"),
            **_calendar(days),
            "y": [value or None for value in _numbers(days, "daily_load")],
            "width": 0.8 * DAY_MS,
            "marker": {"color": LOAD, "line": {"width": 0}},
            "hovertemplate": "%{y:.1f} km",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": t.gettext("Rest day"),
            "x": _dates(rest),
            "y": [0] * rest.height,
            "marker": {"symbol": "line-ns-open", "size": 5, "color": MUTED, "line": {"width": 1}},
            "cliponaxis": False,
            "hovertemplate": "0 km",
        },
    ]


def _dates(days: pl.DataFrame) -> list[str]:
    return [str(day) for day in days["local_date"]]


def _mean_traces(days: pl.DataFrame, t: Translator) -> list[Trace]:
    lines = {
        "chronic_load": (t.gettext("28 days"), {"color": CHRONIC, "width": 2, "dash": "4px,3px"}),
        "acute_load": (t.gettext("7 days"), {"color": ACUTE, "width": 2}),
    }
    return [
        _line(days, column, "y2") | {"name": name, "line": line, "hovertemplate": "%{y:.1f} km"}
        for column, (name, line) in lines.items()
    ]


def _line(days: pl.DataFrame, column: str, axis: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        **_calendar(days),
        "y": _numbers(days, column),
        "yaxis": axis,
        "connectgaps": False,
    }


def _ratio_traces(days: pl.DataFrame, t: Translator) -> list[Trace]:
    is_ok = pl.col("load_state") == "ok"
    ratio = pl.col("acwr_uncoupled")
    judged = days.with_columns(
        judged=pl.when(is_ok).then(ratio), greyed=pl.when(~is_ok).then(ratio)
    )
    return [
        _line(judged, "greyed", "y3")
        | {
            "name": t.gettext("Ratio, not judged"),
            "line": {"color": MUTED, "width": 1, "dash": "2px,2px"},
            "hovertemplate": "%{y:.2f}",
        },
        _line(judged, "judged", "y3")
        | {
            "name": t.gettext("Ratio"),
            "line": {"color": INK, "width": 2},
            "hovertemplate": "%{y:.2f}",
        },
    ]


def _ratio_top(days: pl.DataFrame) -> float:
    """Return where the ratio's axis ends: at its largest value that means something."""
    largest = days.filter(pl.col("load_state") == "ok")["acwr_uncoupled"].max()
    return max(2.0, 1.05 * float(str(largest or 0)))


def _not_judged(days: pl.DataFrame) -> list[dict[str, Any]]:
    rows = days.select("local_date", "load_state").rows()
    spans = [
        [day for day, _ in span]
        for is_ok, span in groupby(rows, key=lambda row: row[1] == "ok")
        if not is_ok
    ]
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "yref": "y3 domain",
            "x0": f"{span[0]} 00:00",
            "x1": f"{span[-1]} 23:59",
            "y0": 0,
            "y1": 1,
            "fillcolor": SHADE,
            "line": {"width": 0},
        }
        for span in spans
    ]


def _usual_line() -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "between",
        "xref": "paper",
        "yref": "y3",
        "x0": 0,
        "x1": 1,
        "y0": USUAL,
        "y1": USUAL,
        "line": {"color": MUTED, "width": 1.5},
    }


def _pain_trace(pain_days: pl.DataFrame, t: Translator) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": t.gettext("Back pain"),
        "x": _dates(pain_days),
        "y": pain_days["pain_nrs"].to_list(),
        "yaxis": "y4",
        "marker": {"color": PAIN, "size": 5},
        "cliponaxis": False,
        "hovertemplate": "%{y} / 10",
    }
