"""Who is forgotten has never been there; who stays keeps every number."""

import shutil
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.journal import append_mark
from pipeline.originals.forget import forget
from pipeline.refresh import refresh
from tests.made_files import gpx_run
from tests.marts import marts_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = (
    'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n[athletes.anna]\n'
)
SHARED = gpx_run(NOON, 7)


def home_of(path: Path, *athletes: str) -> Home:
    """Return a home in which anna, and who else is named, has runs, a diary and marks."""
    home = Home(path)
    home.create()
    settings = SETTINGS + "".join(f"[athletes.{name}]\n" for name in athletes if name != "anna")
    home.settings_file.write_text(settings, "utf-8")
    for number, name in enumerate(athletes):
        folder = home.inbox / name
        folder.mkdir()
        (folder / f"together_{name}.gpx").write_bytes(SHARED)
        (folder / f"alone_{name}.gpx").write_bytes(gpx_run(NOON - timedelta(3 + number), 5))
        (folder / f"broken_{name}.fit").write_bytes(b"\x0e\x10\x00\x00....FIT" + name.encode())
        (home.diary / f"{name}.csv").write_text(f"date,pain\n2026-11-20,{number}\n", "utf-8")
        append_mark(home, name, "ill", NOON.date(), NOON.date(), now=NOON)
    refresh(home)
    for name in athletes:
        (home.inbox / name / f"waiting_{name}.gpx").write_bytes(gpx_run(NOON - timedelta(9), 4))
    return home


def traces(home: Home, name: str) -> list[str]:
    """Return every path and file in which a name still stands."""
    paths = [path for path in home.root.rglob("*") if name in str(path.relative_to(home.root))]
    files = [path for path in home.root.rglob("*") if path.is_file()]
    return [str(path) for path in (*paths, *(p for p in files if name.encode() in p.read_bytes()))]


def test_who_is_forgotten_has_never_been_there(tmp_path: Path) -> None:
    """Neither a path nor a byte of the home folder names them, and the others' marts are equal."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    alone = home_of(tmp_path / "alone", "anna")
    assert traces(home, "ludmilla")

    forget(home, "ludmilla")

    assert [] == traces(home, "ludmilla")
    for place in (home, alone):
        refresh(place)
    assert marts_of(alone) == marts_of(home)
    assert SHARED in {path.read_bytes() for path in home.archive.rglob("*.gpx")}


def test_forgetting_goes_on_after_a_kill(tmp_path: Path) -> None:
    """Killed right after it was asked for, the next run does what is left."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    (home.work / "forgetting").mkdir()
    (home.work / "forgetting" / "ludmilla").touch()

    refresh(home)

    assert [] == traces(home, "ludmilla")


@pytest.mark.parametrize("name", ["me"])
def test_the_owner_of_the_inbox_can_be_forgotten_too(tmp_path: Path, name: str) -> None:
    """Files that lie directly in the inbox go, those of others stay."""
    home = home_of(tmp_path / "home", "anna")
    (home.inbox / "mine_alone.gpx").write_bytes(gpx_run(NOON - timedelta(1), 6))
    refresh(home)
    (home.inbox / "mine_waiting.gpx").write_bytes(gpx_run(NOON - timedelta(2), 6))
    (home.inbox / "anna" / "hers.gpx").write_bytes(gpx_run(NOON - timedelta(6), 6))

    forget(home, name)

    assert [] == traces(home, "mine_")
    assert (home.inbox / "anna" / "hers.gpx").exists()
    assert ["anna"] == refresh(home).athletes


def test_only_who_is_forgotten_loses_files_that_wait(tmp_path: Path) -> None:
    """Anna has a first file waiting and nothing else: that `me` is forgotten is not her affair."""
    home = home_of(tmp_path / "home")
    (home.inbox / "mine.gpx").write_bytes(SHARED)
    refresh(home)
    for folder in ("anna", "holiday"):
        (home.inbox / folder).mkdir(exist_ok=True)
        (home.inbox / folder / "waiting.gpx").write_bytes(gpx_run(NOON, 6))

    forget(home, "me")

    assert ["anna"] == [path.name for path in home.inbox.iterdir()]
    assert (home.inbox / "anna" / "waiting.gpx").exists()


