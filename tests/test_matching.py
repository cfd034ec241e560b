"""One effort from several files: what is merged, what is only shown, and what never is."""

from datetime import UTC, datetime
from time import process_time
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.matching import match
from pipeline.models import run_model
from tests.matching_data import (
    HOUR,
    MINUTE,
    SHAPE,
    efforts,
    matched,
    run,
    said,
    sessions_of,
    verdicts,
)

SAME = {
    "a GPX of the whole run": (run("gpx", "gpx", late_s=1), "start_and_overlap"),
    "a GPX that knows no sport": (
        run("gpx", "gpx", sport="walking", is_sport_assumed=True, distance_m=9_400.0),
        "start_and_overlap",
    ),
    "a phone, begun a minute later, 4 % further": (
        run("gpx", "gpx", late_s=70, elapsed_s=HOUR - 90, distance_m=10_400.0),
        "start_and_overlap",
    ),
    "a file without a distance, of the same sport": (
        run("gpx", "tcx", distance_m=None),
        "start_and_overlap",
    ),
    "a GPX trimmed by three minutes at the start": (
        run("gpx", "gpx", late_s=180, elapsed_s=HOUR - 180, distance_m=9_500.0),
        "trimmed",
    ),
    "a GPX trimmed by a quarter at both ends": (
        run("gpx", "gpx", late_s=900, elapsed_s=HOUR / 2, distance_m=5_200.0),
        "trimmed",
    ),
    "a FIT that broke off after six minutes": (
        run("gpx", "fit", elapsed_s=360.0, distance_m=1_000.0),
        "cut_short",
    ),
    "a FIT that broke off on the climb at the start": (
        run("gpx", "fit", elapsed_s=720.0, distance_m=1_000.0),
        "cut_short",
    ),
    "a GPX whose pauses are closed": (
        run("gpx", "gpx", elapsed_s=HOUR * 0.9, timer_s=HOUR * 0.9, distance_m=9_950.0),
        "start_and_overlap",
    ),
}

POSSIBLE = {
    "a watch that ran on into a car ride": (
        run("gpx", "gpx", elapsed_s=HOUR - 900, distance_m=5_000.0),
        "overlap",
    ),
    "the same run an hour later": (run("gpx", "gpx", late_s=HOUR), "shifted"),
    "the same run fourteen hours earlier": (run("gpx", "gpx", late_s=-14 * HOUR), "shifted"),
    "the same run in Nepal's hours": (run("gpx", "gpx", late_s=5.75 * HOUR), "shifted"),
    "the same run in India's hours": (run("gpx", "gpx", late_s=-5.5 * HOUR), "shifted"),
    "half of it, twice as far": (
        run("gpx", "gpx", late_s=HOUR / 2, elapsed_s=HOUR / 2, distance_m=10_000.0),
        "overlap",
    ),
    "a run typed in for that day": (
        run("gpx", None, late_s=5 * HOUR, distance_m=9_200.0, is_added=True),
        "added",
    ),
}

APART = {
    "the race after a warm-up": run("gpx", "gpx", late_s=HOUR + 600),
    "another runner beside them": run("gpx", "gpx", athlete_id="friend"),
    "the same run fifteen hours later": run("gpx", "gpx", late_s=15 * HOUR),
    "a run twenty minutes after the next hour": run("gpx", "gpx", late_s=HOUR + 1200),
    "a run the next zone's hour, but longer": run(
        "gpx", "gpx", late_s=3 * HOUR, elapsed_s=HOUR + 60
    ),
    "a second FIT, hours later": run("gpx", "fit", late_s=2 * HOUR),
    "a second session of the same file": run("gpx", "fit", sha256="file of fit"),
    "a ride typed in for that day": run("gpx", None, sport="cycling"),
    "a run typed in for the day after": run("gpx", None, late_s=24 * HOUR),
    "a shorter run typed in": run("gpx", None, distance_m=8_000.0),
}


@pytest.mark.parametrize(("other", "because"), SAME.values(), ids=SAME)
def test_two_files_of_one_run_are_one(other: dict[str, Any], because: str) -> None:
    """Two files of one run count once, under the one that knows most."""
    found = matched(run("fit"), other)

    assert [("fit", "gpx", "same", because)] == verdicts(found)
    assert {("fit", "gpx")} == efforts(found)


