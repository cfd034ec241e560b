"""Made-up sessions to be matched, and what is found among them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.matching import Matched, match

MORNING = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
SHAPE = schemas.RAW["sessions"] | {"kind": pl.String}
MINUTE = 60.0
HOUR = 3600.0


def run(session_id: str, kind: str | None = "fit", **changed: Any) -> dict[str, Any]:
    """Return an hour's run of 10 km that began at seven, but for what is changed."""
    late_s = changed.pop("late_s", 0.0)
    elapsed_s = changed.get("elapsed_s", HOUR)
    return {
        "session_id": session_id,
        "sha256": f"file of {session_id}",
        "athlete_id": "me",
        "kind": kind,
        "sport": "running",
        "is_sport_assumed": False,
        "started_at": MORNING + timedelta(seconds=late_s),
        "distance_m": 10_000.0,
        "elapsed_s": elapsed_s,
        "timer_s": elapsed_s,
    } | changed


def sessions_of(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return rows as the warehouse's sessions."""
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), SHAPE)


def said(*words: tuple[str, str, str]) -> pl.DataFrame:
    """Return what the runner said, a word a minute."""
    rows = [
        {"athlete_id": "me", "session_a": a, "session_b": b, "verdict": verdict}
        | {"written_at": MORNING + timedelta(minutes=number)}
        for number, (a, b, verdict) in enumerate(words)
    ]
    return schemas.conform(pl.DataFrame(rows), schemas.RAW["overrules"])


def matched(*rows: dict[str, Any], words: pl.DataFrame | None = None) -> Matched:
    """Return what is found among some sessions."""
    return match(sessions_of(*rows), said() if words is None else words)


def verdicts(found: Matched) -> list[tuple[str, ...]]:
    """Return each pair with what is said of it and why."""
    return found.matches.select("session_a", "session_b", "verdict", "because").rows()


def efforts(found: Matched) -> set[tuple[str, ...]]:
    """Return the members of each effort, by preference."""
    told = found.efforts.drop_nulls("effort_id").sort("effort_id", "preference")
    groups = told.group_by("effort_id", maintain_order=True).agg("session_id")
    assert (groups["session_id"].list.first() == groups["effort_id"]).all()
    return {tuple(members) for members in groups["session_id"]}
