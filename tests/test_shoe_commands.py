"""Pairs of shoes told at the terminal: what is typed, answered, written, taken back, listed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.journal import read_entries
from pipeline.refresh import refresh
from tests.terminal import Answer, answered

TODAY = date(2026, 11, 21)
SETTINGS = f"timezone = 'Europe/Berlin'\nlanguage = 'en'\nas_of = {TODAY}\ninbox.settle_s = 0\n"

Shoe = Callable[..., Answer]
Said = tuple[str | None, str | None, str, str | None, float | None, float | None]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder whose today stands still."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


@pytest.fixture
def shoe(home: Home, capsys: pytest.CaptureFixture[str]) -> Shoe:
    """Return `backstride shoe` as a function of its words."""

    def run(*words: str, command: str = "shoe") -> Answer:
        return answered(capsys, command, *words, home=home.root)

    return run


def told(home: Home) -> list[Said]:
    """Return what still counts: action, pair, day, cushioning, limit and kilometres before."""
    facts = [entry.statement.facts for entry in read_entries(home, "me") if entry.counts]
    return [
        (one.action, one.shoe, str(one.date), one.cushioning, one.limit_km, one.km_before)
        for one in facts
        if one.shoe
    ]


def test_a_pair_is_put_on_and_retired_in_the_journal(home: Home, shoe: Shoe) -> None:
    """Both lines stand there with their days; German dates and commas are read, too."""
    begun = shoe(
        *("Ghost 15", "--from", "17.08.2026", "--cushioning", "high"),
        *("--limit", "700km", "--before", "120,5"),
    )
    ended = shoe("ghost  15", "--retire", "--on", "2026-10-11", "--note", "a hole")

    assert (0, 0) == (begun.returncode, ended.returncode)
    assert [
        ("start", "Ghost 15", "2026-08-17", "high", 700.0, 120.5),
        ("stop", "Ghost 15", "2026-10-11", None, None, None),
    ] == told(home)
    for words in ("Ghost 15: in use", "cushioning high", "own limit 700", "2026-08-17", "undo 1"):
        assert words in begun.stdout.replace("\u00a0", " ")
    journal = shoe(command="journal").stdout
    assert "shoes: Ghost 15: retired, 2026-10-11" in journal
    assert "a hole" in journal


def test_what_was_told_can_be_taken_back(home: Home, shoe: Shoe) -> None:
    """The answer names the command, and then the pair is unknown again."""
    shoe("Ghost", "--from", "2026-08-17")
    shoe("1", command="undo")

    assert [] == told(home)
    assert "No pair called Ghost is known yet" in shoe("Ghost", "--retire").stderr


def test_more_about_a_pair_needs_no_date_again(home: Home, shoe: Shoe) -> None:
    """A limit told later stands on the day the pair was put on, so that no run moves."""
    shoe("Ghost", "--from", "2026-08-17")
    answer = shoe("ghost", "--limit", "430mi")

    assert 0 == answer.returncode
    assert ("start", "Ghost", "2026-08-17", None, 692.02, None) == told(home)[-1]


def test_a_german_word_for_cushioning_is_one(home: Home, shoe: Shoe) -> None:
    """The journal keeps one word for each, whatever the language it was typed in."""
    assert 0 == shoe("Ghost", "--from", "2026-08-17", "--cushioning", "hoch").returncode
    assert "high" == told(home)[-1][3]


def test_a_retirement_is_taken_back_by_its_number(shoe: Shoe) -> None:
    """Who retires a pair twice is told which line to take back."""
    shoe("Ghost", "--from", "2026-08-17")
    shoe("Ghost", "--retire", "--on", "2026-09-01")

    assert "backstride undo 2" in shoe("Ghost", "--retire").stderr


def test_an_error_is_told_in_the_language_of_the_home(home: Home, shoe: Shoe) -> None:
    """Also one that is raised before the command has said a word."""
    home.settings_file.write_text('language = "de"\n', encoding="utf-8")

    assert "ist noch nicht bekannt" in shoe("Pegasus", "--retire").stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Ghost"], "Say since when you run in Ghost"),
        (["New", "--limit", "700km"], "Say since when you run in New"),
        (["", "--from", "2026-08-17"], "Give the pair a name"),
        (["\u202e\x07 ", "--from", "2026-08-17"], "Give the pair a name"),
        (["x" * 101, "--from", "2026-08-17"], "has 101 characters; use at most 100"),
        (["New", "--from", "2026-12-24"], "2026-12-24"),
        (["New", "--from", "soon"], "soon"),
        (["New", "--from", "2026-08-17", "--cushioning", "soft"], "'soft' is no word for"),
        (["New", "--from", "2026-08-17", "--limit", "7km"], "'7km' are no kilometres"),
        (["New", "--from", "2026-08-17", "--limit", "1.200km"], "'1.200km' are no kilometres"),
        (["New", "--from", "2026-08-17", "--before", "-3"], "'-3' are no kilometres"),
        (["New", "--from", "2026-08-17", "--before", "nan"], "'nan' are no kilometres"),
        (["Goast", "--retire"], "No pair called Goast is known yet; did you mean Ghost?"),
        (["Pegasus", "--retire"], "No pair called Pegasus is known yet. Nothing"),
        (["Ghost", "--retire", "--on", "2026-08-16"], "in use only since 2026-08-17"),
        (["Ghost", "--retire", "--limit", "700km"], "--retire goes with --on DATE only"),
        (["Ghost", "--on", "2026-09-01"], "--on goes with --retire only"),
        (["--limit", "700km"], "Say which pair"),
        (["--retire"], "Say which pair"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    home: Home, shoe: Shoe, words: list[str], sentence: str
) -> None:
    """Nothing is written then."""
    shoe("Ghost", "--from", "2026-08-17")

    answer = shoe(*words)

    assert 2 == answer.returncode
    assert sentence in " ".join(answer.stderr.replace("│", " ").split())
    assert 1 == len(told(home))


def test_a_second_retirement_is_refused_until_the_pair_is_put_on_again(shoe: Shoe) -> None:
    """What is retired is retired; who wears it again may retire it again."""
    shoe("Ghost", "--from", "2026-08-17")
    shoe("Ghost", "--retire", "--on", "2026-09-01")
    again = shoe("Ghost", "--retire")
    shoe("Ghost", "--from", "2026-10-01")

    assert "Ghost is retired already, since 2026-09-01" in again.stderr
    assert 0 == shoe("Ghost", "--retire").returncode


def test_a_name_cannot_command_the_terminal(home: Home, shoe: Shoe) -> None:
    """Control characters and turned text are left out of what is written and shown."""
    shoe("Gho\x1b[31mst\n\u202e15", "--from", "2026-08-17")

    assert "Gho[31mst 15" == told(home)[0][1]
    for answer in (shoe(), shoe(command="journal")):
        assert "\x1b" not in answer.stdout
        assert "\u202e" not in answer.stdout


def run_history(home: Home, shoe: Shoe) -> None:
    """Let somebody run 30 km a week in two pairs and in a listed one, and read it all."""
    shoe("Ghost", "--from", "2026-08-01", "--limit", "100km", "--cushioning", "high")
    shoe("Old", "--from", "2026-01-01", "--before", "900km")
    for weeks in range(12, 0, -1):
        day = TODAY - timedelta(7 * weeks)
        answer = shoe(str(day), "running", "30km", "3h", command="add")
        assert 0 == answer.returncode
    refresh(home)


def test_the_list_tells_kilometres_limit_and_state(home: Home, shoe: Shoe) -> None:
    """360 km in a pair that was to be told of at 100; what nobody runs in stands below."""
    run_history(home, shoe)
    shoe("Brandnew", "--from", str(TODAY))

    answer = shoe().stdout.replace("\u00a0", " ")
    listed = json.loads(shoe("--json").stdout)["shoes"]

    lines = [line.split("  ")[0] for line in answer.splitlines()[:4]]
    assert ["Pair", "Ghost", "Old", "Brandnew: counts after the next: backstride run"] == lines
    assert "360 km" in answer
    assert "own limit 100 km" in answer
    assert "Limit reached" in answer
    assert "evidence D" in answer
    assert [("Ghost", 360.0, "over", True), ("Old", 900.0, "over", False)] == [
        (one["name"], one["km"], one["shoe_state"], one["is_worn"]) for one in listed
    ]
    assert "2026-08-01" == listed[0]["started_on"]


def test_status_reminds_of_a_worn_pair_at_its_limit_and_of_no_other(home: Home, shoe: Shoe) -> None:
    """The pair in use is told with its letter; one that rests in the cupboard is not."""
    run_history(home, shoe)

    answer = shoe(command="status").stdout.replace("\u00a0", " ")

    assert "Shoes Ghost: Limit reached, 360 km, own limit 100 km, evidence D" in answer
    assert "Old" not in answer


def test_without_a_pair_the_list_says_how_to_tell_of_one(shoe: Shoe) -> None:
    """Before the first run and the first word."""
    answer = shoe()

    assert 0 == answer.returncode
    assert "No pair of shoes is known yet." in answer.stdout
    assert "backstride shoe NAME --from DATE" in answer.stdout
    assert [] == json.loads(shoe("--json").stdout)["shoes"]


def test_a_pair_that_only_the_last_run_knows_can_be_retired(home: Home, shoe: Shoe) -> None:
    """As one of an account's list: no line of the journal is needed before."""
    run_history(home, shoe)
    (home.journal / "me.csv").unlink()

    answer = shoe("GHOST", "--retire")

    assert 0 == answer.returncode
    assert [("stop", "Ghost", str(TODAY), None, None, None)] == told(home)
