"""What a strength session trained: by its sets, its title, its sport, or the runner's word."""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.i18n import translator
from dashboards.wording.strength import because_told, dose_told
from pipeline.decode import decode_activity
from pipeline.errors import FileProblem
from pipeline.models import run_model, run_models
from tests.made_strength import (
    BACK_EXTENSION,
    BANDED,
    BENCH_PRESS,
    BRIDGE,
    CRUNCH,
    DEADLIFT,
    LEG_PRESS,
    NOTHING,
    PLANK,
    SPORTS,
    SQUAT,
    SUPERMAN,
    Done,
    judged,
    raw_frames,
    strength_fit,
    times,
)

HERE = Path(__file__).parent
ENUMS = json.loads((HERE / "fit_enums.json").read_text("utf-8"))
CLASSES = list(csv.DictReader((HERE / "strength_classes.csv").open(encoding="utf-8")))
MODELS = ("fct_strength", "fct_strength_weeks", "fct_exercises", "int_strength_days")

Row = dict[str, Any]


def told(*words: tuple[str, str]) -> pl.DataFrame:
    """Return `raw_exercises`: what the runner said of titles, one minute after the other."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [
        {
            "athlete_id": "me",
            "title": title,
            "trains": trains,
            "written_at": moment + timedelta(minutes=place),
        }
        for place, (title, trains) in enumerate(words)
    ]
    return pl.DataFrame(rows)


def class_of(sets: Sequence[Done], **more: Any) -> tuple[str | None, str]:
    """Return the class of a session of these sets, and by what it is known."""
    row = judged(strength_fit(sets, **more))
    return row["strength_programme"], row["because"]


def session_rows(**columns: Any) -> dict[str, pl.DataFrame]:
    """Return one strength session without sets."""
    row = {
        "session_id": "one",
        "sha256": "one",
        "athlete_id": "me",
        "session_index": 0,
        "sport": "training",
        "sub_sport": "strength_training",
        "started_at": datetime(2026, 1, 7, 18, tzinfo=UTC),
        "utc_offset_s": 0,
        "timer_s": 2400.0,
        **columns,
    }
    return {"raw_sessions": pl.DataFrame([row])}


def untold(**columns: Any) -> Row:
    """Return what becomes of a session without sets."""
    return run_model("fct_strength", **session_rows(**columns)).row(0, named=True)


# ---------- FIT's numbers


def test_categories_are_fits_own() -> None:
    """Each exercise category of FIT is assigned once, by the number and the name FIT gives it."""
    rows = run_model("int_exercise_categories").select("category", "category_name").rows()
    known = {int(n): name for n, name in ENUMS["exercise_category"].items() if n != "65534"}

    assert sorted(known.items()) == sorted(rows)


def test_exceptions_are_fits_own() -> None:
    """An exception names the exercise that FIT's number stands for, and stands there once."""
    rows = run_model("int_exercise_subtypes")
    categories = ENUMS["exercise_category"]

    for row in rows.to_dicts():
        names = ENUMS[f"{categories[str(row['category'])]}_exercise_name"]
        assert names[str(row["category_subtype"])] == row["exercise_name"]
    assert rows.height == rows.unique(["category", "category_subtype"]).height


F1 = {
    "leg": [28, 17, 15, 1, 10, 8, 12, 20, 18, 45, 11, (28, 83), (10, 6), (11, 3)],
    "back": [13, (5, 41), (5, 42), (5, 69), (5, 70), (13, 29), (13, 31), (13, 37)],
    "core": [
        *[19, 4, 3, 5, (5, 48)],
        *[(10, n) for n in (4, 5, 24, 25, 26, 27)],
        *[(11, n) for n in (1, 2, 16, 17, 18, 19, 20)],
        *[(13, n) for n in (0, 1, 6, 7, 10, 11, 12, 13, 19, 20, 35, 36)],
    ],
    "other_core": [6, 27, 16],
    "none": [
        *[0, 2, 7, 9, 14, 21, 22, 23, 24, 25, 26, 30, 31, 32, 33, 35, 36],
        *[(13, n) for n in (14, 15, 16, 17, 18, 21, 22, 38)],
        *[(5, n) for n in (51, 57, 59, 60, 61, 62, 77)],
        (11, 34),
    ],
    None: [29, 37, 44, 49],
}
"""SCIENCE F.1, read off again: programme -> categories, or category and exercise."""


