"""Made-up runners whose steps follow a line over speed, as the frames the models take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.models import run_model
from tests.histories import MONDAY, athlete

LINES: Mapping[str, tuple[float, float]] = {
    "cadence_spm": (140.0, 9.0),
    "step_length_mm": (130.0, 310.0),
    "stance_time_ms": (420.0, -55.0),
    "vertical_ratio_pct": (12.0, -1.2),
    "stance_time_balance_pct": (50.4, 0.0),
}
"""What a made-up runner's steps are at 0 m/s, and by how much they change a m/s."""


@dataclass(frozen=True)
class Run:
    """One made-up run.

    Attributes
    ----------
    day
        Days after the first Monday.
    speeds_mps
        At which it was run on level ground, ten minutes each.
    factors
        Measure -> by what the line's value is multiplied.
    session
        More columns of `raw_sessions`.
    """

    day: int
    speeds_mps: Sequence[float] = (2.8, 3.0, 3.2)
    factors: Mapping[str, float] = field(default_factory=dict)
    session: Mapping[str, Any] = field(default_factory=dict)

    @property
    def session_id(self) -> str:
        """Its number among the days."""
        return f"run-{self.day}"

    def of_session(self) -> dict[str, Any]:
        """Return its row of `raw_sessions`."""
        started_at = datetime.combine(MONDAY, datetime.min.time()) + timedelta(self.day, hours=12)
        return {
            "session_id": self.session_id,
            "sha256": self.session_id,
            "athlete_id": "me",
            "session_index": 0,
            "sport": "running",
            "started_at": started_at,
            "utc_offset_s": 0,
            "distance_m": 600 * sum(self.speeds_mps),
            "timer_s": 600.0 * len(self.speeds_mps),
            **self.session,
        }

    def of_speeds(self) -> list[dict[str, Any]]:
        """Return its rows of `raw_form_speeds`."""
        return [
            {"session_id": self.session_id, "speed_mps": speed, "seconds": 600.0}
            | {
                name: (height + slope * speed) * self.factors.get(name, 1.0)
                for name, (height, slope) in LINES.items()
            }
            for speed in self.speeds_mps
        ]


def regular(weeks: int, days: Sequence[int] = (0, 2, 4, 6)) -> list[Run]:
    """Return runs of some weeks, some slower and some faster."""
    speeds = ((2.6, 2.8), (2.8, 3.0, 3.2), (3.0, 3.4), (2.8, 3.0))
    return [
        Run(7 * week + day, speeds[number % 4])
        for week in range(weeks)
        for number, day in enumerate(days)
    ]


def changed(runs: Sequence[Run], *, from_day: int, **factors: float) -> list[Run]:
    """Return runs whose steps differ from a day on by these factors."""
    return [_times(run, factors) if run.day >= from_day else run for run in runs]


def noisy(runs: Sequence[Run], seed: int, sd: float = 0.015) -> list[Run]:
    """Return runs of which each lies off the line at random, as the days of a runner differ."""
    draws = np.random.default_rng(seed).normal(1, sd, (len(runs), len(LINES))).tolist()
    return [
        _times(run, dict(zip(LINES, row, strict=True)))
        for run, row in zip(runs, draws, strict=True)
    ]


def _times(run: Run, factors: Mapping[str, float]) -> Run:
    both = {name: run.factors.get(name, 1.0) * factors.get(name, 1.0) for name in LINES}
    return replace(run, factors=both)


def raw_of(runs: Sequence[Run], today: date | None = None) -> dict[str, pl.DataFrame]:
    """Return the raw frames of these runs; today is the last run's day if not given."""
    today = today or MONDAY + timedelta(max(run.day for run in runs))
    sessions = pl.DataFrame([run.of_session() for run in runs], infer_schema_length=None)
    sessions = sessions.with_columns(pl.col("started_at").dt.replace_time_zone("UTC"))
    speeds = pl.DataFrame([row for run in runs for row in run.of_speeds()])
    return {
        "raw_sessions": sessions,
        "raw_form_speeds": schemas.conform(speeds, schemas.RAW["form_speeds"]),
        "raw_athletes": athlete(today),
    }


def form(runs: Sequence[Run], today: date | None = None, **raw: pl.DataFrame) -> pl.DataFrame:
    """Return `fct_form` of these runs."""
    rows = run_model("fct_form", **raw_of(runs, today) | raw)
    return rows.sort("form_measure", "week_start")
