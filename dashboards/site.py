"""All pages of a home folder: one per athlete and language, and the entrance."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES
from dashboards.page import write_page
from pipeline import warehouse
from pipeline.home import Home
from pipeline.intake import Report

TABLES = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_sessions",
    "int_daily_load",
    "int_calendar",
    "fct_training_load",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_pain_association",
    "fct_plan",
    "raw.files",
    "raw.diary_refused",
)

ENTRANCE = "index"