def test_each_exercise_trains_what_the_table_says() -> None:
    """The whole of SCIENCE F.1, set by set; what has to be asked is null."""
    cases = [
        (exercise if isinstance(exercise, tuple) else (exercise, 65534), programme)
        for programme, exercises in F1.items()
        for exercise in exercises
    ]
    frames = raw_frames(strength_fit([Done(exercise, 40) for exercise, _ in cases]))
    sets = run_model("int_strength_sets", **frames).sort("set_index")

    assert [programme for _, programme in cases] == sets["programme"].to_list()


# ---------- the class of a session, from a watch's file


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (times(2, Done(SQUAT, repetitions=12), Done(LEG_PRESS, 45)), ("leg", "sets")),
        (times(4, Done(BACK_EXTENSION, 30)), ("back", "sets")),
        (times(4, Done(PLANK, 30)), ("core", "sets")),
        (times(5, Done(CRUNCH, repetitions=20)), ("other_core", "sets")),
        (times(1, Done(PLANK, 480)), ("core", "sets")),
        (times(3, Done(PLANK, 30), Done(BRIDGE, repetitions=10)), ("mixed", "sets")),
        (times(3, Done(SQUAT, 30)), ("mixed", "few_sets")),
        (times(1, Done(PLANK, 479)), ("mixed", "few_sets")),
        (times(4, Done(SQUAT, 30), Done(PLANK, 29)), ("leg", "sets")),
        (times(4, Done(SQUAT, 30), *[Done(BENCH_PRESS, 60)] * 3), ("leg", "sets")),
        (times(6, Done(BENCH_PRESS, 60)), (None, "other_sets")),
        (times(4, Done(SQUAT, 30), Done(NOTHING, 31)), ("unclassified", "unknown_sets")),
        (times(4, Done(SQUAT, 30), Done(NOTHING, 30)), ("leg", "sets")),
        (times(4, Done(DEADLIFT, 40)), ("leg", "sets")),
        (times(4, Done(BANDED, 40)), ("unclassified", "unknown_sets")),
    ],
    ids=[
        "legs",
        "back",
        "core",
        "crunches",
        "eight minutes are enough",
        "half each",
        "three sets are few",
        "so are less than eight minutes",
        "just more than half",
        "arms beside legs",
        "arms alone",
        "mostly unknown",
        "half unknown",
        "deadlifts",
        "bands may be anything",
    ],
)
def test_the_class_of_a_session(sets: list[Done], expected: tuple[str | None, str]) -> None:
    """Half of the classified time, and 4 sets or 8 minutes of it, make a programme."""
    assert expected == class_of(sets)


def test_the_articles_core_exercises_are_mixed_by_our_table() -> None:
    """Plank, bridge and superman train trunk, legs and back: 1.5, 1.5 and 0.75 minutes."""
    done = [
        *times(3, Done(PLANK, 30)),
        *times(3, Done(BRIDGE, repetitions=10)),
        *times(3, Done(SUPERMAN, repetitions=5)),
    ]
    row = judged(strength_fit(done))

    assert ("mixed", 9) == (row["strength_programme"], row["active_sets"])
    assert (1.5, 1.5, 0.75, 3.75) == (
        row["core_min"],
        row["leg_min"],
        row["back_min"],
        row["active_min"],
    )


def test_a_set_weighs_its_time_else_its_repetitions_else_forty_seconds() -> None:
    """SCIENCE F.1: 30 s, 10 repetitions of 3 s, and one of which nothing is known."""
    row = judged(strength_fit([Done(SQUAT, 30, 99), Done(SQUAT, repetitions=10), Done(SQUAT)]))

    assert pytest.approx((30 + 30 + 40) / 60) == row["leg_min"]


def test_deadlifts_train_the_back_by_half() -> None:
    """Two minutes of deadlifts are two of legs and one of the back, and two in all."""
    row = judged(strength_fit(times(4, Done(DEADLIFT, 30))))

    assert (2.0, 1.0, 2.0) == (row["leg_min"], row["back_min"], row["active_min"])


@pytest.mark.parametrize("title", ["Kreuzheben", "Romanian deadlifts"])
def test_deadlifts_by_title_train_the_back_by_half(title: str) -> None:
    """A watch that names the exercise without FIT's number tells the same."""
    row = judged(strength_fit(times(4, Done(NOTHING, 30, step=0)), steps={0: title}))

    assert (2.0, 1.0, 2.0) == (row["leg_min"], row["back_min"], row["active_min"])


