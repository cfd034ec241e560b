"""How long a track is: the way a runner went, not the way a receiver wandered."""

import math
import random
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode.samples import TIME
from pipeline.measures.track import (
    LOST_POINTS,
    MAX_SPEED_MPS,
    POSITION,
    haversine_m,
    median_moving_speed,
    track_m,
    way_m,
)
from tests.made_records import METRES_A_DEGREE, going_north, run_of, samples


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-80, 80), st.floats(-180, 180))
def test_a_way_there_is_as_long_as_the_way_back(a: float, b: float, c: float, d: float) -> None:
    """Distance is symmetric, never negative, and zero on the spot."""
    assert haversine_m(a, b, c, d) == pytest.approx(haversine_m(c, d, a, b), abs=1e-6)
    assert haversine_m(a, b, c, d) >= 0
    assert haversine_m(a, b, a, b) == 0


def test_a_quarter_of_the_earth() -> None:
    """From the equator to the pole are 10 007.5 km on the sphere of mean radius."""
    assert haversine_m(0, 0, 90, 0) == pytest.approx(10_007_557, abs=10)


def test_a_point_without_a_time_hides_no_jump() -> None:
    """One point that lost its time is left out; it does not let a jump elsewhere count."""
    rows = going_north(60)
    rows[30] = {"at": 30, "north": 90, "east": 500}
    rows[40] = {"north": 120}

    assert run_of(rows)["distance_m"] == pytest.approx(177, abs=0.5)


def test_a_jump_is_left_out() -> None:
    """A point 500 m off, reached within a second, adds nothing to a run."""
    rows = going_north(60)
    rows[30] = {"at": 30, "north": 90, "east": 500}

    assert run_of(rows)["distance_m"] == pytest.approx(177, abs=0.5)


def test_a_wrong_first_point() -> None:
    """A first fix kilometres away costs a few steps, not the track."""
    rows = [{"at": 0, "north": 5000}, *going_north(120)[1:]]

    assert run_of(rows)["distance_m"] == pytest.approx(3 * 119, abs=20)


def test_a_ride_may_be_faster() -> None:
    """What is a jump for a runner is a descent for a cyclist."""
    rows = going_north(60, speed=15)

    assert run_of(rows)["distance_m"] < 50
    assert run_of(rows, sport="cycling")["distance_m"] == pytest.approx(885, rel=1e-3)


def test_the_drive_home_is_no_run() -> None:
    """A watch left on in the car adds no kilometres at 25 m/s."""
    run, drive = going_north(300), [{"at": 300 + i, "north": 897 + 25 * i} for i in range(600)]

    assert run_of([*run, *drive])["distance_m"] == pytest.approx(897, abs=5)


def test_standing_at_a_light_adds_nothing() -> None:
    """Noise around one spot is not distance; only its first seconds are."""
    noise = random.Random(5)
    wait = [
        {"at": 100 + i, "north": 300 + noise.uniform(-1.5, 1.5), "east": noise.uniform(-1.5, 1.5)}
        for i in range(300)
    ]
    after = [{"at": 400 + i, "north": 300 + 3 * i} for i in range(100)]

    assert run_of([*going_north(100), *wait, *after])["distance_m"] == pytest.approx(597, abs=40)


def test_the_window_holds_both_its_ends() -> None:
    """Four points over exactly twenty seconds are a wait: its last step adds nothing."""
    rows = [{"at": at, "north": i} for i, at in enumerate((0, 5, 10, 20))]

    assert track_m(samples(*rows), "running") == pytest.approx(2, rel=1e-4)


def test_turning_round_is_not_standing() -> None:
    """An out-and-back run keeps its turn."""
    there, back = going_north(100), [{"at": 99 + i, "north": 297 - 3 * i} for i in range(1, 100)]

    assert run_of([*there, *back])["distance_m"] == pytest.approx(594, abs=1)


