"""What in a recording nobody does on foot: a ride with the watch still running."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import run_of

RUN_S, RIDE_S = 1800, 600


def way_of(*legs: tuple[float, float], start: float = 0) -> list[dict[str, Any]]:
    """Return records north of somebody who keeps each speed for some seconds."""
    rows, north = [], start
    for seconds, speed in legs:
        for _ in range(int(seconds)):
            rows.append({"at": len(rows), "north": north})
            north += speed
    return rows


def fast(rows: Iterable[dict[str, Any]], **session: Any) -> tuple[float | None, float | None]:
    """Return the fast seconds of these records, and the metres of the ride at their end."""
    row = run_of(rows, **session)
    return row["fast_s"], row["fast_end_m"]


def test_a_run_is_never_too_fast() -> None:
    """An even run, and 400 m in 60 s after it, is done on foot."""
    assert (0.0, 0.0) == fast(way_of((RUN_S, 3.0), (60, 6.6), (300, 2.5)))


def test_the_drive_home_is_seen() -> None:
    """Ten minutes by car after the run are a ride at the end, its metres counted."""
    seconds, metres = fast(way_of((RUN_S, 3.0), (RIDE_S, 14.0)))

    assert pytest.approx(RIDE_S, abs=30) == seconds
    assert pytest.approx(14.0 * RIDE_S, rel=0.03) == metres


def test_a_ride_with_traffic_lights_is_one_ride() -> None:
    """Standing at lights, and a minute to the door, do not end the ride."""
    ride = [(200.0, 14.0), (60.0, 0.0)] * 3
    _, metres = fast(way_of((RUN_S, 3.0), *ride, (60, 1.3)))

    assert pytest.approx(3 * 200 * 14.0, rel=0.05) == metres


def test_who_runs_on_has_no_ride_at_the_end() -> None:
    """A ride in the middle of a run is too fast, but cutting the end would not mend it."""
    seconds, metres = fast(way_of((RUN_S, 3.0), (RIDE_S, 14.0), (RUN_S, 3.0)))

    assert pytest.approx(RIDE_S, abs=30) == seconds
    assert metres == 0.0


def test_a_whole_ride_is_not_a_run_with_a_ride() -> None:
    """Who recorded a bike ride as a run has run nothing before it."""
    assert fast(way_of((RUN_S, 9.0)))[1] == 0.0


@pytest.mark.parametrize("away_s", [1, 5, 40, 300])
def test_a_jump_is_no_ride(away_s: int) -> None:
    """Satellites that put a runner 2 km away, and back, made nobody faster."""
    rows = way_of((RUN_S, 3.0))
    for row in rows[600 : 600 + away_s]:
        row["north"] += 2000

    assert fast(rows) == (0.0, 0.0)


def test_a_drive_during_a_pause_is_not_part_of_it() -> None:
    """Who stops the watch, drives and starts it again has run before and after."""
    after = way_of((RUN_S, 3.0), start=20_000)
    rows = way_of((RUN_S, 3.0)) + [row | {"at": row["at"] + RUN_S + 900} for row in after]

    assert fast(rows) == (0.0, 0.0)


@pytest.mark.parametrize("column", ["distance_m", "speed_mps"])
def test_without_places_the_watch_is_asked(column: str) -> None:
    """Distance or speed of the watch tell of a ride as well as places do."""
    speeds = [3.0] * RUN_S + [14.0] * RIDE_S
    counted = [{"distance_m": sum(speeds[:at]), "speed_mps": speeds[at]} for at in range(2400)]
    rows = [{"at": at, column: row[column]} for at, row in enumerate(counted)]

    assert pytest.approx(14.0 * RIDE_S, rel=0.03) == fast(rows)[1]


def test_a_ride_over_the_date_line() -> None:
    """Running across 180 degrees is a step, not once round the world."""
    rows = [{"at": at, "latitude_deg": -17.0} for at in range(600)]
    for at, row in enumerate(rows):
        row["longitude_deg"] = (179.99 + at * 3e-5 + 180) % 360 - 180

    assert fast(rows) == (0.0, 0.0)


def test_without_a_speed_nothing_is_known() -> None:
    """Null, not zero: a treadmill with a strap, a track without times, no records at all."""
    assert fast([{"at": at, "heart_rate_bpm": 150.0} for at in range(600)]) == (None, None)
    assert fast([{"north": 3.0 * at} for at in range(600)]) == (None, None)
    assert fast([]) == (None, None)


def test_wheels_may_be_fast() -> None:
    """Only what is, or may be, on foot is measured."""
    assert (None, None) == fast(way_of((RUN_S, 9.0)), sport="cycling")
    assert fast(way_of((RUN_S, 9.0)), sport="generic")[0] == pytest.approx(RUN_S, abs=30)


def test_two_records_years_apart_cost_nothing() -> None:
    """A clock that jumps by years is no reason to look at every second between."""
    assert fast([{"at": 0, "north": 0}, {"at": 3e8, "north": 9}]) == (None, None)


@given(st.lists(st.tuples(st.integers(0, 90), st.floats(-500, 500)), min_size=1, max_size=50))
def test_parts_of_the_whole(steps: list[tuple[int, float]]) -> None:
    """Fast seconds are never longer than the recording, and a ride at its end needs some."""
    times = [sum(gap for gap, _ in steps[: i + 1]) for i in range(len(steps))]
    rows = [{"at": at, "north": north} for at, (_, north) in zip(times, steps, strict=True)]
    row = run_of(rows)

    assert (row["fast_s"] or 0) <= (row["elapsed_s"] or 0)
    assert (row["fast_s"] or 0) > 0 or not row["fast_end_m"]
