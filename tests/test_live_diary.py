"""What a live diary says is as old as it was when it was first read, wherever the home lies."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.home import Home
from pipeline.refresh import refresh
from pipeline.stages import Again
from tests.made_files import gpx_run

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
LONG_AGO = (1.0e9, 1.0e9)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home whose diary was written long ago and read: pain 2."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    (place.inbox / "run.gpx").write_bytes(gpx_run(NOON, 5))
    say(place, 2, LONG_AGO)
    refresh(place)
    return place


def say(home: Home, pain_nrs: int, times: tuple[float, float] | None = None) -> None:
    """Let the live diary say one pain, and the file be as old as told."""
    (home.diary / "me.csv").write_text(f"date,pain\n2026-11-20,{pain_nrs}\n", "utf-8")
    os.utime(home.diary / "me.csv", times)


def drop(home: Home, pain_nrs: int) -> None:
    """Drop a diary that says something else about the same day, and read it."""
    (home.inbox / "d.csv").write_text(f"date,pain\n2026-11-20,{pain_nrs}\n", "utf-8")
    refresh(home)


def pains(home: Home) -> list[int]:
    """Return the pain of every day there is an entry for."""
    with warehouse.reading(home) as con:
        rows = con.sql("select pain_nrs from fct_pain_days order by local_date").fetchall()
    return [pain_nrs for (pain_nrs,) in rows]


def test_a_copied_home_says_the_same_pain(home: Home, tmp_path: Path) -> None:
    """A copy in which every file is new, read anew, keeps the pain that was said last."""
    drop(home, 7)

    copy = Home(tmp_path / "copy")
    shutil.copytree(home.root, copy.root, copy_function=shutil.copyfile)
    refresh(copy, again=Again.EVERYTHING)

    assert [7] == pains(home) == pains(copy)


def test_a_diary_changed_after_a_drop_wins(home: Home) -> None:
    """Who corrects the live diary after dropping another is believed, also after a rebuild."""
    drop(home, 7)
    say(home, 4)
    refresh(home)

    assert pains(home) == [4]

    refresh(home, again=Again.EVERYTHING)
    assert pains(home) == [4]


def test_an_older_diary_put_back_is_said_anew(home: Home) -> None:
    """Who puts yesterday's diary back, old time and all, means it: it wins from now on."""
    say(home, 4)
    refresh(home)
    drop(home, 7)
    say(home, 2, LONG_AGO)
    refresh(home)

    assert pains(home) == [2]

    before = home.ledger("me").read_bytes()
    refresh(home, again=Again.EVERYTHING)
    assert pains(home) == [2]
    assert home.ledger("me").read_bytes() == before


def test_a_diary_from_the_future_is_as_old_as_its_reading(home: Home) -> None:
    """A phone whose clock is a year ahead does not outdo what is dropped later."""
    ahead = datetime.now(UTC).timestamp() + 365 * 86400
    say(home, 4, (ahead, ahead))
    refresh(home)
    drop(home, 7)

    assert pains(home) == [7]
