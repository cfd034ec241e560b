"""Made-up athletes, and what the models say of them: one pass for all candidates."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

import polars as pl

from pipeline import models

AHEAD_DAYS = 7

SESSIONS = ("int_sessions", "int_session_loads")
"""The models go on from here: what has been run is corrected and weighed already."""

HISTORY = ("fct_sessions", "raw_athletes", "raw_diary", "raw_marks", "raw_retractions")

LOAD_FLAGS = (
    "int_flags_session_spike",
    "int_flags_volume_step",
    "int_flags_return",
    "int_flags_descent",
    "int_flags_shape",
    "int_flags_ratio",
)
"""What a run raises, on the day it is run."""

ASKED = (
    *LOAD_FLAGS,
    "fct_flags",
    "fct_status",
    "int_spikes",
    "int_volume_steps",
    "int_returns",
)

Frames = Mapping[str, pl.DataFrame]


class Answers(NamedTuple):
    """What the models say of the candidates, with their kind, km and `until`."""

    runs: pl.DataFrame
    """The made-up runs, also those of 0 km, with athlete_id and session_id."""
    raised: pl.DataFrame
    """Load flags that the made-up runs raise."""
    said: Frames
    """The rows of `ASKED` from tomorrow on, until the last day that counts."""


def ask(runs: pl.DataFrame, history: Frames, today: date) -> Answers:
    """Return what the models say of every candidate.

    Parameters
    ----------
    runs
        The made-up runs: kind, km, until, local_date, distance_km, timer_s, descent_m.
    history
        The runner's `HISTORY`, as far back as the models are to look.
    today
        The runner's today.
    """
    named = runs.with_columns(athlete_id=pl.format("{} {}", "kind", "km")).with_columns(
        session_id=pl.format("{} {}", "athlete_id", "local_date")
    )
    people = named.select("athlete_id", "kind", "km", "until").unique(maintain_order=True)
    found = models.run_models(ASKED, **_inputs(named, people, history, today))
    said = {name: _ahead(rows, people, today) for name, rows in found.items()}
    raised = pl.concat([said[name] for name in LOAD_FLAGS], how="diagonal_relaxed")
    return Answers(named, raised, said)


def _ahead(rows: pl.DataFrame, people: pl.DataFrame, today: date) -> pl.DataFrame:
    """Return the rows of the days that count, with the candidate they are of."""
    ahead = rows.filter(pl.col("local_date") > today)
    return ahead.join(people, on="athlete_id").filter(pl.col("local_date") <= pl.col("until"))


def _inputs(
    runs: pl.DataFrame, people: pl.DataFrame, history: Frames, today: date
) -> dict[str, pl.DataFrame]:
    """Return the runner's own history, once per candidate, and the made-up runs."""
    own = {name: _everyones(history[name], people) for name in HISTORY}
    sessions = pl.concat([own.pop("fct_sessions"), _sessions(runs)], how="diagonal_relaxed")
    ends_on = pl.lit(today + timedelta(AHEAD_DAYS))
    return {
        **own,
        **dict.fromkeys(SESSIONS, sessions.with_columns(**_as_models_have_it())),
        "raw_athletes": own["raw_athletes"].with_columns(today=ends_on),
    }


def _everyones(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the runner's rows once per made-up athlete."""
    copies = rows.drop("athlete_id").join(people.select("athlete_id"), how="cross")
    if "session_id" not in rows.columns:
        return copies
    return copies.with_columns(session_id=pl.format("{}/{}", "athlete_id", "session_id"))


def _sessions(runs: pl.DataFrame) -> pl.DataFrame:
    """Return made-up runs as sessions at noon; no kilometre is no session."""
    return runs.filter(pl.col("distance_km") > 0).with_columns(
        sport=pl.lit("running"),
        is_excluded=pl.lit(False),
        distance_m=1000 * pl.col("distance_km"),
        started_at=pl.col("local_date").dt.combine(time(12)).dt.replace_time_zone("UTC"),
    )


def _as_models_have_it() -> dict[str, pl.Expr]:
    """Return what is another word or unit of what the mart holds."""
    return {
        "is_running": pl.col("sport") == "running",
        "distance_km": pl.col("distance_m") / 1000,
        "grade_adjusted_km": pl.col("grade_adjusted_m") / 1000,
        "duration_min": pl.col("timer_s") / 60,
    }
