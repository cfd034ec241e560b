"""Whose heart it is: settings, dated settings, the watch's profile, and estimates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_model
from tests.histories import MONDAY, athlete, days, runs

HOUR_S = 3600.0
NINE, TEN = 9, 10
A_YEAR = 365


def hours(count: int, **columns: Sequence[Any]) -> pl.DataFrame:
    """Return `raw_sessions`: an hour's run of 12 km a day, with what the files say beside."""
    said = {name: pl.Series(values, strict=False) for name, values in columns.items()}
    return runs([12.0] * count).with_columns(timer_s=pl.lit(HOUR_S), **said)


def pulse(sessions: pl.DataFrame, bpm: int = 150) -> pl.DataFrame:
    """Return `raw_heart_rate_seconds`: one heart rate all along each session."""
    return sessions.select(
        "session_id", heart_rate_bpm=pl.lit(bpm, pl.Int32), seconds=pl.col("timer_s")
    )


def changes(*said: dict[str, Any]) -> pl.DataFrame:
    """Return `raw_profiles` of one athlete."""
    return pl.DataFrame([{"athlete_id": "me"} | change for change in said], strict=False)


def profiles(
    sessions: pl.DataFrame, bpm: int = 150, settings: dict[str, Any] | None = None, **raw: Any
) -> pl.DataFrame:
    """Return the profile behind each session, by day."""
    known = {name: pl.lit(value) for name, value in (settings or {}).items()}
    found = run_model(
        "fct_sessions",
        raw_sessions=sessions,
        raw_heart_rate_seconds=pulse(sessions, bpm),
        raw_athletes=athlete(date(2030, 1, 1)).with_columns(**known),
        **raw,
    )
    return found.sort("local_date")


