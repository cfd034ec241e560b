"""The terminal's corrections: what is typed, what is answered, what stands in the journal."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboards.i18n import translator
from flows.sessions_list import files_told, printable, short_ids
from pipeline import warehouse
from pipeline.home import Home
from pipeline.journal import Facts, read_entries
from pipeline.refresh import refresh
from tests.made_files import drop_weeks, gpx_run
from tests.terminal import Answer, answered

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = (
    'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n[athletes.anna]\n'
)


Backstride = Callable[..., Answer]


@pytest.fixture
def backstride(capsys: pytest.CaptureFixture[str]) -> Backstride:
    """Return the command line as a function of its words."""

    def run(*words: str, home: Home) -> Answer:
        return answered(capsys, *words, home=home.root)

    return run


@pytest.fixture(scope="module")
def after_a_week(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home folder with three runs of mine, two of them on one day, and one of Anna's."""
    place = Home(tmp_path_factory.mktemp("week") / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(place.inbox, NOON, weeks=1)
    (place.inbox / "evening.gpx").write_bytes(gpx_run(NOON.replace(day=19, hour=18), 4.0))
    (place.inbox / "anna").mkdir()
    (place.inbox / "anna" / "hers.gpx").write_bytes(gpx_run(NOON.replace(day=18), 6.0))
    refresh(place)
    return place


@pytest.fixture
def home(after_a_week: Home, tmp_path: Path) -> Home:
    """Return a copy of that home folder, to be changed."""
    shutil.copytree(after_a_week.root, tmp_path / "home")
    return Home(tmp_path / "home")


def listed(backstride: Backstride, home: Home, *words: str) -> list[dict[str, object]]:
    """Return the sessions a program sees."""
    answer = backstride("sessions", "--json", *words, home=home)
    assert 0 == answer.returncode
    rows: list[dict[str, object]] = json.loads(answer.stdout)["sessions"]
    return rows


def last_line(home: Home, athlete_id: str = "me") -> tuple[str, str | None, str | None, Facts]:
    """Return kind, session, note and facts of the last thing said."""
    said = read_entries(home, athlete_id)[-1].statement
    return said.kind, said.session, said.note, said.facts


def test_sessions_are_listed_newest_first(backstride: Backstride, home: Home) -> None:
    """Each line has day, time, sport, size, state, a short id and the file's name."""
    answer = backstride("sessions", "--athlete", "me", "--last", "2", home=home)

    first, second = answer.stdout.splitlines()
    assert ["2026-11-21", "13:00", "running"] == first.split()[:3]
    assert first.endswith("run_20261121.gpx")
    assert "counted" in first
    assert ["2026-11-19", "19:00"] == second.split()[:2]
    for name in ("--from", "--to"):
        days = {row["local_date"] for row in listed(backstride, home, name, "2026-11-18")}
        assert "2026-11-18" in days


def test_days_without_a_session_are_said(backstride: Backstride, home: Home) -> None:
    """An empty list is a sentence, not nothing."""
    answer = backstride("sessions", "--to", "2026-01-01", home=home)

    assert (0, "No session in these days.\n") == (answer.returncode, answer.stdout)


def test_forgotten_run_is_added_at_noon(backstride: Backstride, home: Home) -> None:
    """Nobody says when: it stands at noon of the runner's own clock, and says how to undo it."""
    words = ("add", "2026-11-20", "laufen", "8,2km", "45min", "--rpe", "5", "--athlete", "me")

    answer = backstride(*words, "--note", "watch at home", home=home)

    assert (0, "") == (answer.returncode, answer.stderr)
    assert "Added: 2026-11-20 12:00, running, 8.20\u00a0km, 45.0\u00a0min, RPE 5." in answer.stdout
    assert "It counts after the next: backstride run" in answer.stdout
    assert "To take it back: backstride undo 1" in answer.stdout
    facts = Facts(
        started_at=datetime(2026, 11, 20, 11, tzinfo=UTC),
        utc_offset_s=3600,
        sport="running",
        distance_km=8.2,
        duration_min=45,
        rpe=5,
    )
    assert ("add", None, "watch at home", facts) == last_line(home)


def test_run_on_a_day_that_has_one_is_questioned(backstride: Backstride, home: Home) -> None:
    """Who adds what the watch had after all is told of it, and can take it back."""
    words = ("add", "2026-11-21", "running", "8km", "-", "--at", "13:05", "--athlete", "me")

    answer = backstride(*words, home=home)

    assert 0 == answer.returncode
    assert "On that day there is already" in answer.stderr


def test_correction_names_what_it_corrects(backstride: Backstride, home: Home) -> None:
    """A few characters of the id, or the day, are enough; the journal holds the whole id."""
    (session,) = listed(backstride, home, "--from", "2026-11-20")
    short = str(session["session_id"])[:4]

    by_id = backstride("edit", short, "--sport", "Radfahren", "--rpe", "0", home=home)
    assert ("edit", session["session_id"], None, Facts(sport="cycling", rpe=0)) == last_line(home)
    by_day = backstride("edit", "2026-11-21", "--distance", "9km", "--note", "short", home=home)

    assert ("edit", session["session_id"], "short", Facts(distance_km=9)) == last_line(home)
    named = f"{session['id']} (2026-11-21, running, 8.0\u00a0km)"
    assert f"Corrected {named}: cycling, RPE 0." in by_id.stdout
    assert "To take it back: backstride undo 2" in by_day.stdout


def test_words_about_annas_session_go_into_annas_journal(
    backstride: Backstride, home: Home
) -> None:
    """An id says whose session it is, so nobody need say it again."""
    (session,) = listed(backstride, home, "--athlete", "anna")

    answer = backstride("exclude", str(session["id"]), "--reason", "car", home=home)

    assert ("exclude", session["session_id"], "car", Facts()) == last_line(home, "anna")
    assert "backstride undo 1 --athlete anna" in answer.stdout
    assert [] == read_entries(home, "me")


def test_excluded_session_is_let_in_again(backstride: Backstride, home: Home) -> None:
    """Twice taken out, once let in: it counts."""
    for reason in ("car", "still a car"):
        backstride("exclude", "2026-11-21", "--reason", reason, home=home)

    back = backstride("exclude", "2026-11-21", "--undo", home=home)
    again = backstride("exclude", "2026-11-21", "--undo", home=home)

    assert [False, False, True, True] == [entry.counts for entry in read_entries(home, "me")]
    assert (0, 2) == (back.returncode, again.returncode)
    assert "is not excluded" in again.stderr


def test_pairs_are_judged(backstride: Backstride, home: Home) -> None:
    """Two sessions of one runner may be one; the journal names both."""
    one, other = (
        str(row["session_id"]) for row in listed(backstride, home, "--athlete", "me", "--last", "2")
    )

    same = backstride("same", one[:6], other[:6], home=home)
    apart = backstride("apart", other, one, "--note", "two watches", home=home)

    assert "One effort: " in same.stdout
    assert "Two efforts: " in apart.stdout
    assert [("same", one, other), ("apart", other, one)] == [
        (said.kind, said.session, said.other) for _, said, _ in read_entries(home, "me")
    ]


def test_two_sessions_of_one_file_are_not_one(backstride: Backstride, home: Home) -> None:
    """A warm-up and a race in one file are never one run: half of the file would be lost."""
    warm_up, race = (gpx_run(NOON.replace(day=16, hour=hour), 3.0) for hour in (9, 10))
    track = race[race.index(b"<trk>") : race.index(b"</gpx>")]
    (home.inbox / "two.gpx").write_bytes(warm_up.replace(b"</gpx>", track + b"</gpx>"))
    refresh(home)
    one, other = (
        str(row["session_id"])
        for row in listed(backstride, home, "--from", "2026-11-16", "--to", "2026-11-16")
    )

    same = backstride("same", one, other, home=home)
    apart = backstride("apart", one, other, home=home)

    assert (2, 0) == (same.returncode, apart.returncode)
    assert "are two sessions of one file" in same.stderr
    assert ["apart"] == [entry.statement.kind for entry in read_entries(home, "me")]


def test_what_was_said_is_listed_and_taken_back(backstride: Backstride, home: Home) -> None:
    """Marks and corrections stand in one list, numbered; what is taken back is marked."""
    backstride("mark", "ill", "2026-11-10", "2026-11-12", "--athlete", "me", home=home)
    backstride("exclude", "2026-11-21", "--reason", "car", home=home)

    undone = backstride("undo", "1", "--athlete", "me", home=home)
    told = backstride("journal", "--athlete", "me", home=home).stdout.splitlines()
    read = json.loads(backstride("journal", "--athlete", "me", "--json", home=home).stdout)

    assert "Taken back, line 1: ill 2026-11-10 - 2026-11-12" in undone.stdout
    assert told[0].endswith("ill 2026-11-10 - 2026-11-12 [taken back]")
    assert told[1].endswith('does not count "car"')
    assert told[2].endswith("line 1 taken back")
    assert [False, True, True] == [line["counts"] for line in read["journal"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "2026-11-20", "running", "8.2", "45min", "--athlete", "me"], "is no distance"),
        (["add", "2026-11-20", "running", "8.2km", "70m", "--athlete", "me"], "is no duration"),
        (["add", "2026-11-20", "runing", "8.2km", "-", "--athlete", "me"], "mean 'running'"),
        (["add", "2026-11-20", "running", "-", "-", "--athlete", "me"], "the duration or both"),
        (["add", "2026-11-20", "running", "8km", "9min", "--athlete", "me"], "25.2 km/h"),
        (["add", "2026-11-22", "running", "8km", "-", "--athlete", "me"], "to today"),
        (["add", "2026-11-20", "running", "8km", "-", "--rpe", "11", "--athlete", "me"], "0-10"),
        (["add", "2026-11-20", "running", "8km", "-"], "--athlete NAME. There are anna, me"),
        (["edit", "2026-11-21"], "Say what is to be corrected"),
        (["edit", "2026-11-21", "--distance", "80km"], "more than running allows"),
        (["edit", "2026-11-19", "--rpe", "4"], "fits 2 sessions: "),
        (["edit", "2026-11-20", "--rpe", "4"], "backstride sessions"),
        (["edit", "abc", "--rpe", "4"], "first 4 or more characters"),
        (["edit", "%_%_", "--rpe", "4"], "There is no session '%_%_'"),
        (["exclude", "2026-11-21", "--undo"], "is not excluded"),
        (["exclude", "2026-11-18", "--reason", "x", "--athlete", "me"], "There is no session"),
        (["same", "2026-11-21", "2026-11-21"], "one and the same session"),
        (["same", "2026-11-21", "2026-11-18"], "is a session of me, 2026-11-18 one of anna"),
        (["undo", "--athlete", "me"], "holds nothing"),
        (["undo", "7", "--athlete", "me"], "has no line 7"),
        (["sessions", "--athlete", "nobody"], "no athlete 'nobody'"),
        (["sessions", "--from", "soon"], "is not a date"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    backstride: Backstride, after_a_week: Home, words: list[str], said: str
) -> None:
    """A mistake is answered by one sentence on stderr, and nothing is written."""
    answer = backstride(*words, home=after_a_week)

    assert (2, "") == (answer.returncode, answer.stdout)
    assert said in answer.stderr
    assert 1 == len(answer.stderr.strip().splitlines())
    assert [] == [path.name for path in after_a_week.journal.glob("*.csv") if "." not in path.stem]


def test_reason_or_undo(backstride: Backstride, home: Home) -> None:
    """An exclusion without a reason, and one that is to be undone with a reason, are refused."""
    for words in ((), ("--reason", "car", "--undo")):
        answer = backstride("exclude", "2026-11-21", *words, home=home)
        assert 2 == answer.returncode
        assert "Give --reason TEXT" in answer.stderr


def test_wrong_id_is_told_before_a_missing_reason(backstride: Backstride, home: Home) -> None:
    """Who has mistyped the id should not look for a reason first."""
    answer = backstride("exclude", "zzzz", home=home)

    assert 2 == answer.returncode
    assert "There is no session 'zzzz'" in answer.stderr


def test_recordings_of_one_run_are_told_each_for_itself(backstride: Backstride, home: Home) -> None:
    """Two recordings of a run differ in length: who judges them sees both lengths."""
    (home.inbox / "watch.gpx").write_bytes(gpx_run(NOON.replace(day=16), 8.0))
    (home.inbox / "phone.gpx").write_bytes(gpx_run(NOON.replace(day=16), 7.6))
    refresh(home)
    sql = "select session_id from raw.sessions where started_at::date = '2026-11-16'"
    with warehouse.reading(home) as con:
        one, other = (name for (name,) in con.sql(sql).fetchall())

    same = backstride("same", one, other, home=home)
    told = backstride("sessions", "--from", "2026-11-16", "--to", "2026-11-16", home=home)

    assert {"8.0", "7.6"} == set(re.findall(r"([0-9.]+)\u00a0km", same.stdout))
    assert "They began" not in same.stdout
    assert "told by 2 recordings" in told.stdout


def test_joining_what_began_days_apart_is_asked_about(backstride: Backstride, home: Home) -> None:
    """A slip of the pen may join two weeks: it is done, and said how to take it back."""
    one, other = (
        str(row["session_id"]) for row in listed(backstride, home, "--athlete", "me", "--last", "2")
    )

    same = backstride("same", one, other, home=home)
    apart = backstride("apart", one, other, home=home)

    assert "They began 2 days apart; if that was a slip: backstride undo 1" in same.stdout
    assert "They began" not in apart.stdout


def test_a_german_terminal_names_sports_in_german(backstride: Backstride, home: Home) -> None:
    """Sports and numbers are told in the language of the sentence around them."""
    home.settings_file.write_text('language = "de"\n' + SETTINGS, "utf-8")
    words = ("2026-11-20", "Radfahren", "8.2km", "45min", "--rpe", "4.5", "--athlete", "me")

    added = backstride("add", *words, home=home)
    edited = backstride("edit", "2026-11-21", "--sport", "running", home=home)
    told = backstride("journal", "--athlete", "me", home=home)
    names = backstride("sessions", home=home)

    assert "Radfahren, 8,20\u00a0km, 45,0\u00a0min, RPE 4,5" in added.stdout
    assert "(2026-11-21, Laufen, 8,0\u00a0km)" in edited.stdout
    assert ("Radfahren" in told.stdout, "cycling" in told.stdout) == (True, False)
    assert ("Laufen" in names.stdout, "running" in names.stdout) == (True, False)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["GARMIN/Activity/A1.FIT"], "A1.FIT"),
        (["export.zip/apple_health_export/export.xml"], "export.zip/\u2026/export.xml"),
        (["2026.zip/run.gpx", "a/run.fit", "b/run.fit"], "2026.zip/run.gpx, run.fit"),
        (["x" * 70 + ".fit"], "x" * 30 + "\u2026" + "x" * 25 + ".fit"),
        (["a" * 40, "b" * 40, "c"], "a" * 40 + " and 2 more"),
    ],
)
def test_long_names_of_files_leave_the_list_readable(names: list[str], told: str) -> None:
    """The last part of a name and the archive it came in are what one knows it by."""
    assert told == files_told(names, translator("en"))


def test_question_before_the_first_run(backstride: Backstride, tmp_path: Path) -> None:
    """There are no sessions yet, and the sentence says how to get some; adding works at once."""
    place = Home(tmp_path / "new")
    asked = backstride("sessions", home=place)
    added = backstride("add", "2026-11-20", "running", "8.2km", "-", home=place)

    assert 2 == asked.returncode
    assert "run: backstride run" in asked.stderr
    assert (0, "") == (added.returncode, added.stderr)


def test_short_ids_are_as_long_as_they_must_be() -> None:
    """Eight characters, and more where two sessions share them."""
    ids = {"0123456789abcdef", "01234567ffffffff", "fedcba9876543210"}

    assert {
        "0123456789abcdef": "012345678",
        "01234567ffffffff": "01234567f",
        "fedcba9876543210": "fedcba98",
    } == short_ids(ids)
    assert {} == short_ids(set())


def test_name_of_a_file_cannot_command_the_terminal() -> None:
    """Escape sequences and letters that turn the line around are shown as what they are."""
    assert "\ufffd[2Jläuft.gpx\ufffd" == printable("\x1b[2Jläuft.gpx\u202e")
