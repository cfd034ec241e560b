"""What altitudes say: ascent and descent, grade, and what it costs."""

import math
import random
from collections.abc import Sequence
from statistics import median
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measures.heights import climb_m, smoothed
from tests.made_records import run_of

COST_UP_10_PERCENT = 5.968214
"""Minetti's polynomial at 0.1, worked out by hand: J/kg/m; 3.6 on the flat."""


def climbed(heights: Sequence[float], step_m: float = 3) -> tuple[float | None, float | None]:
    """Return ascent and descent of heights."""
    return climb_m(smoothed(np.array(heights, dtype=np.float64)), step_m)


def run_over(
    *grades: float, metres: float = 1000, noise: float = 0, **session: Any
) -> dict[str, Any]:
    """Return a run at 3 m/s of so many metres on each grade, its altitudes wrong by `noise`."""
    chance = random.Random(7)
    rises = [3 * grade for grade in grades for _ in range(round(metres / 3))]
    rows = [
        {
            "at": i,
            "distance_m": 3.0 * i,
            "altitude_m": 500 + math.fsum(rises[:i]) + chance.choice([-noise, noise]),
            "cadence_spm": 180.0,
        }
        for i in range(len(rises) + 1)
    ]
    return run_of(rows, **session)


@pytest.mark.parametrize(("kind", "climbs"), [("fit", 5.0), ("gpx", 0.0)])
def test_a_small_rise(kind: str, climbs: float) -> None:
    """Five metres count from a barometer, not from satellites."""
    rows = [{"at": i, "altitude_m": 500.0 + (5 if i >= 50 else 0)} for i in range(100)]

    row = run_of(rows, kind)

    assert (row["ascent_m"], row["descent_m"]) == (climbs, 0.0)


def test_noise_is_no_climb() -> None:
    """Two metres of noise on the flat triple no climb."""
    noise = random.Random(1)
    flat = [500 + noise.uniform(-2, 2) for _ in range(3600)]

    assert climbed(flat, 10) == (0.0, 0.0)
    assert sum(climbed(flat)) < 30


def test_one_glitch_is_no_summit() -> None:
    """A single sample 100 m off is smoothed away."""
    heights = [500.0] * 50
    heights[20] = 600.0

    assert climbed(heights) == (0.0, 0.0)


def test_up_and_down_a_hill() -> None:
    """200 m up and 150 m down are counted to within a step."""
    ascent, descent = climbed([*range(200), *range(200, 49, -1)])

    assert ascent == pytest.approx(200, abs=6)
    assert descent == pytest.approx(150, abs=6)


def test_no_heights_no_climb() -> None:
    """Without altitudes the climb is unknown, not nothing."""
    assert climbed([]) == (None, None)
    assert climbed([500.0]) == (None, None)
    assert run_of([{"altitude_m": None}, {"altitude_m": 500.0}])["ascent_m"] is None


@given(st.lists(st.floats(-400, 8000), min_size=2, max_size=200))
def test_climbing_ends_where_the_track_ends(heights: list[float]) -> None:
    """Ascent less descent is the gain in height, to within a step."""
    smooth = pl.Series(heights).rolling_median(5, min_samples=1, center=True)
    ascent, descent = climbed(heights)

    assert ascent is not None
    assert descent is not None
    assert abs((ascent - descent) - (smooth[-1] - smooth[0])) < 3 + 1e-6


heights_of_a_run = st.lists(st.integers(-40, 40).map(lambda tenths: 500 + tenths / 5), max_size=200)


@given(heights_of_a_run)
def test_heights_are_smoothed_by_the_median_of_five(heights: list[float]) -> None:
    """Two on either side, and at the ends as many as there are."""
    expected = [median(heights[max(i - 2, 0) : i + 3]) for i in range(len(heights))]

    assert expected == smoothed(np.array(heights)).tolist()


@given(heights_of_a_run, st.sampled_from([3.0, 10.0]))
def test_the_climb_is_that_of_its_definition(heights: list[float], step_m: float) -> None:
    """Skipping what does not move gives what looking at every height gives."""
    level, moves = heights[0] if heights else 0.0, []
    for height in heights[1:]:
        if abs(height - level) >= step_m:
            moves.append(height - level)
            level = height
    expected = sum(m for m in moves if m > 0), -sum(m for m in moves if m < 0)

    found = climb_m(np.array(heights), step_m)

    assert found == (expected if len(heights) > 1 else (None, None))