def test_pilates_is_trunk_stability_and_yoga_none() -> None:
    """Sports say it where sets do not: 40 minutes of pilates are 40 of the trunk."""
    pilates = judged(strength_fit([], sub_sport="pilates"))
    yoga = judged(strength_fit([Done(NOTHING, 779)], sub_sport="yoga"))
    stretching = judged(strength_fit([], sub_sport="flexibility_training"))

    assert ("core", "sub_sport", 40.0) == (
        pilates["strength_programme"],
        pilates["because"],
        pilates["core_min"],
    )
    assert [None, None] == [yoga["strength_programme"], stretching["strength_programme"]]
    assert 0 == yoga["core_min"] + yoga["leg_min"] + yoga["unclassified_min"]


def test_pilates_whose_sets_tell_more_goes_by_them() -> None:
    """A pilates class of back extensions is a back session."""
    assert ("back", "sets") == class_of(times(5, Done((5, 69), 60)), sub_sport="pilates")


# ---------- titles


def test_a_title_tells_what_no_number_does() -> None:
    """What the watch shows: the planned step's name first, else the exercise's."""
    by_step = [Done(NOTHING, 40, step=3)] * 4
    by_exercise = [Done(BANDED, 40)] * 4

    assert ("core", "sets") == class_of(by_step, steps={3: "Unterarmstütz"})
    assert ("leg", "sets") == class_of(by_exercise, titles={BANDED: "Lateral Walk with Band"})


def test_a_number_outweighs_a_title() -> None:
    """Squats that a plan calls `core finisher` are squats."""
    assert ("leg", "sets") == class_of([Done(SQUAT, 40, step=0)] * 4, steps={0: "core finisher"})


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("Plank", "core"),
        ("UNTERARMSTÜTZ", "core"),
        ("Unterarmstuetz", "core"),
        ("Einbeinige Kniebeugen", "leg"),
        ("Beinpresse", "leg"),
        ("Wandsitz", "leg"),
        ("Superman", "back"),
        ("Kneeling superman", "core"),
        ("Schulterbrücke", "leg"),
        ("Marching bridge", "core"),
        ("Arm and Leg Extension on Knees", "core"),
        ("Beinheben", "other_core"),
        ("Leg raises", "other_core"),
        ("Leg day", "leg"),
        ("Liegestütze", "none"),
        ("Rumpf & Stabi", "core"),
        ("Legs + Core", "mixed"),
        ("Rückentraining", None),
        ("college", None),
        ("Train", None),
        ("", None),
        ("\u0007\u202e", None),
    ],
)
def test_words_in_titles(title: str, programme: str | None) -> None:
    """English and German, in any case and with umlauts written out or not; else not known."""
    row = untold(name=title)
    expected = "unclassified" if programme is None else programme

    assert (None if programme == "none" else expected) == row["strength_programme"]
    assert ("no_sets" if programme is None else "title") == row["because"]


def test_a_note_is_no_title() -> None:
    """`My legs hurt` beside a session that was typed in does not make it leg training."""
    assert "unclassified" == untold(name="my legs hurt", is_added=True)["strength_programme"]


def test_what_the_runner_says_of_a_title_counts_whatever_its_case() -> None:
    """The last word on `Gym A` decides for all sessions of that title, past ones too."""
    said = told(("gym  a", "back"), ("GYM A", "leg"))
    row = run_model("fct_strength", **session_rows(name="Gym A"), raw_exercises=said)

    assert ["leg"] == row["strength_programme"].to_list()
    assert 40 == row["leg_min"].item()


def test_what_the_runner_says_outweighs_numbers() -> None:
    """Who calls the watch's `Squat` no leg exercise is believed."""
    data = strength_fit([Done(SQUAT, 40)] * 4, titles={SQUAT: "Squat"})

    assert None is judged(data, raw_exercises=told(("squat", "none")))["strength_programme"]


def test_bands_without_a_title_are_asked_about_once_by_their_category() -> None:
    """The list names them, and a word on them holds from then on."""
    data = strength_fit([Done(BANDED, 40)] * 4)
    asked = run_model("fct_exercises", **raw_frames(data))

    assert [("banded exercises", None, 4, 1)] == asked.select(
        "title", "programme", "sets", "sessions"
    ).rows()
    answered = judged(data, raw_exercises=told(("Banded Exercises", "core")))
    assert "core" == answered["strength_programme"]


# ---------- weeks and days


def test_a_week_counts_each_session_once_and_gives_mixed_minutes_to_each() -> None:
    """A mixed session is one of its class; its trunk minutes are the trunk's all the same."""
    frames = raw_frames(strength_fit(times(3, Done(PLANK, 30), Done(BRIDGE, repetitions=10))))
    weeks = run_model("fct_strength_weeks", **frames).sort("strength_programme")

    assert [("core", 0, 1.5), ("leg", 0, 1.5), ("mixed", 1, None)] == weeks.select(
        "strength_programme", "sessions", "trained_min"
    ).rows()
    assert {3.0} == set(weeks.filter(strength_programme="mixed")["active_min"])


