"""What the records of a session add up to, where the file itself does not say."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.measures import complete, heart_rate_seconds
from pipeline.measures.sessions import utc_offset_s
from tests.made_records import START, activity_of, going_north, records, run_of


def held(rows: Iterable[dict[str, Any]]) -> list[tuple[int, float]]:
    """Return how long each heart rate of these records was held."""
    seconds = heart_rate_seconds(activity_of(records(*rows)))
    assert dict(schemas.HEART_RATE_SECONDS) == dict(seconds.schema)
    return seconds.select("heart_rate_bpm", "seconds").rows()


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
        "moving_s": 11.0,
        "grade_adjusted_m": 12.0,
        "steps_downhill": 13.0,
        "heart_rate_frozen_s": 14.0,
    }
    rows = [row | {"heart_rate_bpm": 150.0, "altitude_m": 1.0} for row in going_north(60)]

    assert said.items() <= run_of(rows, **said).items()


def test_without_records_nothing_is_known() -> None:
    """Null, not zero, where there is nothing to measure."""
    row = run_of([])

    assert {None} == {row[name] for name in ("distance_m", "timer_s", "elapsed_s", "ascent_m")}
    assert {None} == {row[name] for name in ("steps", "avg_heart_rate_bpm", "utc_offset_s")}
    assert {None} == {row[name] for name in ("moving_s", "grade_adjusted_m", "steps_downhill")}
    assert {None} == {row[name] for name in ("heart_rate_frozen_s", "best_30s_heart_rate_bpm")}
    assert {None} == {row[name] for name in ("heart_rate_locked_s", "walking_steps")}
    assert {None} == {row[name] for name in ("contact_load_bw", "normalised_graded_mps")}


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


def test_a_track_without_times() -> None:
    """Without times the points are joined: a distance, and nothing else."""
    row = run_of([{"north": 100 * i} for i in range(11)])

    assert row["distance_m"] == pytest.approx(1000, rel=1e-3)
    assert (row["timer_s"], row["elapsed_s"], row["steps"]) == (None, None, None)


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
    seconds = heart_rate_seconds(activity_of(both))

    expected = pl.DataFrame(
        {"session_index": [0, 1], "heart_rate_bpm": [150, 150], "seconds": [2.0, 2.0]},
        schema=dict(schemas.HEART_RATE_SECONDS),
    )
    assert_frame_equal(expected, seconds)


def test_sessions_have_their_own_records() -> None:
    """Each session of a file is completed from its own records; one without any stays empty."""
    both = pl.concat(
        [
            records(*({"at": t, "distance_m": 3.0 * t} for t in range(11))),
            records(*({"at": t, "distance_m": 9.0 * t} for t in range(20, 41))).with_columns(
                session_index=pl.lit(2, pl.Int32)
            ),
        ]
    )
    sessions = [
        {"session_index": index, "sport": "running", "started_at": START} for index in range(3)
    ]
    found = complete(activity_of(both, sessions)).sessions

    assert [30.0, None, 360.0] == found["distance_m"].to_list()
    assert [10.0, None, 20.0] == found["timer_s"].to_list()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=100))
def test_pulse_seconds_add_up_to_the_timer(gaps: list[int]) -> None:
    """Where every record has a pulse and nobody paused, the seconds are the timer."""
    rows = [{"at": sum(gaps[:i]), "heart_rate_bpm": 100.0 + i % 7} for i in range(len(gaps) + 1)]

    assert sum(seconds for _, seconds in held(rows)) == pytest.approx(sum(gaps))
    assert (run_of(rows)["timer_s"] or 0) == pytest.approx(sum(gaps))


def test_standing_is_no_moving_time() -> None:
    """Four minutes of running around one at a light are four, by the watch's speed."""
    rows = [{"at": t, "speed_mps": 0.2 if 120 <= t < 180 else 3.0} for t in range(301)]

    assert run_of(rows)["moving_s"] == 240.0


