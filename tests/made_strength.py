"""Made-up strength sessions, as FIT files with sets and as the frames the models take."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import polars as pl

from pipeline.decode import decode_activity
from pipeline.models import run_models
from tests.test_decode_made_up import SET, activity, at, file_id, fit, message, session

STEP, TITLE = 27, 264
SPORTS = {"strength_training": 20, "pilates": 44, "yoga": 43, "flexibility_training": 19}
UNKNOWN = 65534
STARTED_AT = datetime(2026, 1, 7, 18, tzinfo=UTC)
"""A Wednesday."""

PLANK, SQUAT, LEG_PRESS, BRIDGE, SUPERMAN = (19, 43), (28, 61), (28, 0), (10, 11), (13, 29)
BACK_EXTENSION, CRUNCH, BENCH_PRESS, DEADLIFT = (13, 27), (6, 83), (0, 1), (8, 0)
BANDED, NOTHING = (37, 0), (UNKNOWN, UNKNOWN)


class Done(NamedTuple):
    """One set: FIT's numbers, seconds or repetitions, and the step of a plan it belongs to."""

    exercise: tuple[int, int]
    seconds: float | None = None
    repetitions: int | None = None
    step: int | None = None


def times(count: int, *done: Done) -> list[Done]:
    """Return some sets so many times over."""
    return [*done] * count


def strength_fit(
    sets: Sequence[Done],
    *,
    sub_sport: str = "strength_training",
    titles: dict[tuple[int, int], str] | None = None,
    steps: dict[int, str] | None = None,
) -> bytes:
    """Return a watch's file: work and rest in turn, what the watch calls its exercises."""
    rest = message(SET, (5, "enum", 0), (0, "uint32", 60_000), (7, "uint16", UNKNOWN))
    named = [
        message(TITLE, (254, "uint16", i), (0, "uint16", c), (1, "uint16", s), (2, "string", text))
        for i, ((c, s), text) in enumerate((titles or {}).items())
    ]
    planned = [
        message(STEP, (254, "uint16", number), (0, "string", text))
        for number, text in (steps or {}).items()
    ]
    worked = [part for one in sets for part in (_set(one), rest)]
    last = session((6, "enum", SPORTS[sub_sport]), sport=10, timer_s=2400)
    return fit(file_id(), *planned, *named, *worked, last, activity(end_s=2400))


def _set(done: Done) -> bytes:
    category, subtype = done.exercise
    fields: list[tuple[int, str, Any]] = [
        (254, "uint32", at(40)),
        (5, "enum", 1),
        (7, "uint16", [category, 65535]),
        (8, "uint16", [subtype, 65535]),
    ]
    if done.seconds is not None:
        fields.append((0, "uint32", round(done.seconds * 1000)))
    if done.repetitions is not None:
        fields.append((3, "uint16", done.repetitions))
    if done.step is not None:
        fields.append((11, "uint16", done.step))
    return message(SET, *fields)


def raw_frames(data: bytes, name: str = "strength.fit") -> dict[str, pl.DataFrame]:
    """Return a file's sessions and sets as raw tables of one runner, one id a session."""
    decoded = decode_activity(data, name)
    whose = pl.lit("me").alias("athlete_id")
    ident = pl.format("{}-{}", pl.lit(name), pl.col("session_index")).alias("session_id")
    sessions = decoded.sessions.with_columns(ident, whose, sha256=pl.lit(name))
    return {"raw_sessions": sessions, "raw_sets": decoded.sets.with_columns(ident)}


def judged(data: bytes, **more: pl.DataFrame) -> dict[str, Any]:
    """Return the one row of `fct_strength` a file comes to."""
    models = run_models(["fct_strength"], **raw_frames(data), **more)
    return models["fct_strength"].row(0, named=True)
