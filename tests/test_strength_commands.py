"""Strength training told at the terminal: what is typed, answered, written, taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from flows.diary import asking
from flows.strength import listing
from flows.strength.problems import BadExercise
from flows.strength.typed import active_min, exercises_typed
from pipeline import warehouse
from pipeline.exercises import EXERCISES, READY
from pipeline.home import Home
from pipeline.journal import Exercise, read_entries, read_journal
from pipeline.models import run_model
from pipeline.refresh import refresh
from tests.made_strength import BANDED, Done, strength_fit
from tests.terminal import Answer, answered

SETTINGS = "timezone = 'Europe/Berlin'\nlanguage = 'en'\nas_of = 2026-11-21\ninbox.settle_s = 0\n"

Command = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder whose today stands still."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


@pytest.fixture
def typed(home: Home, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command line as a function of its words."""

    def run(*words: str) -> Answer:
        return answered(capsys, *words, home=home.root)

    return run


def told(home: Home) -> list[tuple[Any, ...]]:
    """Return exercise, sets, repetitions and seconds of what still counts."""
    facts = [entry.statement.facts for entry in read_entries(home, "me") if entry.counts]
    return [
        (one.title, one.sets, one.repetitions, one.seconds)
        for fact in facts
        for one in fact.exercises or ()
    ]


def strength(home: Home) -> list[tuple[Any, ...]]:
    """Return class, sets and minutes of the typed-in sessions, as the models judge them."""
    said = read_journal(home, "me")
    rows = run_model(
        "fct_strength",
        raw_sessions=said.added,
        raw_sets=said.added_sets,
        raw_exercises=said.exercises,
    )
    columns = ("strength_programme", "source", "active_sets", "active_min")
    return rows.sort("local_date").select(columns).rows()


ARTICLE = [("plank", 3, None, 30), ("bridge", 3, 10, None), ("superman", 3, 5, None)]


@pytest.mark.parametrize(
    "words", [["core"], ["plank", "3x30s", "bridge", "3x10", "superman", "3x5"]]
)
def test_the_articles_core_exercises(home: Home, typed: Command, words: list[str]) -> None:
    """One word is the article's three exercises in its dose; they take 3.75 minutes."""
    answer = typed("strength", *words)

    assert 0 == answer.returncode
    assert ARTICLE == told(home)
    assert [("mixed", "journal", 9, 3.75)] == strength(home)
    assert "backstride undo 1" in answer.stdout


def test_leg_exercises_need_sets_or_time(home: Home, typed: Command) -> None:
    """The article gives no dose for them, so nobody invents one."""
    refused = typed("strength", "legs")
    assert (2, []) == (refused.returncode, told(home))
    assert "legs 3x12 3x30s" in refused.stderr

    typed("strength", "legs", "--duration", "25min", "--date", "2026-11-16")
    typed("strength", "Beinpresse", "4x12@80kg", "wall_sit", "3x45s", "--date", "2026-11-17")

    assert [("leg", "journal", None, 25.0), ("leg", "journal", 7, 4.65)] == strength(home)


def test_what_was_told_can_be_read_and_taken_back(home: Home, typed: Command) -> None:
    """The journal shows exercises with their doses; an undo leaves nothing of them."""
    typed("strength", "squat", "3x12@20kg", "--rpe", "6", "--at", "18:30", "--note", "cellar")
    listed = typed("journal").stdout

    assert "2026-11-21 18:30" in listed
    assert "squat 3\u00a0×\u00a012 (20\u00a0kg)" in listed
    assert "RPE 6" in listed
    typed("undo", "1")
    assert ([], []) == (told(home), strength(home))