@pytest.mark.parametrize(("other", "because"), POSSIBLE.values(), ids=POSSIBLE)
def test_what_may_be_one_run_is_shown(other: dict[str, Any], because: str) -> None:
    """What may be one run is shown to the runner, and counted as it is."""
    found = matched(run("fit"), other)

    assert [("fit", "gpx", "possible", because)] == verdicts(found)
    assert set() == efforts(found)


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_different_runs_stay_apart(other: dict[str, Any]) -> None:
    """Different runs are not even shown as possibly one."""
    found = matched(run("fit"), other)

    assert [] == verdicts(found)
    assert found.efforts.is_empty()


@pytest.mark.parametrize(("drive_min", "verdict"), [(2, "same"), (3, "possible")])
def test_a_drive_home_is_told_from_a_run(drive_min: int, verdict: str) -> None:
    """A watch that ran on for three minutes at 50 km/h is no longer like the phone's run."""
    drive_s = drive_min * MINUTE
    watch = run("fit", elapsed_s=HOUR + drive_s, distance_m=10_000 + drive_s * 50 / 3.6)

    found = matched(watch, run("gpx", "gpx"))

    assert [verdict] == found.matches["verdict"].to_list()


def test_the_measures_of_a_pair_are_told() -> None:
    """Of each pair the page can say how far apart they began, overlapped and went."""
    found = matched(
        run("fit"), run("gpx", "gpx", late_s=60, elapsed_s=HOUR - 60, distance_m=9_500.0)
    )

    pair = found.matches.row(0, named=True)
    assert 60.0 == pair["start_gap_s"]
    assert (HOUR - 60) / HOUR == pair["overlap_share"]
    assert 0.95 == pytest.approx(pair["distance_ratio"])


def test_a_commuter_with_two_files_a_ride_is_not_asked_about_shifts() -> None:
    """Ways to work and back, each as FIT and GPX, eight hours apart, raise no question."""
    rides = [
        run(f"{kind} {late_s}", kind, late_s=late_s)
        for kind in ("fit", "gpx")
        for late_s in (0, 8 * HOUR)
    ]

    found = matched(*rides)

    assert {("fit 0", "gpx 0"), ("fit 28800.0", "gpx 28800.0")} == efforts(found)
    assert ["same", "same"] == found.matches["verdict"].to_list()


LEGS = [
    run("swim", sha256="triathlon", sport="swimming", elapsed_s=1500.0, distance_m=1_500.0),
    run("change", sha256="triathlon", sport="transition", late_s=1500, elapsed_s=120.0)
    | {"distance_m": None},
    run("bike", sha256="triathlon", sport="cycling", late_s=1620, elapsed_s=4200.0)
    | {"distance_m": 40_000.0},
    run("run", sha256="triathlon", late_s=5820, elapsed_s=2700.0),
]


def test_a_multisport_file_matches_leg_by_leg() -> None:
    """A bicycle computer's file joins the ride of the watch's triathlon, and no other leg."""
    computer = run("computer", sport="cycling", late_s=1640, elapsed_s=4150.0, distance_m=39_600.0)
    export = run("export", "gpx", late_s=5820, elapsed_s=2700.0)

    found = matched(*LEGS, computer, export)

    assert {("bike", "computer"), ("run", "export")} == efforts(found)


WHOLE = run("whole", "gpx", sport="cycling", is_sport_assumed=True, elapsed_s=8520.0) | {
    "distance_m": 51_000.0
}


def test_a_track_over_all_legs_only_repeats_them() -> None:
    """A GPX over the whole triathlon adds nothing to the watch's legs."""
    found = matched(*LEGS, WHOLE)

    assert [("whole", None)] == found.efforts.select("session_id", "effort_id").rows()
    assert {("part", "parts")} == set(found.matches.select("verdict", "because").rows())
    assert {"swim", "change", "bike", "run"} == set(found.matches["session_a"])
    assert {"whole"} == set(found.matches["session_b"])


def test_a_track_broken_at_pauses_only_repeats_the_watch() -> None:
    """A GPX of two tracks, broken at the pause, adds nothing to the watch's one run."""
    tracks = [
        run("one", "gpx", sha256="gpx", elapsed_s=HOUR / 2, distance_m=5_000.0),
        run("two", "gpx", sha256="gpx", late_s=HOUR * 0.6, elapsed_s=HOUR * 0.4)
        | {"distance_m": 4_900.0},
    ]

    found = matched(run("fit"), *tracks)

    assert [("one", None), ("two", None)] == found.efforts.select("session_id", "effort_id").rows()
    assert {"fit"} == set(found.matches["session_a"])


