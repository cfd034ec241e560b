"""What the records of a session add up to, where the file itself does not say."""

import math
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.decode import Activity
from pipeline.decode.track import haversine_m, median_moving_speed, track_m
from pipeline.measures import climb_m, complete, heart_rate_seconds, utc_offset_s

START = datetime(2025, 3, 1, 8, 0, 0, tzinfo=UTC)
METRES_A_DEGREE = 111_195.08


def records(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return records of session 0; `at` is seconds after the start, `north`, `east` metres."""
    return schemas.conform(
        pl.DataFrame([_record(**row) for row in rows] or [{}], infer_schema_length=None)
        if rows
        else schemas.empty(schemas.RECORDS),
        schemas.RECORDS,
    )


def _record(
    at: float | None = None, north: float | None = None, east: float = 0, **others: Any
) -> dict[str, Any]:
    position = {}
    if north is not None:
        position = {
            "latitude_deg": north / METRES_A_DEGREE + 48,
            "longitude_deg": east / METRES_A_DEGREE / math.cos(math.radians(48)) + 11,
        }
    time = None if at is None else START + timedelta(seconds=at)
    return {"session_index": 0, "recorded_at": time, **position, **others}


def run_of(rows: Iterable[dict[str, Any]], kind: str = "gpx", **session: Any) -> dict[str, Any]:
    """Return the completed session of these records."""
    row = {"session_index": 0, "sport": "running", "started_at": START, "is_sport_assumed": False}
    activity = Activity(
        kind=kind,
        sessions=pl.DataFrame([row | session], schema=dict(schemas.SESSIONS)),
        laps=schemas.empty(schemas.LAPS),
        records=records(*rows),
        sets=schemas.empty(schemas.SETS),
    )
    return complete(activity).sessions.row(0, named=True)


def held(rows: Iterable[dict[str, Any]]) -> list[tuple[int, float]]:
    """Return how long each heart rate of these records was held."""
    activity = Activity(
        kind="fit",
        sessions=schemas.empty(schemas.SESSIONS),
        laps=schemas.empty(schemas.LAPS),
        records=records(*rows),
        sets=schemas.empty(schemas.SETS),
    )
    seconds = heart_rate_seconds(activity)
    assert dict(schemas.HEART_RATE_SECONDS) == dict(seconds.schema)
    return seconds.select("heart_rate_bpm", "seconds").rows()


def going_north(count: int, speed: float = 3, every: float = 1) -> list[dict[str, Any]]:
    """Return records of somebody going north at an even speed."""
    return [{"at": i * every, "north": i * every * speed} for i in range(count)]


def test_what_the_file_says_wins() -> None:
    """The watch's own measures are left as they are."""
    said = {
        "distance_m": 1.0,
        "timer_s": 2.0,
        "elapsed_s": 3.0,
        "ascent_m": 4.0,
        "descent_m": 5.0,
        "steps": 6.0,
        "avg_heart_rate_bpm": 7.0,
        "max_heart_rate_bpm": 8.0,
        "avg_cadence_spm": 9.0,
        "utc_offset_s": 10,
    }
    rows = [row | {"heart_rate_bpm": 150.0, "altitude_m": 1.0} for row in going_north(60)]

    assert said.items() <= run_of(rows, **said).items()


def test_without_records_nothing_is_known() -> None:
    """Null, not zero, where there is nothing to measure."""
    row = run_of([])

    assert {None} == {row[name] for name in ("distance_m", "timer_s", "elapsed_s", "ascent_m")}
    assert {None} == {row[name] for name in ("steps", "avg_heart_rate_bpm", "utc_offset_s")}


def test_complete_is_idempotent() -> None:
    """Completing twice changes nothing."""
    row = run_of(going_north(100))
    again = {name: value for name, value in row.items() if value is not None}

    assert row == run_of(going_north(100), **again)


def test_the_last_counted_distance() -> None:
    """The watch's own count of metres beats positions."""
    rows = [row | {"distance_m": 2.5 * i} for i, row in enumerate(going_north(11))]

    assert run_of([*rows, {"at": 11}])["distance_m"] == 25.0


def test_the_length_of_a_track() -> None:
    """Ten minutes north at 3 m/s are 1800 m."""
    assert run_of(going_north(601))["distance_m"] == pytest.approx(1800, rel=1e-4)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-80, 80), st.floats(-180, 180))
def test_a_way_there_is_as_long_as_the_way_back(a: float, b: float, c: float, d: float) -> None:
    """Distance is symmetric, never negative, and zero on the spot."""
    assert haversine_m(a, b, c, d) == pytest.approx(haversine_m(c, d, a, b), abs=1e-6)
    assert haversine_m(a, b, c, d) >= 0
    assert haversine_m(a, b, a, b) == 0


