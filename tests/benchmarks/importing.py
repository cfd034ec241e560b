"""Import ten years at once, then a file more: `python -m tests.benchmarks.importing [FILES]`.

Made-up runs of 1 000 records and nine kilometres, six a week. The first import is timed stage
by stage inside its process; nothing new and one new file as a user waits for them: the wall
time of the whole command. Beside them stand fitparse alone on some of the same files, and a
plain copy of the bytes with each file synced, which no import that keeps originals can beat.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.home import Home
from tests.benchmarks.rivals import with_fitparse
from tests.conftest import ROOT
from tests.made_runs import run_of, runs
from tests.peak import peak_mb

FILES = 3_000
RECORDS = 1_000
EVERY_S = 3
ROUNDS = 3
FITPARSE_FILES = 10
NEWEST = datetime(2026, 11, 21, 10, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-30\n[inbox]\nsettle_s = 0\n'
IMPORT = "--import"
"""Asks this module, in a process of its own, for the first import alone."""


def filled(folder: Path, files: int) -> Home:
    """Return a home whose inbox holds the runs."""
    home = Home(folder / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    for name, data in runs(NEWEST, files, records=RECORDS, every_s=EVERY_S):
        (home.inbox / name).write_bytes(data)
    return home


def first_import(home: Home) -> dict[str, Any]:
    """Refresh, and tell how long each stage took and what memory all processes needed."""
    started = time.perf_counter()
    from pipeline.refresh import refresh  # noqa: PLC0415 - its import is a stage, too

    stages: dict[str, float] = defaultdict(float, {"start": time.perf_counter() - started})
    raised: dict[str, float] = defaultdict(float)

    def timed(stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: object) -> object:
            began, peak = time.perf_counter(), peak_mb()
            result = stage(*given)
            stages[stage.__name__] += time.perf_counter() - began
            raised[stage.__name__] += peak_mb() - peak
            return result

        return run

    refresh(home, step=timed)
    workers = [peak_mb(child.pid) for child in multiprocessing.active_children() if child.pid]
    return {
        "wall_s": time.perf_counter() - started,
        "stages_s": stages,
        "raised_mb": raised,
        "workers_mb": sum(workers),
        "peak_mb": peak_mb() + sum(workers),
    }


def fitparse_s(data: Iterable[bytes]) -> float:
    """Return how long fitparse alone takes for one file, the mean of some."""
    files = list(data)
    started = time.process_time()
    for one in files:
        with_fitparse(one)
    return (time.process_time() - started) / len(files)


def copying_s(paths: Iterable[Path], folder: Path) -> float:
    """Return how long a copy takes of which each file is safe on the disk."""
    folder.mkdir()
    started = time.perf_counter()
    for path in paths:
        with (folder / path.name).open("wb") as copy:
            copy.write(path.read_bytes())
            copy.flush()
            os.fsync(copy.fileno())
    return time.perf_counter() - started


def command_s(home: Home) -> float:
    """Return how long a user waits for `backstride run`."""
    started = time.perf_counter()
    run = [sys.executable, "-m", "flows", "run", "--home", str(home.root)]
    subprocess.run(run, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def one_more_s(home: Home, number: int) -> float:
    """Return how long a user waits after another run."""
    run = run_of(NEWEST + timedelta(days=number), records=RECORDS, every_s=EVERY_S)
    (home.inbox / f"new_{number}.fit").write_bytes(run)
    return command_s(home)


def measured(folder: Path, files: int) -> dict[str, Any]:
    """Return all that is measured, in seconds and megabytes."""
    home = filled(folder, files)
    paths = sorted(home.inbox.iterdir())
    limits = {
        "fitparse_s": files * fitparse_s(path.read_bytes() for path in paths[:FITPARSE_FILES]),
        "copying_s": copying_s(paths, folder / "copy"),
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", IMPORT, str(home.root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    return {
        "files": files,
        "records": files * RECORDS,
        **limits,
        **json.loads(told),
        "nothing_new_s": min(command_s(home) for _ in range(ROUNDS)),
        "one_new_s": min(one_more_s(home, number) for number in range(1, ROUNDS + 1)),
    }


def main() -> None:
    """Measure, and print what was found."""
    if sys.argv[1:2] == [IMPORT]:
        found = first_import(Home(Path(sys.argv[2])))
    else:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