def test_a_car_ride_does_not_make_a_run_of_its_parts() -> None:
    """A day's track of runs and a long drive is not told by the runs."""
    day = run("day", "gpx", elapsed_s=3 * HOUR, distance_m=120_000.0)
    legs = [
        run("first", sha256="legs"),
        run("second", sha256="legs", late_s=2 * HOUR),
    ]

    found = matched(day, *legs)

    assert found.efforts.is_empty()
    assert ["possible", "possible"] == found.matches["verdict"].to_list()


UNTIMED = {"elapsed_s": None, "timer_s": None}


def test_tracks_without_times_are_told_by_their_distance() -> None:
    """Two copies of a GPX without times: each track finds its own, not the others."""
    tracks = [
        run(f"{copy}{km}", "gpx", sha256=copy, distance_m=km * 1000.0, **UNTIMED)
        for copy in ("a", "b")
        for km in (2, 5, 9)
    ]

    found = matched(*tracks)

    assert {("a2", "b2"), ("a5", "b5"), ("a9", "b9")} == efforts(found)
    assert {"same"} == set(found.matches["verdict"])


def test_what_knows_neither_time_nor_distance_is_never_matched() -> None:
    """Files that say no more than when they were written are not one effort."""
    found = matched(*(run(f"{n}", "gpx", distance_m=None, **UNTIMED) for n in range(3)))

    assert [] == verdicts(found)


PREFERRED = {
    "a FIT before a longer TCX": (run("b", "fit"), run("a", "tcx", elapsed_s=HOUR + 60)),
    "a TCX before a GPX": (run("b", "tcx"), run("a", "gpx")),
    "a GPX before Apple's": (run("b", "gpx"), run("a", "apple")),
    "a sport that is named before one that was guessed": (
        run("b", "gpx"),
        run("a", "gpx", is_sport_assumed=True, elapsed_s=HOUR + 60),
    ),
    "the longer one": (run("b", elapsed_s=HOUR + 60), run("a", avg_heart_rate_bpm=150.0)),
    "the one that knows more": (run("b", avg_heart_rate_bpm=150.0), run("a")),
    "else the one whose id comes first": (run("a"), run("b")),
    "a whole GPX before a FIT that broke off": (
        run("b", "gpx"),
        run("a", elapsed_s=HOUR / 2, distance_m=5_000.0),
    ),
}


