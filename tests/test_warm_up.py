"""Whether a run was begun warm: the rule, what becomes of it, and how often it is right.

How often it is right about made-up runs lies in `tests/benchmarks/warm_up.csv`; here the first of
them are judged anew, and the runs of `warm_up_labels.csv`, labelled by eye before the rule was run.
"""

import csv
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from dashboards.i18n import translator
from dashboards.wording.warm_up import warm_up_told, warm_up_word
from pipeline import schemas
from pipeline.decode import decode_activity
from pipeline.measures import complete, heart_rate_seconds
from pipeline.models import run_model
from tests.benchmarks.warm_up import ALL, AT_LEAST, AT_MOST_UNKNOWN, FEW, KEPT, SEEDS, measured
from tests.histories import MONDAY, athlete, diary, runs
from tests.made_records import START, activity_of, records

FIRST = f"me-{MONDAY}"
LABELS = Path(__file__).with_name("warm_up_labels.csv")

MEASURED = {
    "warm_up_lap_s": None,
    "opening_speed_ratio": 1.0,
    "opening_heart_rate_ratio": 0.95,
    "first_speed_ratio": 1.0,
    "median_heart_rate_bpm": 160.0,
    "unknown_speed_share": 0.0,
    "timer_s": 3600.0,
    "rpe": None,
}
"""A hard hour at an even speed."""
SLOW = {"opening_speed_ratio": 0.85, "first_speed_ratio": 0.86}
EASY = {"median_heart_rate_bpm": 140.0}


def session(name: str | None = None, **told: float | None) -> pl.DataFrame:
    """Return `raw_sessions` of one run at noon with these measures."""
    columns = {key: pl.lit(value, pl.Float64) for key, value in (MEASURED | told).items()}
    return runs([10.0]).with_columns(name=pl.lit(name, pl.String), **columns)


def judged(
    sessions: pl.DataFrame, heart_rate_bpm: int | None = 160, **raw: pl.DataFrame
) -> list[dict[str, Any]]:
    """Return the verdicts on sessions; the last hour was all at one pulse of at most 190."""
    seconds = {
        "session_id": [FIRST],
        "heart_rate_bpm": [heart_rate_bpm],
        "seconds": [sessions.filter(session_id=FIRST)["timer_s"][0]],
    }
    if heart_rate_bpm is not None:
        raw["raw_heart_rate_seconds"] = pl.DataFrame(seconds)
    who = athlete(MONDAY + timedelta(2)).with_columns(max_heart_rate_bpm=pl.lit(190.0))
    return run_model("int_warm_ups", raw_sessions=sessions, raw_athletes=who, **raw).to_dicts()


def verdict(
    heart_rate_bpm: int | None = 160, name: str | None = None, **told: Any
) -> tuple[str, str]:
    """Return verdict and reason of one run."""
    found = judged(session(name, **told), heart_rate_bpm)
    return found[0]["warm_up"], found[0]["warm_up_because"]


