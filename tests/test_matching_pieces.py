"""Recordings of a part of a run: they never stand for the whole, and never count on top of it."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.matching import match
from pipeline.models import run_model
from tests.matching_data import (
    HOUR,
    MORNING,
    efforts,
    matched,
    run,
    said,
    sessions_of,
    verdicts,
)

PHONE = run("phone", "gpx")


def km_counted(*rows: dict[str, Any], words: pl.DataFrame | None = None) -> list[float]:
    """Return the kilometres of each effort that counts, by start."""
    found = matched(*rows, words=words)
    counted = run_model(
        "int_efforts", raw_sessions=sessions_of(*rows).drop("kind"), raw_efforts=found.efforts
    )
    return [metres / 1000 for metres in counted.sort("started_at")["distance_m"]]


# ---------- one piece

PIECES = {
    "a watch that died after 35 of 60 minutes, begun 30 s after the phone": run(
        "watch", late_s=30, elapsed_s=2_100.0, distance_m=5_833.0
    ),
    "a watch that was started twenty minutes late": run(
        "watch", late_s=1_200, elapsed_s=2_400.0, distance_m=6_667.0
    ),
    "a watch that was stopped twenty minutes early": run(
        "watch", elapsed_s=2_400.0, distance_m=6_667.0
    ),
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_piece_of_a_run_never_speaks_for_it(piece: dict[str, Any]) -> None:
    """The phone's 10 km stay 10 km, although the watch knows more of the part it recorded."""
    assert {("phone", "watch")} == efforts(matched(piece, PHONE))
    assert [10.0] == km_counted(piece, PHONE)


def test_of_two_pieces_the_longer_speaks_first() -> None:
    """Two watches that both missed some of the run: what the phone lacks is the longer one's."""
    short, long = (
        run(name, kind, late_s=1_500, elapsed_s=length_s, distance_m=length_s / 0.36)
        for name, kind, length_s in (("short", "fit", 1_810.0), ("long", "tcx", 2_090.0))
    )

    assert {("phone", "long", "short")} == efforts(matched(short, long, PHONE))


def test_a_piece_that_the_runner_adds_does_not_speak_either() -> None:
    """A watch that held twenty minutes is called the same as the phone's hour: still 10 km."""
    watch = run("watch", late_s=600, elapsed_s=1_200.0, distance_m=3_300.0)

    assert [10.0, 3.3] == km_counted(watch, PHONE)
    assert [10.0] == km_counted(watch, PHONE, words=said(("watch", "phone", "same")))


def test_a_drive_home_that_the_runner_merges_does_not_speak() -> None:
    """A phone that ran on into the car is no more of the run than the watch, whatever its km."""
    driven = run("phone", "gpx", elapsed_s=1.5 * HOUR, distance_m=40_000.0)

    assert [10.0] == km_counted(run("watch"), driven, words=said(("watch", "phone", "same")))


# ---------- pieces of several files


def half(name: str, kind: str, begin_s: float, end_s: float, **changed: Any) -> dict[str, Any]:
    """Return what a device of its own file holds of the phone's steady 10 km."""
    length_s = end_s - begin_s
    return (
        run(name, kind, late_s=begin_s, elapsed_s=length_s, distance_m=length_s / HOUR * 10_000)
        | changed
    )


RESTARTED = [half("first", "fit", 20, 2_540), half("second", "fit", 2_580, HOUR)]


@pytest.mark.parametrize("late_s", [0, 20])
def test_a_watch_that_was_restarted_tells_the_run_in_two(late_s: float) -> None:
    """Two files of a watch, one hour together, beside the phone's hour: 10 km, not 13."""
    first, second = half("first", "fit", late_s, 2_520), half("second", "fit", 2_580, HOUR)
    found = matched(first, second, PHONE)

    assert [("phone", None)] == found.efforts.select("session_id", "effort_id").rows()
    assert [
        ("first", "phone", "part", "parts"),
        ("second", "phone", "part", "parts"),
    ] == sorted(verdicts(found))
    assert 10.0 == pytest.approx(sum(km_counted(first, second, PHONE)), rel=0.03)


