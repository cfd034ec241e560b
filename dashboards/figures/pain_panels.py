"""Panels over one axis of time, each as high as it needs to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from dashboards.template import DAY_MS, Drawing, base_layout, heading, time_axis, value_axis

Trace = dict[str, Any]

TOP: Final = 12
BOTTOM: Final = 42
HEADING: Final = 24
GAP: Final = 8
STRIP: Final = 22
"""A row of marks without a scale."""
BYTES_OF_A_DATE: Final = 13
BYTES_OF_A_GAP: Final = 5


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes
    ----------
    height
        Pixels, its title left out.
    title
        A few words above it; none needs them where nothing else is drawn.
    axis
        What its axis of values has beside the usual; None for a strip of marks.
    shapes
        Without their axes: a shape belongs to its panel.
    """

    height: int
    title: str
    traces: Sequence[Trace]
    axis: dict[str, Any] | None = None
    shapes: Sequence[dict[str, Any]] = field(default=())


def dated(days: Sequence[date], values: Sequence[Any]) -> Trace:
    """Return where marks stand: each with its date, or one value a day, whichever is shorter.

    Parameters
    ----------
    days
        Days in order, each once.
    values
        A value for each of them.
    """
    span = (days[-1] - days[0]).days + 1 if days else 0
    if (span - len(days)) * BYTES_OF_A_GAP >= len(days) * BYTES_OF_A_DATE:
        return {"x": [str(day) for day in days], "y": list(values)}
    of_day = dict(zip(days, values, strict=True))
    y = [of_day.get(days[0] + timedelta(days=number)) for number in range(span)]
    return {"x0": str(days[0]), "dx": DAY_MS, "y": y}


def stacked(panels: Sequence[Panel]) -> Drawing:
    """Return panels one below the other; a single one does without its title."""
    has_titles = len(panels) > 1
    heads = [HEADING if has_titles and panel.title else GAP * has_titles for panel in panels]
    inside = sum(heads) + sum(panel.height for panel in panels)
    layout = base_layout(TOP + inside + BOTTOM, top=TOP)
    traces: list[Trace] = []
    shapes: list[dict[str, Any]] = []
    headings = []
    left = inside
    for number, (panel, head) in enumerate(zip(panels, heads, strict=True), 1):
        name = "y" if number == 1 else f"y{number}"
        top, bottom = left - head, left - head - panel.height
        left = bottom
        layout[name.replace("y", "yaxis")] = _axis(panel) | {
            "domain": [bottom / inside, top / inside]
        }
        traces += [trace | {"yaxis": name} for trace in panel.traces]
        shapes += [
            shape | {"yref": shape.get("yref", "y").replace("y", name)} for shape in panel.shapes
        ]
        if has_titles and panel.title:
            headings.append(heading(panel.title, (top + 3) / inside))
    layout |= {"xaxis": time_axis() | {"anchor": name}, "shapes": shapes, "annotations": headings}
    return {"data": traces, "layout": layout}


def _axis(panel: Panel) -> dict[str, Any]:
    if panel.axis is None:
        return {"visible": False, "fixedrange": True, "range": [-1, 1]}
    return value_axis(**panel.axis)
