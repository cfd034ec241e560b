"""One file per figure: rows of a mart become marks. No figure computes a number.

Each is a drawing, which a page holds as it is, and a figure of Plotly for everyone else.
"""

from dashboards.figures.daily_load import daily_load_drawing, daily_load_figure
from dashboards.figures.longest_run import longest_run_drawing, longest_run_figure
from dashboards.figures.pain import PainRows, pain_drawing, pain_figure
from dashboards.figures.weekly import weekly_drawing, weekly_figure

__all__ = [
    "PainRows",
    "daily_load_drawing",
    "daily_load_figure",
    "longest_run_drawing",
    "longest_run_figure",
    "pain_drawing",
    "pain_figure",
    "weekly_drawing",
    "weekly_figure",
]
