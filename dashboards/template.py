"""How every figure looks.

Figures are built with the light colours only; the page swaps them through `DARK` when it
draws in a dark scheme.
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import plotly.graph_objects as go

Drawing = dict[str, Any]
"""What plotly.js draws: `data`, its traces, and `layout`."""

INK: Final = "#1a1f2b"
MUTED: Final = "#525b6b"
LOAD: Final = "#6f8fb0"
ACUTE: Final = "#b84300"
CHRONIC: Final = "#005fa3"
PAIN: Final = "#8a358e"
PAIN_BAND: Final = "#ecdcee"
CAREFUL: Final = "#b57600"
HIGH: Final = "#b3350a"
HIGH_TEXT: Final = "#a32a00"
CAREFUL_TEXT: Final = "#7d5200"
SHADE: Final = "#e9ecf0"
LINE: Final = "#d5dae1"
CARD: Final = "#f6f7f9"

DARK: Final = {
    INK: "#e9edf3",
    MUTED: "#aab5c5",
    LOAD: "#5d82a8",
    ACUTE: "#ff9d63",
    CHRONIC: "#6fbaff",
    PAIN: "#e6a0e9",
    PAIN_BAND: "#40304a",
    CAREFUL: "#d9a83f",
    HIGH: "#f07c55",
    HIGH_TEXT: "#ff9a78",
    CAREFUL_TEXT: "#f3c04f",
    SHADE: "#2a323e",
    LINE: "#343e4c",
    CARD: "#1a202a",
}
"""Light colour -> the dark one of the same role."""

FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
DAY_MS: Final = 86_400_000
MARGIN_LEFT: Final = 40


def base_layout(height: int, *, top: int = 12) -> dict[str, Any]:
    """Return the layout every chart shares: no title, no legend, nothing to drag."""
    return {
        "height": height,
        "margin": {"l": MARGIN_LEFT, "r": 14, "t": top, "b": 42},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": CARD, "bordercolor": LINE, "font": {"color": INK}},
        "bargap": 0.15,
    }


def time_axis() -> dict[str, Any]:
    """Return the axis of dates; what it shows is set by the page's range buttons."""
    return {
        "type": "date",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "linecolor": LINE,
        "showline": True,
        "ticks": "outside",
        "tickcolor": LINE,
        "tickfont": {"color": MUTED},
        "tickangle": 0,
        "nticks": 7,
        "hoverformat": "%a %-d %b %Y",
    }


def value_axis(**more: Any) -> dict[str, Any]:
    """Return an axis of values from 0, with quiet lines."""
    return {
        "fixedrange": True,
        "rangemode": "tozero",
        "gridcolor": LINE,
        "zeroline": False,
        "tickfont": {"color": MUTED},
        "nticks": 5,
        **more,
    }


def heading(text: str, y: float) -> dict[str, Any]:
    """Return the short title of one panel, left above it, as an annotation."""
    return {
        "text": f"<b>{text}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": y,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12, "color": INK},
        "align": "left",
    }


def figure(drawing: Drawing) -> "go.Figure":
    """Return a drawing as a figure, every attribute checked, without Plotly's own template.

    The page draws from the same dictionaries: Plotly's import and its checks would take half
    a second of each run, and find what the tests have found before.
    """
    import plotly.graph_objects as go  # noqa: PLC0415 - see above

    return go.Figure(data=drawing["data"], layout={"template": "none", **drawing["layout"]})


def hover(name: str, value: str) -> str:
    """Return what is said over a point of a chart that tells one point at a time.

    Parameters
    ----------
    name
        What the point is.
    value
        Its value in plotly.js's own format, with the unit.
    """
    return f"%{{x}}<br>{name}: {value}<extra></extra>"
