"""Print the table README quotes: `make bench`.

CPU seconds of this process, the better of two rounds; each of ours beside the plain library
on the same bytes. Ratios within one run hold where single times drift with the machine.
"""

import io
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import acwr
import fitparse
import gpxpy
import numpy as np
import pandas as pd
import polars as pl
from rich.console import Console
from rich.table import Table

from pipeline.decode import decode_activity
from pipeline.home import Home
from pipeline.models import run_model
from pipeline.refresh import refresh
from tests.histories import MONDAY

SAMPLE = Path(__file__).parent.parent.parent / "sample_data" / "inbox"
ROUNDS = 2
DAYS = 3650
ATHLETES = 20

Row = tuple[str, str, float, str, float]


def cpu_s(work: Callable[[], object]) -> float:
    """Return the least CPU time of some rounds of work."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def fit() -> Row:
    """Decode the newest FIT files to frames with measures, against fitparse's messages alone."""
    data = [
        path.read_bytes()
        for path in sorted(SAMPLE.rglob("*.fit"))[-60:]
        if path.stat().st_size > 1000
    ]

    def plain() -> None:
        for each in data:
            for message in fitparse.FitFile(io.BytesIO(each)).get_messages():
                message.get_values()

    ours = cpu_s(lambda: [decode_activity(each, "x.fit") for each in data])
    return (
        f"{len(data)} FIT files",
        "decode_activity",
        ours,
        "fitparse, messages only",
        cpu_s(plain),
    )


def gpx() -> Row:
    """Decode GPX files to frames with measures, against gpxpy's points alone."""
    data = [path.read_bytes() for path in sorted(SAMPLE.rglob("*.gpx"))]

    def plain() -> None:
        for each in data:
            gpxpy.parse(each.decode()).get_points_data()

    ours = cpu_s(lambda: [decode_activity(each, "x.gpx") for each in data])
    return f"{len(data)} GPX files", "decode_activity", ours, "gpxpy, points only", cpu_s(plain)


def training_load() -> Row:
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
    index = pd.date_range(MONDAY, periods=DAYS, freq="D")

    def plain() -> None:
        for row in loads:
            series = pd.Series(row, index=index)
            for method in ("rac", "rau", "ewma"):
                acwr.acwr(series, method=method)
            acwr.monotony(series)
            acwr.strain(series)
            acwr.week_to_week_change(series)

    ours = cpu_s(lambda: run_model("fct_training_load", int_daily_load=daily))
    name = f"{ATHLETES} athletes x {DAYS} days"
    return name, "fct_training_load, 21 columns", ours, "acwr 0.1.1, 6 columns", cpu_s(plain)


def nothing_new() -> Row:
    """Run with nothing new, against reading the same files anew with fitparse alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        refresh(home)
        ours = cpu_s(lambda: refresh(home))
    return "a run with nothing new", "refresh", ours, "fitparse, 60 files again", fit()[4]


def main() -> None:
    """Measure and print."""
    table = Table("what", "ours", "CPU s", "instead", "CPU s", "ratio")
    for measure in (fit, gpx, training_load, nothing_new):
        name, ours, ours_s, instead, instead_s = measure()
        ratio = f"{instead_s / ours_s:.1f} x"
        table.add_row(name, ours, f"{ours_s:.2f}", instead, f"{instead_s:.2f}", ratio)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
