"""What went on beside the pain: strength programmes, new shoes, a doctor, weeks of rest."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import polars as pl

from dashboards.figures.marked_days import shaded
from dashboards.figures.pain_panels import STRIP, Panel, Trace
from dashboards.i18n import Translator
from dashboards.template import CHRONIC, INK, SHADE
from dashboards.wording.programme import programme_name

ABOVE, BELOW = 0.6, -0.6


def marks_panel(
    programmes: pl.DataFrame,
    shoes: pl.DataFrame,
    seen_on: Sequence[date],
    until: date,
    t: Translator,
) -> Panel | None:
    """Return the strip of programmes, new shoes and visits, None where there are none.

    Parameters
    ----------
    programmes
        Rows of `fct_programmes`.
    shoes
        Rows of `fct_shoes` of pairs that were new.
    seen_on
        Days on which a doctor has seen the back.
    until
        Where a programme that goes on ends for now.
    t
        The language of labels.
    """
    spans = [
        _span(row["started_on"], row["ended_on"] or until, programme_name(row["programme"], t))
        for row in programmes.rows(named=True)
    ]
    pairs = [_new_shoes(shoes, t)] if shoes.height else []
    visits = [_visits(seen_on, t)] if seen_on else []
    traces = [*spans, *pairs, *visits]
    return Panel(STRIP, "", traces) if traces else None


def _span(first: date, last: date, name: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [str(first), str(max(first, last))],
        "y": [BELOW, BELOW],
        "line": {"color": CHRONIC, "width": 6},
        "hovertemplate": f"%{{x}}<br>{name}<extra></extra>",
    }


def _new_shoes(shoes: pl.DataFrame, t: Translator) -> Trace:
    """Return a mark for each pair; its name is a user's, and Plotly would read tags in it."""
    name = t.gettext("New pair of shoes")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [str(day) for day in shoes["started_on"]],
        "y": [0] * shoes.height,
        "text": [escape(pair) for pair in shoes["name"]],
        "marker": {"symbol": "diamond", "size": 9, "color": INK},
        "hovertemplate": f"%{{x}}<br>{name}: %{{text}}<extra></extra>",
    }


def _visits(seen_on: Sequence[date], t: Translator) -> Trace:
    name = t.gettext("Seen by a doctor")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [str(day) for day in seen_on],
        "y": [ABOVE] * len(seen_on),
        "marker": {"symbol": "cross", "size": 9, "color": INK},
        "hovertemplate": f"%{{x}}<br>{name}<extra></extra>",
    }


def rest_shapes(blocks: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the tint behind weeks of rest that the back asked for."""
    return [
        shape
        for row in blocks.rows(named=True)
        for shape in shaded(
            [(row["rest_from"], True), (row["rest_until"], True)], "y domain", SHADE
        )
    ]
