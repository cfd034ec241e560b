"""A run says what it could not read of a diary, and what is gone from one."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.diary import gone
from pipeline.home import Home
from pipeline.journal import Facts, read_entries, say, take_back
from pipeline.refresh import refresh
from pipeline.said import load_said
from pipeline.settings import add_athlete, load_settings
from pipeline.stages import Again

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

    notice, stays = told(home)

    assert stays.endswith("If it was meant: backstride diary gone --noted")
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

    notice, _ = told(home)

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


def missing(home: Home) -> list[date]:
    """Return the days of the entries that are missing."""
    with warehouse.writing(home) as con:
        return [row["local_date"] for row in gone.rows(con)]


def page(home: Home) -> str:
    """Return the athlete's page."""
    return (home.root / "dashboards" / "me.html").read_text("utf-8")


def test_a_missing_entry_stays_on_the_page_until_it_is_back(home: Home) -> None:
    """A scheduled run prints nothing anybody reads: the page has to say it."""
    write(home, "2026-11-16,1\n2026-11-17,2\n")
    refresh(home)
    assert "holds no more" not in page(home)
    write(home, "2026-11-17,2\n")
    refresh(home)
    write(home, "2026-11-17,2\n2026-11-18,2\n")
    refresh(home)
    assert "holds no more" in page(home)
    assert "diary/me.csv:2" in page(home)

    write(home, "2026-11-16,1\n2026-11-17,2\n2026-11-18,2\n")
    refresh(home)

    assert "holds no more" not in page(home)


def test_a_run_killed_after_reading_the_diary_loses_no_notice(home: Home) -> None:
    """What is missing is written with what is read, whatever becomes of the run after that."""
    write(home, "2026-11-16,1\n2026-11-17,2\n")
    refresh(home)
    write(home, "2026-11-17,2\n")
    load_said(home, load_settings(home), ["me"])  # and here the power fails

    refresh(home)

    assert missing(home) == [date(2026, 11, 16)]
    assert "diary/me.csv:2" in page(home)


def test_reading_everything_again_forgets_no_missing_entry(home: Home) -> None:
    """A warehouse made anew knows what the old one missed."""
    write(home, "2026-11-16,1\n2026-11-17,2\n")
    refresh(home)
    write(home, "2026-11-17,2\n")
    refresh(home)

    refresh(home, again=Again.EVERYTHING)

    assert missing(home) == [date(2026, 11, 16)]


def test_looking_back_misses_nothing(home: Home) -> None:
    """An entry after the day that is looked at is in the future, not gone."""
    write(home, "2026-11-16,1\n2026-11-20,2\n")
    refresh(home)
    home.settings_file.write_text(SETTINGS.replace("11-22", "11-18"), "utf-8")

    refresh(home)

    assert missing(home) == []


def test_a_missing_entry_that_is_taken_back_is_missed_no_more(home: Home) -> None:
    """Who says that it was meant is not asked again."""
    write(home, "2026-11-16,1\n2026-11-17,2\n")
    refresh(home)
    write(home, "2026-11-17,2\n")
    refresh(home)
    say(home, "me", "unlog", facts=Facts(date=date(2026, 11, 16), body_site="low_back", pain_nrs=1))

    refresh(home)

    assert missing(home) == []


@pytest.mark.parametrize("with_run", [True, False])
def test_an_entry_equal_to_one_taken_back_is_told_once(home: Home, *, with_run: bool) -> None:
    """Who appends the same line again must hear that it does not count."""
    write(home, "2026-11-18,2\n2026-11-19,4\n")
    refresh(home)
    say(home, "me", "unlog", facts=Facts(date=date(2026, 11, 19), body_site="low_back", pain_nrs=4))
    if with_run:
        assert told(home) == []
    write(home, "2026-11-18,2\n2026-11-19,4\n2026-11-19,4\n")

    (notice,), after = told(home), told(home)

    assert "2026-11-19 low_back 4" in notice
    assert "backstride journal" in notice
    assert after == []


def test_an_entry_taken_back_and_counting_again_is_not_told(home: Home) -> None:
    """Who has let it count again has nothing to hear."""
    write(home, "2026-11-19,4\n")
    say(home, "me", "unlog", facts=Facts(date=date(2026, 11, 19), body_site="low_back", pain_nrs=4))
    refresh(home)
    take_back(home, "me", read_entries(home, "me")[-1].number)
    write(home, "2026-11-19,4\n2026-11-19,4\n")

    assert told(home) == []


IDLE = """
import sys
from pathlib import Path
from pipeline.home import Home
from pipeline.refresh import refresh
refresh(Home(Path(sys.argv[1])))
print([name for name in ("numpy", "pyarrow") if name in sys.modules])
"""


def test_a_run_with_nothing_new_loads_no_library_for_numbers(home: Home) -> None:
    """A run every few minutes costs what it takes to look, not a second of loading."""
    write(home, "2026-11-16,1\n2026-11-17,x\n")
    refresh(home)

    done = subprocess.run(
        [sys.executable, "-c", IDLE, str(home.root)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_the_way_out_is_that_athletes(home: Home) -> None:
    """With several athletes the command that is told says whose diary was meant."""
    add_athlete(home, "carl three")
    write(home, "2026-11-16,1\n2026-11-18,3\n", "carl three.csv")
    told(home)
    write(home, "2026-11-18,3\n", "carl three.csv")

    assert told(home)[-1].endswith("backstride diary gone --noted --athlete 'carl three'")
