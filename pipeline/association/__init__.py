"""Does load go with pain? One diary for itself, around runs, and all diaries together."""

from pipeline.association.own_diary import (
    ALPHA,
    MIN_DAYS,
    MIN_LOGS,
    MIN_SCORES,
    SCHEMA,
    associate,
    associate_counted,
    is_enough,
    power_percent,
)

__all__ = [
    "ALPHA",
    "MIN_DAYS",
    "MIN_LOGS",
    "MIN_SCORES",
    "SCHEMA",
    "associate",
    "associate_counted",
    "is_enough",
    "power_percent",
]