def test_a_quarter_of_the_earth() -> None:
    """From the equator to the pole are 10 007.5 km on the sphere of mean radius."""
    assert haversine_m(0, 0, 90, 0) == pytest.approx(10_007_557, abs=10)


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


def test_turning_round_is_not_standing() -> None:
    """An out-and-back run keeps its turn."""
    there, back = going_north(100), [{"at": 99 + i, "north": 297 - 3 * i} for i in range(1, 100)]

    assert run_of([*there, *back])["distance_m"] == pytest.approx(594, abs=1)


def test_points_every_minute() -> None:
    """Sparse points are joined; one alone in its window is not taken for standing."""
    assert run_of(going_north(30, every=60))["distance_m"] == pytest.approx(29 * 180, rel=1e-3)


def test_a_track_without_times() -> None:
    """Without times the points are joined: a distance, and nothing else."""
    row = run_of([{"north": 100 * i} for i in range(11)])

    assert row["distance_m"] == pytest.approx(1000, rel=1e-3)
    assert (row["timer_s"], row["elapsed_s"], row["steps"]) == (None, None, None)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=60),
    st.booleans(),
)
def test_a_track_is_never_longer_than_its_steps(
    places: list[tuple[float, float]], is_timed: bool
) -> None:
    """Cleaning only takes away."""
    rows = records(
        *({"at": i if is_timed else None, "north": n, "east": e} for i, (n, e) in enumerate(places))
    )
    plain = track_m(rows.with_columns(recorded_at=pl.lit(None, schemas.INSTANT)), "running")

    assert 0 <= track_m(rows, "running") <= plain + 1e-6


def test_a_pause_is_no_running_time() -> None:
    """Gaps of more than ten seconds are pauses: ten minutes and ten minutes are twenty."""
    rows = [{"at": t} for t in [*range(601), *range(2000, 2601)]]
    row = run_of(rows)

    assert (row["timer_s"], row["elapsed_s"]) == (1200.0, 2600.0)


def test_smart_recording_is_no_pause() -> None:
    """A watch that records every six to ten seconds ran all the time."""
    gaps = [6, 9, 10, 7, 8] * 20
    rows = [{"at": sum(gaps[:i])} for i in range(len(gaps) + 1)]

    assert run_of(rows)["timer_s"] == sum(gaps)


def test_a_sparse_track_has_a_duration() -> None:
    """Where points come every 15 s, a gap of 15 s is no pause, one of five minutes is."""
    rows = [{"at": t} for t in [*range(0, 901, 15), *range(1200, 1801, 15)]]

    assert run_of(rows)["timer_s"] == 1500.0


@pytest.mark.parametrize(("kind", "climbs"), [("fit", 5.0), ("gpx", 0.0)])
def test_a_small_rise(kind: str, climbs: float) -> None:
    """Five metres count from a barometer, not from satellites."""
    rows = [{"at": i, "altitude_m": 500.0 + (5 if i >= 50 else 0)} for i in range(100)]

    row = run_of(rows, kind)

    assert (row["ascent_m"], row["descent_m"]) == (climbs, 0.0)


def test_noise_is_no_climb() -> None:
    """Two metres of noise on the flat triple no climb."""
    noise = random.Random(1)
    flat = pl.Series([500 + noise.uniform(-2, 2) for _ in range(3600)])

    assert climb_m(flat, 10) == (0.0, 0.0)
    assert sum(climb_m(flat, 3)) < 30


def test_one_glitch_is_no_summit() -> None:
    """A single sample 100 m off is smoothed away."""
    heights = [500.0] * 50
    heights[20] = 600.0

    assert climb_m(pl.Series(heights), 3) == (0.0, 0.0)


def test_up_and_down_a_hill() -> None:
    """200 m up and 150 m down are counted to within a step."""
    heights = pl.Series([*range(200), *range(200, 49, -1)], dtype=pl.Float64)

    ascent, descent = climb_m(heights, 3)

    assert ascent == pytest.approx(200, abs=6)
    assert descent == pytest.approx(150, abs=6)


def test_no_heights_no_climb() -> None:
    """Without altitudes the climb is unknown, not nothing."""
    assert climb_m(pl.Series([], dtype=pl.Float64), 3) == (None, None)
    assert climb_m(pl.Series([None, 500.0]), 3) == (None, None)


@given(st.lists(st.floats(-400, 8000), min_size=2, max_size=200))
def test_climbing_ends_where_the_track_ends(heights: list[float]) -> None:
    """Ascent less descent is the gain in height, to within a step."""
    smooth = pl.Series(heights).rolling_median(5, min_samples=1, center=True)
    ascent, descent = climb_m(pl.Series(heights), 3)

    assert ascent is not None
    assert descent is not None
    assert abs((ascent - descent) - (smooth[-1] - smooth[0])) < 3 + 1e-6


