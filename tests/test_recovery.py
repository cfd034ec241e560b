"""What was dropped once can be read again: after a lost warehouse, an upgrade, a kill."""

import io
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.home import Home
from pipeline.journal import append_mark
from pipeline.originals.verify import verify
from pipeline.progress import quiet
from pipeline.refresh import prepare, refresh
from pipeline.settings import load_settings
from pipeline.stages import Again
from tests.made_files import drop_weeks, gpx_run
from tests.marts import files_below, files_of, marts_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n{limits}\n[athletes.anna]\n'
DIARY = "date,pain\n{day},{pain}\n2026-11-19,99\n"


def zipped(**members: bytes) -> bytes:
    """Return a zip of some members; `__` in a name stands for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return packed.getvalue()


def home_at(path: Path, limits: str = "") -> Home:
    """Return a home folder with two athletes."""
    home = Home(path)
    home.create()
    home.settings_file.write_text(SETTINGS.format(limits=limits), "utf-8")
    return home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home whose owner has dropped a bit of everything over three runs."""
    home = home_at(tmp_path / "home")
    run = gpx_run(NOON, 7)
    drop_weeks(home.inbox, NOON - timedelta(days=1), weeks=3)
    (home.inbox / "export.zip").write_bytes(
        zipped(a__gpx=run, b__gpx=b"no gpx", inner__zip=zipped(c__gpx=gpx_run(NOON, 3)))
    )
    (home.inbox / "diary.csv").write_text(DIARY.format(day="2026-11-20", pain=3), "utf-8")
    refresh(home)
    (home.inbox / "again.gpx").write_bytes(run)
    (home.inbox / "broken.fit").write_bytes(b"\x0e\x10\x00\x00....FIT" + b"junk" * 9)
    (home.inbox / "photo.jpg").write_bytes(b"\xff\xd8\xff nice")
    (home.inbox / "diary2.csv").write_text(DIARY.format(day="2026-11-20", pain=5), "utf-8")
    (home.inbox / "anna").mkdir()
    (home.inbox / "anna" / "hers.gpx").write_bytes(run)
    refresh(home)
    (home.diary / "me.csv").write_text(DIARY.format(day="2026-11-21", pain=2), "utf-8")
    append_mark(home, "me", "ill", NOON.date() - timedelta(9), NOON.date() - timedelta(8))
    refresh(home)
    return home


def test_a_rebuilt_warehouse_says_the_same(home: Home) -> None:
    """Read again from archive, diary and journal alone, every number and file is the same."""
    marts, files = marts_of(home), files_of(home)
    kept = files_below(home.archive) | files_below(home.quarantine)

    done = refresh(home, again=Again.EVERYTHING)

    assert marts == marts_of(home)
    assert files == files_of(home)
    assert kept == files_below(home.archive) | files_below(home.quarantine)
    assert set() == files_below(home.inbox)
    assert len(marts["fct_sessions"]) == done.sessions["total"] == done.sessions["new"]


def test_a_lost_warehouse_comes_back_by_itself(home: Home) -> None:
    """Whoever deletes the warehouse and all temporary files gets both back with the next run."""
    marts, files = marts_of(home), files_of(home)
    home.warehouse.unlink()
    shutil.rmtree(home.work)

    refresh(home)

    assert marts == marts_of(home)
    assert files == files_of(home)


def test_a_damaged_warehouse_comes_back_by_itself(home: Home) -> None:
    """Where the only copy cannot be read, it is set aside and everything is read again."""
    marts = marts_of(home)
    home.warehouse.unlink()
    home.working_warehouse.write_bytes(b"this was a warehouse once" * 1000)

    refresh(home)

    assert marts == marts_of(home)


def test_two_damaged_warehouses_come_back_by_themselves(home: Home) -> None:
    """Where neither copy can be read, everything is read again from the archive."""
    marts = marts_of(home)
    for path in (home.warehouse, home.working_warehouse):
        path.write_bytes(b"this was a warehouse once" * 1000)

    refresh(home)

    assert marts == marts_of(home)


def test_a_published_warehouse_written_over_is_published_again(home: Home) -> None:
    """With nothing new to read, a damaged public copy does not stay for ever."""
    marts = marts_of(home)
    home.warehouse.write_bytes(b"this was a warehouse once" * 1000)

    refresh(home)

    assert marts == marts_of(home)


def test_a_rebuild_that_was_broken_off_goes_on(home: Home) -> None:
    """Stopped after the empty warehouse was made, any later run reads what is missing."""
    marts = marts_of(home)
    prepare(home, Again.EVERYTHING)

    refresh(home)

    assert marts == marts_of(home)