def test_points_every_minute() -> None:
    """Sparse points are joined; one alone in its window is not taken for standing."""
    assert run_of(going_north(30, every=60))["distance_m"] == pytest.approx(29 * 180, rel=1e-3)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=60),
    st.booleans(),
)
def test_a_track_is_never_longer_than_its_steps(
    places: list[tuple[float, float]], is_timed: bool
) -> None:
    """Cleaning only takes away."""
    rows = samples(
        *({"at": i if is_timed else None, "north": n, "east": e} for i, (n, e) in enumerate(places))
    )
    plain = track_m({column: rows[column] for column in POSITION}, "running")

    assert 0 <= track_m(rows, "running") <= plain + 1e-6


def test_the_median_moving_speed() -> None:
    """The watch's speed where it has one, else that of the positions; standing is left out."""
    stood = [{"at": i, "speed_mps": 0.0 if i < 40 else 3.0} for i in range(60)]

    assert median_moving_speed(samples(*stood)) == 3.0
    assert median_moving_speed(samples(*going_north(60, speed=2.5))) == pytest.approx(2.5, rel=1e-3)
    assert median_moving_speed(samples({"at": 0})) is None


def test_a_wait_in_auckland_is_one_too() -> None:
    """Far from Greenwich, where a degree of longitude shrinks with each step north."""
    noise = random.Random(5)
    wait = samples(*({"at": i, "north": noise.uniform(-1.5, 1.5)} for i in range(300)))
    there = wait | {"longitude_deg": wait["longitude_deg"] + 164}

    assert track_m(there, "running") == track_m(wait, "running") < 40


def test_a_point_left_out_has_no_place_on_the_way() -> None:
    """The way goes round a jump: unknown there, and as long behind it as without."""
    rows = going_north(60)
    rows[30] = {"at": 30, "north": 90, "east": 500}
    way = way_m(samples(*rows), "running")

    assert way is not None
    assert [30] == np.flatnonzero(np.isnan(way)).tolist()
    assert way[31] == pytest.approx(93, rel=1e-4)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1, 1, 1, 2, 10, 30]),
            st.sampled_from([-4, -1, 0, 0, 1, 1, 4, 12, 700]),
            st.sampled_from([-1, 0, 0, 1, 900]),
        ),
        max_size=60,
    ),
    st.sampled_from(["running", "cycling"]),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_the_track_is_that_of_its_definition(
    moves: list[tuple[int, int, int]], sport: str, chance: random.Random, is_mixed: bool
) -> None:
    """Whole columns at once give what going from point to point gives."""
    at, north, east = (accumulate(each) for each in zip((0, 0, 0), *moves, strict=True))
    rows = [
        {"at": t, "north": UNIT_M * n, "east": UNIT_M * e}
        for t, n, e in zip(at, north, east, strict=True)
    ]
    if is_mixed:
        chance.shuffle(rows)
    track = samples(*rows)
    points = [Point(*each) for each in zip(*(track[c] for c in (TIME, *POSITION)), strict=True)]

    expected = plain_track_m(points, sport) if moves else None
    assert track_m(track, sport) == pytest.approx(expected)


UNIT_M = 0.71
"""No whole numbers of these meet a limit exactly, where a rounding would decide."""


class Point(NamedTuple):
    """One point of a track."""

    at_us: float
    latitude: float
    longitude: float


def plain_track_m(points: list[Point], sport: str) -> float:
    """Return the length of a track by the letter: one point after the other."""
    points = sorted(points, key=lambda point: point.at_us)
    last, length, lost = points[0], 0.0, 0
    for point in points[1:]:
        step = haversine_m(*last[1:], *point[1:])
        is_possible = step <= MAX_SPEED_MPS[sport] * max((point.at_us - last.at_us) / 1e6, 1)
        if is_possible and not plain_is_standing(point, points):
            length += step
        lost = 0 if is_possible else lost + 1
        if is_possible or lost == LOST_POINTS:
            last, lost = point, 0
    return length


def plain_is_standing(point: Point, points: list[Point]) -> bool:
    """Return whether the 20 s up to a point hold 4 points over 15 s within 6 m."""
    window = [each for each in points if 0 <= point.at_us - each.at_us <= 20e6]
    east = [each.longitude * math.cos(math.radians(48)) for each in window]
    spread = [max(each) - min(each) for each in zip(*window, strict=True)]
    extent_m = math.hypot(spread[1], max(east) - min(east)) * METRES_A_DEGREE
    return extent_m < 6 and spread[0] >= 15e6 and len(window) >= 4