def test_steps_from_cadence() -> None:
    """Ten minutes at 170 are 1700 steps; a pause adds almost none."""
    rows = [{"at": t, "cadence_spm": 170.0} for t in [*range(301), *range(900, 1200)]]

    assert run_of(rows)["steps"] == pytest.approx(1700, abs=3)
    assert run_of(rows, sport="cycling")["steps"] is None


def test_mean_heart_rate_is_weighted_by_time() -> None:
    """A pulse held longer counts for more."""
    rows = [{"at": 0, "heart_rate_bpm": 100.0}, {"at": 9, "heart_rate_bpm": 160.0}, {"at": 12}]
    row = run_of(rows)

    assert row["avg_heart_rate_bpm"] == pytest.approx((9 * 100 + 3 * 160) / 12)
    assert row["max_heart_rate_bpm"] == 160.0


def test_standing_still_does_not_lower_the_cadence() -> None:
    """Zeros at a light are left out of the mean, as watches do."""
    rows = [{"at": i, "cadence_spm": 0.0 if i < 30 else 170.0} for i in range(61)]

    assert run_of(rows)["avg_cadence_spm"] == 170.0


@pytest.mark.parametrize(
    ("latitude", "longitude", "day", "offset_h"),
    [
        (48.1, 11.5, (2025, 1, 1), 1),
        (48.1, 11.5, (2025, 7, 1), 2),
        (27.7, 85.3, (2025, 1, 1), 5.75),
        (-90.0, 0.0, (2025, 7, 1), 12),
    ],
    ids=["Munich, winter", "Munich, summer", "Kathmandu", "South Pole"],
)
def test_offsets_of_places(
    latitude: float, longitude: float, day: tuple[int, int, int], offset_h: float
) -> None:
    """Every place has an offset, summer time included."""
    noon = datetime(*day, 12, tzinfo=UTC)

    assert utc_offset_s(latitude, longitude, noon) == round(offset_h * 3600)


def test_at_sea_the_zone_at_home_holds() -> None:
    """Nobody lives by the nautical zones of the open sea: the athlete's own zone decides."""
    assert utc_offset_s(0.0, -150.0, datetime(2025, 7, 1, 12, tzinfo=UTC)) is None


def test_how_long_each_pulse_was_held() -> None:
    """A record holds until the next one."""
    rates = [(0, 120.0), (1, 121.0), (3, 120.0), (4, None), (9, 122.0), (10, 120.0)]

    assert held({"at": at, "heart_rate_bpm": rate} for at, rate in rates) == [
        (120, 2.0),
        (121, 2.0),
        (122, 1.0),
    ]


def test_a_pause_holds_no_pulse() -> None:
    """Half an hour on a bench is not half an hour at 150."""
    rows = [{"at": t, "heart_rate_bpm": 150.0} for t in [*range(61), *range(1860, 1921)]]

    assert held(rows) == [(150, 121.0)]


def test_no_pulse_no_seconds() -> None:
    """Without a strap the frame is empty."""
    assert held(going_north(10)) == []
    assert held([]) == []


def test_sessions_do_not_leak_into_each_other() -> None:
    """The last record of one sport does not hold until the next sport begins."""
    both = pl.concat(
        [
            records(*({"at": t, "heart_rate_bpm": 150.0} for t in range(3))),
            records(*({"at": t, "heart_rate_bpm": 150.0} for t in range(5, 8))).with_columns(
                session_index=pl.lit(1, pl.Int32)
            ),
        ]
    )
    empty = {
        name: schemas.empty(getattr(schemas, name.upper())) for name in ("sessions", "laps", "sets")
    }
    seconds = heart_rate_seconds(Activity(kind="fit", records=both, **empty))

    expected = pl.DataFrame(
        {"session_index": [0, 1], "heart_rate_bpm": [150, 150], "seconds": [2.0, 2.0]},
        schema=dict(schemas.HEART_RATE_SECONDS),
    )
    assert_frame_equal(expected, seconds)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=100))
def test_pulse_seconds_add_up_to_the_timer(gaps: list[int]) -> None:
    """Where every record has a pulse and nobody paused, the seconds are the timer."""
    rows = [{"at": sum(gaps[:i]), "heart_rate_bpm": 100.0 + i % 7} for i in range(len(gaps) + 1)]

    assert sum(seconds for _, seconds in held(rows)) == pytest.approx(sum(gaps))
    assert (run_of(rows)["timer_s"] or 0) == pytest.approx(sum(gaps))


def test_the_median_moving_speed() -> None:
    """The watch's speed where it has one, else that of the positions; standing is left out."""
    stood = [{"at": i, "speed_mps": 0.0 if i < 40 else 3.0} for i in range(60)]

    assert median_moving_speed(records(*stood)) == 3.0
    assert median_moving_speed(records(*going_north(60, speed=2.5))) == pytest.approx(2.5, rel=1e-3)
    assert median_moving_speed(records({"at": 0})) is None
