"""One scalar load from whatever a session has: SCIENCE A.4."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from tests.histories import athlete, days, runs

HOUR_S = 3600.0


def test_other_sources_are_put_on_the_main_ones_scale() -> None:
    """Ten sessions with both give the factor; a session with the other source is scaled by it."""
    count = 12
    sessions = runs([10.0] * 30).with_columns(
        timer_s=pl.lit(3600.0),
        rpe=pl.Series([5.0 if day < 20 else None for day in range(30)]),
    )
    ids = sessions["session_id"].to_list()[20 - count :]
    seconds = pl.DataFrame(
        {"session_id": ids, "heart_rate_bpm": 120, "seconds": 3600.0},
        schema_overrides={"heart_rate_bpm": pl.Int32},
    )
    person = athlete(days(30)[-1]).with_columns(max_heart_rate_bpm=pl.lit(190.0))

    found = run_models(
        ["fct_sessions"],
        raw_sessions=sessions,
        raw_heart_rate_seconds=seconds,
        raw_athletes=person,
    )["fct_sessions"].sort("local_date")

    last = found.to_dicts()[-1]
    counts = dict(found.group_by("load_source").len().iter_rows())
    assert {"trimp_edwards": 22, "srpe": 8} == counts
    assert not last["is_imputed"]
    assert pytest.approx(120.0 / 300.0) == found.to_dicts()[0]["load_factor"]
    assert pytest.approx(120.0) == found.to_dicts()[0]["internal_load"]


def hours(count: int, *, gps: bool = True, **columns: Any) -> pl.DataFrame:
    """Return an hour's run of 12 km a day, on a watch with or without satellites."""
    speed = pl.lit(3.0 if gps else None, pl.Float64)
    return runs([12.0] * count).with_columns(
        timer_s=pl.lit(HOUR_S), normalised_graded_mps=speed, **columns
    )


def sources(loads: Mapping[str, list[float | None]]) -> pl.DataFrame:
    """Return `int_load_sources`: a session a day with the loads that are known."""
    order = ("srpe", "trimp_banister", "trimp_edwards", "rtss", "usual_effort")
    rows = [
        {
            "session_id": str(day),
            "athlete_id": "me",
            "load_source": source,
            "preference": order.index(source) + 1,
            "load": load,
            "local_date": day,
        }
        for source, known in loads.items()
        for day, load in zip(days(len(known)), known, strict=True)
        if load is not None
    ]
    return pl.DataFrame(rows)


def at(speed_mps: float | None, count: int) -> pl.DataFrame:
    """Return `raw_athletes` of one whose speed at the threshold is known."""
    return athlete(days(count)[-1]).with_columns(threshold_speed_mps=pl.lit(speed_mps, pl.Float64))