# ---------- the rule


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (SLOW | {"opening_heart_rate_ratio": 0.85}, ("yes", "slow_start")),
        (SLOW | {"opening_heart_rate_ratio": 0.97}, ("unknown", "unclear")),
        (SLOW | {"opening_heart_rate_ratio": None}, ("yes", "slow_start")),
        (SLOW | {"opening_heart_rate_ratio": 0.9, "first_speed_ratio": 1}, ("no", "fast_start")),
        ({}, ("no", "fast_start")),
        ({"opening_speed_ratio": 0.95, "first_speed_ratio": 0.95}, ("no", "fast_start")),
        ({"opening_speed_ratio": 0.95, "first_speed_ratio": 0.9}, ("unknown", "unclear")),
        ({"opening_speed_ratio": None, "first_speed_ratio": None}, ("unknown", "unclear")),
        ({"warm_up_lap_s": 300}, ("yes", "lap")),
        ({"warm_up_lap_s": 299}, ("no", "fast_start")),
        ({"warm_up_lap_s": 300, "timer_s": 900}, ("yes", "lap")),
        ({"timer_s": 1199}, ("unknown", "short")),
        ({"timer_s": 1200}, ("no", "fast_start")),
        ({"unknown_speed_share": 0.21}, ("unknown", "gaps")),
        ({"unknown_speed_share": 0.2}, ("no", "fast_start")),
        ({"unknown_speed_share": None}, ("unknown", "no_records")),
        ({"rpe": 3}, ("gentle_start", "easy_throughout")),
        ({"rpe": 0}, ("no", "fast_start")),
    ],
)
def test_how_a_hard_hour_was_begun(
    told: dict[str, float | None], expected: tuple[str, str]
) -> None:
    """Slow and calm at first is a warm-up, full speed at once is none; else nobody can tell."""
    assert verdict(**told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ("gentle_start", "easy_throughout")),
        ({"first_speed_ratio": 1.05}, ("unknown", "unclear")),
        (SLOW | {"opening_heart_rate_ratio": 0.85}, ("yes", "slow_start")),
    ],
)
def test_how_an_easy_hour_was_begun(
    told: dict[str, float | None], expected: tuple[str, str]
) -> None:
    """An easy run that begins no faster than it goes on begins gently."""
    assert verdict(140, **EASY | told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ("unknown", "unclear")),
        ({"rpe": 7}, ("no", "fast_start")),
        ({"rpe": 2}, ("gentle_start", "easy_throughout")),
        (SLOW, ("yes", "slow_start")),
    ],
)
def test_without_a_pulse_nobody_knows_how_hard_it_was(
    told: dict[str, float | None], expected: tuple[str, str]
) -> None:
    """An even run without a pulse may have been easy: only the runner's word makes it a no."""
    assert verdict(None, **told) == expected


@pytest.mark.parametrize(
    ("pulse", "told", "judged_by"),
    [
        (160, SLOW | {"opening_heart_rate_ratio": 0.85}, "pace_and_heart_rate"),
        (160, SLOW | {"opening_heart_rate_ratio": None}, "pace"),
        (None, SLOW | {"rpe": 2}, "pace"),
        (140, EASY, "pace_and_heart_rate"),
        (140, EASY | {"rpe": 2}, "pace_and_heart_rate"),
        (160, {"rpe": 3}, "pace_and_effort"),
        (None, {"rpe": 2}, "pace_and_effort"),
        (160, {}, "pace_and_heart_rate"),
        (160, {"rpe": 7}, "pace_and_heart_rate"),
        (None, {"rpe": 7}, "pace_and_effort"),
        (None, {}, None),
        (160, {"warm_up_lap_s": 300}, None),
        (160, {"timer_s": 1199}, None),
    ],
)
def test_a_verdict_keeps_what_it_was_judged_by(
    pulse: int | None, told: dict[str, float | None], judged_by: str | None
) -> None:
    """A pulse that is enough makes the runner's effort needless; a marked lap needs neither."""
    (row,) = judged(session(**told), pulse)

    assert row["warm_up_judged_by"] == judged_by


def test_what_the_diary_says_was_judged_by_nothing() -> None:
    """The diary's no beats a gentle start, and with it what that was seen from."""
    said = diary({MONDAY: 0}).with_columns(warm_up=pl.lit("no"))
    (row,) = judged(session(**EASY), 140, raw_diary=said)

    assert (row["warm_up_because"], row["warm_up_judged_by"]) == ("told", None)


@pytest.mark.parametrize(
    "name",
    [
        *("City race", "Race", "Parkrun #12", "Berlin-Marathon", "HALBMARATHON Köln"),
        *("5 km Race!", "Wettkampf", "half marathon", "Half-Marathon", "spring_race"),
    ],
)
def test_a_race_is_told_by_its_name(name: str) -> None:
    """Before a race people warm up unrecorded, so its fast start says nothing."""
    assert verdict(name=name) == ("unknown", "race")


@pytest.mark.parametrize(
    "name",
    [
        *("Race pace", "3 x 2 km at marathon pace", "Marathon training", "Pre-race shakeout"),
        *("Renntempo", "Marathontempo", "Trace", "Wettkampftempo", "Marathonvorbereitung", None),
    ],
)
def test_what_is_like_a_race_is_none(name: str | None) -> None:
    """A run at race pace or in training for one is judged as any other."""
    assert verdict(name=name) == ("no", "fast_start")


# ---------- recorded on its own


