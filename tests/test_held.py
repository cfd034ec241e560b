"""Claims about typing strength training in while the back rests: one sentence, and no more."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.held import held_now
from pipeline.home import Home
from pipeline.refresh import refresh
from tests.made_files import drop_weeks
from tests.terminal import Answer, answered

TODAY = date(2026, 11, 22)
SETTINGS = (
    "timezone = 'Europe/Berlin'\nlanguage = '{language}'\nas_of = {today}\ninbox.settle_s = 0\n"
)
DIARY = "date,pain,quality,red_flags\n2026-11-20,1,,\n2026-11-21,{pain},{quality},{signs}\n"

Programme = Callable[..., Answer]


def home_with(
    place: Path, *, pain: int = 1, quality: str = "", signs: str = "", language: str = "en"
) -> Home:
    """Return a home folder with some weeks of running and yesterday's entry."""
    home = Home(place / "home")
    home.create()
    home.settings_file.write_text(SETTINGS.format(language=language, today=TODAY), "utf-8")
    drop_weeks(home.inbox, datetime(2026, 11, 22, 12, tzinfo=UTC))
    said = DIARY.format(pain=pain, quality=quality, signs=signs)
    (home.diary / "me.csv").write_text(said, "utf-8")
    refresh(home)
    return home


def test_in_a_rest_strength_waits_until_its_last_day(tmp_path: Path) -> None:
    """Sharp pain asks for a week; days before today and after the rest are nobody's concern."""
    home = home_with(tmp_path, pain=6, quality="sharp")

    assert held_now(home, None) == held_now(home, "me", TODAY)
    assert "until Sat 28 Nov: strength exercises wait" in (held_now(home, "me") or "")
    assert held_now(home, "me", date(2026, 11, 21)) is None
    assert held_now(home, "me", date(2026, 11, 29)) is None


def test_an_open_sign_asks_for_a_doctor_first(tmp_path: Path) -> None:
    """It has no last day: it holds for a start that is still to come, too."""
    home = home_with(tmp_path, signs="saddle numbness")

    assert "checked by a doctor" in (held_now(home, "me", date(2026, 12, 24)) or "")


def test_nothing_is_said_to_whom_nothing_hurts(tmp_path: Path) -> None:
    """Neither with low scores nor before the first run is there anything to say."""
    empty = Home(tmp_path / "empty")
    empty.create()

    assert held_now(home_with(tmp_path), "me") is None
    assert held_now(empty, None) is None


def test_a_programme_told_of_in_a_rest_is_answered_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Start and session are written all the same; the last line says what the back asks for."""
    place = home_with(tmp_path, pain=6, quality="sharp", language="en").root

    begun = answered(capsys, "programme", "start", "leg", home=place)
    done = answered(capsys, "programme", "done", "30min", home=place)
    before = answered(capsys, "programme", "done", "30min", "--date", "2026-11-10", home=place)

    assert (0, 0, 0) == (begun.returncode, done.returncode, before.returncode)
    waits = "The back rests until Sat 28 Nov: strength exercises wait until then."
    assert waits == begun.stdout.splitlines()[-1] == done.stdout.splitlines()[-1]
    assert waits not in before.stdout