def test_moving_time_knows_no_pause() -> None:
    """A watch that is stopped while its runner still moves does not count on."""
    rows = [{"at": t, "speed_mps": 3.0} for t in [*range(61), *range(600, 661)]]

    assert run_of(rows)["moving_s"] == run_of(rows)["timer_s"] == 120.0


def test_moving_time_from_distances_and_from_places() -> None:
    """Without the watch's speed it follows from the way, whose edges blur by seconds."""
    on_its_way = [*range(120), *[120] * 60, *range(120, 241)]
    counted = [{"at": t, "distance_m": 3.0 * i} for t, i in enumerate(on_its_way)]
    placed = [{"at": t, "north": 3.0 * i} for t, i in enumerate(on_its_way)]

    assert run_of(counted)["moving_s"] == pytest.approx(240, abs=10)
    assert run_of(placed)["moving_s"] == pytest.approx(240, abs=25)


def test_a_distance_that_grows_in_stairs_moves_all_the_time() -> None:
    """Who counts every fourth second has not stood for the three between."""
    rows = [{"at": t, "distance_m": 10.0 * (t // 4)} for t in range(201)]

    assert run_of(rows)["moving_s"] == 200.0


def test_a_sparse_track_moves_all_the_time() -> None:
    """A point a minute is enough for a speed."""
    assert run_of(going_north(30, every=60))["moving_s"] == 29 * 60


def test_a_sensor_that_reads_only_zero_knows_no_speed() -> None:
    """A treadmill without a footpod: moving time is unknown, not nothing."""
    rows = [{"at": t, "speed_mps": 0.0, "distance_m": 0.0} for t in range(60)]

    assert run_of(rows)["moving_s"] is None
    assert run_of([{"at": t, "heart_rate_bpm": 150.0} for t in range(60)])["moving_s"] is None
    assert run_of([{"north": 3 * i} for i in range(60)])["moving_s"] is None


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 6) | st.none()), max_size=60))
def test_moving_time_is_part_of_the_timer(rows: list[tuple[int, float | None]]) -> None:
    """Nobody moves longer than the watch recorded."""
    times = [sum(gap for gap, _ in rows[: i + 1]) for i in range(len(rows))]
    row = run_of({"at": at, "speed_mps": v} for at, (_, v) in zip(times, rows, strict=True))

    assert (row["moving_s"] or 0) <= (row["timer_s"] or 0) + 1e-9


def test_a_frozen_heart_rate() -> None:
    """A strap that says 150 for 90 s says so for 90 s, however often it did before."""
    rates = [150.0, 151.0] * 50 + [150.0] * 90 + [151.0] * 10
    rows = [{"at": t, "heart_rate_bpm": rate} for t, rate in enumerate(rates)]

    assert run_of(rows)["heart_rate_frozen_s"] == 90.0


@pytest.mark.parametrize("between", [None, 151.0], ids=["dropped out", "changed"])
def test_a_heart_rate_that_drops_out_is_not_frozen(between: float | None) -> None:
    """One other reading ends the run, even one of nothing."""
    rates = [150.0] * 40 + [between] + [150.0] * 30
    rows = [{"at": t, "heart_rate_bpm": rate} for t, rate in enumerate([*rates, 152.0])]

    assert run_of(rows)["heart_rate_frozen_s"] == 40.0


def test_a_pause_thaws_the_heart_rate() -> None:
    """Before and after an hour's lunch it was not the same minute."""
    rows = [{"at": t, "heart_rate_bpm": 150.0} for t in [*range(30), *range(3600, 3640)]]

    assert run_of(rows)["heart_rate_frozen_s"] == 39.0


def test_without_a_pulse_nothing_is_frozen() -> None:
    """Null, not zero."""
    assert run_of(going_north(60))["heart_rate_frozen_s"] is None
    assert run_of([{"heart_rate_bpm": 150.0}] * 5)["heart_rate_frozen_s"] is None