def test_the_whole_time_counts_for_the_load_where_it_is_told(home: Home, typed: Command) -> None:
    """`--duration` is the session's, with pauses; its exercises stay what they are."""
    typed("strength", "core", "--duration", "20min")

    said = read_journal(home, "me").added
    assert [1200.0] == said["timer_s"].to_list()
    assert [("mixed", "journal", 9, 3.75)] == strength(home)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["plonk", "3x30s"], "did you mean 'plank'"),
        (["Kniebeugge", "3x12"], "did you mean 'kniebeuge'"),
        (["plank", "3xx30"], "'3xx30' is no dose"),
        (["plank", "0x30s"], "'0x30s' is no dose"),
        (["plank", "3x0"], "'3x0' is no dose"),
        (["plank", "51x10"], "'51x10' is no dose"),
        (["3x10"], "stands behind no single exercise"),
        (["core", "3x10"], "stands behind no single exercise"),
        (["squat"], "squat 3x12"),
        (["wall_sit"], "wall_sit 3x30s"),
        (["legs", "3x12"], "legs 3x12 3x30s"),
        ([""], "Give the title"),
        (["core", "--duration", "30h"], "30.0 h of strength training is more than 6 h"),
        (["squat", "50x48min"], "40.0 h of strength training is more than 6 h"),
        (["squat", "50x48min", "--duration", "20min"], "40.0 h of strength training"),
        (["squat", "lunge", "--duration", "20min"], "squat 3x12"),
        (["\u0007", "3x10"], "Give the title"),
        (["core"] * 20, "These are 60 exercises"),
        (["core", "--duration", "20"], "no duration"),
        (["core", "--date", "2026-11-22"], "2026-11-22"),
    ],
)
def test_what_cannot_be_is_not_written(
    home: Home, typed: Command, words: list[str], sentence: str
) -> None:
    """One sentence with what to type instead, and an untouched journal."""
    answer = typed("strength", *words)

    assert 2 == answer.returncode
    assert sentence in " ".join(answer.stderr.split())
    assert [] == told(home)


def test_without_words_the_choices_are_listed(home: Home, typed: Command) -> None:
    """What the articles name, with its dose where they give one; nothing is written."""
    answer = typed("strength")

    assert 0 == answer.returncode
    assert "core: plank on the forearms 3\u00a0×\u00a030\u00a0s" in answer.stdout
    assert "legs: leg press, squat on one leg, wall sit" in answer.stdout
    assert "backstride strength legs 3x12 3x30s" in " ".join(answer.stdout.split())
    assert [] == told(home)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["1"], ARTICLE),
        (["2", "25min"], [("legs", None, None, 1500.0)]),
        (["3", "3x12"], [("back_extension", 3, 12, None), ("bird_dog", 3, 12, None)]),
        (["2", ""], []),
        ([""], []),
        (["9"], []),
    ],
)
def test_at_a_terminal_one_of_them_can_be_chosen(
    home: Home,
    typed: Command,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    expected: list[tuple[Any, ...]],
) -> None:
    """A number chooses; where the articles give no dose, the time is asked for."""
    left = list(answers)
    monkeypatch.setattr(asking, "is_conversation", lambda: True)
    monkeypatch.setattr(listing, "answer_to", lambda _question: left.pop(0))

    typed("strength")

    assert expected == told(home)
    assert [] == left


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Ausfallschritte", "3x12"], [("lunge", 3, 12, None)]),
        (["plank", "3x30"], [("plank", 3, None, 30)]),
        (["Wandsitz", "45"], [("wall_sit", 1, None, 45)]),
        (["superman", "3x5"], [("superman", 3, 5, None)]),
        (["plank3x30s"], [("plank", 3, None, 30)]),
        (["plank 3x30s bridge 3x10"], [("plank", 3, None, 30), ("bridge", 3, 10, None)]),
        (["Gym 2", "3x10"], [("Gym 2", 3, 10, None)]),
        (
            ["Beine", "3x12", "3x45s"],
            [
                ("leg_press", 3, 12, None),
                ("single_leg_squat", 3, 12, None),
                ("wall_sit", 3, None, 45),
            ],
        ),
        (["Rücken", "2x8"], [("back_extension", 2, 8, None), ("bird_dog", 2, 8, None)]),
    ],
)
def test_exercises_as_people_type_them(words: list[str], expected: list[tuple[Any, ...]]) -> None:
    """Plurals, quoted and glued doses, groups with a dose; who holds something counts seconds."""
    found = exercises_typed(words, None)

    assert expected == [(one.title, one.sets, one.repetitions, one.seconds) for one in found]


