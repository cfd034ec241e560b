"""Strength programmes told at the terminal: what is typed, answered, written, taken back."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from flows.programme.said import spans_said
from pipeline import warehouse
from pipeline.home import Home
from pipeline.journal import Facts, read_entries, read_journal, say
from pipeline.models import run_model
from pipeline.refresh import refresh
from pipeline.stages import Again
from tests.histories import athlete
from tests.terminal import Answer, answered

TODAY = date(2026, 11, 21)
SETTINGS = f"timezone = 'Europe/Berlin'\nlanguage = 'en'\nas_of = {TODAY}\ninbox.settle_s = 0\n"


Programme = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder whose today stands still."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


@pytest.fixture
def programme(home: Home, capsys: pytest.CaptureFixture[str]) -> Programme:
    """Return `backstride programme` as a function of its words."""

    def run(*words: str, command: str = "programme") -> Answer:
        return answered(capsys, command, *words, home=home.root)

    return run


def told(home: Home) -> list[tuple[str | None, str | None, str]]:
    """Return what still counts: action, programme and day."""
    facts = [entry.statement.facts for entry in read_entries(home, "me") if entry.counts]
    return [(one.action, one.programme, str(one.date)) for one in facts if one.action]


def test_a_programme_is_begun_and_ended_in_the_journal(home: Home, programme: Programme) -> None:
    """Start and end stand there with their days; German dates are read, too."""
    started = programme("start", "leg", "--from", "17.08.2026", "--note", "with a physio")
    ended = programme("stop", "--on", "2026-10-11")

    assert [("start", "leg", "2026-08-17"), ("stop", "leg", "2026-10-11")] == told(home)
    assert "leg programme begins on 17 Aug 2026: leg press" in started.stdout
    assert "leg programme of 17 Aug 2026 ended on 11 Oct 2026" in ended.stdout
    assert "with a physio" in programme(command="journal").stdout


def test_an_end_can_be_told_with_from_as_a_start_is(home: Home, programme: Programme) -> None:
    """`stop leg --from DATE` means what `stop leg --on DATE` does."""
    programme("start", "leg", "--from", "2026-08-17")

    answer = programme("stop", "leg", "--from", "2026-10-11")

    assert 0 == answer.returncode
    assert ("stop", "leg", "2026-10-11") == told(home)[-1]


@pytest.mark.parametrize(("days", "is_over"), [(55, False), (56, True), (120, True)])
def test_once_eight_weeks_are_over_the_list_says_how_to_end_it(
    programme: Programme, days: int, is_over: bool
) -> None:
    """Nobody is asked to stop early; after eight weeks the command stands there until it ended."""
    programme("start", "leg", "--from", str(TODAY - timedelta(days)))
    running = programme().stdout
    programme("stop")

    assert is_over == ("the eight weeks are over" in running)
    assert is_over == ("backstride programme stop --on DATE" in running)
    assert "--on DATE" not in programme().stdout


def test_what_was_told_can_be_taken_back(home: Home, programme: Programme) -> None:
    """Each answer names the command that takes it back, and then it does not count."""
    answer = programme("start", "core")
    assert "backstride undo 1" in answer.stdout

    programme("1", command="undo")

    assert [] == told(home)
    assert 0 == programme("start", "leg").returncode


def test_a_start_can_be_told_before_it_comes(home: Home, programme: Programme) -> None:
    """SCIENCE C.4 asks for just that; more than three months ahead is a slip of the pen."""
    ahead = programme("start", "leg", "--from", str(TODAY + timedelta(30)))
    too_far = programme("start", "leg", "--from", "2027-11-21")

    assert (0, 2) == (ahead.returncode, too_far.returncode)
    assert "2027-11-21" in too_far.stderr
    assert "begins on 21 Dec 2026" in programme().stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["start", "arm"], "There is no programme 'arm'"),
        (["start", "core"], "a programme is running already: leg, since 2026-08-17"),
        (["stop", "back"], "What is running is leg, since 2026-08-17, not back"),
        (["stop", "--on", "2026-08-16"], "No programme has begun by 2026-08-16"),
        (["stop", "arm"], "There is no programme 'arm'"),
        (["stop", "--on", "2026-12-24"], "2026-12-24"),
        (["start", "leg", "--from", "soon"], "'soon' is no day to begin on"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    home: Home, programme: Programme, words: list[str], sentence: str
) -> None:
    """While the leg programme runs, nothing else begins or ends; nothing is written."""
    programme("start", "leg", "--from", "2026-08-17")

    answer = programme(*words)

    assert 2 == answer.returncode
    assert sentence in answer.stderr
    assert [("start", "leg", "2026-08-17")] == told(home)


def test_a_second_end_is_refused(home: Home, programme: Programme) -> None:
    """What has ended ends no more; the sentence says how to change that."""
    programme("start", "leg", "--from", "2026-08-17")
    programme("stop", "--on", "2026-10-11")

    answer = programme("stop")

    assert 2 == answer.returncode
    assert "ended on 2026-10-11 already" in answer.stderr


def test_a_session_without_a_watch_is_added_as_strength_training(
    home: Home, programme: Programme
) -> None:
    """`done 40min` is a session of today, of the sport that programmes count."""
    answer = programme("done", "40min", "--note", "at home")

    (added,) = read_journal(home, "me").added.to_dicts()
    assert 0 == answer.returncode
    assert ("training", "strength_training", 2400.0) == (
        added["sport"],
        added["sub_sport"],
        added["timer_s"],
    )


def test_without_a_programme_the_list_says_how_to_begin(programme: Programme) -> None:
    """What each consists of, the dose of the trial, and the diary it takes to judge one."""
    answer = programme().stdout

    for words in (
        "No strength programme",
        "leg press",
        "elastic band",
        "two supervised",
        "28 days",
    ):
        assert words in answer


def test_the_list_tells_what_the_last_run_made_of_it(home: Home, programme: Programme) -> None:
    """A fall from 7 to 2 over eight weeks, two sessions a week: told in the terminal as JSON."""
    start = TODAY - timedelta(70)
    scores = [
        (start - timedelta(40) + timedelta(n), (6, 8, 7)[n % 3] if n < 40 else (1, 3, 2)[n % 3])
        for n in range(100)
    ]
    lines = [f"{day},{score}" for day, score in scores]
    (home.diary / "me.csv").write_text("\n".join(["date,pain", *lines, ""]))
    programme("start", "leg", "--from", str(start))
    for week in range(8):
        for weekday in (0, 3):
            programme("done", "30min", "--date", str(start + timedelta(7 * week + weekday)))
    programme("stop", "--on", str(start + timedelta(55)))
    refresh(home)

    (row,) = json.loads(programme("--json").stdout)["programmes"]
    answer = programme().stdout

    assert ("clear_improvement", 7.0, -5.0, 16, 16) == (
        row["verdict"],
        round(row["baseline_nrs"], 0),
        round(row["change_nrs"], 0),
        row["sessions_done"],
        row["sessions_planned"],
    )
    assert "clearly lower than before the leg programme" in answer
    assert "16 of 16 planned sessions" in answer
    assert "One phase change cannot separate programme, time and running less." in answer


def programmes_of(home: Home) -> tuple[list[Any], list[Any]]:
    """Return verdicts by athlete, and the group's arms."""
    with warehouse.reading(home) as con:
        verdicts = con.sql(
            "select athlete_id, programme, verdict, change_nrs from fct_programmes order by all"
        )
        arms = con.sql(
            "select arm, athletes, round(mean_change_nrs, 9) from fct_cohort_programmes order by 1"
        )
        return verdicts.fetchall(), arms.fetchall()


