"""A run says what it could not read of a diary, and what is gone from one."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.journal import Facts, say
from pipeline.refresh import refresh

SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-22\n[inbox]\nsettle_s = 0\n'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder with nothing in it."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


def write(home: Home, rows: str, name: str = "me.csv") -> None:
    """Let a live diary say these rows."""
    (home.diary / name).write_text(f"date,pain\n{rows}", "utf-8")


def told(home: Home) -> list[str]:
    """Return what a run says of diaries."""
    return [notice.told() for notice in refresh(home).notices]


def test_refused_rows_are_told_once(home: Home) -> None:
    """The run that reads them counts them, gives the first reasons and says how to find them."""
    write(home, "2026-11-16,12\n2026-11-17,x\n,3\n2026-11-18,\n2026-11-19,3\n")
    (home.inbox / "other.csv").write_text("date,pain\n2026-11-20,3.5\n", "utf-8")

    first, second = told(home), told(home)

    assert first == [
        "diary/me.csv: diary rows that were not read: 4. The first of them:",
        "Line 2: pain is 12; use 0-10. Row skipped.",
        "Line 3: pain is x; use 0-10. Row skipped.",
        "Line 4: the date is empty. Row skipped.",
        "other.csv: diary rows that were not read: 1. The first of them:",
        "Line 2: pain is 3.5; use a whole number from 0 to 10. Row skipped.",
        (
            "Correct these lines in the diary; in a dropped file, and drop it again. The page "
            'lists all of them, and so does: backstride query "from raw.diary_refused"'
        ),
    ]
    assert second == []


def test_entries_that_vanish_are_told_with_where_they_lie(home: Home) -> None:
    """A spreadsheet that saved half a diary is found out by the next run, not years later."""
    write(home, "2026-11-16,1\n2026-11-17,2\n2026-11-18,3\n")
    assert told(home) == []
    before = (home.diary / "me.csv").read_bytes()
    write(home, "2026-11-18,4\n2026-11-19,3\n")

    (notice,) = told(home)

    assert notice.startswith(
        "me: entries that the diary held before and holds no more: 2, the first of "
        "2026-11-16, 2026-11-17. "
    )
    assert Path(notice.rsplit(" ", maxsplit=1)[-1]).read_bytes() == before
    assert told(home) == []


def test_a_diary_that_is_gone_is_told(home: Home) -> None:
    """A diary deleted by mistake is missed by the next run."""
    write(home, "2026-11-16,1\n")
    refresh(home)
    (home.diary / "me.csv").unlink()

    (notice,) = told(home)

    assert "holds no more: 1" in notice


def test_entries_that_another_file_holds_are_not_missed(home: Home) -> None:
    """A sync program's copy, put together with the diary again, loses nothing."""
    write(home, "2026-11-16,1\n")
    write(home, "2026-11-17,2\n", "me.sync-conflict-20261117-080000-ABCDEFG.csv")
    refresh(home)
    (home.diary / "me.sync-conflict-20261117-080000-ABCDEFG.csv").unlink()
    write(home, "2026-11-16,1\n2026-11-17,2\n")

    assert told(home) == []


def test_an_entry_taken_back_before_is_not_missed(home: Home) -> None:
    """Whoever takes an entry back and then deletes its line has meant it."""
    write(home, "2026-11-16,1\n2026-11-17,2\n")
    refresh(home)
    say(home, "me", "unlog", facts=Facts(date=date(2026, 11, 16), body_site="low_back", pain_nrs=1))
    write(home, "2026-11-17,2\n")

    assert told(home) == []
