"""Spans of days that a chart marks: tinted, and where a tint says too little, with a sign."""

from datetime import timedelta
from itertools import groupby
from typing import Any, Final

import polars as pl

from dashboards.i18n import Translator
from dashboards.template import PAIN, PAIN_BAND

ONE_DAY: Final = timedelta(days=1)
SIGNS_AT: Final = 0.94
"""How high in their panel the signs of ill and injured days stand."""


def shaded(days: list[tuple[Any, ...]], panel: str, colour: str) -> list[dict[str, Any]]:
    """Return a rectangle for each span of days that are to be shaded.

    Parameters
    ----------
    days
        Days, oldest first, each with whether it is shaded.
    panel
        The axis whose panel is shaded.
    colour
        The light one.
    """
    spans = [
        [day for day, _ in span]
        for is_shaded, span in groupby(days, key=lambda row: row[1])
        if is_shaded
    ]
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "yref": panel,
            "x0": f"{span[0] - ONE_DAY} 12:00",  # a day's bar stands around its midnight
            "x1": f"{span[-1]} 12:00",
            "y0": 0,
            "y1": 1,
            "fillcolor": colour,
            "line": {"width": 0},
        }
        for span in spans
    ]


def ill_or_injured(days: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the tint behind days of `fct_days` that are marked so."""
    rows = days.sort("local_date").select("local_date", pl.col("is_ill") | pl.col("is_injured"))
    return shaded(rows.rows(), "y domain", PAIN_BAND)


def signs(days: pl.DataFrame, axis: str, t: Translator) -> list[dict[str, Any]]:
    """Return a sign for each day marked ill or injured; `axis` runs from 0 to 1."""
    kinds = {
        "is_ill": (t.gettext("Ill"), "cross-thin-open"),
        "is_injured": (t.gettext("Injured"), "x-thin-open"),
    }
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [str(day) for day in days.filter(column).sort("local_date")["local_date"]],
            "y": [SIGNS_AT] * days.filter(column).height,
            "yaxis": axis,
            "marker": {"symbol": symbol, "size": 6, "color": PAIN, "line": {"width": 1.5}},
            "hovertemplate": t.gettext("marked so"),
        }
        for column, (name, symbol) in kinds.items()
    ]
