"""How has my back been? One dot per day that was logged, and nothing in between."""

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboards.i18n import Translator
from dashboards.template import (
    HIGH_TEXT,
    PAIN,
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

HEIGHT: Final = 260
STOP_AT: Final = 4


def pain_drawing(pain_days: pl.DataFrame, t: Translator) -> Drawing:
    """Draw the day's maximum of pain; a day without an entry stays empty.

    Parameters
    ----------
    pain_days
        Rows of `fct_pain_days` of one athlete's low back, oldest first.
    t
        The language of labels.
    """
    is_sharp = pl.col("is_sharp").fill_null(value=False)
    traces = [
        _dots(pain_days.filter(~is_sharp), t.gettext("Back pain"), "circle"),
        _dots(pain_days.filter(is_sharp), t.gettext("sharp or shooting"), "x"),
    ]
    layout = base_layout(HEIGHT) | {
        "xaxis": time_axis(),
        "yaxis": value_axis(range=[-0.5, 10.5], tickvals=[0, 2, 4, 6, 8, 10]),
        "shapes": [_stop_line()],
    }
    return {"data": traces, "layout": layout}


def pain_figure(pain_days: pl.DataFrame, t: Translator) -> "go.Figure":
    """Return `pain_drawing` as a figure of Plotly."""
    return figure(pain_drawing(pain_days, t))


def _dots(days: pl.DataFrame, name: str, symbol: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [str(day) for day in days["local_date"]],
        "y": days["pain_nrs"].to_list(),
        "marker": {"color": PAIN, "size": 7, "symbol": symbol},
        "cliponaxis": False,
        "hovertemplate": hover(name, "%{y} / 10"),
    }


def _stop_line() -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "between",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": STOP_AT,
        "y1": STOP_AT,
        "line": {"color": HIGH_TEXT, "width": 1.5, "dash": "5px,3px"},
    }