def earlier(
    minutes_before: float, sport: str = "running", minutes: float = 10, **told: Any
) -> pl.DataFrame:
    """Return the run and an activity that ended some minutes before it."""
    run = session()
    begun = timedelta(minutes=minutes_before + minutes)
    other = run.with_columns(
        session_id=pl.lit("other"),
        sha256=pl.lit("other"),
        started_at=pl.col("started_at") - begun,
        timer_s=pl.lit(60.0 * minutes),
        sport=pl.lit(sport),
        **{key: pl.lit(value) for key, value in told.items()},
    )
    return pl.concat([run, other], how="diagonal")


def of_first(found: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the verdict on the run itself."""
    row = next(row for row in found if row["session_id"] == FIRST)
    return row["warm_up"], row["warm_up_because"]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        (earlier(10), ("yes", "separate")),
        (earlier(30), ("yes", "separate")),
        (earlier(31), ("no", "fast_start")),
        (earlier(10, "walking"), ("yes", "separate")),
        (earlier(10, minutes=4), ("no", "fast_start")),
        (earlier(10, minutes=4, sub_sport="warm_up"), ("yes", "separate")),
        (earlier(10, "training", sub_sport="warm_up"), ("yes", "separate")),
        (earlier(1, "cycling"), ("unknown", "unclear")),
        (earlier(-0.5), ("yes", "separate")),
        (earlier(-5), ("no", "fast_start")),
        (earlier(10, athlete_id="somebody else"), ("no", "fast_start")),
    ],
)
def test_a_warm_up_recorded_on_its_own(sessions: pl.DataFrame, expected: tuple[str, str]) -> None:
    """Who ran or walked in the half hour before is warm; after a ride nobody can tell."""
    assert of_first(judged(sessions)) == expected


def test_a_warm_up_that_does_not_count_warms_nobody() -> None:
    """What the runner has taken out, since it was somebody else's, is no warm-up."""
    taken_out = pl.DataFrame({"athlete_id": ["me"], "session_id": ["other"]})

    assert of_first(judged(earlier(10), raw_exclusions=taken_out)) == ("no", "fast_start")


def test_sets_of_warming_up_in_the_gym_count() -> None:
    """Strength with a set of FIT's category for warming up (31), half an hour before, is one."""
    sessions = earlier(10, "training", sub_sport="strength_training")
    found = {
        category: of_first(
            judged(
                sessions, raw_sets=pl.DataFrame({"session_id": ["other"], "category": [category]})
            )
        )
        for category in (31, 28)
    }

    assert found == {31: ("yes", "separate"), 28: ("unknown", "unclear")}


def test_a_warm_up_is_no_run_that_needs_one() -> None:
    """A run that the watch calls a warm-up is not asked how it was begun; an excluded run is."""
    found = judged(earlier(10, sub_sport="warm_up"))

    assert [row["session_id"] for row in found] == [FIRST]


def test_a_jog_before_a_run_is_not_asked_how_it_was_begun() -> None:
    """Ten minutes just before a run are its warm-up, whatever the diary says of the day.

    An hour before, or twenty minutes long, they are a run of their own.
    """
    answers = diary({MONDAY: 0}, warm_up="no").with_columns(pl.col("warm_up").cast(pl.String))
    found = {
        (minutes_before, minutes): {
            row["session_id"]: row["warm_up"]
            for row in judged(earlier(minutes_before, minutes=minutes), raw_diary=answers)
        }
        for minutes_before, minutes in ((5, 10), (70, 10), (5, 20), (5, 4))
    }

    assert found[5, 10] == {FIRST: "yes"}
    assert found[70, 10] == {FIRST: "no", "other": "no"}
    assert found[5, 20] == {FIRST: "yes", "other": "no"}
    assert found[5, 4] == {FIRST: "no", "other": "no"}


def test_a_pulse_that_rose_only_later_forbids_a_no() -> None:
    """An even speed at a pulse that was low at first may be a warm-up.

    Without a usable pulse speed and the runner's own word decide.
    """
    low = {"opening_heart_rate_ratio": 0.88}

    assert of_first(judged(session(**low))) == ("unknown", "unclear")
    assert of_first(judged(session(opening_heart_rate_ratio=None))) == ("unknown", "unclear")
    assert of_first(judged(session(opening_heart_rate_ratio=0.89))) == ("no", "fast_start")
    assert of_first(judged(session(**low, rpe=6.0), None)) == ("no", "fast_start")


# ---------- the diary


@pytest.mark.parametrize(
    ("answer", "told", "expected"),
    [
        ("yes", {}, ("yes", "diary", "told")),
        ("lunges", {}, ("yes", "diary", "told")),
        ("yes", {"timer_s": 900.0}, ("yes", "diary", "told")),
        ("no", {}, ("no", "file", "fast_start")),
        ("no", {"timer_s": 900.0}, ("no", "diary", "told")),
        ("no", SLOW | {"opening_heart_rate_ratio": 0.8}, ("yes", "file", "slow_start")),
        ("yes", SLOW | {"opening_heart_rate_ratio": 0.8}, ("yes", "file", "slow_start")),
        ("no", {"rpe": 2.0}, ("no", "diary", "told")),
        ("", {"timer_s": 900.0}, ("unknown", None, "short")),
        (None, {"timer_s": 900.0}, ("unknown", None, "short")),
    ],
)
def test_the_diary_comes_second(
    answer: str | None, told: dict[str, float | None], expected: tuple[str, str | None, str]
) -> None:
    """A yes in the diary counts always, a no unless the file says it was begun warm."""
    answers = diary({MONDAY: 0}, warm_up=answer).with_columns(pl.col("warm_up").cast(pl.String))
    row = judged(session(**told), raw_diary=answers)[0]

    assert (row["warm_up"], row["warm_up_source"], row["warm_up_because"]) == expected


# ---------- from records on


def recorded(
    pieces: list[tuple[float, float]], scale: float = 1.0, sub_sport: str | None = None
) -> dict[str, Any]:
    """Return the completed session of minutes at m/s, a record every 10 s."""
    every, way, rows = 10, 0.0, []
    for minutes, mps in pieces:
        for _ in range(round(minutes * 60 / every)):
            rows.append({"at": every * len(rows), "distance_m": way})
            way += every * mps * scale
    run = {"session_index": 0, "sport": "running", "sub_sport": sub_sport, "started_at": START}
    activity = activity_of(records(*rows), [run | {"is_sport_assumed": False}])
    return complete(activity).sessions.row(0, named=True)


def verdict_on(measures: dict[str, Any], rpe: float | None) -> tuple[str, str]:
    """Return the verdict on a completed session without a pulse."""
    key = {"session_id": FIRST, "sha256": FIRST, "athlete_id": "me", "rpe": rpe}
    return of_first(judged(pl.DataFrame([measures | key]), None))


speeds = st.floats(1.5, 4.5)
plans = st.lists(st.tuples(st.integers(3, 15), speeds), min_size=3, max_size=6)


@settings(max_examples=15, deadline=None)
@given(plans, st.sampled_from([0.7, 0.9, 1.1, 1.5]), st.sampled_from([None, 2.0, 6.0]))
def test_a_watch_that_measures_short_changes_no_verdict(
    pieces: list[tuple[float, float]], scale: float, rpe: float | None
) -> None:
    """All speeds times the same leave every share of them, so the verdict, alone."""
    as_measured, as_scaled = recorded(pieces), recorded(pieces, scale)

    assert verdict_on(as_scaled, rpe) == verdict_on(as_measured, rpe)


@settings(max_examples=15, deadline=None)
@given(st.integers(10, 120), speeds, st.sampled_from([None, 2.0, 6.0]))
def test_a_belt_at_one_speed_never_shows_a_warm_up(
    minutes: int, mps: float, rpe: float | None
) -> None:
    """On a treadmill that never changes its speed no start is slower than the rest."""
    measures = recorded([(minutes, mps)], sub_sport="treadmill")

    assert verdict_on(measures, rpe)[0] in {"gentle_start", "no", "unknown"}


@settings(max_examples=15, deadline=None)
@given(plans, st.sampled_from([None, 2.0, 6.0]), st.floats(300, 1200))
def test_a_lap_for_warming_up_always_counts(
    pieces: list[tuple[float, float]], rpe: float | None, lap_s: float
) -> None:
    """Whatever a run looks like, 5 min marked as a warm-up at its start make it a yes."""
    measures = recorded(pieces) | {"warm_up_lap_s": lap_s}

    assert verdict_on(measures, rpe) == ("yes", "lap")


def test_ten_slow_minutes_are_measured_as_such() -> None:
    """10 min at 2.4 m/s before half an hour at 3 m/s: the first 6 are the opening, at 0.8."""
    found = recorded([(10, 2.4), (30, 3.0)])

    assert found["opening_speed_ratio"] == pytest.approx(0.8)
    assert found["first_speed_ratio"] == pytest.approx(0.8)
    assert found["unknown_speed_share"] == 0
    assert verdict_on(found, None) == ("yes", "slow_start")


def test_the_median_would_not_know_of_intervals() -> None:
    """A jog before 6 x 2 min with 3 min of jogging between is a warm-up: the median is a jog."""
    found = recorded([(12, 2.5), *[(2, 4.2), (3, 2.4)] * 6])

    assert found["opening_speed_ratio"] == pytest.approx(2.5 / 4.2)


def laps(*told: tuple[str | None, float | None]) -> pl.DataFrame:
    """Return laps of one session with these words and seconds."""
    rows = [
        {"session_index": 0, "lap_index": index, "intensity": word, "timer_s": seconds}
        for index, (word, seconds) in enumerate(told)
    ]
    return schemas.conform(pl.DataFrame(rows, infer_schema_length=None), schemas.LAPS)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("warmup", 200.0), ("warmup", 150.0), ("active", 600.0), ("warmup", 90.0)], 350.0),
        ([("active", 600.0), ("warmup", 600.0)], None),
        ([(None, 60.0), ("warmup", 600.0)], None),
        ([("warmup", None), ("active", 600.0)], 0.0),
        ([("active", 600.0)], None),
    ],
)
def test_only_the_laps_a_run_begins_with_warm_up(
    told: list[tuple[str | None, float | None]], expected: float | None
) -> None:
    """Laps for warming up are added up from the first on, until one is for something else."""
    run = {"session_index": 0, "sport": "running", "started_at": START, "is_sport_assumed": False}
    activity = activity_of(records({"at": 0}, {"at": 1}), [run])
    found = complete(type(activity)(**{**vars(activity), "laps": laps(*told)}))

    assert (found.sessions["warm_up_lap_s"][0] or None) == (expected or None)


