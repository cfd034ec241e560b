"""Killed for good at any moment, a run loses nothing and counts nothing twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.home import Home
from tests.made_files import drop_weeks
from tests.marts import files_below

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
WEEKS = 8
DROPPED = 3 * WEEKS

MOMENTS: dict[str, Callable[[Home], bool]] = {
    "making its warehouse": lambda home: home.working_warehouse.exists(),
    "decoding": lambda home: any(home.work.glob("decoded/*.parquet")),
    "archiving": lambda home: any(home.archive.rglob("*.gpx")),
    "clearing the inbox": lambda home: len(list(home.inbox.iterdir())) < DROPPED,
    "publishing": lambda home: home.warehouse.exists(),
    "writing pages": lambda home: any(home.dashboards.glob("*.html")),
}
"""Each is the first sign of its stage, and leaves the signs after it to later runs."""


def started(home: Home) -> subprocess.Popen[str]:
    """Start a run as a user does, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "run", "--json", "--home", str(home.root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def killed_when(home: Home, is_time: Callable[[Home], bool]) -> bool:
    """Run until a moment has come, kill it for good, and tell whether that hit."""
    run = started(home)
    while run.poll() is None and not is_time(home):
        time.sleep(0.002)
    run.kill()
    try:
        _, said = run.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        raise
    assert "Traceback" not in said
    return run.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_killed_at_every_stage_each_run_counts_once(tmp_path: Path) -> None:
    """Killed six times in a row, each time a stage further, the next run ends it all well."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    assert drop_weeks(home.inbox, NOON, weeks=WEEKS) == DROPPED
    originals = {path.read_bytes() for path in home.inbox.iterdir()}

    hits = [name for name, is_time in MOMENTS.items() if killed_when(home, is_time)]
    run = started(home)
    answer, said = run.communicate(timeout=120)

    assert list(MOMENTS) == hits
    assert run.returncode == 0, said
    done = json.loads(answer)
    assert done["sessions"]["total"] == DROPPED
    with warehouse.reading(home) as con:
        counted = con.sql(
            "select count(*), count(distinct started_at) from fct_sessions where not is_excluded"
        ).fetchall()
        loaded = con.sql(
            "select count(*), count(distinct sha256) from raw.files where status = 'loaded'"
        ).fetchall()
    assert [(DROPPED, DROPPED)] == counted == loaded
    assert originals == {path.read_bytes() for path in home.archive.rglob("*") if path.is_file()}
    assert DROPPED == len(files_below(home.archive))
    assert {"me.files.csv"} == files_below(home.journal)
    for folder in (home.inbox, home.quarantine, home.diary):
        assert set() == files_below(folder)
    pages = {Path(page).name for page in done["pages"]}
    beside = {path for path in files_below(home.dashboards) if path not in pages}
    assert pages | {"me.physio.html", "me.physio.de.html"} == {
        path.name for path in home.dashboards.glob("*.html")
    }
    assert {".html", ".csv", ".parquet", ".md"} == {Path(path).suffix for path in beside}
    assert {"backstride.toml", "warehouse.duckdb"} == {
        path.name for path in home.root.iterdir() if path.is_file()
    }
