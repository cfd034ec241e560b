"""A damaged, held or half-copied warehouse is a sentence, and mostly not even that."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline import files, warehouse
from pipeline.errors import HomeUnwritable, WarehouseDamaged, WarehouseOpen
from pipeline.home import Home
from pipeline.refresh import refresh
from tests.made_files import drop_weeks

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
JUNK = b"this was a warehouse once" * 1000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder with a settings file and nothing else."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    return place


@pytest.fixture
def published(home: Home) -> Home:
    """Return a home folder whose writer and readers see three runs."""
    with warehouse.writing(home) as con:
        con.execute("create table runs as select range as run from range(3)")
    warehouse.publish(home)
    (home.archive / "ab").mkdir()
    return home


def runs(home: Home) -> int:
    """Return how many runs the writer's warehouse holds."""
    with warehouse.writing(home) as con:
        return int(con.sql("select count(*) from runs").fetchall()[0][0])


def command(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "flows", *words, "--home", str(home.root)],
        cwd=ROOT,
        env=os.environ | {"LANG": "C", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("damage", ["junk", "empty", "half", "flipped"])
def test_a_damaged_working_copy_is_set_aside(published: Home, damage: str) -> None:
    """The run goes on from the published copy; the damaged file stays for whoever asks."""
    path = published.working_warehouse
    flipped = bytearray(path.read_bytes())
    flipped[4096:12288] = bytes(8192)
    bad = {"junk": JUNK, "empty": b"", "half": path.read_bytes()[:9000], "flipped": bytes(flipped)}
    path.write_bytes(bad[damage])

    assert runs(published) == 3
    assert (published.work / "warehouse.broken.duckdb").read_bytes() == bad[damage]
    assert runs(published) == 3


def test_a_damaged_log_goes_with_its_warehouse(published: Home) -> None:
    """What DuckDB had not yet written in is set aside, too: beside a copy it is a stranger."""
    code = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute('insert into runs select 1 from range(5000)'); os._exit(9)"
    )
    path = published.working_warehouse
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    log = path.with_name("warehouse.duckdb.wal")
    torn = bytearray(log.read_bytes())
    torn[60:90] = b"\xff" * 30
    log.write_bytes(torn)

    assert runs(published) == 3
    assert (published.work / "warehouse.broken.duckdb.wal").read_bytes() == torn


def test_a_log_without_its_warehouse_does_not_stop_the_next_run(published: Home) -> None:
    """Killed while the damaged file was set aside, its log still lay there."""
    code = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute('create table other(a int)'); con.execute('checkpoint');"
        "con.execute('insert into other values (1)'); os._exit(9)"
    )
    stranger = published.work / "other.duckdb"
    subprocess.run([sys.executable, "-c", code, str(stranger)], check=False)
    published.working_warehouse.unlink()
    stranger.with_name("other.duckdb.wal").replace(published.work / "warehouse.duckdb.wal")

    assert runs(published) == 3


def test_killed_while_it_made_its_first_warehouse(home: Home) -> None:
    """A file of 0 bytes and nothing ever read: the next run simply begins."""
    home.working_warehouse.write_bytes(b"")

    with warehouse.writing(home) as con:
        assert con.sql("select count(*) from raw.files").fetchall() == [(0,)]


def test_without_a_published_copy_nothing_is_begun_anew(home: Home) -> None:
    """Runs lie in the archive: an empty warehouse would drop them from the page in silence."""
    home.working_warehouse.write_bytes(JUNK)
    (home.archive / "ab").mkdir()

    with pytest.raises(WarehouseDamaged, match="Your files are safe"), warehouse.writing(home):
        pass

    assert home.working_warehouse.read_bytes() == JUNK


def test_both_damaged_says_so_and_keeps_both(published: Home) -> None:
    """With neither copy readable the run stops with a sentence and touches neither."""
    published.working_warehouse.write_bytes(JUNK)
    published.warehouse.write_bytes(JUNK)

    with pytest.raises(WarehouseDamaged) as told, warehouse.writing(published):
        pass

    assert str(published.warehouse) in str(told.value)
    assert JUNK == published.working_warehouse.read_bytes() == published.warehouse.read_bytes()


def test_a_warehouse_another_program_holds_is_not_damaged(published: Home) -> None:
    """Who has it open in DuckDB's own shell is asked to close it; nothing is set aside."""
    code = (
        "import duckdb, sys; con = duckdb.connect(sys.argv[1]);"
        "print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(published.working_warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(WarehouseOpen, match="another program"), warehouse.writing(published):
            pass

    assert not (published.work / "warehouse.broken.duckdb").exists()
    assert runs(published) == 3


def test_a_disk_problem_is_not_damage(published: Home) -> None:
    """What the disk refuses is said as such, and nothing is set aside."""
    published.working_warehouse.unlink()
    published.working_warehouse.mkdir()

    with pytest.raises(HomeUnwritable, match="Is a directory"), warehouse.writing(published):
        pass

    assert published.working_warehouse.is_dir()


def test_a_mistake_of_ours_is_not_the_disks(published: Home) -> None:
    """A query that is wrong stays DuckDB's own error: it is our bug, not the user's disk."""
    with pytest.raises(duckdb.CatalogException), warehouse.writing(published) as con:
        con.execute("from no_such_table")


def test_a_copy_that_breaks_off_is_not_taken_for_whole(
    published: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while the published warehouse was copied: no half file waits for the next run."""
    published.working_warehouse.unlink()

    def killed(_path: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files.Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt), warehouse.writing(published):
            pass

    assert not published.working_warehouse.exists()
    assert runs(published) == 3


def test_a_run_and_a_question_never_end_in_a_traceback(home: Home) -> None:
    """Junk in the working copy costs nothing; a published one is one sentence and exit 1."""
    drop_weeks(home.inbox, NOON, weeks=1)
    refresh(home)
    home.working_warehouse.write_bytes(JUNK)

    done = command(home, "run")

    assert done.returncode == 0, done.stderr

    home.warehouse.write_bytes(JUNK)
    for words in (["query", "select 1"], ["status"]):
        asked = command(home, *words)
        assert asked.returncode == 1
        assert "cannot be read as a warehouse" in asked.stderr
        assert "Traceback" not in asked.stderr