@pytest.mark.parametrize("lost_min", [2, 8])
def test_what_lies_in_a_hole_of_the_track_is_unknown(lost_min: int) -> None:
    """Between two places minutes apart nobody knows the speed, whatever the straight line says."""
    rows = [
        {"at": second, "distance_m": None if 600 <= second < 600 + 60 * lost_min else 3.0 * second}
        for second in range(0, 1800, 5)
    ]
    run = {"session_index": 0, "sport": "running", "started_at": START, "is_sport_assumed": False}
    found = complete(activity_of(records(*rows), [run])).sessions.row(0, named=True)

    assert found["unknown_speed_share"] == pytest.approx(lost_min / 30, abs=0.02)


def test_only_runs_have_a_start() -> None:
    """A ride has no opening; a file without records says nothing of one."""
    ride = {"session_index": 0, "sport": "cycling", "started_at": START, "is_sport_assumed": False}
    rows = [{"at": second, "distance_m": 8.0 * second} for second in range(0, 3600, 10)]
    empty = complete(activity_of(records(), [ride | {"sport": "running"}]))
    ridden = complete(activity_of(records(*rows), [ride]))

    assert ridden.sessions["unknown_speed_share"][0] is None
    assert empty.sessions["unknown_speed_share"][0] is None


# ---------- how often it is right