@pytest.mark.parametrize(("first", "second"), PREFERRED.values(), ids=PREFERRED)
def test_the_file_that_knows_most_speaks(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Of several files of one run, the one that knows most speaks for it."""
    assert {(first["session_id"], second["session_id"])} == efforts(matched(second, first))


def test_likeness_does_not_pass_through_a_chain() -> None:
    """Of three files, each like the next, the two ends are not one run; that is shown."""
    chain = [
        run("first", "fit"),
        run("second", "tcx", late_s=100, elapsed_s=HOUR - 100, distance_m=9_200.0),
        run("third", "gpx", late_s=200, elapsed_s=HOUR + 100, distance_m=8_500.0),
    ]

    found = matched(*chain)

    assert {("first", "second")} == efforts(found)
    assert [
        ("first", "second", "same", "start_and_overlap"),
        ("first", "third", "possible", "overlap"),
    ] == verdicts(found)


def test_the_runner_may_say_that_two_are_the_same() -> None:
    """Two sessions the runner calls the same are one, even days apart."""
    words = said(("late", "fit", "same"))

    found = matched(run("fit"), run("late", "gpx", late_s=50 * HOUR), words=words)

    assert [("fit", "late", "same", "overruled")] == verdicts(found)
    assert {("fit", "late")} == efforts(found)


def test_the_runner_may_say_that_two_are_not_the_same() -> None:
    """Two sessions the runner calls different stay so, also through a third that is like both."""
    words = said(("fit", "tcx", "apart"))

    found = matched(run("fit"), run("tcx", "tcx"), run("gpx", "gpx"), words=words)

    assert {("fit", "gpx")} == efforts(found)
    assert [
        ("fit", "gpx", "same", "start_and_overlap"),
        ("fit", "tcx", "apart", "overruled"),
    ] == verdicts(found)


def test_the_latest_word_counts() -> None:
    """Who said apart, and then the same, means the same, whichever they named first."""
    words = said(("fit", "gpx", "apart"), ("gpx", "fit", "same"))

    assert {("fit", "gpx")} == efforts(matched(run("fit"), run("gpx", "gpx"), words=words))


def test_what_is_called_the_same_brings_its_likes() -> None:
    """A lost export that is called the same as a run joins all files of that run."""
    words = said(("gpx", "lost", "same"))
    lost = run("lost", "gpx", late_s=30 * HOUR)

    found = matched(run("fit"), run("gpx", "gpx"), lost, words=words)

    assert {("fit", "gpx", "lost")} == efforts(found)


def test_a_run_typed_in_joins_the_recorded_one_when_told() -> None:
    """A run typed in and then found on the watch counts once, as soon as the runner says so."""
    words = said(("fit", "typed", "same"))
    typed = run("typed", None, late_s=5 * HOUR, distance_m=10_200.0)

    assert {("fit", "typed")} == efforts(matched(run("fit"), typed, words=words))


@pytest.mark.parametrize(("day", "count"), [(4, 0), (5, 1)])
def test_a_run_typed_in_is_held_against_the_local_day(day: int, count: int) -> None:
    """A run after midnight in summer time is of the day the runner would name."""
    at_night = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    typed = run("typed", None, started_at=datetime(2026, 5, day, 12, tzinfo=UTC))

    found = matched(run("fit", started_at=at_night, utc_offset_s=7200), typed)

    assert count == found.matches.height


def test_two_apps_in_one_gathering_export_tell_of_one_run() -> None:
    """Apple's export holds what the watch and an app recorded of the same hour: one run."""
    found = matched(
        run("watch", "apple", sha256="export"), run("app", "apple", sha256="export", late_s=4)
    )

    assert {("app", "watch")} == {tuple(sorted(members)) for members in efforts(found)}


def test_two_sessions_of_one_file_stay_two_whatever_is_said() -> None:
    """One file never tells of one run twice: merged, half of it would be lost."""
    words = said(("one", "gpx", "same"), ("two", "gpx", "same"))
    legs = [
        run("one", sha256="file"),
        run("two", sha256="file", late_s=2 * HOUR),
    ]

    found = matched(*legs, run("gpx", "gpx", late_s=30 * HOUR), words=words)

    assert {("two", "gpx")} == efforts(found)
    assert ("one", "gpx", "possible", "overruled") in verdicts(found)


def test_a_whole_that_is_called_the_same_as_a_leg_is_kept() -> None:
    """What the runner calls the same as one leg is not dropped for repeating all of them."""
    found = matched(*LEGS, WHOLE, words=said(("whole", "bike", "same")))

    assert {("bike", "whole")} == efforts(found)


def test_a_word_about_a_missing_file_waits() -> None:
    """What was said of a file that was taken away changes nothing until it is back."""
    words = said(("fit", "gone", "same"), ("fit", "fit", "apart"))

    assert [] == verdicts(matched(run("fit"), words=words))


def test_another_athletes_session_cannot_be_called_the_same() -> None:
    """Runs of two athletes stay two, whatever is said."""
    words = said(("fit", "theirs", "same"))

    found = matched(run("fit"), run("theirs", athlete_id="friend"), words=words)

    assert [] == verdicts(found)


def test_without_sessions_there_is_nothing_to_match() -> None:
    """An empty warehouse has no efforts and no pairs."""
    found = match(schemas.empty(SHAPE), schemas.empty(schemas.RAW["overrules"]))

    assert found.efforts.is_empty()
    assert found.matches.is_empty()


def test_a_run_of_two_files_counts_once() -> None:
    """The models count a run told by FIT and GPX once, and one typed in beside it, too."""
    sessions = sessions_of(run("fit"), run("gpx", "gpx"), run("typed", None, late_s=9 * HOUR))

    found = match(sessions, said(("typed", "gpx", "same")))

    counted = run_model("int_efforts", raw_sessions=sessions, raw_efforts=found.efforts)
    assert ["fit"] == counted["session_id"].to_list()


KINDS = st.sampled_from(["fit", "tcx", "gpx", "apple", None])
MAYBE = st.sampled_from([None, 0.0, 900.0, 1_800.0, 3_500.0, HOUR])
A_SESSION = st.fixed_dictionaries(
    {
        "kind": KINDS,
        "sport": st.sampled_from(["running", "cycling", "generic"]),
        "is_sport_assumed": st.booleans(),
        "late_s": st.sampled_from([0.0, 1.0, 60.0, 300.0, 1800.0, HOUR, 7 * HOUR, 26 * HOUR]),
        "elapsed_s": MAYBE,
        "distance_m": st.sampled_from([None, 0.0, 2_500.0, 5_000.0, 9_500.0, 10_000.0]),
        "sha256": st.sampled_from("abcdefgh"),
        "athlete_id": st.sampled_from(["me", "me", "friend"]),
        "device": st.sampled_from([None, "watch", "phone"]),
    }
)
HISTORIES = st.lists(A_SESSION, min_size=1, max_size=12)
WORDS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from(["same", "apart"])),
    max_size=5,
)


