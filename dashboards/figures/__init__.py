"""One file per figure: rows of a mart become marks. No figure computes a number."""

from dashboards.figures.daily_load import daily_load_figure
from dashboards.figures.longest_run import longest_run_figure
from dashboards.figures.pain import pain_figure
from dashboards.figures.weekly import weekly_figure

__all__ = ["daily_load_figure", "longest_run_figure", "pain_figure", "weekly_figure"]
