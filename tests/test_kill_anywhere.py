"""Killed for good at random moments, run after run, the marts end as if nothing had happened."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.journal import append_mark
from pipeline.refresh import refresh
from pipeline.stages import Again
from tests.made_files import gpx_run
from tests.made_runs import run_of
from tests.marts import files_below, files_of, marts_of

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
KILLS = 25
DROPS = 20
WORK = """
import sys
from pathlib import Path
from pipeline.home import Home
from pipeline.refresh import refresh
import pipeline.association, pipeline.matching, dashboards.site
print("ready", flush=True)
refresh(Home(Path(sys.argv[1])))
"""
"""Imports are not worth killing: the clock starts when they are done."""


def drop(home: Home, number: int) -> None:
    """Drop a run as FIT and as GPX, a zip, a broken file and a diary, and say something."""
    day = NOON - timedelta(days=2 * number)
    (home.inbox / f"watch{number}.fit").write_bytes(run_of(day, records=300 + number))
    (home.inbox / f"phone{number}.gpx").write_bytes(gpx_run(day, (299 + number) * 3 / 1000))
    (home.inbox / f"broken{number}.fit").write_bytes(b"\x0e\x10\x00\x00....FIT%d" % number)
    with zipfile.ZipFile(home.inbox / f"more{number}.zip", "w") as archive:
        early = zipfile.ZipInfo("early.gpx")  # dated 1980: the same bytes whenever it is written
        archive.writestr(early, gpx_run(day - timedelta(hours=5), 4))
    (home.inbox / f"diary{number}.csv").write_text(f"date,pain\n{day:%Y-%m-%d},{number % 9}\n")
    with (home.diary / "me.csv").open("a") as diary:
        diary.write(("" if diary.tell() else "date,pain,when\n") + f"{day:%Y-%m-%d},1,evening\n")
    marked: date = day.date() - timedelta(1)
    append_mark(home, "me", "ill", marked, marked, now=NOON + timedelta(seconds=number))


def new_home(path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(path)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


def is_killed(home: Home, after_s: float) -> bool:
    """Start a run, kill it for good some time after it began to work, and tell if that hit."""
    run = subprocess.Popen(
        [sys.executable, "-c", WORK, str(home.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    time.sleep(after_s)
    run.kill()
    return run.wait() == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_anywhere_nothing_is_lost_or_counted_twice(tmp_path: Path, seed: int) -> None:
    """25 runs die at random moments, the first nineteen each after something new was dropped."""
    chance = random.Random(seed)
    undisturbed, home = new_home(tmp_path / "undisturbed"), new_home(tmp_path / "home")
    originals = set()
    for number in range(DROPS):
        drop(undisturbed, number)
        originals |= {path.read_bytes() for path in undisturbed.inbox.iterdir()}
    refresh(undisturbed)
    drop(home, 0)
    usual_s = refresh(home).seconds

    hits, number = 0, 1
    while hits < KILLS:
        if number < DROPS:
            drop(home, number)
            number += 1
        else:
            (home.work / "built").unlink(missing_ok=True)  # have it do everything but read files
        hits += is_killed(home, chance.uniform(0, usual_s))
    done = refresh(home)

    assert marts_of(undisturbed) == marts_of(home)
    assert {row[1] for row in files_of(undisturbed)} == {row[1] for row in files_of(home)}
    kept = (*home.archive.rglob("*"), *home.quarantine.glob("*.fit"))
    assert originals <= {path.read_bytes() for path in kept if path.is_file()}
    assert files_below(undisturbed.archive) <= files_below(home.archive)
    assert files_below(undisturbed.quarantine) == files_below(home.quarantine)
    assert set() == files_below(home.inbox)
    assert done.sessions["total"] == 2 * DROPS
    refresh(home, again=Again.EVERYTHING)
    assert marts_of(undisturbed) == marts_of(home)