def test_on_the_flat_a_metre_is_a_metre() -> None:
    """Grade-adjusted distance is distance, also the file's own."""
    assert run_over(0)["grade_adjusted_m"] == run_over(0)["distance_m"]
    assert run_over(0, distance_m=1234.5)["grade_adjusted_m"] == pytest.approx(1234.5, rel=1e-12)


def test_a_steady_climb_costs_what_minetti_measured() -> None:
    """10 % up all the way is two thirds more, but for the ends, which smoothing levels."""
    row = run_over(0.1)

    assert row["grade_adjusted_m"] == pytest.approx(
        row["distance_m"] * COST_UP_10_PERCENT / 3.6, rel=2e-3
    )


def test_up_and_down_do_not_cancel() -> None:
    """A kilometre up 10 % and one down cost what each alone costs, but for the summit."""
    alone = [run_over(grade)["grade_adjusted_m"] for grade in (0.1, -0.1)]

    assert run_over(0.1, -0.1)["grade_adjusted_m"] == pytest.approx(sum(alone), rel=0.01)


def test_noise_makes_no_hills() -> None:
    """A metre up or down at random each second makes a flat run less than 2 % longer."""
    row = run_over(0, metres=10_000, noise=1)

    assert row["grade_adjusted_m"] == pytest.approx(row["distance_m"], rel=0.02)


def test_a_cliff_is_taken_for_the_steepest_grade_measured() -> None:
    """Beyond 45 % the polynomial means nothing."""
    assert run_over(0.9)["grade_adjusted_m"] == run_over(0.6)["grade_adjusted_m"]


def test_grade_from_places() -> None:
    """Without the watch's distance the way along the track serves."""
    rows = [{"at": i, "north": 3 * i, "altitude_m": 500 + 0.3 * i} for i in range(401)]
    row = run_of(rows)

    assert row["grade_adjusted_m"] == pytest.approx(
        row["distance_m"] * COST_UP_10_PERCENT / 3.6, rel=2e-3
    )


def test_grade_needs_feet_a_way_and_altitudes() -> None:
    """Null for a ride, without most altitudes, without a distance, and for a few steps."""
    half = [{"at": i, "distance_m": 3.0 * i} for i in range(300)]
    high = [{"altitude_m": 500.0} if i < 140 else {} for i in range(300)]
    rows = [a | b for a, b in zip(half, high, strict=True)]

    assert run_over(0.1, sport="cycling")["grade_adjusted_m"] is None
    assert run_of(rows)["grade_adjusted_m"] is None
    assert run_of(half)["grade_adjusted_m"] is None
    assert run_of([{"at": i, **row} for i, row in enumerate(high)])["grade_adjusted_m"] is None
    assert run_over(0.1, metres=24)["grade_adjusted_m"] is None


def test_steps_downhill() -> None:
    """Of a kilometre up, one slightly down and one steeply down, a third of the steps count."""
    row = run_over(0.1, -0.03, -0.1)

    assert row["steps_downhill"] == pytest.approx(row["steps"] / 3, rel=0.03)
    assert run_over(0.1)["steps_downhill"] == 0
    assert run_over(-0.1, sport="cycling")["steps_downhill"] is None


def test_steps_downhill_need_a_cadence() -> None:
    """Unknown, not none, without one."""
    rows = [{"at": i, "distance_m": 3.0 * i, "altitude_m": 500 - 0.3 * i} for i in range(300)]

    assert run_of(rows)["steps_downhill"] is None


@given(st.lists(st.tuples(st.floats(0, 40), st.floats(-400, 8000)), min_size=1, max_size=100))
def test_the_cost_of_any_way_is_one_minetti_measured(moves: list[tuple[float, float]]) -> None:
    """Between his cheapest grade, about -18 %, and his steepest."""
    rows = [
        {"at": i, "distance_m": sum(d for d, _ in moves[: i + 1]), "altitude_m": height}
        for i, (_, height) in enumerate(moves)
    ]
    row = run_of(rows)

    if row["grade_adjusted_m"] is not None:
        assert 0.48 < row["grade_adjusted_m"] / row["distance_m"] < 5.4
