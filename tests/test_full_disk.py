"""A disk that is full at any moment: one sentence, nothing lost, and the next run goes on.

A limit on the size of a file, set in a process of its own, stands in for the full disk: what
is written past it fails as it does there.
"""

import os
import pickle
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.errors import HomeUnwritable
from pipeline.home import Home
from pipeline.refresh import refresh
from tests.made_files import gpx_run
from tests.marts import Tables, marts_of

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
UNDECODED = 2_000
"""Less than a run's rows, which are written first."""
UNCOMMITTED = 60_000
"""Room for these, but not for the warehouse's log."""
UNFINISHED = 2_000_000
"""Room for the log, but not for what it holds in the warehouse's own file."""
ROOM = [UNDECODED, UNCOMMITTED, UNFINISHED]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home that holds one run, published, and another that waits in its inbox."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    drop(place, 0)
    refresh(place)
    drop(place, 2)
    return place


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return what two runs make where the disk is never full."""
    place = Home(tmp_path_factory.mktemp("roomy") / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    for days_ago in (0, 2):
        drop(place, days_ago)
        refresh(place)
    return marts_of(place)


def drop(home: Home, days_ago: int) -> None:
    """Drop a run of 5 km."""
    path = home.inbox / f"{days_ago}.gpx"
    path.write_bytes(gpx_run(NOON - timedelta(days=days_ago), 5))


def limited(home: Home, room: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file beyond some bytes."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    return subprocess.run(
        [sys.executable, "-m", "flows", *words, "--home", str(home.root)],
        cwd=ROOT,
        env=os.environ | {"LANG": "C", "LC_ALL": "C"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard)),
        capture_output=True,
        text=True,
        check=False,
    )


def assert_one_sentence(done: subprocess.CompletedProcess[str]) -> None:
    """Hold what a command said against a full disk's one sentence."""
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition("Nothing was lost")[1] for line in done.stderr.splitlines()] == [
        "Nothing was lost"
    ], done.stderr


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(
    home: Home, wanted: Tables, room: int
) -> None:
    """Wherever a run hits the end of the disk, with room again it counts every kilometre once."""
    published = marts_of(home)

    assert_one_sentence(limited(home, room, "run"))
    assert marts_of(home) == published

    refresh(home)
    assert marts_of(home) == wanted
    assert not any(home.inbox.iterdir())


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_while_all_is_read_again(home: Home, wanted: Tables, room: int) -> None:
    """An empty warehouse that could not be written takes no other's place."""
    assert_one_sentence(limited(home, room, "rebuild"))

    refresh(home)
    assert marts_of(home) == wanted
    assert not (home.work / "warehouse.new.duckdb").exists()


@pytest.mark.parametrize("room", [UNDECODED, UNCOMMITTED])
def test_a_full_disk_while_an_athlete_is_forgotten(home: Home, room: int) -> None:
    """What could not be deleted yet is deleted by the next run."""
    assert_one_sentence(limited(home, room, "forget", "me", "--yes"))

    refresh(home)
    assert marts_of(home)["fct_sessions"] == []


def test_a_log_that_is_full_is_done_without(home: Home, wanted: Tables) -> None:
    """A line the log has no room for is no reason to stop, nor to say anything."""
    (home.logs / "backstride.log").symlink_to("/dev/full")

    done = limited(home, resource.RLIM_INFINITY, "run")

    assert (done.returncode, done.stderr) == (0, "")
    assert marts_of(home) == wanted


def test_what_lies_in_a_log_is_not_published(home: Home) -> None:
    """A warehouse whose last run stands in its log alone is finished before readers see it."""
    code = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute('create table told as select 1'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(home.working_warehouse)], check=False)

    warehouse.publish(home)

    with warehouse.reading(home) as con:
        assert con.sql("from told").fetchall() == [(1,)]


def test_a_worker_hands_on_that_the_disk_is_full() -> None:
    """The sentence of a process beside the run arrives whole."""
    said = HomeUnwritable(path="work/decoded", problem="No space left on device")

    heard = pickle.loads(pickle.dumps(said))

    assert (type(said), said.reason) == (type(heard), heard.reason)
