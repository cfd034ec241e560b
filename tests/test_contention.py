"""Runs take turns, and nobody who only reads is ever in the way."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import HomeBusy
from pipeline.home import Home
from pipeline.refresh import refresh
from tests.conftest import ROOT
from tests.made_files import drop_weeks, gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
print(con.sql("select count(*) from fct_sessions").fetchall()[0][0], flush=True)
sys.stdin.readline()
print(con.sql("select count(*) from fct_sessions").fetchall()[0][0], flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder with a month of runs in its inbox."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(home.inbox, NOON, weeks=4)
    return home


def started(*command: str) -> subprocess.Popen[str]:
    """Start a program that is written to and read from."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def test_two_runs_at_once_take_turns(home: Home) -> None:
    """Started together, one reads everything, the other waits and finds nothing to do."""
    runs = [started("-m", "flows", "run", "--json", "--home", str(home.root)) for _ in range(2)]

    answers = [json.loads(run.communicate(timeout=300)[0]) for run in runs]

    assert [0, 0] == [run.returncode for run in runs]
    assert [0, 12] == sorted(answer["files"]["loaded"] for answer in answers)
    assert [12, 12] == [answer["sessions"]["total"] for answer in answers]


def test_who_has_waited_long_enough_says_so(home: Home) -> None:
    """A run that never ends is named; whoever waits for it is told at once that it must wait."""
    told = []

    with home.lock(), pytest.raises(HomeBusy, match="Another Backstride run"):  # noqa: SIM117
        with home.lock(wait_s=0.1, waiting=lambda: told.append("wait")):
            pytest.fail("two runs hold one home folder")

    assert ["wait"] == told


def test_a_reader_never_blocks_the_writer(home: Home) -> None:
    """Whoever has the warehouse open sees what was true then, and a run goes on meanwhile."""
    refresh(home)
    reader = started("-c", READER, str(home.warehouse))
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stdout.readline() == "12\n"
    (home.inbox / "new.gpx").write_bytes(gpx_run(NOON.replace(hour=6), 3))

    done = refresh(home)

    assert done.sessions["total"] == 13
    reader.stdin.write("\n")
    reader.stdin.close()
    assert reader.stdout.readline() == "12\n"
    assert reader.wait(60) == 0