def test_an_older_copy_catches_up(home: Home, tmp_path: Path) -> None:
    """Where only an old published warehouse is left, what was read since is read again."""
    old = tmp_path / "old.duckdb"
    shutil.copy(home.warehouse, old)
    (home.inbox / "new.gpx").write_bytes(gpx_run(NOON - timedelta(days=40), 4))
    refresh(home)
    marts = marts_of(home)
    shutil.rmtree(home.work)
    shutil.copy(old, home.warehouse)

    refresh(home)

    assert marts == marts_of(home)


def test_rows_without_a_line_are_written_down(home: Home) -> None:
    """A ledger that was lost is written anew from the warehouse, and a rebuild finds all again."""
    marts = marts_of(home)
    for path in home.journal.glob("*.files.csv"):
        path.unlink()
    refresh(home)

    refresh(home, again=Again.EVERYTHING)

    assert marts == marts_of(home)


def test_a_ledger_never_leads_out_of_the_home(home: Home, tmp_path: Path) -> None:
    """A line with a path outside archive and quarantine is not followed."""
    (tmp_path / "secret.gpx").write_bytes(gpx_run(NOON - timedelta(days=50), 30))
    with (home.journal / "me.files.csv").open("a", encoding="utf-8") as ledger:
        ledger.write('"2026-11-01T00:00:00+00:00","ab","x.gpx","","archive/../../secret.gpx"\n')

    refresh(home)

    assert not [row for row in files_of(home) if row[1] == "x.gpx"]


@pytest.mark.parametrize("name", ["run.gpx", "export.zip"])
def test_what_a_limit_has_refused_is_read_after_it_is_raised(tmp_path: Path, name: str) -> None:
    """`retry` takes refused files back, alone or inside their archive, and tidies up after."""
    run = gpx_run(NOON, 7) + b"\n" * 1_000_000
    home = home_at(tmp_path / "home", "member_megabytes = 1")
    (home.inbox / name).write_bytes(run if name == "run.gpx" else zipped(run__gpx=run))
    assert refresh(home).files["quarantined"] == 1
    home.settings_file.write_text(SETTINGS.format(limits=""), "utf-8")

    done = refresh(home, again=Again.REFUSED)

    assert (done.files["loaded"], done.sessions["total"]) == (1, 1)
    assert [] == [row for row in files_of(home) if row[2] == "quarantined"]
    assert set() == files_below(home.quarantine)
    assert len(files_below(home.archive)) == 1
    marts = marts_of(home)
    refresh(home, again=Again.EVERYTHING)
    assert marts == marts_of(home)


def test_what_is_still_unreadable_stays_refused_once(home: Home) -> None:
    """Trying again and again in vain leaves one file, one reason and one row."""
    files, kept = files_of(home), files_below(home.quarantine)

    for _ in range(2):
        refresh(home, again=Again.REFUSED)

    assert files == files_of(home)
    assert kept == files_below(home.quarantine)


def test_a_better_copy_of_the_same_bytes_is_no_second_refusal(home: Home) -> None:
    """A refused file that is dropped again has one row, not two."""
    files = files_of(home)
    broken = next(home.quarantine.glob("*broken.fit"))
    (home.inbox / "broken.fit").write_bytes(broken.read_bytes())

    refresh(home)

    assert files == files_of(home)


def test_every_original_is_verified(home: Home) -> None:
    """A flipped bit, a lost file and a stranger in the archive are all found and named."""
    sound = verify(home, lambda *_: None)
    assert ([], [], 0, 0) == (sound.missing, sound.changed, sound.unread, sound.unrecorded)
    assert len(files_below(home.archive)) + 2 == sound.intact  # one is hers and mine, one refused

    gpxs = sorted(home.archive.rglob("*.gpx"))
    gpxs[0].unlink()
    gpxs[1].write_bytes(gpxs[1].read_bytes()[:-1] + b"!")
    (home.archive / "zz").mkdir()
    (home.archive / "zz" / "stranger.fit").write_bytes(b"?")
    found = verify(home, lambda *_: None)

    assert (1, 1, 1) == (len(found.missing), len(found.changed), found.unrecorded)
    assert sound.intact - 2 <= found.intact < sound.intact


def test_nothing_is_written_down_twice(home: Home) -> None:
    """A ledger that knows everything stays as it is, however often it is held against the rows."""
    ledgers = {path: path.read_bytes() for path in home.journal.glob("*.files.csv")}

    for _ in range(2):
        refresh(home)

    assert ledgers == {path: path.read_bytes() for path in home.journal.glob("*.files.csv")}
    assert ledgers


def test_a_rebuild_without_a_ledger_loses_nothing(home: Home) -> None:
    """An older home has no ledger: it is written from the warehouse before that is emptied."""
    marts = marts_of(home)
    for path in home.journal.glob("*.files.csv"):
        path.unlink()

    refresh(home, again=Again.EVERYTHING)

    assert marts == marts_of(home)


