"""Claims about `backstride habits`: the page's seven in the terminal, and for a program."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboards.wording.habits import HABITS
from flows.cli import run_command
from pipeline.home import Home
from pipeline.refresh import refresh
from tests.made_files import drop_weeks

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-22\n[inbox]\nsettle_s = 0\n'
DIARY = "date,pain,core,drills\n2026-11-18,1,plank,\n2026-11-20,2,,yes\n2026-11-22,1,,\n"

Habits = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home folder with some weeks of running and three days of a diary."""
    place = Home(tmp_path_factory.mktemp("habits") / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(place.inbox, NOON)
    (place.diary / "me.csv").write_text(DIARY, "utf-8")
    refresh(place)
    return place


@pytest.fixture
def habits(home: Home, capsys: pytest.CaptureFixture[str]) -> Habits:
    """Return `backstride habits` as a function of its words: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command(["habits", *words, "--home", str(home.root)])
        return code, *capsys.readouterr()

    return run


def test_the_terminal_tells_the_seven(habits: Habits) -> None:
    """Each with its weeks, its word, why, from where, and what would make it a yes."""
    code, said, _ = habits()
    words = " ".join(said.split())

    assert 0 == code
    assert 7 == words.count("→")
    assert "Core and leg strength: Yes" in words
    assert "Strength or core training on one day. From your diary." in words
    assert "The diary tells of running drills on one day. From your diary." in words
    assert (
        "Scores on 3 days; no run in a rest the back had asked for, and none on the day after sharp "
        "pain or a score of 7. From your diary."
    ) in words
    assert "One session of another sport would make it a yes" in words
    assert all(len(line) < 100 for line in said.splitlines())


def test_a_program_reads_the_week_in_progress(habits: Habits) -> None:
    """One object with seven habits in the article's order; unknown is null."""
    code, said, _ = habits("--json")
    told = json.loads(said)

    assert (0, "me", "2026-11-16") == (code, told["athlete"], told["week_start"])
    assert list(HABITS) == [row["habit"] for row in told["habits"]]
    answers = {row["habit"]: (row["is_met"], row["source"]) for row in told["habits"]}
    assert (True, "diary") == answers["strength"] == answers["form"] == answers["listening"]
    assert (None, None) == answers["cross_training"]


def test_before_the_first_run_there_is_nothing_to_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence and an exit code, no traceback."""
    assert 0 != run_command(["habits", "--home", str(tmp_path / "nowhere")])
    assert "backstride run" in capsys.readouterr().err