def test_a_folder_named_by_a_mac_is_forgotten_with_its_athlete(tmp_path: Path) -> None:
    """A name with dots above its letters is the same name in both spellings."""
    name = unicodedata.normalize("NFC", "Jürgen")
    home = home_of(tmp_path / "home", "anna")
    with home.settings_file.open("a", encoding="utf-8") as settings:
        settings.write(f'[athletes."{name}"]\n')
    folder = home.inbox / unicodedata.normalize("NFD", name)
    folder.mkdir()
    (folder / "waiting.gpx").write_bytes(gpx_run(NOON, 6))

    forget(home, name)

    assert ["anna"] == [path.name for path in home.inbox.iterdir()]


def test_copies_that_a_sync_program_set_aside_are_forgotten_too(tmp_path: Path) -> None:
    """Neither a journal nor a ledger set aside brings an athlete back."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    for stem in ("ludmilla", "ludmilla.files"):
        for ending in (".sync-conflict-20261101-101010-ABCDEFG", " (conflicted copy)"):
            shutil.copy(home.journal / f"{stem}.csv", home.journal / f"{stem}{ending}.csv")

    forget(home, "ludmilla")

    assert [] == traces(home, "ludmilla")
    assert ["anna"] == refresh(home).athletes


def test_who_has_no_ledger_yet_is_forgotten_whole(tmp_path: Path) -> None:
    """In a home of an earlier version no byte of theirs stays, and none of the others' goes."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    hers = (gpx_run(NOON - timedelta(4), 5), b"\x0e\x10\x00\x00....FITludmilla")
    for path in home.journal.glob("*.files.csv"):
        path.unlink()

    forget(home, "ludmilla")

    kept = {
        p.read_bytes()
        for p in (*home.archive.rglob("*"), *home.quarantine.iterdir())
        if p.is_file()
    }
    assert set() == kept.intersection(hers)
    assert {SHARED, gpx_run(NOON - timedelta(3), 5)} <= kept


def test_bytes_that_another_has_dropped_too_stay(tmp_path: Path) -> None:
    """However a ledger spells the place, and where a killed run left the other's line unwritten."""
    for spoilt in ("anna", "ludmilla"):
        home = home_of(tmp_path / spoilt, "anna", "ludmilla")
        path = home.ledger(spoilt)
        path.write_text(path.read_text("utf-8").replace("archive/", "archive//"), "utf-8")

        forget(home, "ludmilla")

        assert SHARED in {path.read_bytes() for path in home.archive.rglob("*.gpx")}


def test_a_ledger_deletes_nothing_outside_the_home(tmp_path: Path) -> None:
    """Neither a folder elsewhere, nor what a link in an original's place leads to."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.gpx").write_bytes(SHARED)
    digest = "ab" * 32
    (home.archive / "ab").mkdir(exist_ok=True)
    (home.archive / "ab" / digest).symlink_to(outside / "precious.gpx")
    (home.archive / "ab" / f"{digest}.gpx").mkdir()
    places = (str(outside), f"archive/ab/{digest}", f"archive/ab/{digest}.gpx")
    with home.ledger("ludmilla").open("a", encoding="utf-8") as ledger:
        for place in places:
            for sha256 in (digest, str(outside)):
                ledger.write(f'"{NOON.isoformat()}","{sha256}","x.gpx","","{place}"\n')

    forget(home, "ludmilla")

    assert (outside / "precious.gpx").exists()
    assert (home.archive / "ab" / f"{digest}.gpx").is_dir()


def test_a_refused_file_both_have_dropped_keeps_no_name_of_hers(tmp_path: Path) -> None:
    """The same broken bytes, under one name and under two: only the other's name stays."""
    home = home_of(tmp_path / "home", "anna", "ludmilla")
    for name in ("anna", "ludmilla"):
        for file in ("same.fit", f"own_{name}.fit"):
            (home.inbox / name / file).write_bytes(b"\x0e\x10\x00\x00....FIT both")
    refresh(home)
    assert traces(home, "ludmilla")

    forget(home, "ludmilla")
    refresh(home)

    assert [] == traces(home, "ludmilla")
    assert {"same.fit", "own_anna.fit"} <= {
        path.name.partition("-")[2] for path in home.quarantine.iterdir()
    }