def history_of(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return drawn sessions; those of one file are of one kind and athlete."""
    of_file = {row["sha256"]: (row["kind"], row["athlete_id"]) for row in rows}
    return sessions_of(
        *(
            run(f"s{number}", **row)
            | dict(zip(("kind", "athlete_id"), of_file[row["sha256"]], strict=True))
            for number, row in enumerate(rows)
        )
    )


def words_of(words: list[tuple[int, int, str]]) -> pl.DataFrame:
    """Return drawn words."""
    return said(*((f"s{a}", f"s{b}", verdict) for a, b, verdict in words))


@settings(max_examples=80, deadline=None)
@given(HISTORIES, WORDS, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(rows: Any, words: Any, random: Any) -> None:
    """Whatever order files and words arrive in, the same efforts come out."""
    sessions, told = history_of(rows), words_of(words)
    order = random.sample(range(len(sessions)), len(sessions))
    word_order = random.sample(range(len(told)), len(told))

    first, second = match(sessions, told), match(sessions[order], told[word_order])

    assert_frame_equal(first.efforts, second.efforts)
    assert_frame_equal(first.matches, second.matches)


@settings(max_examples=80, deadline=None)
@given(HISTORIES, WORDS)
def test_what_an_effort_may_hold(rows: Any, words: Any) -> None:
    """An effort has one athlete, no two sessions of a watch's file, none that were called apart."""
    sessions, told = history_of(rows), words_of(words)

    found = match(sessions, told)

    members = found.efforts.drop_nulls("effort_id").join(
        sessions.filter(pl.col("kind").is_in(["fit", "tcx", "gpx"])), on="session_id"
    )
    assert not members.select("effort_id", "sha256").is_duplicated().any()
    assert (members["athlete_id"] == members["athlete_id_right"]).all()
    effort_of = dict(found.efforts.select("session_id", "effort_id").iter_rows())
    for pair in found.matches.iter_rows(named=True):
        one, other = effort_of.get(pair["session_a"]), effort_of.get(pair["session_b"])
        is_one = one is not None and one == other
        assert (pair["verdict"] == "same") == is_one
    assert found.efforts["session_id"].is_unique().all()
    assert (
        found.matches.select(pl.concat_list("session_a", "session_b").list.sort()).is_unique().all()
    )


@settings(max_examples=60, deadline=None)
@given(HISTORIES, WORDS, st.sampled_from("abcdefgh"))
def test_a_file_taken_away_leaves_no_trace(rows: Any, words: Any, file: str) -> None:
    """Without a file there is what there would have been; of others' efforts nothing moves."""
    sessions, told = history_of(rows), words_of(words)
    others = sessions.filter(pl.col("sha256") != file)
    whose = set(sessions.filter(sha256=file)["athlete_id"])
    elsewhere = ~pl.col("athlete_id").is_in(whose)

    with_it, without = match(sessions, told), match(others, told)

    assert set(without.efforts["session_id"]) <= set(others["session_id"])
    assert_frame_equal(with_it.efforts.filter(elsewhere), without.efforts.filter(elsewhere))
    assert_frame_equal(with_it.matches.filter(elsewhere), without.matches.filter(elsewhere))


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_those_that_speak_are_not_merged_again(rows: Any) -> None:
    """The sessions that speak for their efforts, matched once more, are what they were."""
    sessions = history_of([row | {"sha256": str(number)} for number, row in enumerate(rows)])
    found = match(sessions, said())
    spoken_for = found.efforts.filter(
        pl.col("effort_id").is_null() | (pl.col("effort_id") != pl.col("session_id"))
    )
    speaking = sessions.join(spoken_for, on="session_id", how="anti")

    again = match(speaking, said())

    assert again.efforts.drop_nulls("effort_id").is_empty()


def test_a_file_made_to_hold_thousands_at_one_instant_is_bounded() -> None:
    """Thousands of sessions at one instant are compared with some neighbours, not all pairs."""
    crowd = pl.concat(
        sessions_of(run("one", "gpx", sha256=file)).select(pl.all().repeat_by(2_000).explode())
        for file in ("a", "b", "c")
    ).with_columns(session_id=pl.format("s{}", pl.int_range(pl.len())))

    began = process_time()
    found = match(crowd, said())

    assert process_time() - began < 10
    assert found.matches.height < 6_000 * 40
