"""The terminal: what a user types, what is printed, and how it ends."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.setting_up import SETTINGS as SETTINGS_MADE
from pipeline.home import Home
from pipeline.refresh import refresh
from pipeline.settings import InboxLimits
from tests.made_files import drop_weeks, gpx_run
from tests.terminal import Answer, answered

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'


Backstride = Callable[..., Answer]


@pytest.fixture
def backstride(capsys: pytest.CaptureFixture[str]) -> Backstride:
    """Return the command line as a function of its words."""

    def run(*words: str, home: Path) -> Answer:
        return answered(capsys, *words, home=home)

    return run


def filled(place: Path) -> Home:
    """Return a home folder with six weeks of runs in its inbox."""
    home = Home(place)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(home.inbox, NOON)
    return home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a filled home folder that nothing has been run on."""
    return filled(tmp_path / "a rather long folder name, with a comma and blanks" / "home")


@pytest.fixture(scope="module")
def run_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home folder after its first run, to be asked but not changed."""
    place = filled(tmp_path_factory.mktemp("asked") / "home")
    refresh(place)
    return place


def test_one_file_is_told_in_the_singular(backstride: Backstride, tmp_path: Path) -> None:
    """One of a thing is one file, one session; not "1 files"."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    (home.inbox / "run.gpx").write_bytes(gpx_run(NOON, 5.0))

    ran = backstride("run", home=home.root)

    assert ran.stdout.startswith("1 file: 1 loaded, 0 known already")
    assert "1 session, 1 new, in" in ran.stdout


def test_settings_that_are_commented_are_the_defaults() -> None:
    """Whoever takes away a comment sign changes nothing yet."""
    commented = SETTINGS_MADE[SETTINGS_MADE.index("# [inbox]") :]
    limits = "\n".join(line.removeprefix("# ") for line in commented.splitlines())

    assert InboxLimits().model_dump() == tomllib.loads(limits)["inbox"]


def test_a_first_day(backstride: Backstride, tmp_path: Path) -> None:
    """init, log, run, status: a newcomer gets on with what each command says."""
    place = tmp_path / "home"

    assert 0 == backstride("init", home=place).returncode
    assert 0 == backstride("log", "3", "--note", "first", home=place).returncode
    ran = backstride("run", home=place)
    asked = backstride("status", home=place)

    assert (0, "") == (ran.returncode, ran.stderr)
    assert 0 == asked.returncode
    assert "first" in (place / "diary" / "me.csv").read_text("utf-8")


def test_run_ends_with_absolute_paths_one_a_line(backstride: Backstride, home: Home) -> None:
    """Pages are printed last, absolute, one a line and never wrapped."""
    ran = backstride("run", home=home.root)

    last = ran.stdout.splitlines()[-4:]
    assert [
        str(home.page(name, language)) for name in ("index", "me") for language in ("en", "de")
    ] == last
    assert "18 files: 18 loaded" in ran.stdout


def test_json_is_one_object_and_nothing_else(backstride: Backstride, home: Home) -> None:
    """`run --json` and `status --json` print just what a program can read."""
    ran = json.loads(backstride("run", "--json", home=home.root).stdout)
    status = json.loads(backstride("status", "--json", home=home.root).stdout)

    assert 18 == ran["sessions"]["total"]
    assert {"athlete", "local_date", "level", "reasons", "next_run_max_km", "week_km"} == set(
        status
    )
    assert ("me", "2026-11-21", "ok") == (status["athlete"], status["local_date"], status["level"])
    assert status["next_run_max_km"] == pytest.approx(5.5)


def test_status_names_value_threshold_and_evidence(backstride: Backstride, home: Home) -> None:
    """Each reason of `status --json` carries what a reader needs to judge it."""
    (home.inbox / "long.gpx").write_bytes(gpx_run(NOON.replace(hour=6), 12.0))
    backstride("run", home=home.root)

    (spike,) = [
        reason
        for reason in json.loads(backstride("status", "--json", home=home.root).stdout)["reasons"]
        if reason["family"] == "F1"
    ]

    assert (pytest.approx(1.5, rel=0.01), 1.1, "B") == (
        spike["value"],
        spike["threshold"],
        spike["evidence"],
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["log", "11"], "0-10"),
        (["log", "3", "--date", "2026-13-01"], "is not a date"),
        (["log", "3", "--date", "2099-01-01"], "to today"),
        (["log", "3", "--when", "noonish"], "noonish"),
        (["log", "3", "--athlete", "nobody"], "nobody"),
        (["mark", "lazy", "2026-11-01"], "lazy"),
        (["athlete", "add", "a/b"], "cannot be an athlete's name"),
        (["query", "selekt 1"], "DuckDB does not accept"),
        (["status", "--athlete", "nobody"], "no athlete 'nobody'"),
        (["serve", "--every", "soon"], "is not an interval"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    backstride: Backstride, run_home: Home, words: list[str], said: str
) -> None:
    """A mistake is answered by one sentence on stderr, never by a traceback."""
    answer = backstride(*words, home=run_home.root)

    assert 2 == answer.returncode
    assert said in answer.stderr
    assert 1 == len(answer.stderr.strip().splitlines())
    assert "" == answer.stdout