def test_a_limit_raised_before_a_rebuild_moves_the_file_to_the_archive(tmp_path: Path) -> None:
    """What a rebuild can read at last is no longer beside a reason that says it may be deleted."""
    home = home_at(tmp_path / "home", "member_megabytes = 1")
    (home.inbox / "run.gpx").write_bytes(gpx_run(NOON, 7) + b"\n" * 1_000_000)
    refresh(home)
    home.settings_file.write_text(SETTINGS.format(limits=""), "utf-8")

    refresh(home, again=Again.EVERYTHING)

    assert set() == files_below(home.quarantine)
    marts = marts_of(home)
    refresh(home, again=Again.EVERYTHING)
    assert marts == marts_of(home)
    assert 1 == len(marts["fct_sessions"])


def test_a_rotten_copy_is_healed_by_dropping_the_file_again(tmp_path: Path) -> None:
    """The archive is not trusted by its size: the good bytes that come again take its place."""
    home = home_at(tmp_path / "home")
    run = gpx_run(NOON, 7)
    (home.inbox / "run.gpx").write_bytes(run)
    refresh(home)
    kept = next(home.archive.rglob("*.gpx"))
    kept.write_bytes(run[:-1] + b"!")
    (home.inbox / "run.gpx").write_bytes(run)

    refresh(home)

    assert run == kept.read_bytes()


def test_a_rotten_copy_is_told_and_never_read_for_another(tmp_path: Path) -> None:
    """A rebuild names the original that is no longer what it was, every time, and counts on."""
    home = home_at(tmp_path / "home")
    for days in (0, 3):
        (home.inbox / f"run{days}.gpx").write_bytes(gpx_run(NOON - timedelta(days), 7 + days))
    refresh(home)
    kept = home.archive / next(
        row[4][:2] + f"/{row[4]}.gpx" for row in files_of(home) if row[1] == "run3.gpx"
    )
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")

    first, second = refresh(home, again=Again.EVERYTHING), refresh(home)

    for done in (first, second):
        assert ["run3.gpx"] == [notice.facts["name"] for notice in done.notices]
        assert 1 == done.sessions["total"]
    assert 1 == len(files_of(home))


def test_an_archive_is_safe_before_its_first_member_counts(tmp_path: Path) -> None:
    """Stopped between portions, and its zip thrown away: the rest comes out of the kept copy."""
    home = home_at(tmp_path / "home")
    runs = {f"r{days}__gpx": gpx_run(NOON - timedelta(days), 5) for days in range(4)}
    (home.inbox / "export.zip").write_bytes(zipped(**runs))
    settings = load_settings(home)
    scan = stages.scan_inbox(home, settings, Again.LOST, quiet)
    first = [arrival for arrival in scan.arrivals if not arrival.is_container][:1]
    stages.load(home, stages.decode(home, settings, first, quiet), quiet)
    (home.inbox / "export.zip").unlink()

    done = refresh(home)

    assert 4 == done.sessions["total"]
    marts = marts_of(home)
    refresh(home, again=Again.EVERYTHING)
    assert marts == marts_of(home)


def test_trying_several_archives_again(tmp_path: Path) -> None:
    """A refused member in one archive and a damaged archive beside it can both be tried again."""
    home = home_at(tmp_path / "home", "member_megabytes = 1")
    big = gpx_run(NOON, 7) + b"\n" * 1_000_000
    for name in ("one", "two"):
        (home.inbox / f"{name}.zip").write_bytes(zipped(**{f"{name}__gpx": big + name.encode()}))
        (home.inbox / f"broken_{name}.zip").write_bytes(b"PK\x03\x04" + name.encode())
    refresh(home)
    files = files_of(home)

    for _ in range(2):
        assert 4 == refresh(home, again=Again.REFUSED).files["quarantined"]

    assert files == files_of(home)
    refresh(home, again=Again.EVERYTHING)
    assert files == files_of(home)


def test_a_file_that_becomes_a_link_or_a_folder_is_left(tmp_path: Path) -> None:
    """What was a file when it was scanned and is none when it is read stays, and the run goes on."""
    home = home_at(tmp_path / "home")
    for name in ("a.gpx", "b.gpx", "c.gpx"):
        (home.inbox / name).write_bytes(gpx_run(NOON - timedelta(ord(name[0])), 5))
    settings = load_settings(home)
    scan = stages.scan_inbox(home, settings, Again.LOST, quiet)
    for name in ("a.gpx", "b.gpx"):
        (home.inbox / name).unlink()
    (home.inbox / "a.gpx").symlink_to(home.settings_file)
    (home.inbox / "b.gpx").mkdir()

    outcomes = stages.decode(home, settings, scan.arrivals, quiet)

    assert ["c.gpx"] == [outcome.arrival.name for outcome in outcomes]
