"""A week against the runner's own usual weeks: described, with what is unknown kept apart."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, runs

WEEK = timedelta(weeks=1)
ONE_RUN = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def balance(loads_km: Sequence[float], *, rest_days: int = 0, **raw: pl.DataFrame) -> pl.DataFrame:
    """Return `fct_balance` of a runner who ran these kilometres and then rested some days."""
    today = MONDAY + timedelta(len(loads_km) + rest_days - 1)
    given = {"raw_sessions": runs(loads_km), "raw_athletes": athlete(today)} | raw
    return run_model("fct_balance", **given).sort("part", "week_start")


def part(rows: pl.DataFrame, name: str, week: int) -> dict[str, Any]:
    """Return one part of one week, weeks counted from 0."""
    found: dict[str, Any] = rows.filter(part=name, week_start=MONDAY + week * WEEK).row(
        0, named=True
    )
    return found


def weeks_of(kilometres: Sequence[float]) -> list[float]:
    """Return days of weeks that each hold one run, on Monday."""
    return [km for total in kilometres for km in (total, *ONE_RUN)]


def kilometres_of(totals: Sequence[float | None]) -> pl.DataFrame:
    """Return `int_balance_values` of whole weeks; None is a week nobody knows."""
    return pl.DataFrame(
        {
            "athlete_id": "me",
            "week_start": [MONDAY + week * WEEK for week in range(len(totals))],
            "part": "kilometres",
            "value": totals,
            "is_rest_week": [km == 0 for km in totals],
            "is_whole": True,
        },
        schema_overrides={"value": pl.Float64},
    )


# ---------- the usual range


def test_the_usual_range_is_the_middle_of_the_twelve_weeks_before() -> None:
    """It spans the 10th to the 90th percentile of the 12 weeks before, the week left out."""
    totals = [float(km) for km in (5, 41, 30, 35, 38, 33, 36, 31, 39, 34, 37, 32, 40, 50)]

    found = part(balance(weeks_of(totals)), "kilometres", 13)

    before = totals[1:13]
    assert pytest.approx(np.quantile(before, 0.1)) == found["usual_low"]
    assert pytest.approx(np.quantile(before, 0.9)) == found["usual_high"]
    assert (12, "above", 50.0) == (found["weeks"], found["state"], found["value"])


@pytest.mark.parametrize(
    ("km", "state"), [(29.0, "below"), (30.0, "within"), (36.0, "within"), (37.5, "above")]
)
def test_a_week_stands_below_within_or_above_its_range(km: float, state: str) -> None:
    """The ends of the range belong to it."""
    assert state == part(balance(weeks_of([30.0, 36.0] * 6 + [km])), "kilometres", 12)["state"]


def test_without_six_weeks_there_is_no_range() -> None:
    """The sixth week has five before it and no range, the seventh has six."""
    rows = balance(weeks_of([30.0] * 7))
    sixth, seventh = (part(rows, "kilometres", week) for week in (5, 6))

    assert ("no_range", 5, None) == (sixth["state"], sixth["weeks"], sixth["usual_low"])
    assert ("within", 6, 30.0) == (seventh["state"], seventh["weeks"], seventh["usual_low"])


def test_weeks_longer_ago_than_twelve_do_not_count() -> None:
    """What was usual a season ago is not what is usual now."""
    rows = balance(weeks_of([80.0] * 10 + [20.0] * 12 + [22.0]))

    assert "above" == part(rows, "kilometres", 22)["state"]


def test_a_break_does_not_make_little_usual() -> None:
    """After three weeks off the range is that of the weeks with training, and 5 km are few."""
    found = part(balance(weeks_of([40.0] * 9 + [0.0] * 3 + [5.0])), "kilometres", 12)

    assert ("below", 40.0, 9) == (found["state"], found["usual_low"], found["weeks"])


@settings(max_examples=8, deadline=None)
@given(st.lists(st.none() | st.floats(0.0, 90.0), min_size=2, max_size=30), st.integers(1, 29))
def test_later_weeks_never_change_an_earlier_one(totals: list[float | None], cut: int) -> None:
    """A week is held against those before it, whatever comes after."""
    then = run_model("fct_balance", int_balance_values=kilometres_of(totals))
    now = run_model("fct_balance", int_balance_values=kilometres_of(totals[:cut]))

    known = then.sort("week_start").head(now.height)
    assert_frame_equal(now.sort("week_start"), known)


@given(st.lists(st.floats(0.0, 90.0), min_size=7, max_size=20))
@settings(max_examples=8, deadline=None)
def test_only_the_own_weeks_matter(totals: list[float]) -> None:
    """Whoever runs twice the distance in every week stands as before."""
    states = [
        run_model("fct_balance", int_balance_values=kilometres_of(km)).sort("week_start")["state"]
        for km in ([round(km, 1) for km in totals], [round(km, 1) * 2.0 for km in totals])
    ]

    assert states[0].equals(states[1])


# ---------- what is not compared


def test_the_week_in_progress_is_not_compared() -> None:
    """It shows what there is so far beside the range, and is neither low nor high."""
    rows = balance([*STEADY_WEEK_KM * 13, 10.0, 0.0])
    kilometres, days = (part(rows, name, 13) for name in ("kilometres", "training_days"))

    assert ("not_complete", 10.0, 50.0) == tuple(
        kilometres[name] for name in ("state", "value", "usual_low")
    )
    assert ("not_complete", 1.0) == (days["state"], days["value"])


def test_a_week_with_an_unknown_day_is_not_known() -> None:
    """Nobody knows how much a week held of which a day is unknown; its runs are no total."""
    marked = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["unknown"],
            "from_date": [MONDAY + 7 * WEEK + timedelta(1)],
            "to_date": [MONDAY + 7 * WEEK + timedelta(1)],
        }
    )
    rows = balance([*STEADY_WEEK_KM * 9], raw_marks=marked)
    unknown, next_one = (part(rows, "kilometres", week) for week in (7, 8))

    assert ("unknown", None) == (unknown["state"], unknown["value"])
    assert ("within", 7) == (next_one["state"], next_one["weeks"])
    assert "unknown" == part(rows, "training_days", 7)["state"]


def test_a_week_of_rest_has_kilometres_and_days_but_no_intensity() -> None:
    """Rest is 0 km on 0 days; how hard nothing was is not 0."""
    rows = balance([*STEADY_WEEK_KM * 8, *[0.0] * 7])
    found = {name: part(rows, name, 8) for name in ("kilometres", "training_days", "intensity")}

    assert (0.0, "below") == (found["kilometres"]["value"], found["kilometres"]["state"])
    assert (0.0, "below") == (found["training_days"]["value"], found["training_days"]["state"])
    assert (None, "no_training") == (found["intensity"]["value"], found["intensity"]["state"])


def test_a_day_counts_once_and_any_sport_counts() -> None:
    """Two runs on a day are one training day; a ride on a rest day is another."""
    steady = runs([*STEADY_WEEK_KM])
    ride = steady.head(1).with_columns(
        session_id=pl.lit("ride"),
        sport=pl.lit("cycling"),
        started_at=pl.lit(datetime(2026, 1, 6, 12, tzinfo=UTC)),
    )
    again = steady.head(1).with_columns(session_id=pl.lit("again"))

    rows = balance([*STEADY_WEEK_KM], raw_sessions=pl.concat([steady, ride, again]))

    assert 5.0 == part(rows, "training_days", 0)["value"]
    assert 60.0 == part(rows, "kilometres", 0)["value"]


# ---------- intensity


def session(day: date, minutes: float, **facts: Any) -> dict[str, Any]:
    """Return a row of `fct_sessions`."""
    return {
        "athlete_id": "me",
        "local_date": day,
        "timer_s": 60 * minutes,
        "is_excluded": False,
        "rpe": None,
        "pulse_min": None,
        "over_80_pct_min": None,
        **facts,
    }


def intensity(*sessions: dict[str, Any]) -> dict[str, Any]:
    """Return the one row of `int_week_intensities`."""
    frame = pl.DataFrame(
        sessions,
        schema_overrides={name: pl.Float64 for name in ("rpe", "pulse_min", "over_80_pct_min")},
        infer_schema_length=None,
    )
    return run_model("int_week_intensities", fct_sessions=frame).row(0, named=True)


def test_hard_minutes_come_from_heart_rate_where_half_of_the_week_has_one() -> None:
    """12 of 60 minutes with a pulse were hard: 20 %, though the other hour has none."""
    found = intensity(
        session(MONDAY, 60, pulse_min=60.0, over_80_pct_min=12.0, rpe=8.0),
        session(MONDAY + timedelta(2), 60, rpe=3.0),
    )

    assert ("heart_rate", pytest.approx(0.2)) == (found["source"], found["hard_share"])


def test_hard_minutes_come_from_effort_where_the_pulse_is_missing() -> None:
    """With a pulse for under half of the minutes, the rated ones speak: 30 of 90 at 6 or more."""
    found = intensity(
        session(MONDAY, 30, pulse_min=30.0, over_80_pct_min=0.0, rpe=6.0),
        session(MONDAY + timedelta(2), 60, rpe=5.0),
        session(MONDAY + timedelta(4), 60),
    )

    assert ("rpe", pytest.approx(1 / 3)) == (found["source"], found["hard_share"])


def test_a_rating_of_zero_is_none() -> None:
    """An effort of 0 was not rated, so these minutes tell nothing."""
    found = intensity(session(MONDAY, 60, rpe=0.0), session(MONDAY + timedelta(2), 50, rpe=7.0))

    assert (None, None) == (found["source"], found["hard_share"])


def test_a_pulse_above_four_fifths_of_the_maximum_is_hard() -> None:
    """An hour at 150 and an hour at 170 of at most 200: half of the week was hard."""
    sessions = runs([10.0, 10.0])
    pulses = pl.DataFrame(
        {
            "session_id": sessions["session_id"],
            "heart_rate_bpm": [150, 170],
            "seconds": [3600.0, 3600.0],
        },
        schema_overrides={"heart_rate_bpm": pl.Int32},
    )
    runner = athlete(MONDAY + timedelta(1)).with_columns(max_heart_rate_bpm=pl.lit(200.0))

    rows = balance([10.0, 10.0], raw_athletes=runner, raw_heart_rate_seconds=pulses)

    found = part(rows, "intensity", 0)
    assert ("heart_rate", 0.5) == (found["source"], found["value"])


def test_effort_is_never_held_against_heart_rate() -> None:
    """Weeks rated by feel make no usual range for a week told by heart rate."""
    rated = runs(weeks_of([10.0] * 9)).with_columns(rpe=pl.lit(7.0))
    raw = {"raw_sessions": rated, "raw_athletes": athlete(MONDAY + 9 * WEEK - timedelta(1))}
    marts = run_models(["fct_sessions", "fct_days", "int_daily_load"], **raw)
    is_last = pl.col("local_date") == MONDAY + 8 * WEEK
    marts["fct_sessions"] = marts["fct_sessions"].with_columns(
        pulse_min=pl.when(is_last).then(60.0), over_80_pct_min=pl.when(is_last).then(30.0)
    )
    rows = run_model("fct_balance", **marts)
    by_effort, by_pulse = (part(rows, "intensity", week) for week in (7, 8))

    assert ("rpe", 1.0, "within") == tuple(by_effort[name] for name in ("source", "value", "state"))
    assert ("heart_rate", 0.5, "no_range") == tuple(
        by_pulse[name] for name in ("source", "value", "state")
    )