def of(found: pl.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns, session by session."""
    return found.select(names).rows()


MAXIMUM = ("athlete_max_bpm", "max_heart_rate_source")
THRESHOLD = ("athlete_threshold_bpm", "threshold_heart_rate_source")
SPEED = ("threshold_speed_mps", "threshold_speed_source")
UNKNOWN = [(None, None)]


# ---------- said in the settings


def test_a_change_holds_from_its_day_on() -> None:
    """A new maximum in the middle of a history leaves the load of the days before alone."""
    said = {"max_heart_rate_bpm": 190.0, "resting_heart_rate_bpm": 50.0}
    change = changes({"from_date": days(3)[-1], "max_heart_rate_bpm": 200.0})

    before = profiles(hours(4), settings=said)
    after = profiles(hours(4), settings=said, raw_profiles=change)

    assert [(190.0, "settings")] * 2 + [(200.0, "settings")] * 2 == of(after, *MAXIMUM)
    is_same = [before["trimp_banister"][day] == after["trimp_banister"][day] for day in range(4)]
    assert [True, True, False, False] == is_same


def test_what_is_not_said_anew_holds_as_before() -> None:
    """A new resting heart rate is no word about the maximum said earlier."""
    said = changes(
        {"from_date": days(2)[-1], "max_heart_rate_bpm": 188.0},
        {"from_date": days(3)[-1], "resting_heart_rate_bpm": 45.0, "threshold_speed_mps": 4.0},
    )
    found = profiles(
        hours(3),
        settings={"max_heart_rate_bpm": 192.0, "resting_heart_rate_bpm": 50.0},
        raw_profiles=said,
    )

    assert [(192.0, 50.0, None), (188.0, 50.0, None), (188.0, 45.0, 4.0)] == of(
        found, "athlete_max_bpm", "athlete_resting_bpm", "threshold_speed_mps"
    )


def test_a_change_goes_by_the_runner_s_own_calendar() -> None:
    """A run after midnight in Berlin is of the new day, whatever the day in Greenwich is."""
    at_midnight = hours(1).with_columns(
        started_at=pl.col("started_at") + pl.duration(hours=10, minutes=30),
        utc_offset_s=pl.lit(7200, pl.Int32),
    )
    change = changes({"from_date": days(2)[-1], "max_heart_rate_bpm": 188.0})

    assert [(188.0, "settings")] == of(profiles(at_midnight, raw_profiles=change), *MAXIMUM)


# ---------- told by the watch


def test_the_watch_s_profile_stands_in_for_a_setting() -> None:
    """Its own file's, else the nearest earlier one's, else the newest that has it."""
    watch = hours(5, profile_max_heart_rate_bpm=[None, 185.0, None, 195.0, None])

    found = profiles(watch)

    assert [(bpm, "profile") for bpm in (195.0, 185.0, 185.0, 195.0, 195.0)] == of(found, *MAXIMUM)


def test_settings_come_before_the_watch() -> None:
    """A dated setting is no word about the days before it: there the watch still counts."""
    watch = hours(3, profile_max_heart_rate_bpm=[185.0] * 3)
    change = changes({"from_date": days(3)[-1], "max_heart_rate_bpm": 188.0})

    assert [(185.0, "profile")] * 2 + [(188.0, "settings")] == of(
        profiles(watch, raw_profiles=change), *MAXIMUM
    )


def test_what_nobody_says_is_unknown() -> None:
    """Sex is assumed to be a man's; a resting heart rate is never made up."""
    found = profiles(hours(12, best_30s_heart_rate_bpm=[170.0] * 12))

    assert [("assumed", None, None)] * 12 == of(
        found, "sex_source", "athlete_resting_bpm", "resting_heart_rate_source"
    )
    assert [None] * 12 == found["trimp_banister"].to_list()
    assert [None] == profiles(hours(1))["trimp_edwards"].to_list()


# ---------- estimated: the maximum


def best(count: int, lowest: float = 170.0) -> pl.DataFrame:
    """Return runs whose highest heart rate grows by one a day."""
    return hours(count, best_30s_heart_rate_bpm=[lowest + day for day in range(count)])


def test_the_tenth_session_brings_an_estimated_maximum() -> None:
    """For the nine before it the maximum stays unknown; the eleventh may raise it."""
    estimated = [(179.0, "estimated"), (180.0, "estimated")]

    assert UNKNOWN * NINE + estimated == of(profiles(best(11)), *MAXIMUM)


def test_ten_sessions_three_years_ago_are_no_estimate_of_today() -> None:
    """Only what the last 365 days say counts, and there again the tenth is the first."""
    found = profiles(pl.concat([best(TEN, lowest=190.0), later(best(TEN), 3 * A_YEAR)]))

    old, new = [(199.0, "estimated")], [(179.0, "estimated")]
    assert UNKNOWN * NINE + old + UNKNOWN * NINE + new == of(found, *MAXIMUM)


@pytest.mark.parametrize(("pause", "bpm"), [(A_YEAR - 1, 180.0), (A_YEAR, None)])
def test_a_year_is_365_days_with_the_session_s_own(pause: int, bpm: float | None) -> None:
    """Nine that follow the first within the year make ten; on its anniversary they are nine."""
    first, nine = best(1, lowest=180.0), later(best(NINE), pause - NINE + 1)

    assert bpm == profiles(pl.concat([first, nine]))["athlete_max_bpm"].to_list()[-1]


def later(sessions: pl.DataFrame, by_days: int) -> pl.DataFrame:
    """Return the same sessions some days later."""
    return sessions.with_columns(
        session_id=pl.format("later {}", "session_id"),
        started_at=pl.col("started_at") + pl.duration(days=by_days),
    )


@pytest.mark.parametrize(
    "trouble",
    [
        {"heart_rate_frozen_s": 61.0},
        {"heart_rate_locked_s": 721.0},
        {"timer_s": HOUR_S / 0.79},
    ],
    ids=["frozen", "cadence lock", "dropouts"],
)
def test_a_useless_pulse_estimates_nothing(trouble: dict[str, float]) -> None:
    """Of ten sessions one is not to be trusted: nine are too few."""
    is_bad = pl.col("session_id") == f"me-{MONDAY}"
    held = pulse(best(TEN))
    sessions = best(TEN).with_columns(
        **{name: pl.when(is_bad).then(pl.lit(value)) for name, value in trouble.items()}
    )
    if "timer_s" in trouble:
        sessions = sessions.with_columns(pl.col("timer_s").fill_null(HOUR_S))

    found = run_model("int_profiles", raw_sessions=sessions, raw_heart_rate_seconds=held)

    assert [None] * TEN == found["athlete_max_bpm"].to_list()


@pytest.mark.parametrize(
    ("pieces", "held_s", "timer_s"), [(48, 10.0, 600.0), (10, 48.0, 600.0), (24, 10.1, 303.0)]
)
def test_a_pulse_for_exactly_80_per_cent_is_one(pieces: int, held_s: float, timer_s: float) -> None:
    """Adding up fractions of seconds does not make it less."""
    sessions = best(TEN).with_columns(timer_s=pl.lit(timer_s))
    rates = pl.DataFrame({"heart_rate_bpm": range(120, 120 + pieces), "seconds": held_s})
    seconds = sessions.select("session_id").join(
        rates.cast({"heart_rate_bpm": pl.Int32}), how="cross"
    )
    found = run_model("int_profiles", raw_sessions=sessions, raw_heart_rate_seconds=seconds)

    assert 179.0 == found.sort("session_id")["athlete_max_bpm"][-1]


def test_a_session_taken_out_estimates_nothing() -> None:
    """The dog's heart is not the runner's."""
    out = {"athlete_id": ["me"], "session_id": [f"me-{days(TEN)[-1]}"]}

    assert {(None, None)} == set(
        of(profiles(best(TEN), raw_exclusions=pl.DataFrame(out)), *MAXIMUM)
    )


# ---------- estimated: the threshold


def steady(count: int, minutes: Sequence[float] | float = 45.0, **columns: Any) -> pl.DataFrame:
    """Return runs of some minutes, whose mean heart rate grows from 150 by one a day."""
    timers = [minutes] * count if isinstance(minutes, float) else minutes
    return hours(count, avg_heart_rate_bpm=[150.0 + day for day in range(count)]).with_columns(
        timer_s=60.0 * pl.Series(timers), **columns
    )


KNOWN = {"max_heart_rate_bpm": 190.0, "resting_heart_rate_bpm": 50.0}


def test_the_threshold_is_the_hardest_run_of_half_an_hour_to_an_hour() -> None:
    """The highest mean heart rate that was held so long, once there are ten runs."""
    sessions = pl.concat([steady(TEN), later(steady(NINE), 3 * A_YEAR)])

    tenth = [(159.0, "estimated")]
    assert UNKNOWN * NINE + tenth + UNKNOWN * NINE == of(
        profiles(sessions, settings=KNOWN), *THRESHOLD
    )


def test_short_and_long_runs_are_no_test_of_the_threshold() -> None:
    """They count as runs with a pulse, but only the middle one was as long as it takes."""
    minutes = [29.9, 30.0, *[60.1] * 8]

    found = profiles(steady(TEN, minutes), settings=KNOWN)

    assert UNKNOWN * NINE + [(151.0, "estimated")] == of(found, *THRESHOLD)


def test_rides_are_no_test_of_a_runner_s_threshold() -> None:
    """Nine runs and a ride are nine runs."""
    ride = pl.when(pl.col("session_id") == f"me-{MONDAY}").then(pl.lit("cycling"))
    sessions = steady(TEN).with_columns(sport=ride.otherwise("sport"))

    assert {(None, None)} == set(of(profiles(sessions, settings=KNOWN), *THRESHOLD))


@pytest.mark.parametrize("known", [KNOWN | {"max_heart_rate_bpm": 159.0}, {}])
def test_an_estimated_threshold_lies_below_the_maximum(known: dict[str, float]) -> None:
    """One at the maximum or above is none, nor is one below an unknown maximum."""
    assert {(None, None)} == set(of(profiles(steady(TEN), settings=known), *THRESHOLD))


def test_a_pulse_above_the_known_maximum_is_no_test() -> None:
    """A strap that reads 196 for an hour does not raise the threshold of one with 190."""
    assert {(None, None)} == set(of(profiles(steady(TEN), bpm=196, settings=KNOWN), *THRESHOLD))
    assert 159.0 == profiles(steady(TEN), bpm=195, settings=KNOWN)["athlete_threshold_bpm"][-1]


# ---------- estimated: the threshold's speed


def fast(minutes: Sequence[float]) -> pl.DataFrame:
    """Return runs of some minutes at 4 m/s."""
    return steady(len(minutes), minutes, normalised_graded_mps=pl.lit(4.0))


@pytest.mark.parametrize(
    ("minutes", "mps"),
    [
        ([60.0] * TEN, 4.0),
        ([30.0] * TEN, 3.8460999),
        ([*[30.0] * NINE, 120.0], 4.1600584),
        ([60.0] * NINE, None),
        ([*[60.0] * NINE, 19.9], None),
        ([*[60.0] * NINE, 120.1], None),
    ],
    ids=["an hour", "half an hour", "two hours", "nine runs", "too short", "too long"],
)
def test_speed_at_the_threshold_is_the_best_brought_to_an_hour(
    minutes: list[float], mps: float | None
) -> None:
    """Twice the time costs four per cent of the speed (Riegel): 4 m/s for half an hour is 3.85."""
    tenth = (None, None) if mps is None else (pytest.approx(mps, rel=1e-6), "estimated")

    assert UNKNOWN * (len(minutes) - 1) + [tenth] == of(profiles(fast(minutes)), *SPEED)


def test_the_speed_of_three_years_ago_is_nobody_s_threshold() -> None:
    """Nine runs after a long break are too few to say what the runner can do now."""
    minutes = [60.0] * TEN
    found = profiles(pl.concat([fast(minutes), later(fast(minutes[:NINE]), 3 * A_YEAR)]))

    assert UNKNOWN * NINE + [(4.0, "estimated")] + UNKNOWN * NINE == of(found, *SPEED)


def test_a_setting_comes_before_an_estimated_speed() -> None:
    """Who knows the own threshold says so."""
    found = profiles(fast([60.0] * TEN), settings={"threshold_speed_mps": 3.5})

    assert {(3.5, "settings")} == set(of(found, *SPEED))


def test_a_run_with_a_drive_in_it_is_no_race() -> None:
    """Twenty minutes in a car at the end make nobody faster: its speed is unknown."""
    sessions = fast([60.0] * 11).with_columns(
        fast_s=pl.when(pl.col("session_id") == f"me-{MONDAY}").then(1200.0),
        normalised_graded_mps=pl.when(pl.col("session_id") == f"me-{MONDAY}")
        .then(20.0)
        .otherwise(4.0),
    )
    found = profiles(sessions)

    assert UNKNOWN * TEN + [(4.0, "estimated")] == of(found, *SPEED)
    assert [None] * TEN + [pytest.approx(100.0)] == found["rtss"].to_list()


def test_one_runner_s_sessions_say_nothing_of_another() -> None:
    """Five sessions of each of two are five."""
    ben = best(5).with_columns(
        athlete_id=pl.lit("ben"), session_id=pl.format("ben {}", "session_id")
    )

    assert {(None, None)} == set(of(profiles(pl.concat([best(5), ben])), *MAXIMUM))
