"""How hard a session was run: graded speed over 30 s, its fourth-power mean and its square."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode import decode_activity
from pipeline.errors import NotAnActivity, UnreadableFile
from tests.made_records import going_north, run_of
from tests.matching_data import efforts, matched, run
from tests.test_climb_and_grade import COST_UP_10_PERCENT, run_over

ON_FOOT = ("running", "walking", "hiking")
SPEED, SQUARED = "normalised_graded_mps", "graded_speed_squared_m3s2"


def at_speeds(
    speeds: Sequence[float], pause_at: int | None = None, pause_s: float = 300
) -> list[dict[str, Any]]:
    """Return a record a second, the next so many metres on; a pause somewhere, if any."""
    way = np.concatenate([[0.0], np.cumsum(speeds)]).tolist()
    late = [pause_s if pause_at is not None and i > pause_at else 0 for i in range(len(way))]
    return [{"at": i + late[i], "distance_m": metres} for i, metres in enumerate(way)]


def intensity(rows: list[dict[str, Any]], **session: Any) -> tuple[float, float]:
    """Return normalised speed and squared way of a session that knows both."""
    row = run_of(rows, **session)
    return row[SPEED], row[SQUARED]


def by_definition(speeds: Sequence[float]) -> float:
    """Return the normalised speed of seconds: windows of 30 s, at the ends the outermost."""
    lows = [min(max(i + 0.5 - 15, 0.0), max(len(speeds) - 30.0, 0.0)) for i in range(len(speeds))]
    width = min(30, len(speeds))
    way = np.concatenate([[0.0], np.cumsum(speeds)])
    places = np.arange(len(way))
    means = [np.diff(np.interp([low, low + width], places, way))[0] / width for low in lows]
    return float(np.mean(np.power(means, 4)) ** 0.25)


speeds_on_foot = st.lists(st.floats(0.5, 5), min_size=2, max_size=150)
minutes_of_a_run = st.lists(st.floats(2, 4), min_size=10, max_size=20).map(
    lambda minutes: np.repeat(minutes, 60).tolist()
)


def test_a_steady_flat_run_is_as_fast_as_it_is() -> None:
    """Normalised speed is the speed, and a metre at speed v weighs v squared."""
    speed, squared = intensity(at_speeds([3.0] * 600))

    assert speed == pytest.approx(3)
    assert squared == pytest.approx(1800 * 3**2)


def test_half_minutes_fast_and_easy() -> None:
    """30 s at 4 and 30 s at 2 m/s: the mean over 30 s rises and falls evenly between both.

    The mean of v^4 for v even between 2 and 4 is (4^5 - 2^5) / (5 * 2) = 99.2, its fourth root
    3.156, where the plain mean is 3.
    """
    speed, _ = intensity(at_speeds(([4.0] * 30 + [2.0] * 30) * 60))

    assert speed == pytest.approx(99.2**0.25, rel=1e-3)


def test_minutes_fast_and_easy_weigh_more_than_half_minutes() -> None:
    """What lasts longer than the window comes through: nobody rests within 30 s."""
    short, long = (
        intensity(at_speeds(([4.0] * n + [2.0] * n) * (3600 // n)))[0] for n in (30, 300)
    )

    assert 3 < short < long < ((4**4 + 2**4) / 2) ** 0.25


@pytest.mark.parametrize("sport", ["running", "hiking"])
def test_uphill_is_as_fast_as_it_costs(sport: str) -> None:
    """3 m/s up 10 % cost what 4.97 m/s cost on the flat."""
    graded_mps = 3 * COST_UP_10_PERCENT / 3.6
    row = run_over(0.1, sport=sport)

    assert row[SPEED] == pytest.approx(graded_mps, rel=2e-3)
    assert row[SQUARED] == pytest.approx(row["distance_m"] * graded_mps**2, rel=5e-3)


def test_downhill_is_cheap() -> None:
    """Gently down costs less than level, whatever it does to the legs."""
    assert run_over(-0.1)[SPEED] < 0.8 * run_over(0)[SPEED]


def test_a_hill_is_felt_where_it_is() -> None:
    """A kilometre up and one down are more than the mean of both: no window sees the whole hill."""
    row = run_over(0.1, -0.1)

    assert row[SPEED] > 1.1 * row["grade_adjusted_m"] / row["timer_s"]


def test_where_an_altitude_is_missing_at_an_end_it_is_level() -> None:
    """A barometer that wakes up late makes no stop of the first minutes."""
    rows = [
        row | {"altitude_m": 500.0 if i > 200 else None}
        for i, row in enumerate(at_speeds([3.0] * 600))
    ]

    assert intensity(rows)[0] == pytest.approx(3)


def test_without_altitudes_the_way_is_level() -> None:
    """The speed itself is the best that is known; grade-adjusted distance stays unknown."""
    row = run_of(at_speeds([3.0] * 600))

    assert row[SPEED] == pytest.approx(3)
    assert row["grade_adjusted_m"] is None


def test_a_few_altitudes_are_no_grade() -> None:
    """Where some of the hills are known and most are not, nothing is."""
    rows = [
        row | {"altitude_m": 500.0 + i if i < 200 else None}
        for i, row in enumerate(at_speeds([3.0] * 600))
    ]

    assert (None, None) == intensity(rows)


@pytest.mark.parametrize("sub_sport", ["treadmill", "indoor_running", "virtual_activity"])
def test_indoors_there_are_no_hills(sub_sport: str) -> None:
    """A barometer wanders with the weather, a game's mountain is a flat belt."""
    assert run_over(0.1, sub_sport=sub_sport)[SPEED] == pytest.approx(3)