def test_a_home_that_cannot_be_written_is_said(backstride: Backstride, tmp_path: Path) -> None:
    """Where a file stands in the folder's place, the sentence names it and exit is 1."""
    (tmp_path / "home").write_text("in the way")

    answer = backstride("run", home=tmp_path / "home" / "inner")

    assert 1 == answer.returncode
    assert "cannot be written" in answer.stderr


def test_german_terminal(run_home: Home) -> None:
    """Where the system speaks German, so does Backstride, help and errors included."""

    def auf_deutsch(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "flows", *words],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            env=os.environ | {"LC_ALL": "de_DE.UTF-8", "BACKSTRIDE_HOME": str(run_home.root)},
        )

    assert "Im Rahmen" in auf_deutsch("status").stdout
    assert "Keine Diagnose".lower() in auf_deutsch("status").stdout.lower()
    assert "kein Datum" in auf_deutsch("log", "3", "--date", "neulich").stderr
    assert "Rückenschmerz" in auf_deutsch("--help").stdout


def test_query_answers_and_cannot_write(backstride: Backstride, run_home: Home) -> None:
    """A question gets rows; a change is refused, and files outside are out of reach."""
    rows = backstride(
        "query", "select count(*) as runs from fct_sessions", "--format", "csv", home=run_home.root
    )
    dropped = backstride("query", "drop table fct_sessions", home=run_home.root)
    outside = backstride("query", "select * from read_csv('/etc/passwd')", home=run_home.root)

    assert ["runs", "18"] == rows.stdout.split()
    assert (2, 2) == (dropped.returncode, outside.returncode)


def test_demo_never_mixes_with_somebodys_own_data(backstride: Backstride, home: Home) -> None:
    """The demo refuses a folder with own files and leaves it as it is."""
    before = sorted(home.root.rglob("*"))

    answer = backstride("demo", home=home.root)

    assert 2 == answer.returncode
    assert "made-up athletes" in answer.stderr
    assert before == sorted(home.root.rglob("*"))


def test_logging_for_another_day_and_athlete(backstride: Backstride, home: Home) -> None:
    """An entry goes to the named athlete's diary, on the named day."""
    backstride("athlete", "add", "anna", home=home.root)

    done = backstride(
        "log", "5", "--athlete", "anna", "--date", "2026-11-20", "--when", "after", home=home.root
    )
    which = backstride("log", "5", home=home.root)

    assert 0 == done.returncode
    diary = (home.diary / "anna.csv").read_text("utf-8")
    assert date(2026, 11, 20).isoformat() in diary
    assert (0, "") == (which.returncode, which.stderr)


def test_doctor_finds_a_broken_setting(backstride: Backstride, home: Home) -> None:
    """`doctor` exits 1 when something is wrong, and says what."""
    fine = backstride("doctor", home=home.root)
    home.settings_file.write_text("timezon = 1\n", "utf-8")
    broken = backstride("doctor", home=home.root)

    assert (0, 1) == (fine.returncode, broken.returncode)
    assert "did you mean 'timezone'" in broken.stdout


@pytest.mark.parametrize("words", [["mark", "krank", "2026-11-20"], ["log", "stark"]])
def test_an_error_speaks_the_homes_language(
    backstride: Backstride, tmp_path: Path, words: list[str]
) -> None:
    """Who has set German is told in German what went wrong, whatever the computer speaks."""
    (tmp_path / "backstride.toml").write_text('language = "de"\n', "utf-8")

    answer = backstride(*words, home=tmp_path)

    assert (2, "Es wurde nichts geschrieben.") == (
        answer.returncode,
        answer.stderr.strip()[-len("Es wurde nichts geschrieben.") :],
    )