@cache
def kept() -> pl.DataFrame:
    """Return the committed count."""
    return pl.read_csv(KEPT)


def test_it_is_mostly_right_about_made_up_runs() -> None:
    """Of runs nothing was chosen on, it finds and spares 85 % each, and leaves a fifth open."""
    seeds = f"{SEEDS[0]} to {SEEDS[-1]}"
    row = kept().filter(rule="used", seeds=seeds, profile=ALL).to_dicts()[0]

    assert row["runs"] >= 300
    for share in ("sensitivity", "specificity", "known_sensitivity", "known_specificity"):
        assert row[share] >= AT_LEAST, share
    assert row["unknown"] <= AT_MOST_UNKNOWN


def test_the_count_that_is_kept_is_found_again() -> None:
    """The first made-up runs, judged anew, give the very shares that are quoted."""
    few = kept().filter(seeds=f"{FEW[0]} to {FEW[-1]}")

    assert_frame_equal(few, measured(FEW), check_dtypes=False, abs_tol=1e-6)


UNDECIDED = {"e942732b", "0ae53d74", "9722b5c9"}
"""Runs the eye could tell and the rule cannot: their files name no maximum heart rate and no
effort, so it does not know whether they were easy."""


@pytest.mark.corpus
def test_it_agrees_with_the_eye_on_real_runs(corpus: Path) -> None:
    """Of 30 real sessions it leaves open what the eye did, and contradicts it nowhere."""
    labels = {(row[0], int(row[1])): row[2] for row in csv.reader(LABELS.open(encoding="utf-8"))}
    found = {key: "unknown" for key in labels} | of_corpus(corpus, {key[0] for key in labels})
    apart = {key[0][:8] for key, label in labels.items() if found[key] != label}

    assert len(labels) == 30
    assert apart == UNDECIDED
    assert {found[key] for key in labels if key[0][:8] in UNDECIDED} == {"unknown"}