def test_a_restarted_watch_s_copies_do_not_count_again() -> None:
    """The two files of the restarted watch, each exported once more, are still one hour."""
    copies = [row | {"session_id": row["session_id"] + " copy"} for row in RESTARTED]
    copies = [row | {"sha256": row["session_id"], "kind": "gpx"} for row in copies]

    assert 10.0 == pytest.approx(sum(km_counted(*RESTARTED, *copies, PHONE)), rel=0.03)


def test_a_warm_up_and_a_race_stay_two_beside_the_phone_that_ran_on() -> None:
    """The phone also recorded the twelve minutes between: the watch's two runs tell its 15 km."""
    warm_up = run("warm-up", elapsed_s=1_200.0, distance_m=3_000.0)
    race = run("race", late_s=1_920, elapsed_s=3_000.0, distance_m=12_000.0)
    phone = run("phone", "gpx", elapsed_s=4_920.0, distance_m=15_000.0)

    assert [3.0, 12.0] == km_counted(warm_up, race, phone)


WHOLE_STANDS = {
    "a restarted watch that missed a sixth": (
        PHONE,
        [half("first", "fit", 0, 2_200), half("second", "fit", 2_800, HOUR)],
    ),
    "a restarted watch beside a second watch": (run("phone"), RESTARTED),
    "exports of a restarted phone beside the watch": (
        run("phone"),
        [half("first", "gpx", 20, 2_540), half("second", "gpx", 2_580, HOUR)],
    ),
}


@pytest.mark.parametrize(("whole", "parts"), WHOLE_STANDS.values(), ids=WHOLE_STANDS)
def test_the_whole_stands_where_its_pieces_tell_less(
    whole: dict[str, Any], parts: list[dict[str, Any]]
) -> None:
    """Who recorded all of the run speaks for it; the long piece joins, the short one repeats."""
    found = matched(whole, *parts)

    assert {("phone", "first")} == efforts(found)
    assert ("phone", "second", "part", "parts") in verdicts(found)
    assert [10.0] == km_counted(whole, *parts)


def test_two_runs_at_one_time_are_not_the_pieces_of_a_third() -> None:
    """Pieces that overlap each other do not tell one hour between them."""
    pieces = [half("first", "fit", 0, 1_600), half("second", "tcx", 900, 2_600)]

    found = matched(PHONE, *pieces)

    assert "part" not in found.matches["verdict"].to_list()


def test_pieces_of_a_drive_are_not_told_by_runs() -> None:
    """A day's track of two runs and the drive between them is not dropped for the runs."""
    day = run("day", "gpx", elapsed_s=2.4 * HOUR, distance_m=70_000.0)
    runs = [run("first"), run("second", late_s=1.4 * HOUR)]

    assert ["possible", "possible"] == matched(day, *runs).matches["verdict"].to_list()


# ---------- without metres


def test_strength_and_rollers_at_one_hour_are_two() -> None:
    """Without a distance on either side, two sports are shown as possibly one, never merged."""
    strength = run("watch", sport="training", distance_m=None)
    rollers = run("rollers", sport="cycling", late_s=10, distance_m=None)

    assert [("rollers", "watch", "possible", "overlap")] == verdicts(matched(strength, rollers))


def test_two_recordings_of_one_hour_of_strength_are_one() -> None:
    """Without a distance on either side, the sport they share says that they are one."""
    watches = [run(name, sport="training", distance_m=None) for name in ("one", "other")]

    assert {("one", "other")} == efforts(matched(*watches))


def legs_of(kind: str, distance_m: float | None) -> list[dict[str, Any]]:
    """Return two half hours of one file."""
    return [
        run(name, kind, sha256="legs", late_s=late_s, elapsed_s=HOUR / 2)
        | {"distance_m": distance_m}
        for name, late_s in (("one", 0), ("two", HOUR / 2))
    ]


@pytest.mark.parametrize("kind", ["fit", "gpx"])
def test_metres_are_never_dropped_for_parts_without_any(kind: str) -> None:
    """A phone's 10 km are not thought told by two sessions that know no distance."""
    found = matched(*legs_of(kind, None), PHONE)

    assert "part" not in found.matches["verdict"].to_list()
    assert found.efforts.drop_nulls("effort_id").height == found.efforts.height


