"""How has my back been? One dot per day that was logged, and nothing in between."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboards.figures.pain_marks import marks_panel, rest_shapes
from dashboards.figures.pain_panels import Panel, Trace, dated, stacked
from dashboards.figures.pain_strips import strips
from dashboards.i18n import Translator
from dashboards.template import HIGH_TEXT, PAIN, Drawing, figure, hover

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT: Final = 206
STOP_AT: Final = 4


@dataclass(frozen=True)
class PainRows:
    """What there is to draw of one athlete; whatever is empty is left out.

    Attributes
    ----------
    days
        Rows of `fct_pain_days` of the low back.
    diary
        Rows of `fct_diary_days`.
    symptoms
        Rows of `fct_symptoms` of the low back.
    programmes, rest_blocks
        Rows of `fct_programmes` and `fct_rest_blocks`.
    shoes
        Rows of `fct_shoes` of pairs that were new.
    seen_on
        Days on which a doctor has seen the back.
    until
        Where what has not ended ends.
    """

    until: date
    days: pl.DataFrame = field(default_factory=pl.DataFrame)
    diary: pl.DataFrame = field(default_factory=pl.DataFrame)
    symptoms: pl.DataFrame = field(default_factory=pl.DataFrame)
    programmes: pl.DataFrame = field(default_factory=pl.DataFrame)
    rest_blocks: pl.DataFrame = field(default_factory=pl.DataFrame)
    shoes: pl.DataFrame = field(default_factory=pl.DataFrame)
    seen_on: tuple[date, ...] = ()


def pain_drawing(rows: PainRows, t: Translator) -> Drawing:
    """Draw the day's maximum of pain, and in panels of their own what was told beside it.

    A day without an entry stays empty; a score of a day with a painkiller is hollow. What a
    health app says stands below, in marks for its words: no word is drawn as a number.

    Parameters
    ----------
    rows
        What there is to draw; at least something of it.
    t
        The language of labels.
    """
    panels = [
        marks_panel(rows.programmes, rows.shoes, rows.seen_on, rows.until, t),
        _scores(rows, t),
        *strips(rows.symptoms, rows.diary, t),
    ]
    return stacked([panel for panel in panels if panel])


def pain_figure(rows: PainRows, t: Translator) -> "go.Figure":
    """Return `pain_drawing` as a figure of Plotly."""
    return figure(pain_drawing(rows, t))


def score_traces(days: pl.DataFrame, size: int, t: Translator) -> list[Trace]:
    """Return dots for days with a score, hollow where there was a painkiller, by kind."""
    is_sharp = pl.col("is_sharp").fill_null(value=False)
    hollow = pl.col("is_medicated")
    kinds = [
        (t.gettext("Back pain"), "circle", ~is_sharp & ~hollow),
        (t.gettext("Back pain, with a painkiller"), "circle-open", ~is_sharp & hollow),
        (t.gettext("sharp or shooting"), "x", is_sharp & ~hollow),
        (t.gettext("sharp or shooting, with a painkiller"), "x-open", is_sharp & hollow),
    ]
    dots = [_dots(days.filter(which), name, symbol, size) for name, symbol, which in kinds]
    return [trace for trace in dots if trace["y"]]


def _dots(days: pl.DataFrame, name: str, symbol: str, size: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        **dated(days["local_date"].to_list(), days["pain_nrs"].to_list()),
        "marker": {"color": PAIN, "size": size, "symbol": symbol},
        "cliponaxis": False,
        "hovertemplate": hover(name, "%{y} / 10"),
    }


def _scores(rows: PainRows, t: Translator) -> Panel | None:
    if rows.days.is_empty():
        return None
    return Panel(
        HEIGHT,
        t.gettext("Back pain, 0 to 10"),
        score_traces(rows.days, 7, t),
        {"range": [-0.5, 10.5], "tickvals": [0, 2, 4, 6, 8, 10]},
        [*rest_shapes(rows.rest_blocks), _stop_line()],
    )


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