def test_days_tell_where_strength_is_known_from() -> None:
    """A file outweighs what was typed in, that the diary; a no is the diary's alone."""
    days = {
        "file": session_rows()["raw_sessions"],
        "journal": session_rows(session_id="two", sha256="", is_added=True)["raw_sessions"],
    }
    diary = pl.DataFrame(
        {
            "athlete_id": ["me"] * 3,
            "local_date": [date(2026, 1, 7), date(2026, 1, 8), date(2026, 1, 9)],
            "body_site": ["low_back"] * 3,
            "strength": ["no", "Beine", "no"],
        }
    )

    def sources(**raw: pl.DataFrame) -> list[tuple[Any, ...]]:
        days = run_model("int_strength_days", **raw).sort("local_date")
        return days.select("has_strength", "strength_source", "programmes").rows()

    assert [(True, "file", [])] == sources(raw_sessions=pl.concat(days.values(), how="diagonal"))
    assert [
        (True, "journal", []),
        (True, "diary", ["leg"]),
        (False, "diary", []),
    ] == sources(raw_sessions=days["journal"], raw_diary=diary)


def days_of(**raw: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Return whether days have strength, and whether something else was trained alone."""
    days = run_model("int_strength_days", **raw).sort("local_date")
    return days.select("has_strength", "is_other_alone", "strength_source").rows()


def answers(*told: tuple[str | None, str | None]) -> pl.DataFrame:
    """Return a diary of one day after the other, its answers about strength and core."""
    return pl.DataFrame(
        {
            "athlete_id": ["me"] * len(told),
            "local_date": [date(2026, 1, 7) + timedelta(place) for place in range(len(told))],
            "body_site": ["low_back"] * len(told),
            "strength": [strength for strength, _ in told],
            "core": [core for _, core in told],
        },
        schema_overrides={"strength": pl.String, "core": pl.String},
    )


@pytest.mark.parametrize(
    ("sets", "title", "expected"),
    [
        (times(12, Done(BENCH_PRESS, 40)), None, (None, True, "file")),
        ([], "Upper body", (None, True, "file")),
        ([], "Gym", (True, False, "file")),
        ([*times(8, Done(BENCH_PRESS, 40)), Done(SQUAT, 40)], None, (True, False, "file")),
    ],
)
def test_the_upper_body_alone_is_no_core_or_leg_strength(
    sets: list[Done], title: str | None, expected: tuple[Any, ...]
) -> None:
    """Bench presses say nothing of legs and trunk; what nobody knows may have trained them."""
    frames = raw_frames(strength_fit(sets))
    name = pl.lit(title, dtype=pl.String).alias("name")
    sessions = frames["raw_sessions"].with_columns(name)

    assert [expected] == days_of(raw_sessions=sessions, raw_sets=frames["raw_sets"])


def test_what_the_diary_calls_strength_and_is_none() -> None:
    """Yoga and press-ups are no answer to whether legs or trunk were trained; planks are."""
    diary = answers(
        ("yoga", None), ("Liegestütze", "no"), ("yoga", "yes"), ("Plank", None), ("", "")
    )

    assert [
        (None, True, "diary"),
        (False, True, "diary"),
        (True, False, "diary"),
        (True, False, "diary"),
    ] == days_of(raw_diary=diary)


def test_a_day_is_told_by_who_tells_of_its_strength() -> None:
    """Bench presses in a file and planks in the diary: the strength is the diary's."""
    frames = raw_frames(strength_fit(times(12, Done(BENCH_PRESS, 40))))

    day = frames["raw_sessions"]["started_at"].dt.date()
    diary = answers(("Plank", None)).with_columns(local_date=day)

    assert [(True, False, "diary")] == days_of(**frames, raw_diary=diary)


def test_what_was_excluded_trains_nothing() -> None:
    """A session the runner took out is in no class, week or list."""
    excluded = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "session_id": ["one"],
            "written_at": [datetime(2026, 1, 8, tzinfo=UTC)],
        }
    )
    models = run_models(MODELS, **session_rows(name="Leg day"), raw_exclusions=excluded)

    assert [0, 0, 0, 0] == [models[name].height for name in MODELS]


# ---------- laws