@pytest.mark.parametrize(("kind", "is_told"), [("fit", True), ("gpx", False)])
def test_a_whole_without_metres_is_told_by_parts_that_stand(kind: str, is_told: bool) -> None:
    """A heart-rate strap's hour is told by a watch's two runs; for its sake no metres are lost."""
    strap = run("strap", "tcx", distance_m=None)

    found = matched(*legs_of(kind, 5_000.0), strap)

    assert is_told == (("one", "strap", "part", "parts") in verdicts(found))


# ---------- typed in, taken out


@pytest.mark.parametrize(
    ("typed_min", "is_asked"), [(60, True), (55, True), (66, True), (50, False), (70, False)]
)
def test_a_session_typed_in_without_a_distance_is_held_against_the_clock(
    typed_min: float, is_asked: bool
) -> None:
    """Who typed in an hour without a distance is asked about the watch's hour of that day."""
    typed = run("typed", None, late_s=9 * HOUR, elapsed_s=typed_min * 60, distance_m=None)

    found = matched(run("watch"), typed)

    assert ([("watch", "typed", "possible", "added")] if is_asked else []) == verdicts(found)


def test_a_distance_says_more_than_the_clock() -> None:
    """Two runs of an hour, one of 8 and one of 10 km, are not asked about."""
    assert [] == verdicts(matched(run("watch"), run("typed", None, distance_m=8_000.0)))


@pytest.mark.parametrize("excluded", [None, "watch", "phone"])
def test_what_was_taken_out_is_not_asked_about(excluded: str | None) -> None:
    """Who has excluded one of two runs that may be one has answered the question."""
    rows = [run("watch"), run("phone", "gpx", late_s=2 * HOUR)]
    taken_out = {
        "athlete_id": ["me"] if excluded else [],
        "session_id": [excluded] if excluded else [],
        "note": ["twice"] if excluded else [],
        "written_at": [MORNING + timedelta(days=1)] if excluded else [],
    }

    asked = run_model(
        "fct_matches",
        raw_sessions=sessions_of(*rows).drop("kind"),
        raw_matches=matched(*rows).matches,
        raw_exclusions=schemas.conform(pl.DataFrame(taken_out), schemas.RAW["exclusions"]),
    )

    assert (0 if excluded else 1) == asked.height


# ---------- whatever there is

MINUTES = st.tuples(st.integers(0, 5), st.integers(1, 6), st.sampled_from(["fit", "tcx", "gpx"]))
AN_HOUR_IN_PIECES = st.lists(st.tuples(MINUTES, st.sampled_from("abcdef")), min_size=2, max_size=9)


def pieces_of(rows: Any) -> list[dict[str, Any]]:
    """Return drawn pieces of one hour; those of one file are of one kind."""
    kinds = {file: kind for (_, _, kind), file in rows}
    return [
        half(f"s{number}", kinds[file], begin * 600, min(begin + ten_min, 6) * 600, sha256=file)
        for number, ((begin, ten_min, _), file) in enumerate(rows)
    ]


@settings(max_examples=80, deadline=None)
@given(AN_HOUR_IN_PIECES)
def test_what_repeats_others_never_leaves_nothing(rows: Any) -> None:
    """Whatever stands for what repeats it stands itself, or repeats what does."""
    sessions = sessions_of(*pieces_of(rows))

    found = match(sessions, said())

    dropped = set(found.efforts.filter(pl.col("effort_id").is_null())["session_id"])
    stands = found.matches.filter(verdict="part").select("session_b", "session_a").rows()
    settled = set(sessions["session_id"]) - dropped
    for _ in rows:
        settled |= {repeats for repeats, told in stands if told in settled}
    assert set(sessions["session_id"]) == settled


@settings(max_examples=80, deadline=None)
@given(AN_HOUR_IN_PIECES)
def test_no_piece_speaks_for_what_it_is_a_piece_of(rows: Any) -> None:
    """Who speaks for an effort is never the shorter of a pair of it that is a whole and a piece."""
    pieces = pieces_of(rows)
    length_s = {row["session_id"]: row["elapsed_s"] for row in pieces}

    found = matched(*pieces).matches.filter(
        pl.col("because").is_in(["trimmed", "cut_short"]), verdict="same"
    )

    pairs = found.select("session_a", "session_b").rows()
    assert [] == [(one, other) for one, other in pairs if length_s[one] < length_s[other]]
