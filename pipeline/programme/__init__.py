"""Did a strength programme go with less pain? One runner's phases, and the arms of a group."""

from pipeline.programme.evaluating import (
    ALPHA,
    BASELINE_DAYS,
    LAST_DAYS,
    LEAST_LAST_LOGS,
    LEAST_LOGS,
    PROGRAMME_DAYS,
    VERDICTS,
    WANTED_BASELINE_DAYS,
    evaluate,
    is_mcid_reached,
    judged_by,
    programme_week,
    verdict,
)

__all__ = [
    "ALPHA",
    "BASELINE_DAYS",
    "LAST_DAYS",
    "LEAST_LAST_LOGS",
    "LEAST_LOGS",
    "PROGRAMME_DAYS",
    "VERDICTS",
    "WANTED_BASELINE_DAYS",
    "evaluate",
    "is_mcid_reached",
    "judged_by",
    "programme_week",
    "verdict",
]
