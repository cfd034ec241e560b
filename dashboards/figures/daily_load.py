"""How it built up: kilometres, their means, their ratio and the pain on one time axis."""

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboards.figures.marked_days import ill_or_injured, shaded, signs
from dashboards.figures.pain import score_traces
from dashboards.i18n import Translator
from dashboards.template import (
    ACUTE,
    CHRONIC,
    DAY_MS,
    INK,
    LOAD,
    MUTED,
    SHADE,
    Drawing,
    base_layout,
    figure,
    heading,
    time_axis,
    value_axis,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

Trace = dict[str, Any]

HEIGHT: Final = 640
PANELS: Final = {"y": (0.80, 0.965), "y2": (0.55, 0.715), "y3": (0.29, 0.465), "y4": (0.0, 0.205)}
USUAL: Final = 1.0
DISTANCES: Final = ("daily_load", "acute_load", "chronic_load")


NOTHING: Final[Trace] = {"type": "scatter", "mode": "markers", "x": [None], "y": [None]}
"""Keeps a panel's axes where a diary is empty: else plotly.js hangs the dates on another one."""


def daily_load_drawing(
    training_load: pl.DataFrame, pain_days: pl.DataFrame, days: pl.DataFrame, t: Translator
) -> Drawing:
    """Draw one runner's days: rest is a tick on the line, an unknown day is hatched.

    Parameters
    ----------
    training_load
        Rows of `fct_training_load` of one athlete and one measure, one per day, oldest first.
    pain_days
        Rows of `fct_pain_days` of the low back.
    days
        Rows of `fct_days`: days marked ill or injured are tinted and carry a sign.
    t
        The language of labels.

    Returns
    -------
    Drawing
        Four panels over one axis. The ratio is grey, and its days are shaded, wherever
        `load_state` says that it means nothing; 1.0, as usual, is its only line.
    """
    told = training_load.with_columns(t.from_km(pl.col(*DISTANCES)))
    traces = [
        *_day_traces(told, t),
        *_mean_traces(told, t),
        *_ratio_traces(training_load, t),
        *_pain_traces(pain_days, t),
        *signs(days, "y5", t),
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
        "shapes": [*ill_or_injured(days), *_not_judged(training_load), _usual_line()],
    }
    return {"data": traces, "layout": layout}


def daily_load_figure(
    training_load: pl.DataFrame, pain_days: pl.DataFrame, days: pl.DataFrame, t: Translator
) -> "go.Figure":
    """Return `daily_load_drawing` as a figure of Plotly."""
    return figure(daily_load_drawing(training_load, pain_days, days, t))


def _headings(t: Translator) -> list[dict[str, Any]]:
    texts = {
        "y": t.gettext("Distance per day, {unit}", unit=t.distance_unit),
        "y2": t.gettext("Mean {unit} per day: 7 and 28 days", unit=t.distance_unit),
        "y3": t.gettext("Ratio of 7 days to the 21 before"),
        "y4": t.gettext("Back pain, 0 to 10"),
    }
    return [heading(text, PANELS[axis][1] + 0.008) for axis, text in texts.items()]


def _calendar(days: pl.DataFrame) -> Trace:
    """Return the days as a start and a step, which is far shorter than a list of dates."""
    return {"x0": str(days["local_date"].min()) if days.height else None, "dx": DAY_MS}


def _numbers(days: pl.DataFrame, column: str, digits: int = 1) -> list[float | None]:
    """Return numbers rounded as they are told: a browser would round what is rounded already."""
    return days[column].cast(pl.Float64).round(digits).to_list()


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
            "hovertemplate": f"%{{y:.1f}} {t.distance_unit}",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": t.gettext("Rest day"),
            "x": _dates(rest),
            "y": [0] * rest.height,
            "marker": {"symbol": "line-ns-open", "size": 5, "color": MUTED, "line": {"width": 1}},
            "cliponaxis": False,
            "hovertemplate": f"0 {t.distance_unit}",
        },
    ]


def _dates(days: pl.DataFrame) -> list[str]:
    return [str(day) for day in days["local_date"]]


def _mean_traces(days: pl.DataFrame, t: Translator) -> list[Trace]:
    lines = {
        "chronic_load": (
            t.gettext("Mean of 28 days"),
            {"color": CHRONIC, "width": 2, "dash": "4px,3px"},
        ),
        "acute_load": (t.gettext("Mean of 7 days"), {"color": ACUTE, "width": 2}),
    }
    return [
        _line(days, column, "y2")
        | {"name": name, "line": line, "hovertemplate": f"%{{y:.1f}} {t.distance_unit}"}
        for column, (name, line) in lines.items()
    ]


def _line(days: pl.DataFrame, column: str, axis: str, digits: int = 1) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        **_calendar(days),
        "y": _numbers(days, column, digits),
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
        _line(judged, "greyed", "y3", 2)
        | {
            "name": t.gettext("Ratio, not judged"),
            "line": {"color": MUTED, "width": 1, "dash": "2px,2px"},
            "hovertemplate": "%{y:.2f}",
        },
        _line(judged, "judged", "y3", 2)
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
    rows = days.select("local_date", pl.col("load_state") != "ok").rows()
    return shaded(rows, "y3 domain", SHADE)


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


def _pain_traces(pain_days: pl.DataFrame, t: Translator) -> list[Trace]:
    """Return the dots of the diary; whether it was sharp is told further down the page."""
    days = pain_days.with_columns(is_sharp=pl.lit(value=False))
    here = {"yaxis": "y4", "hovertemplate": "%{y} / 10"}
    return [trace | here for trace in score_traces(days, 5, t)] or [NOTHING | here]