EXERCISES = st.sampled_from(
    [PLANK, SQUAT, BRIDGE, SUPERMAN, CRUNCH, BENCH_PRESS, DEADLIFT, BANDED, NOTHING, (13, 12)]
)
SETS = st.lists(
    st.tuples(EXERCISES, st.none() | st.integers(1, 300), st.none() | st.integers(1, 40)).map(
        lambda facts: Done(*facts)
    ),
    max_size=14,
)


@settings(max_examples=15)
@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_sets_changes_nothing(sets: list[Done], chance: Any) -> None:
    """Who does the planks first has done the same."""
    shuffled = chance.sample(sets, len(sets))

    assert pytest.approx(judged(strength_fit(sets))) == judged(strength_fit(shuffled))


@settings(max_examples=15)
@given(SETS)
def test_parts_add_up_to_no_more_than_the_whole(sets: list[Done]) -> None:
    """Every minute is of one programme, of none or not known; deadlifts' half comes on top."""
    row = judged(strength_fit(sets))
    parts = ("leg_min", "core_min", "other_core_min", "unclassified_min")
    own = row["back_min"] - sum(
        (s.seconds or 3 * (s.repetitions or 0) or 40) / 120 for s in sets if s.exercise == DEADLIFT
    )

    assert sum(row[part] for part in parts) + own <= row["active_min"] + 1e-6


@settings(max_examples=15)
@given(SETS)
def test_sets_of_the_arms_change_no_class(sets: list[Done]) -> None:
    """Bench presses take nothing from what the legs have done, nor add to it."""
    alone = judged(strength_fit(sets))
    with_arms = judged(strength_fit([*sets, Done(BENCH_PRESS, 1)]))

    if alone["because"] in {"sets", "few_sets"}:
        assert alone["strength_programme"] == with_arms["strength_programme"]


@settings(max_examples=20)
@given(st.text(max_size=300))
def test_any_title_is_read(title: str) -> None:
    """Whatever a watch or a runner writes, the session keeps its minutes and its one class."""
    text = title.encode("utf-8", "replace").decode().replace("\0", "")
    data = strength_fit([Done(NOTHING, 40, step=0)] * 4, steps={0: text[:60]})

    assert pytest.approx(160 / 60) == judged(data)["active_min"]


# ---------- real files


@pytest.mark.corpus
def test_real_strength_sessions_are_classified_as_listed(corpus: Path) -> None:
    """Every strength, yoga and pilates session of the corpus, each with its reason.

    There are three, none with an exercise in it: the made-up files above stand for the rest.
    """
    found = []
    for path in sorted((corpus / "fit").iterdir()):
        try:
            activity = decode_activity(path.read_bytes(), path.name)
        except FileProblem:
            continue
        if activity.sessions["sub_sport"].is_in(list(SPORTS)).any():
            rows = run_model("fct_strength", **raw_frames(path.read_bytes(), path.name))
            found += [
                (path.name, row["session_id"].rpartition("-")[2], *_class(row))
                for row in rows.to_dicts()
            ]

    listed = [(row["file"], row["session_index"], row["class"], row["because"]) for row in CLASSES]
    assert listed == found
    assert all(row["reason"] for row in CLASSES)


def _class(row: Row) -> tuple[str, str]:
    return row["strength_programme"] or "", row["because"]


# ---------- sentences


@pytest.mark.parametrize(
    ("sets", "sentence"),
    [
        (times(4, Done(SQUAT, 30)), "by its sets: legs 2.0\u00a0min"),
        (times(1, Done(PLANK, 30)), "mixed, because no kind of exercise came to 4 sets"),
        (times(4, Done(NOTHING, 30)), "in sets nobody knows"),
        (times(4, Done(BENCH_PRESS, 30)), "train none of legs, back extensors and trunk"),
        ([], "the file names no exercise"),
    ],
)
def test_a_class_is_told_with_its_reason(sets: list[Done], sentence: str) -> None:
    """Nobody has to guess why a session is of its class."""
    assert sentence in because_told(judged(strength_fit(sets)), translator("en"))


def test_a_week_is_told_in_sessions_sets_and_minutes() -> None:
    """The trunk's minutes of a mixed session are told as such."""
    frames = raw_frames(strength_fit(times(3, Done(PLANK, 30), Done(BRIDGE, repetitions=10))))
    weeks = run_model("fct_strength_weeks", **frames).sort("strength_programme").to_dicts()

    assert [
        "trunk stability: in mixed sessions, 1.5 min",
        "legs: in mixed sessions, 1.5 min",
        "mixed: 1 session, 6 sets, 3.0 min",
    ] == [dose_told(week, translator("en")) for week in weeks]