def test_no_word_names_two_exercises() -> None:
    """However a plural is cut off, each word is one exercise or one group of them."""
    words = [(name, word) for name, one in EXERCISES.items() for word in (name, *one.words)]
    meant = [(name, exercises_typed([word, "3x10"], None)[0].title) for name, word in words]

    assert all(name == title for name, title in meant)


def test_a_day_can_be_named_as_in_the_diary(home: Home, typed: Command) -> None:
    """Yesterday is yesterday in either language, for sessions of any kind."""
    typed("strength", "core", "--date", "yesterday")
    typed("add", "gestern", "cycling", "-", "40min")

    days = read_journal(home, "me").added["started_at"].dt.date()
    assert ["2026-11-20"] * 2 == [day.isoformat() for day in days]


def test_upper_body_alone_is_told_as_such(home: Home, typed: Command) -> None:
    """Pull-ups train none of the four, which is said at once; squats beside them do."""
    alone = typed("strength", "pull_up", "3x8", "--date", "2026-11-18")
    beside = typed("strength", "pull_up", "3x8", "squat", "3x8")

    assert "None of this trains legs, back extensors or trunk" in alone.stdout
    assert "None of this trains" not in beside.stdout


def test_what_an_unknown_title_trains_is_asked_at_once(home: Home, typed: Command) -> None:
    """No run is needed to hear of `backstride exercise`, and the answer is listed at once."""
    asked = typed("strength", "Blorbel", "3x10")
    typed("exercise", "blorbel", "Bein")
    again = typed("strength", "BLORBEL", "3x10")

    assert "backstride exercise Blorbel leg|back|core" in " ".join(asked.stdout.split())
    assert "is not known" not in again.stdout
    assert "blorbel trains legs" in typed("exercise").stdout


@pytest.mark.parametrize(
    ("word", "trained"),
    [("bein", "leg"), ("Rücken", "back"), ("rumpf", "core"), ("keine", "none"), ("Legs", "leg")],
)
def test_what_an_exercise_trains_can_be_said_in_german(
    home: Home, typed: Command, word: str, trained: str
) -> None:
    """The journal keeps one word for it."""
    typed("exercise", "Gym A", word)

    assert [trained] == [entry.statement.facts.trains for entry in read_entries(home, "me")]


def test_the_same_session_told_twice_is_noticed(home: Home, typed: Command) -> None:
    """Before any run: the line that tells of the day is named; another sport is another thing."""
    first = typed("strength", "core")
    twice = typed("strength", "core")
    other = typed("add", "2026-11-21", "running", "8km", "45min")
    done = typed("programme", "done", "30min", "--date", "today")
    for line in "124":
        typed("undo", line)
    after_undo = typed("strength", "core")

    assert ["", ""] == [first.stderr, other.stderr]
    assert "Line 1 tells of that day, too" in twice.stderr
    assert "Line 2 tells of that day, too" in done.stderr
    assert "" == after_undo.stderr


def test_a_run_does_not_ask_whether_strength_is_a_run(home: Home, typed: Command) -> None:
    """Sessions a run has found count, too: the strength typed in before, not the run of that day."""
    typed("add", "2026-11-21", "running", "8km", "45min")
    typed("add", "2026-11-21", "strength training", "-", "40min")
    refresh(home)

    told = typed("strength", "core").stderr
    assert "Line 2 tells of that day, too" in told
    assert "running" not in told
    assert "already" not in told


