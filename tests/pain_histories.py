"""Made-up diaries beside days of running and rest, and the flags the models make of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipeline.models import run_models
from tests.histories import MONDAY, diary

STATES = {"r": "run", ".": "rest", "o": "other_sport", "?": "unknown", "b": "other_sport"}
UNKNOWN = "?b"
FLAGS = ("int_flags_pain_now", "int_flags_pain_stays")

Scores = Mapping[int, int] | pl.DataFrame
"""Day's number -> score, or a whole `raw_diary`."""


def day(number: int) -> date:
    """Return the calendar day of a number; 0 is the first."""
    return MONDAY + timedelta(number)


def days(states: str) -> pl.DataFrame:
    """Return `fct_days` of runs (r), rests (.), bike rides (o) and days marked unknown (?).

    On a day marked unknown with a bike ride (b) there may have been a run as well.
    """
    return pl.DataFrame(
        {
            "athlete_id": ["me"] * len(states),
            "local_date": [day(number) for number in range(len(states))],
            "day_state": [STATES[state] for state in states],
            "unknown_because": ["marked" if state in UNKNOWN else None for state in states],
        },
        schema_overrides={"unknown_because": pl.String},
    )


def seen_by_doctor(number: int) -> pl.DataFrame:
    """Return `raw_marks` with one visit to a doctor."""
    visit = {"from_date": day(number), "to_date": day(number)}
    return pl.DataFrame([{"athlete_id": "me", "kind": "seen_by_doctor"} | visit])


def entries(scores: Mapping[int, int], **columns: object) -> pl.DataFrame:
    """Return `raw_diary` with a score on each numbered day."""
    return diary({day(number): nrs for number, nrs in scores.items()}, **columns)


def models_of(
    names: Sequence[str], scores: Scores, states: str, **raw: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Return models of a diary beside such days."""
    calendar = days(states)
    raw_diary = scores if isinstance(scores, pl.DataFrame) else entries(scores)
    return run_models(
        names,
        fct_days=calendar,
        int_status_days=calendar.select("athlete_id", "local_date"),
        raw_diary=raw_diary,
        **raw,
    )


def flags_of(scores: Scores, states: str, **raw: pl.DataFrame) -> dict[tuple[int, str], Any]:
    """Return (day's number, family) -> flag of a diary beside such days."""
    marts = models_of(FLAGS, scores, states, **raw)
    rows = pl.concat(marts.values()).iter_rows(named=True)
    return {((row["local_date"] - MONDAY).days, row["family"]): row for row in rows}


def told(flag: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """Return what a flag says, None where there is none."""
    return flag and (flag["level"], flag["cause"], flag["value"], flag["threshold"])
