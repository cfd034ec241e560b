"""Every model for one athlete with ten years: `python -m tests.benchmarks.ten_years`.

Two hundred runs a year with heart rate, half of them with an effort said, a diary entry every
second or third day and a week of illness each winter. Wall seconds of one transaction that
builds all models, the least of some rounds, in memory and in a file; the checks that follow
every build and the commit, which waits for the disk, are told apart.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipeline.building import run_checks
from pipeline.models import build_order, connect, insert_rows, model_texts
from pipeline.warehouse.connection import migrate, transaction

YEARS = 10
DAYS = 365 * YEARS
RUNS, ENTRIES, HEART_RATES = 200 * YEARS, 150 * YEARS, 100
FIRST_DATE = date(2016, 1, 4)
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS = 7
SLOWEST = 10


def raw_tables(rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Return what the files, the diary and the settings of such an athlete leave behind."""
    days = np.sort(rng.choice(DAYS, RUNS, replace=False))
    runs = _runs(rng, days)
    whose = pl.lit("me").alias("athlete_id")
    winters = [FIRST_DATE + timedelta(365 * year) for year in range(1, YEARS)]
    return {
        "athletes": pl.DataFrame(
            {
                "athlete_id": ["me"],
                "timezone": ["Europe/Berlin"],
                "is_looking_back": [True],
                "today": [FIRST_DATE + timedelta(DAYS - 1)],
            }
        ),
        "sessions": runs,
        "files": runs.select(
            "sha256",
            pl.col("sha256").alias("name"),
            "athlete_id",
            pl.lit("fit").alias("kind"),
            pl.lit("loaded").alias("status"),
            pl.lit(100_000).alias("bytes"),
            pl.lit(READ_AT).alias("imported_at"),
        ),
        "heart_rate_seconds": _heart_rates(rng, runs["session_id"]),
        "diary": _diary(rng).with_columns(whose),
        "marks": pl.DataFrame(
            {"from_date": winters, "to_date": [day + timedelta(6) for day in winters]}
        ).with_columns(whose, kind=pl.lit("ill"), written_at=pl.lit(READ_AT)),
    }


def _runs(rng: np.random.Generator, days: np.ndarray) -> pl.DataFrame:
    """Return the sessions on some days."""
    km = rng.gamma(9.0, 1.2, days.size)
    noon = datetime(FIRST_DATE.year, FIRST_DATE.month, FIRST_DATE.day, 12, tzinfo=UTC)
    session_ids = [f"run {day}" for day in days]
    return pl.DataFrame(
        {
            "session_id": session_ids,
            "sha256": session_ids,
            "athlete_id": "me",
            "session_index": 0,
            "sport": "running",
            "started_at": [noon + timedelta(int(day)) for day in days],
            "utc_offset_s": 3600,
            "distance_m": 1000 * km,
            "timer_s": 350 * km,
            "elapsed_s": 360 * km,
            "moving_s": 345 * km,
            "descent_m": 8 * km,
            "ascent_m": 8 * km,
            "steps": 1000 * km,
            "grade_adjusted_m": 1010 * km,
            "normalised_graded_mps": rng.normal(2.9, 0.2, days.size),
            "best_30s_heart_rate_bpm": rng.normal(172.0, 6.0, days.size),
            "avg_heart_rate_bpm": rng.normal(145.0, 6.0, days.size),
            "heart_rate_frozen_s": 0.0,
            "heart_rate_locked_s": 0.0,
            "rpe": [
                float(said) if said else None for said in rng.integers(-6, 9, days.size).clip(0)
            ],
            "profile_sex": "female",
            "profile_resting_heart_rate_bpm": 52.0,
            "profile_max_heart_rate_bpm": 186.0,
        },
    )


def _heart_rates(rng: np.random.Generator, session_ids: pl.Series) -> pl.DataFrame:
    """Return how long each of a hundred heart rates was held in each session."""
    return pl.DataFrame(
        {
            "session_id": np.repeat(session_ids.to_numpy(), HEART_RATES),
            "heart_rate_bpm": np.tile(np.arange(90, 90 + HEART_RATES), len(session_ids)),
            "seconds": rng.gamma(2.0, 18.0, HEART_RATES * len(session_ids)),
        }
    )


def _diary(rng: np.random.Generator) -> pl.DataFrame:
    """Return what was written down in the evenings."""
    days = np.sort(rng.choice(DAYS, ENTRIES, replace=False))
    return pl.DataFrame(
        {
            "source": "diary.csv",
            "sha256": "diary",
            "local_date": [FIRST_DATE + timedelta(int(day)) for day in days],
            "moment": "evening",
            "body_site": "low_back",
            "pain_nrs": rng.binomial(10, 0.2, ENTRIES),
            "line": np.arange(ENTRIES) + 2,
            "imported_at": READ_AT,
        }
    )


@contextmanager
def filled(database: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse that holds the athlete and no models yet."""
    with connect(database) as con:
        migrate(con)
        for table, rows in raw_tables(np.random.default_rng(1)).items():
            insert_rows(con, table, rows)
        yield con


def built(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Build all models in one transaction; return seconds by model, and of what follows."""
    told: dict[str, float] = {}
    cpu_began = time.process_time()
    with transaction(con):
        for name in build_order():
            began = time.perf_counter()
            con.execute(f"create or replace table {name} as {model_texts()[name]}")
            told[name] = time.perf_counter() - began
        began = time.perf_counter()
        run_checks(con, "")
        told["checks"] = time.perf_counter() - began
        began = time.perf_counter()
    told["commit"] = time.perf_counter() - began
    told["cpu"] = time.process_time() - cpu_began
    return told


def measured(database: str) -> dict[str, Any]:
    """Return the least times of some rounds."""
    with filled(database) as con:
        rounds = [built(con) for _ in range(ROUNDS)]
    others = {key: min(told.pop(key) for told in rounds) for key in ("checks", "commit", "cpu")}
    least = {name: min(told[name] for told in rounds) for name in rounds[0]}
    slowest = sorted(least, key=least.__getitem__, reverse=True)[:SLOWEST]
    return {
        "models": len(least),
        "models_s": min(sum(told.values()) for told in rounds),
        **{f"{key}_s": seconds for key, seconds in others.items()},
        "slowest_s": {name: least[name] for name in slowest},
    }


def main() -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "ten_years.duckdb")
        found = {"in memory": measured(":memory:"), "in a file": measured(file)}
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