def test_strength_is_told_to_wait_while_the_back_rests(home: Home, typed: Command) -> None:
    """The session is written, but not as if nothing had been asked for."""
    (home.diary / "me.csv").write_text("date,pain,quality\n2026-11-20,7,sharp\n", "utf-8")
    typed("add", "2026-11-19", "running", "8km", "45min")
    refresh(home)

    now = typed("strength", "core")
    earlier = typed("strength", "core", "--date", "2026-11-18")

    assert 2 == now.stdout.count("Added") + now.stdout.count("strength exercises wait")
    assert "strength exercises wait" not in earlier.stdout


def test_an_unknown_exercise_is_asked_about_and_remembered(home: Home, typed: Command) -> None:
    """From a watch's file to the list, from the runner's word to the class, and back."""
    data = strength_fit([Done(BANDED, 60)] * 5, titles={BANDED: "Miniband X"})
    (home.inbox / "gym.fit").write_bytes(data)
    refresh(home)
    assert "Miniband X  (in 1 session" in typed("exercise").stdout

    noted = typed("exercise", "MINIBAND x", "leg")
    refresh(home)

    assert "MINIBAND x: legs" in noted.stdout
    assert "no title whose exercise is not known" in typed("exercise").stdout
    listed = json.loads(typed("exercise", "--json").stdout)["exercises"]
    assert [("Miniband X", "leg", True)] == [
        (one["title"], one["programme"], one["is_told"]) for one in listed
    ]
    assert ["leg"] == classes(home)

    typed("undo", "1")
    refresh(home)
    assert ["unclassified"] == classes(home)


def classes(home: Home) -> list[str]:
    """Return the classes of all strength sessions in the warehouse."""
    with warehouse.reading(home) as con:
        return [
            name for (name,) in con.sql("select strength_programme from fct_strength").fetchall()
        ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Gym A", "arms"], "cannot train 'arms'"),
        (["Gym A"], "leg, back, core, other_core or none"),
        (["\u202e\u0000", "leg"], "Give the title"),
        (["x" * 101, "leg"], "up to 100 characters"),
    ],
)
def test_a_word_that_fits_nothing_is_not_written(
    home: Home, typed: Command, words: list[str], sentence: str
) -> None:
    """One sentence with what to type instead."""
    answer = typed("exercise", *words)

    assert 2 == answer.returncode
    assert sentence in " ".join(answer.stderr.split())
    assert [] == read_entries(home, "me")


def test_every_exercise_that_can_be_named_has_a_class() -> None:
    """What the terminal offers the tables know: nothing named ends as unclassified."""
    expected = {"plank": "core", "bird_dog": "core", "bridge": "leg", "superman": "back"}
    sets = pl.DataFrame(
        [
            {
                "session_id": "one",
                "set_index": i,
                "category": one.category,
                "title": name,
                "category_subtype": one.subtype,
            }
            for i, (name, one) in enumerate(EXERCISES.items())
        ]
    )
    sessions = pl.DataFrame({"session_id": ["one"], "athlete_id": ["me"], "sha256": ["one"]})
    found = run_model("int_strength_sets", raw_sets=sets, raw_sessions=sessions)
    trained = dict(found.select("title", "programme").rows())

    assert EXERCISES.keys() == trained.keys()
    assert expected.items() <= trained.items()
    assert None not in trained.values()
    assert {"leg"} == {trained[name] for name in READY["legs"]}


WORDS = st.sampled_from([*EXERCISES, "core", "legs", "3x30s", "3x12@20kg", "10min", "90s"])


@hypothesis_settings(max_examples=300)
@given(st.lists(WORDS | st.text(max_size=12), max_size=8), st.none() | st.floats(0.1, 600))
def test_whatever_is_typed_is_a_sentence_or_can_be_kept(
    words: list[str], duration_min: float | None
) -> None:
    """No words make anything but sets the journal reads back, or one sentence."""
    try:
        exercises = exercises_typed(words, duration_min)
    except BadExercise:
        return

    assert exercises == tuple(
        Exercise.model_validate_json(one.model_dump_json(exclude_none=True)) for one in exercises
    )
    assert all(one.sets or one.seconds for one in exercises)
    assert active_min(exercises) >= 0
