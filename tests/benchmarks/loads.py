"""Metrics against the `acwr` package, and a run with nothing new against decoding again."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import acwr
import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from pipeline.home import Home
from pipeline.models import run_model
from pipeline.refresh import refresh
from tests.benchmarks.rivals import with_fitparse
from tests.benchmarks.timing import Row, least_s
from tests.conftest import ROOT
from tests.histories import MONDAY

DAYS = 3650
ATHLETES = 20
SAMPLE = ROOT / "sample_data" / "inbox"


def training_load() -> Iterator[Row]:
    """Compute all columns of ten years for twenty athletes, against six of them by `acwr`."""
    loads = np.random.default_rng(1).gamma(1.0, 5.0, (ATHLETES, DAYS))
    daily = pl.concat(
        [
            pl.DataFrame(
                {
                    "athlete_id": str(athlete),
                    "local_date": [MONDAY + timedelta(day) for day in range(DAYS)],
                    "load_measure": "distance_km",
                    "daily_load": row,
                }
            )
            for athlete, row in enumerate(loads)
        ]
    )

    def plain() -> None:
        for row in loads:
            with_acwr(row)

    ours_s, plain_s = least_s(
        lambda: run_model("fct_training_load", int_daily_load=daily),
        plain,
    )
    name = f"{ATHLETES} athletes, {DAYS} days"
    yield Row(name, "fct_training_load", ours_s, "acwr 0.1.1, 6 columns", plain_s)


def with_acwr(loads: NDArray[np.float64]) -> None:
    """Compute six columns of one athlete with the `acwr` package."""
    series = pd.Series(loads, index=pd.date_range(MONDAY, periods=loads.size, freq="D"))
    for method in ("rac", "rau", "ewma"):
        acwr.acwr(series, method=method)
    acwr.monotony(series)
    acwr.strain(series)
    acwr.week_to_week_change(series)


def nothing_new() -> Iterator[Row]:
    """Run with nothing new, against reading sixty of the files anew with fitparse alone."""
    paths = sorted(SAMPLE.rglob("*.fit"))[-60:]
    files = [path.read_bytes() for path in paths if path.stat().st_size > 1000]

    def plain() -> None:
        for data in files:
            with_fitparse(data)

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        refresh(home)
        ours_s, plain_s = least_s(lambda: refresh(home), plain)
    name = f"fitparse, {len(files)} files again"
    yield Row("a run with nothing new", "refresh", ours_s, name, plain_s)