def test_what_one_athlete_says_leaves_the_other_as_they_are(home: Home) -> None:
    """Anna's programme and then Ben's, run by run, end where a run over everything does."""
    home.settings_file.write_text(SETTINGS + "[athletes.anna]\n[athletes.ben]\n", "utf-8")
    start = TODAY - timedelta(70)
    for who, fall in (("anna", 5), ("ben", 0)):
        scores = ((6, 8, 7)[n % 3] - (fall if n > 40 else 0) for n in range(100))
        lines = [f"{start - timedelta(40 - n)},{score}" for n, score in enumerate(scores)]
        (home.diary / f"{who}.csv").write_text("\n".join(["date,pain", *lines, ""]))
    refresh(home)
    assert ([], []) == programmes_of(home)

    for who, name in (("anna", "leg"), ("ben", "back")):
        said = {"action": "start", "programme": name, "date": start}
        say(home, who, "programme", facts=Facts.model_validate(said))
        refresh(home)
    bit_by_bit = programmes_of(home)
    refresh(home, again=Again.EVERYTHING)

    verdicts, arms = bit_by_bit
    assert ["clear_improvement", "no_clear_change"] == [row[2] for row in verdicts]
    assert [("back", 1), ("leg", 1), ("leg-back", 2)] == [row[:2] for row in arms]
    assert bit_by_bit == programmes_of(home)


Line = tuple[str, str | None, int]
LINES = st.lists(
    st.one_of(
        st.tuples(st.just("start"), st.sampled_from(["leg", "back"]), st.integers(0, 60)),
        st.tuples(st.just("stop"), st.sampled_from([None, "leg", "back"]), st.integers(0, 60)),
    ),
    max_size=6,
)


@given(LINES)
@hypothesis_settings(deadline=None, max_examples=25)
def test_terminal_and_warehouse_agree_on_when_programmes_ran(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line]
) -> None:
    """Whatever stands in the journal, both pair starts and ends alike."""
    home = Home(tmp_path_factory.mktemp("agree") / "home")
    home.create()
    for action, name, number in lines:
        facts: dict[str, Any] = {"action": action, "programme": name}
        date_of = TODAY - timedelta(number)
        say(home, "me", "programme", facts=Facts.model_validate(facts | {"date": date_of}))

    rows = run_model(
        "int_programme_spans",
        raw_programmes=read_journal(home, "me").programmes,
        raw_athletes=athlete(TODAY),
    )

    spans = rows.sort("started_on").select("programme", "started_on", "ended_on").rows()
    assert [tuple(span) for span in spans_said(home, "me")] == spans