def test_a_pause_is_no_slow_running() -> None:
    """Five minutes at a bakery, and the 500 m walked to the next corner, change nothing."""
    rows = at_speeds([3.0] * 600, pause_at=300)
    moved = [
        row | {"distance_m": row["distance_m"] + (500 if i > 300 else 0)}
        for i, row in enumerate(rows)
    ]

    assert intensity(moved)[0] == pytest.approx(3)
    assert intensity(moved)[1] == pytest.approx(3**2 * 3 * 599)


def test_stretches_shorter_than_a_window_count_as_they_are() -> None:
    """A watch that stops at every light: 20 s runs at 3 m/s are runs at 3 m/s."""
    rows = [
        {"at": i * 60 + t, "distance_m": 3.0 * (i * 20 + t)} for i in range(9) for t in range(21)
    ]

    assert intensity(rows)[0] == pytest.approx(3)


def test_standing_with_the_watch_on_is_slow() -> None:
    """Time at a light that the watch records is part of the session, at no speed."""
    speed, squared = intensity(at_speeds([3.0] * 600 + [0.0] * 600))

    assert speed == pytest.approx(3 * 0.5**0.25, rel=0.01)
    assert squared == pytest.approx(9 * 1800, rel=0.02)


def test_distances_that_grow_in_stairs_are_no_surges() -> None:
    """10 m every fourth second are 2.5 m/s."""
    rows = [{"at": t, "distance_m": 10.0 * (t // 4)} for t in range(1201)]

    assert intensity(rows)[0] == pytest.approx(2.5, rel=0.01)
    assert intensity(rows)[1] == pytest.approx(2.5**2 * 3000, rel=0.01)


def test_smart_recording_knows_the_same_speed() -> None:
    """A record every few seconds tells of a steady run what one a second tells."""
    rows = [row for t, row in enumerate(at_speeds([3.0] * 900)) if t % 7 in (0, 3)]

    assert intensity(rows)[0] == pytest.approx(3)


def test_a_jump_of_a_place_is_no_sprint() -> None:
    """One place 300 m off is left out of the track, and with it of the intensity."""
    rows = going_north(601)
    rows[300]["north"] += 300

    assert intensity(rows)[0] == pytest.approx(3, rel=1e-3)


def test_the_ride_home_is_not_run() -> None:
    """Ten minutes in a car at 50 km/h are left out, but for the half minute of getting in."""
    speed, squared = intensity(at_speeds([3.0] * 1200 + [14.0] * 600))

    assert speed == pytest.approx(3, rel=0.05)
    assert squared == pytest.approx(9 * 3600, rel=0.1)


def test_a_ride_down_a_pass_is_not_run() -> None:
    """Downhill even 50 km/h would cost no more than a good run."""
    way = at_speeds([3.0] * 1200 + [14.0] * 600)
    heights = [500.0] * 1201 + [500.0 - 0.15 * 14 * t for t in range(1, 601)]
    rows = [row | {"altitude_m": height} for row, height in zip(way, heights, strict=True)]

    assert intensity(rows)[0] == pytest.approx(3, rel=0.05)


def test_a_jump_of_the_altitude_is_no_climb() -> None:
    """50 m gained within a second are weather or a door: half a minute is left out."""
    rows = [
        row | {"altitude_m": 500.0 + (50 if i > 600 else 0)}
        for i, row in enumerate(at_speeds([3.0] * 1200))
    ]

    assert intensity(rows)[0] == pytest.approx(3, rel=0.1)


@pytest.mark.parametrize(
    ("rows", "session"),
    [
        ([], {}),
        (at_speeds([3.0]), {"sport": "cycling"}),
        ([{"at": t, "heart_rate_bpm": 150.0} for t in range(99)], {}),
        ([{"at": t} if t % 3 else row for t, row in enumerate(going_north(99))], {}),
        ([{"north": 3.0 * t} for t in range(99)], {}),
        (at_speeds([14.0] * 300), {}),
        (going_north(1), {}),
    ],
    ids=["no records", "a ride", "no way", "a third of it", "no times", "a car", "one record"],
)
def test_what_is_not_known_is_null(rows: list[dict[str, Any]], session: dict[str, Any]) -> None:
    """Null, not zero: nobody ran at no speed."""
    assert (None, None) == intensity(rows, **session)


def test_before_the_first_place_nothing_is_slow() -> None:
    """Two minutes until satellites are found say nothing of the speed, not that there was none."""
    rows = [row if t >= 120 else {"at": t} for t, row in enumerate(going_north(601))]

    assert intensity(rows)[0] == pytest.approx(3, rel=1e-3)


@given(speeds_on_foot)
def test_normalised_speed_is_that_of_its_definition(speeds: list[float]) -> None:
    """Every second is the middle of 30, at the ends part of the first or the last 30."""
    assert intensity(at_speeds(speeds))[0] == pytest.approx(by_definition(speeds))


@given(speeds_on_foot, st.floats(0.3, 1.5))
def test_twice_as_fast_is_twice_as_fast(speeds: list[float], times: float) -> None:
    """Speeds scaled scale normalised speed, and the squared way by their cube."""
    speed, squared = intensity(at_speeds(speeds))
    scaled = intensity(at_speeds([times * each for each in speeds]))

    assert scaled == pytest.approx((times * speed, times**3 * squared))


@given(speeds_on_foot)
def test_surges_only_add(speeds: list[float]) -> None:
    """Normalised speed lies between the slowest and the fastest second."""
    assert min(speeds) - 1e-9 <= intensity(at_speeds(speeds))[0] <= max(speeds) + 1e-9


@given(minutes_of_a_run, st.data())
def test_a_pause_anywhere_changes_little(speeds: list[float], data: st.DataObject) -> None:
    """Stopping the watch for five minutes is no other run."""
    pause_at = data.draw(st.integers(1, len(speeds) - 1))
    whole, split = intensity(at_speeds(speeds)), intensity(at_speeds(speeds, pause_at))

    assert split == pytest.approx(whole, rel=0.02)


def test_what_is_worked_out_gives_no_preference() -> None:
    """Of two files alike the first by id speaks, though only of the other we worked more out."""
    richer = {SPEED: 3.0, SQUARED: 9e4, "walking_steps": 0.0, "best_30s_heart_rate_bpm": 160.0}

    assert {("a", "b")} == efforts(matched(run("b", **richer), run("a")))


@pytest.mark.corpus
def test_real_sessions_are_plausible(corpus: Path) -> None:
    """On foot normalised speed is finite, of feet, and no less than the mean graded speed."""
    sessions = real_sessions(corpus)
    known = [row for row in sessions if row[SPEED] is not None]

    assert len(known) > 25
    assert all(0 < row[SPEED] < 6 and 0 < row[SQUARED] < 1e6 for row in known)
    without_pause = [
        row
        for row in known
        if row["grade_adjusted_m"] and row["elapsed_s"] == row["timer_s"] and row["timer_s"] > 600
    ]
    assert len(without_pause) > 4
    assert all(
        row[SPEED] > 0.99 * row["grade_adjusted_m"] / row["timer_s"] for row in without_pause
    )


def real_sessions(corpus: Path) -> list[dict[str, Any]]:
    """Return the sessions on foot of all real files."""
    sessions: list[dict[str, Any]] = []
    for path in sorted(corpus.glob("*/*.*")):
        try:
            sessions += decode_activity(path.read_bytes(), path.name).sessions.to_dicts()
        except (NotAnActivity, UnreadableFile):
            continue
    return [row for row in sessions if row["sport"] in ON_FOOT]