def of_corpus(corpus: Path, hashes: set[str]) -> dict[tuple[str, int], str]:
    """Return the verdicts on sessions of some files; what is no run has none."""
    sessions, seconds = [], []
    for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
        data = path.read_bytes()
        sha = sha256(data).hexdigest()
        if sha in hashes:
            activity = decode_activity(data, path.name)
            key = pl.format("{} {}", pl.lit(sha), "session_index")
            whose = {"session_id": key, "athlete_id": pl.lit(sha), "sha256": pl.lit(sha)}
            sessions.append(activity.sessions.with_columns(**whose))
            seconds.append(heart_rate_seconds(activity).with_columns(session_id=key))
            hashes = hashes - {sha}
    found = run_model(
        "int_warm_ups",
        raw_sessions=pl.concat(sessions),
        raw_heart_rate_seconds=pl.concat(seconds),
    )
    told = ([*row["session_id"].split(), row["warm_up"]] for row in found.to_dicts())
    return {(sha, int(index)): warm_up for sha, index, warm_up in told}


# ---------- in words

PACE_ALONE = "pace alone, slopes evened out, as"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_verdict_has_its_sentence(language: str) -> None:
    """Each reason is told in a sentence of its own; what is no run in none."""
    t = translator(language)
    reasons = (
        *("lap", "separate", "slow_start", "easy_throughout", "fast_start"),
        *("short", "gaps", "race", "unclear", "no_records"),
    )
    row = {"warm_up": "yes", "warm_up_judged_by": "pace_and_heart_rate"}
    row["is_heart_rate_usable"] = True
    told = [warm_up_told(row | {"warm_up_because": each}, t) for each in reasons]
    told += [
        warm_up_told({"warm_up": each, "warm_up_because": "told"}, t) for each in ("yes", "no")
    ]
    words = [warm_up_word(each, t) for each in ("yes", "gentle_start", "no", "unknown")]

    assert len(set(told)) == 12
    assert all(sentence.endswith(".") for sentence in told)
    assert len(set(words)) == 4
    assert warm_up_told({"warm_up": None, "warm_up_because": None}, t) == ""


@pytest.mark.parametrize(
    ("because", "judged_by", "usable", "judges"),
    [
        ("slow_start", "pace_and_heart_rate", True, "pace, slopes evened out, and heart rate:"),
        ("slow_start", "pace", False, f"{PACE_ALONE} its heart rate cannot be used:"),
        ("slow_start", "pace", None, f"{PACE_ALONE} no heart rate was recorded:"),
        ("slow_start", "pace", True, f"{PACE_ALONE} no heart rate is known of its first minutes:"),
        ("easy_throughout", "pace_and_heart_rate", True, "pace and heart rate:"),
        ("easy_throughout", "pace_and_effort", True, "pace and the effort you gave:"),
        ("fast_start", "pace_and_heart_rate", True, "pace and heart rate:"),
        ("fast_start", "pace_and_effort", None, "pace and the effort you gave:"),
    ],
)
def test_a_verdict_names_what_it_was_judged_by(
    because: str, judged_by: str, usable: bool | None, judges: str
) -> None:
    """No heart rate is named where none was asked, and no effort where the pulse was enough."""
    row = {"warm_up_because": because, "warm_up_judged_by": judged_by}
    row |= {"is_heart_rate_usable": usable, "avg_heart_rate_bpm": None if usable is None else 140.0}

    assert warm_up_told(row, translator("en")).startswith(f"Judged by {judges}")
