"""Print the tables README quotes: `make bench`.

CPU seconds of this process, the least of some rounds in which ours and the others take turns;
each of ours beside the plain library on the same bytes. Nothing fails here: a machine may be
slow, but a ratio below `wanted` says that something has become slower than it was. The last
tables are no times: how often steady runners are told to take care, and, as last counted, how
often the warm-up rule is right, the pain statistics see links that are not there, and those that
are.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from tests.benchmarks import false_watch, pain_calibration, programme_rule, warm_up
from tests.benchmarks.decoding import fit, gpx
from tests.benchmarks.files import IS_REAL, SOURCE
from tests.benchmarks.limits import limits
from tests.benchmarks.loads import nothing_new, training_load
from tests.benchmarks.pain_timing import shifting
from tests.benchmarks.timing import Row
from tests.conftest import ROOT

WIDTH = 120
TWO_WORKERS = 1.8
PEAK_MB = 300
IMPORT_S, IMPORT_MB, NOTHING_NEW_S, ONE_NEW_S = 60, 700, 2, 4
TEN_YEARS_S, MANY_S, MANY_MB = 1, 60, 4096
NAMED = 3
"""So many of the slowest models are named."""
PARTS = {
    "decode": ("decode",),
    "load": ("scan_inbox", "load", "load_said"),
    "models": ("match_sessions", "build", "associate_pain", "plan_ahead"),
    "page": ("render",),
}
"""The split of an import by what its stages are for."""


def ratios(rows: Iterable[Row]) -> Table:
    """Return how many times longer others take."""
    table = Table("what", "ours", "CPU s", "instead", "CPU s", "ratio", "wanted")
    for row in rows:
        wanted = f"{row.wanted:g} x" if row.wanted and IS_REAL else ""
        table.add_row(*_cells(row), f"{row.ratio:.3g} x", wanted)
    return table


def shares(rows: Iterable[Row]) -> Table:
    """Return what share of our time could not be saved."""
    table = Table("what", "ours", "CPU s", "limit", "CPU s", "of the limit")
    for row in rows:
        table.add_row(*_cells(row), f"{row.ratio:.0%}")
    return table


def _cells(row: Row) -> list[str]:
    return [row.what, row.ours, f"{row.ours_s:.3f}", row.instead, f"{row.instead_s:.3f}"]


def processes() -> Table:
    """Return what is measured in processes of their own: two workers, and memory."""
    table = Table("what", "found", "", "wanted")
    two = _told("workers", POLARS_MAX_THREADS="1")
    table.add_row(
        f"{two['files']} files, two workers against one",
        f"{two['two_s']:.2f} s against {two['one_s']:.2f} s (wall)",
        f"{two['one_s'] / two['two_s']:.2f} x",
        f"{TWO_WORKERS} x",
    )
    table.add_row(
        "counting, two processes against one",
        "what this machine gains at most",
        f"{two['one_counting_s'] / two['two_counting_s']:.2f} x",
        "",
    )
    memory = _told("memory")
    table.add_row(
        f"{memory['files']} files decoded in one process",
        f"peak {memory['first_mb']:.0f} MB after a tenth of them",
        f"{memory['last_mb']:.0f} MB",
        f"< {PEAK_MB} MB",
    )
    return table


def importing() -> Table:
    """Return what a user waits for: ten years at once, nothing new, one file more."""
    found = _told("importing")
    table = Table("what", "found", "", "wanted")
    table.add_row(
        f"{found['files']} files of 1000 records, all at once",
        f"{found['records'] / found['wall_s']:,.0f} records/s; {_split(found)}",
        f"{found['wall_s']:.1f} s",
        f"< {IMPORT_S} s",
    )
    table.add_row(
        "... against decoding them with fitparse alone",
        f"{found['fitparse_s']:.0f} s, from 10 of the files",
        f"{found['fitparse_s'] / found['wall_s']:.1f} x",
        "",
    )
    table.add_row(
        "... against keeping a copy, each file synced",
        f"{found['copying_s']:.2f} s",
        f"{found['copying_s'] / found['stages_s']['load']:.0%} of load",
        "",
    )
    table.add_row(
        "... memory of all processes",
        "this one's peak and the workers'",
        f"{found['peak_mb']:.0f} MB",
        f"< {IMPORT_MB} MB",
    )
    for what, key, wanted in (
        ("then nothing new, whole command", "nothing_new_s", NOTHING_NEW_S),
        ("then one new file, whole command", "one_new_s", ONE_NEW_S),
    ):
        table.add_row(what, "wall, the least of three", f"{found[key]:.2f} s", f"< {wanted} s")
    return table


def loads() -> Table:
    """Return how long models take: one athlete with ten years, and thousands of athletes."""
    table = Table("what", "found", "", "wanted")
    for where, told in _told("ten_years").items():
        table.add_row(
            f"{told['models']} models, one athlete, ten years, {where}",
            f"{_slowest(told['slowest_s'])}; then checks {told['checks_s']:.2f} s, "
            f"commit {told['commit_s']:.2f} s",
            f"{told['models_s']:.2f} s",
            f"< {TEN_YEARS_S} s",
        )
    many = _told("many_athletes")
    for way in ("one pass", "portions"):
        told = many[way]
        table.add_row(
            f"fct_training_load of {many['athletes']} athletes, {way}",
            f"{told['rows'] / 1e6:.1f} M rows, {told['cpu_s']:.0f} s CPU: "
            f"{_slowest(told['models_s'])}",
            f"{told['wall_s']:.0f} s",
            f"< {MANY_S} s",
        )
        table.add_row("... memory", "peak", f"{told['peak_mb']:.0f} MB", f"< {MANY_MB} MB")
    table.add_row("... acwr 0.1.1, 6 columns", "from 20 athletes", f"{many['acwr_s']:.0f} s", "")
    return table


def _slowest(seconds: dict[str, float]) -> str:
    """Return the models that take longest, and how long."""
    slowest = sorted(seconds.items(), key=lambda told: -told[1])[:NAMED]
    return ", ".join(f"{name} {took:.2g} s" for name, took in slowest)


def _split(found: dict[str, Any]) -> str:
    """Return the seconds of each part of an import."""
    stages = found["stages_s"]
    return ", ".join(
        f"{part} {sum(stages.get(stage, 0) for stage in names):.1f} s"
        for part, names in PARTS.items()
    )


def _told(module: str, **environment: str) -> dict[str, Any]:
    """Return what a module of this package prints, run on its own."""
    printed = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found: dict[str, Any] = json.loads(printed)
    return found


def main() -> None:
    """Measure and print."""
    console = Console(width=WIDTH)
    console.print(f"Decoding {SOURCE}")
    console.print(ratios([*fit(), *gpx(), *training_load(), *shifting(), *nothing_new()]))
    console.print(shares(limits()))
    console.print(processes())
    console.print(importing())
    console.print(loads())
    console.print(false_watch.table(false_watch.found()))
    console.print(programme_rule.table(pl.read_csv(programme_rule.KEPT)))
    console.print(warm_up.table(pl.read_csv(warm_up.KEPT)))
    for told in pain_calibration.tables(pain_calibration.kept()):
        console.print(told)


if __name__ == "__main__":
    main()