def internal(sessions: pl.DataFrame, **raw: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Return source, factor and load, session by session."""
    found = run_model("fct_sessions", raw_sessions=sessions, **raw).sort("local_date")
    return found.select("load_source", "load_factor", "internal_load", "is_imputed").rows()


def test_a_runner_with_satellites_alone_has_a_load() -> None:
    """Neither rated nor with a strap: an hour at 3 m/s of 4 at the threshold is 56."""
    found = internal(hours(3), raw_athletes=at(4.0, 3))

    assert [("rtss", 1.0, pytest.approx(56.25), False)] * 3 == found


def test_a_ride_without_anything_has_no_load() -> None:
    """Speed on wheels says nothing of a runner's load."""
    ride = hours(3).with_columns(sport=pl.lit("cycling"))

    assert [(None, None, None, False)] * 3 == internal(ride, raw_athletes=at(4.0, 3))


def test_rated_effort_comes_before_speed() -> None:
    """Where every session has both, what the runner felt is the main source."""
    found = internal(hours(3, rpe=pl.lit(5.0)), raw_athletes=at(4.0, 3))

    assert [("srpe", 1.0, 300.0, False)] * 3 == found


def test_the_source_most_sessions_have_is_the_main_one() -> None:
    """Of 22 runs 20 have speed, 12 a rating, ten both: ratings go onto the scale of speed."""
    rated = [None] * 10 + [5.0] * 10 + [8.0] * 2
    sessions = hours(22, rpe=pl.Series(rated)).with_columns(
        normalised_graded_mps=pl.Series([3.0] * 20 + [None] * 2)
    )
    found = internal(sessions, raw_athletes=at(4.0, 22))

    factor = 56.25 / 300
    assert [("rtss", 1.0, pytest.approx(56.25), False)] * 20 == found[:20]
    assert [("srpe", pytest.approx(factor), pytest.approx(480 * factor), True)] * 2 == found[20:]


def test_the_main_source_is_that_of_the_last_180_days() -> None:
    """Who wore a strap for years and now rates each run is loaded by ratings."""
    given = {"trimp_banister": [80.0] * 130, "srpe": [None] * 120 + [300.0] * 100}

    found = run_model("int_load_factors", int_load_sources=sources(given))

    assert [("srpe", 1.0)] == found.filter("is_main").select("load_source", "load_factor").rows()


@pytest.mark.parametrize(("both", "load"), [(9, None), (10, 80.0)])
def test_nine_sessions_with_both_are_too_few(both: int, load: float | None) -> None:
    """Without ten to compare, a load on another scale is unknown rather than wrong."""
    given = {"rtss": [40.0] * 20, "srpe": [None] * (20 - both) + [100.0] * both + [200.0]}

    found = run_model("int_internal_loads", int_load_sources=sources(given))

    on_last_day = found.filter(session_id=str(days(21)[-1]))["internal_load"].to_list()
    assert ([] if load is None else [load]) == on_last_day


def test_the_scale_is_the_middle_ratio() -> None:
    """One race that felt like nothing does not move it: the median of ten or more counts."""
    given = {"rtss": [50.0] * 11, "srpe": [*[100.0] * 10, 1.0]}

    found = run_model("int_load_factors", int_load_sources=sources(given))

    assert {"srpe": 1.0, "rtss": 2.0} == dict(found.select("load_source", "load_factor").rows())


# ---------- usual effort


def test_minutes_at_the_usual_effort_stand_in_last() -> None:
    """A run that was not rated weighs as its minutes at the runner's median of the sport."""
    rated = [4.0, 5.0, 6.0] * 4 + [None]
    found = internal(hours(13, gps=False, rpe=pl.Series(rated)))

    assert ("usual_effort", 1.0, 300.0, True) == found[-1]


def test_later_ratings_do_not_move_earlier_loads() -> None:
    """What is usual is the median of the ratings so far, the day's own among them."""
    rated = [*[4.0] * 10, None, *[8.0] * 11, None]
    found = internal(hours(23, gps=False, rpe=pl.Series(rated)))

    before, after = found[10], found[-1]
    assert ("usual_effort", pytest.approx(1.0), pytest.approx(240.0), True) == before
    assert ("usual_effort", pytest.approx(1.0), pytest.approx(480.0), True) == after


def test_before_the_first_rating_nothing_is_usual() -> None:
    """A run nobody had rated any like it has no load, and a rating of 0 is none."""
    found = internal(hours(13, gps=False, rpe=pl.Series([None, 0.0, *[5.0] * 11])))

    assert [None, None] == [load for _, _, load, _ in found[:2]]
    assert ("srpe", 1.0, 300.0, False) == found[2]


def test_a_ride_s_usual_effort_is_no_run_s() -> None:
    """Each sport has its own."""
    sessions = hours(22, gps=False).with_columns(
        sport=pl.Series(["cycling", "running"] * 11),
        rpe=pl.Series([2.0, 6.0] * 10 + [None, None]),
    )
    ride, run = internal(sessions)[-2:]

    assert (120.0, 360.0) == (ride[2], run[2])


# ---------- laws


def loads_of(given: pl.DataFrame) -> list[float]:
    """Return the internal loads, session by session."""
    return (
        run_model("int_internal_loads", int_load_sources=given)
        .sort("session_id")["internal_load"]
        .to_list()
    )


LOADS = st.lists(st.floats(1, 500), min_size=24, max_size=24)


@given(srpe=LOADS, rtss=LOADS, factor=st.floats(0.01, 100))
@settings(max_examples=20, deadline=None)
def test_units_of_another_source_do_not_matter(
    srpe: list[float], rtss: list[float], factor: float
) -> None:
    """Threshold speed in other units moves no load, where effort is the main source."""
    rated = [*srpe[:20], *[None] * 4]
    moved = [factor * load for load in rtss]
    more = {"srpe": rated, "rtss": [None] * 6 + rtss[6:]}

    before = loads_of(sources(more))
    after = loads_of(sources(more | {"rtss": [None] * 6 + moved[6:]}))

    assert before == pytest.approx(after)


@given(srpe=LOADS, rtss=LOADS, factor=st.floats(0.01, 100))
@settings(max_examples=20, deadline=None)
def test_the_main_source_s_units_are_the_load_s(
    srpe: list[float], rtss: list[float], factor: float
) -> None:
    """Whoever rates twice as high has twice the load, also where it was scaled to it."""
    rated = {"srpe": [*srpe[:20], *[None] * 4], "rtss": [None] * 6 + rtss[6:]}
    higher = rated | {"srpe": [load and factor * load for load in rated["srpe"]]}

    before = loads_of(sources(rated))
    after = loads_of(sources(higher))

    assert [factor * load for load in before] == pytest.approx(after)


# ---------- by day


def test_a_day_says_from_how_many_sessions_its_load_is() -> None:
    """Two runs of which one is not of the main source: two, one imputed; other measures none."""
    rated = [5.0] * 11 + [None]
    both = hours(12, rpe=pl.Series(rated))
    again = both.tail(2).with_columns(
        session_id=pl.format("again {}", "session_id"),
        rpe=pl.lit(5.0),
        normalised_graded_mps=pl.lit(None, pl.Float64),
    )
    daily = run_models(
        ["int_daily_load"],
        raw_sessions=pl.concat([both, again]),
        raw_athletes=at(4.0, 13),
    )["int_daily_load"].sort("local_date")

    counted = daily.filter(load_measure="internal_load").select("session_count", "imputed_count")
    assert [(1, 0)] * 10 + [(2, 0), (2, 1), (0, 0)] == counted.rows()
    others = daily.filter(pl.col("load_measure") != "internal_load")
    assert {(None, None)} == set(others.select("session_count", "imputed_count").rows())


def test_a_session_without_a_load_is_not_of_the_main_source() -> None:
    """Two runs of which one has no load: two, one not of it; a marked day nobody knows."""
    rated = hours(3, gps=False, rpe=pl.Series([5.0, 5.0, 5.0]))
    ride = rated.tail(1).with_columns(
        session_id=pl.lit("ride"), sport=pl.lit("cycling"), rpe=pl.lit(None, pl.Float64)
    )
    out = pl.DataFrame({"athlete_id": ["me"], "session_id": [f"me-{days(2)[-1]}"]})
    day = days(5)[-1]
    marked = pl.DataFrame(
        {"athlete_id": ["me"], "kind": ["unknown"], "from_date": [day], "to_date": [day]}
    )
    daily = run_model(
        "int_daily_load",
        raw_sessions=pl.concat([rated, ride]),
        raw_exclusions=out,
        raw_marks=marked,
        raw_athletes=athlete(day),
    ).filter(load_measure="internal_load")

    counted = daily.sort("local_date").select("daily_load", "session_count", "imputed_count")
    assert [(300.0, 1, 0), (0.0, 0, 0), (None, 2, 1), (0.0, 0, 0), (None, None, None)] == (
        counted.rows()
    )


@pytest.mark.parametrize(("unloaded", "is_mixed"), [(8, False), (9, True)])
def test_sessions_without_a_load_mix_the_window_too(unloaded: int, is_mixed: bool) -> None:
    """Under 70 % of a window's 28 sessions from the main source, whatever the rest is from."""
    sessions = hours(28, gps=False).with_columns(
        sport=pl.Series(["running"] * (28 - unloaded) + ["cycling"] * unloaded),
        rpe=pl.Series([5.0] * (28 - unloaded) + [None] * unloaded),
    )
    found = run_model("int_source_mixes", raw_sessions=sessions, raw_athletes=athlete(days(28)[-1]))

    assert is_mixed == found.sort("local_date")["is_mixed_source"].to_list()[-1]


def test_speed_s_load_is_a_runner_s_and_the_heart_s_is_anyone_s() -> None:
    """A day on the bike is a rest from running, not from load."""
    sessions = hours(3, rpe=pl.lit(5.0)).with_columns(
        sport=pl.Series(["running", "cycling", "running"])
    )
    seconds = sessions.select(
        "session_id", heart_rate_bpm=pl.lit(171, pl.Int32), seconds=pl.lit(HOUR_S)
    )
    person = at(4.0, 3).with_columns(
        max_heart_rate_bpm=pl.lit(190.0),
        resting_heart_rate_bpm=pl.lit(50.0),
        threshold_heart_rate_bpm=pl.lit(171.0),
    )
    daily = run_model(
        "int_daily_load",
        raw_sessions=sessions,
        raw_heart_rate_seconds=seconds,
        raw_athletes=person,
    )
    by_measure = {
        measure: rows.sort("local_date")["daily_load"].to_list()
        for (measure,), rows in daily.group_by("load_measure")
    }

    assert MEASURES == set(by_measure)
    assert [pytest.approx(56.25), 0.0, pytest.approx(56.25)] == by_measure["rtss"]
    assert [pytest.approx(100.0)] * 3 == by_measure["hrtss"]
    assert [12.0, 0.0, 12.0] == by_measure["distance_km"]
    assert [None, 0.0, None] == by_measure["steps"]


MEASURES = {
    "distance_km",
    "duration_min",
    "steps",
    "descent_m",
    "grade_adjusted_km",
    "rtss",
    "internal_load",
    "srpe_load",
    "trimp_banister",
    "trimp_edwards",
    "hrtss",
}
