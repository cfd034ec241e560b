"""What speed says of a run's load, and what becomes of it where the runner corrects the file."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_model
from tests.histories import MONDAY, athlete, days, runs

FIRST = f"me-{MONDAY}"
A_RUN = {
    "timer_s": 3600.0,
    "moving_s": 3500.0,
    "grade_adjusted_m": 10_500.0,
    "normalised_graded_mps": 3.0,
    "graded_speed_squared_m3s2": 94_500.0,
    "walking_steps": 100.0,
    "contact_load_bw": 20_000.0,
}


def session(edit: dict[str, Any] | None = None, **measured: float | None) -> dict[str, Any]:
    """Return the run of 10 km in an hour of one who could run 4 m/s, as corrected."""
    run = {name: pl.lit(value, pl.Float64) for name, value in (A_RUN | measured).items()}
    said = {"athlete_id": "me", "session_id": FIRST, "written_at": datetime(2026, 2, 1, tzinfo=UTC)}
    found = run_model(
        "fct_sessions",
        raw_sessions=runs([10.0]).with_columns(**run),
        raw_athletes=athlete(MONDAY).with_columns(threshold_speed_mps=pl.lit(4.0)),
        raw_edits=pl.DataFrame([said | (edit or {"note": "nothing"})]),
    )
    return found.to_dicts()[0]


@pytest.mark.parametrize(
    ("minutes", "mps", "rtss"),
    [(60, 4.0, 100.0), (30, 4.0, 50.0), (60, 2.0, 25.0), (90, 3.0, 84.375), (30, 4.4, 60.5)],
)
def test_rtss_as_worked_out_by_hand(minutes: float, mps: float, rtss: float) -> None:
    """An hour at the threshold is 100; half the speed is a quarter, half the time a half."""
    found = session(timer_s=60.0 * minutes, normalised_graded_mps=mps)

    assert pytest.approx(rtss) == found["rtss"]


def test_no_rtss_without_speed() -> None:
    """A treadmill whose speed nobody measured leaves the load unknown, not 0."""
    assert session(normalised_graded_mps=None)["rtss"] is None


def test_speed_weighs_each_metre_by_its_square() -> None:
    """9 km at the usual 3 m/s weigh 9; the same way at 6 m/s four times as much."""
    sessions = runs([9.0] * 5).with_columns(
        moving_s=pl.Series([3000.0] * 4 + [1500.0]),
        grade_adjusted_m=pl.lit(9000.0),
        graded_speed_squared_m3s2=pl.Series([81_000.0] * 4 + [324_000.0]),
    )
    found = run_model("fct_sessions", raw_sessions=sessions).sort("local_date")

    assert pytest.approx([9.0] * 4 + [36.0]) == found["speed_weighted_km"].to_list()


def test_the_usual_speed_is_that_of_the_last_180_days() -> None:
    """Who has become faster since is measured against the runner of today."""
    sessions = runs([9.0, *[0.0] * 179, 9.0]).with_columns(
        moving_s=pl.Series([6000.0, 3000.0]),
        grade_adjusted_m=pl.lit(9000.0),
        graded_speed_squared_m3s2=pl.Series([20_250.0, 81_000.0]),
    )
    found = run_model("fct_sessions", raw_sessions=sessions).sort("local_date")

    assert days(181)[-1] == found["local_date"][-1]
    assert pytest.approx([9.0, 9.0]) == found["speed_weighted_km"].to_list()


# ---------- corrected by hand


def test_a_corrected_distance_takes_the_speed_along() -> None:
    """A treadmill's 10 km that were 12 were run a fifth faster; nobody took another step."""
    found, before = session({"distance_m": 12_000.0}), session()

    assert pytest.approx(3.6) == found["normalised_graded_mps"]
    assert pytest.approx(1.44 * before["rtss"]) == found["rtss"]
    # the usual speed grows alike, as this is the only run
    assert pytest.approx(1.2 * before["speed_weighted_km"]) == found["speed_weighted_km"]
    assert (100.0, 20_000.0) == (found["walking_steps"], found["contact_load_bw"])


def test_a_run_that_took_longer_was_slower() -> None:
    """Stopped ten minutes early: the same way in 70 instead of 60 min."""
    found = session({"timer_s": 4200.0})

    assert pytest.approx(3.0 * 60 / 70) == found["normalised_graded_mps"]


@pytest.mark.parametrize(("minutes", "is_known"), [(57.0, True), (56.9, False)])
def test_of_a_shortened_run_nobody_knows_the_speed(minutes: float, is_known: bool) -> None:
    """Which of its minutes are meant? Up to a twentieth less is no other run."""
    found = session({"timer_s": 60.0 * minutes, "distance_m": 8_000.0})

    assert [is_known] * 3 == [
        found[name] is not None for name in ("normalised_graded_mps", "rtss", "speed_weighted_km")
    ]


def test_of_a_run_with_a_drive_in_it_nobody_knows_the_speed() -> None:
    """Five minutes at 60 km/h would be most of any mean of fourth powers."""
    found = session(fast_s=300.0)

    assert (None, None) == (found["normalised_graded_mps"], found["rtss"])
