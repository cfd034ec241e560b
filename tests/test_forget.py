"""Who is forgotten has never been there; who stays keeps every number."""

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
