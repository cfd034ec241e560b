"""Lines of made-up runs, as restless as those of a real watch."""

from datetime import timedelta
from typing import Any

import duckdb
import numpy as np
import polars as pl

from dashboards.runs import run_rows, shown_runs
from pipeline.traces import POINTS, SHORTEST_S, traces
from pipeline.warehouse.connection import migrate
from tests.dashboards_made import TODAY


def with_traces(frames: dict[str, pl.DataFrame], *, only_shown: bool = True) -> dict[str, Any]:
    """Return the marts of a runner with pace, pulse and height of each run.

    Parameters
    ----------
    frames
        The marts.
    only_shown
        Leave out the runs that the runner's own page does not tell of.
    """
    runs = run_rows(frames)
    wanted = shown_runs(runs, TODAY) if only_shown else runs
    ids = [run["session_id"] for run in wanted]
    sessions = frames["raw_sessions"].filter(pl.col("session_id").is_in(ids))
    rng = np.random.default_rng(11)
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        migrate(con)
        records = [_records(rng, row) for row in sessions.iter_rows(named=True)]
        con.register("new_rows", pl.concat(records))
        con.execute("insert into raw.records by name select * from new_rows")
        return {**frames, "traces": traces(con, ids)}


def _records(rng: np.random.Generator, session: dict[str, Any]) -> pl.DataFrame:
    """Return a record for each point of the lines: nothing is smoothed by a mean of several."""
    every_s = max(SHORTEST_S, int(session["timer_s"]) // POINTS)
    seconds = range(0, int(session["timer_s"]), every_s)
    count = len(seconds)
    return pl.DataFrame(
        {
            "session_id": session["session_id"],
            "recorded_at": [session["started_at"] + timedelta(seconds=at) for at in seconds],
            "speed_mps": rng.normal(2.8, 0.25, count).clip(1, 6),
            "heart_rate_bpm": 150 + rng.normal(0, 2, count).cumsum() * 0.6,
            "altitude_m": 300 + rng.normal(0, 2, count).cumsum(),
        }
    )
