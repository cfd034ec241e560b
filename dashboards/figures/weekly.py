"""Do my weeks jump? Kilometres per week, jumps marked by colour and by sign."""

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboards.i18n import Translator
from dashboards.template import (
    CAREFUL,
    CAREFUL_TEXT,
    DAY_MS,
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

HEIGHT: Final = 280
JUMP_SIGNS: Final = {"over_10": "△", "over_30": "▲", "restart": "↻"}


def jump_names(t: Translator) -> dict[str, str]:
    """Return what each class of week is called."""
    return {
        "none": t.gettext("no jump"),
        "over_10": t.gettext("more than 10% more"),
        "over_30": t.gettext("more than 30% more"),
        "restart": t.gettext("restart after a week of 0"),
        "not_compared": t.gettext("not compared"),
        "incomplete": t.gettext("not complete"),
    }


def weekly_drawing(weekly_load: pl.DataFrame, t: Translator) -> Drawing:
    """Draw the ISO weeks of one measure in kilometres, told in the reader's unit.

    Parameters
    ----------
    weekly_load
        Rows of `fct_weekly_load` of one athlete and one measure, oldest first.
    t
        The language of labels.
    """
    kinds = weekly_load.with_columns(
        kind=pl.when(~pl.col("is_complete"))
        .then(pl.lit("incomplete"))
        .otherwise(pl.col("jump_class").fill_null("not_compared"))
    )
    names = jump_names(t)
    traces = [_bars(kinds.filter(pl.col("kind") == kind), kind, names[kind], t) for kind in names]
    layout = base_layout(HEIGHT, top=22) | {
        "barmode": "overlay",
        "xaxis": time_axis(),
        "yaxis": value_axis(),
    }
    return {"data": traces, "layout": layout}


def weekly_figure(weekly_load: pl.DataFrame, t: Translator) -> "go.Figure":
    """Return `weekly_drawing` as a figure of Plotly."""
    return figure(weekly_drawing(weekly_load, t))


def _bars(weeks: pl.DataFrame, kind: str, name: str, t: Translator) -> Trace:
    sign = JUMP_SIGNS.get(kind, "")
    text_colour = {"over_10": CAREFUL_TEXT, "over_30": HIGH_TEXT}.get(kind, MUTED)
    return {
        "type": "bar",
        "name": name,
        "x": [str(week) for week in weeks["week_start"]],
        "y": t.from_km(weeks["weekly_load"]).round(1).to_list(),
        "offset": 0,
        "width": 6 * DAY_MS,
        "marker": _marker(kind),
        "text": [sign] * weeks.height,
        "textposition": "outside",
        "textfont": {"color": text_colour, "size": 12},
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": hover(name, f"%{{y:.1f}} {t.distance_unit}"),
    }


def _marker(kind: str) -> dict[str, Any]:
    if kind == "incomplete":
        return {"color": "rgba(0,0,0,0)", "line": {"color": LOAD, "width": 1.5}}
    if kind == "over_10":
        return {"color": CAREFUL, "pattern": _pattern(".", CAREFUL)}
    if kind == "over_30":
        return {"color": HIGH, "pattern": _pattern("/", HIGH)}
    return {"color": LOAD}


def _pattern(shape: str, colour: str) -> dict[str, Any]:
    return {"shape": shape, "bgcolor": colour, "fgcolor": "#ffffff", "size": 5, "solidity": 0.2}
