"""Which day it was, and whether it was rest, unknown, or not there at all."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, athlete, diary, marts_of, runs


def kilometres(marts: dict[str, pl.DataFrame]) -> list[float | None]:
    """Return the kilometres per day, first day first."""
    daily = marts["int_daily_load"].filter(load_measure="distance_km")
    return daily.sort("local_date")["daily_load"].to_list()


def test_rest_is_zero_and_days_before_the_first_file_do_not_exist() -> None:
    """A day off counts as 0 from the first session on; nothing is said about before."""
    marts = marts_of(["int_daily_load"], [0.0, 0.0, 8.0, 0.0, 5.0])

    assert [8.0, 0.0, 5.0] == kilometres(marts)


def test_the_tail_becomes_unknown_after_ten_days() -> None:
    """Ten days after the newest file a runner has not rested: we do not know."""
    marts = marts_of(["int_daily_load"], [8.0], rest_days=14)

    assert [8.0, *[0.0] * 10, *[None] * 4] == kilometres(marts)


@pytest.mark.parametrize(("gap_days", "between"), [(28, 0.0), (29, None)])
def test_a_gap_of_more_than_28_days_is_unknown(gap_days: int, between: float | None) -> None:
    """Four weeks without a file may be a holiday; more is a watch in a drawer."""
    marts = marts_of(["int_daily_load"], [8.0, *[0.0] * gap_days, 8.0])

    assert [8.0, *[between] * gap_days, 8.0] == kilometres(marts)


def test_a_diary_entry_shows_that_somebody_was_there() -> None:
    """Who logs pain in the middle of a long gap has rested, not vanished."""
    middle = {MONDAY + timedelta(20): 2}
    marts = marts_of(["int_daily_load"], [8.0, *[0.0] * 40, 8.0], raw_diary=diary(middle))

    assert [8.0, *[0.0] * 40, 8.0] == kilometres(marts)


def test_days_marked_unknown_are_unknown() -> None:
    """Days without the watch, said so, are unknown; a run recorded among them still counts."""
    mark = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["unknown"],
            "from_date": [MONDAY + timedelta(2)],
            "to_date": [MONDAY + timedelta(4)],
        }
    )
    marts = marts_of(["int_daily_load"], [8.0, 0.0, 0.0, 0.0, 8.0], raw_marks=mark)

    assert [8.0, 0.0, None, None, 8.0] == kilometres(marts)


def test_a_run_without_a_distance_makes_its_day_unknown() -> None:
    """A treadmill run without a footpod leaves the day's kilometres unknown, not 0."""
    sessions = runs([8.0, 6.0]).with_columns(
        distance_m=pl.when(pl.col("session_id").str.ends_with("06")).then("distance_m")
    )
    marts = run_models(
        ["int_daily_load"], raw_sessions=sessions, raw_athletes=athlete(MONDAY + timedelta(1))
    )

    assert [None, 6.0] == kilometres(marts)
    minutes = marts["int_daily_load"].filter(load_measure="duration_min")
    assert pytest.approx([48.0, 36.0]) == minutes.sort("local_date")["daily_load"].to_list()


def test_grade_adjusted_kilometres_are_known_where_altitudes_are() -> None:
    """A run without altitudes leaves the day's grade-adjusted kilometres unknown, not flat."""
    sessions = runs([8.0, 6.0]).with_columns(
        grade_adjusted_m=pl.when(pl.col("session_id").str.ends_with("06")).then(6_600.0)
    )
    marts = run_models(
        ["int_daily_load"], raw_sessions=sessions, raw_athletes=athlete(MONDAY + timedelta(1))
    )

    adjusted = marts["int_daily_load"].filter(load_measure="grade_adjusted_km")
    assert [None, 6.6] == adjusted.sort("local_date")["daily_load"].to_list()


@pytest.mark.parametrize(
    ("started_at", "offset_s", "zone", "day"),
    [
        (datetime(2026, 7, 1, 20, 32, tzinfo=UTC), 7200, "UTC", date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 40, tzinfo=UTC), 7200, "UTC", date(2026, 7, 2)),
        (datetime(2026, 7, 1, 22, 40, tzinfo=UTC), None, "Europe/Berlin", date(2026, 7, 2)),
        (datetime(2026, 1, 1, 22, 40, tzinfo=UTC), None, "Europe/Berlin", date(2026, 1, 1)),
        (datetime(2026, 7, 1, 3, 0, tzinfo=UTC), -14400, "Europe/Berlin", date(2026, 6, 30)),
    ],
    ids=["22:32+02:00", "after midnight", "zone in summer", "zone in winter", "travelling"],
)
def test_a_run_belongs_to_the_local_day_of_its_start(
    started_at: datetime, offset_s: int | None, zone: str, day: date
) -> None:
    """The file's own offset decides, else the athlete's zone with its summer time."""
    sessions = runs([8.0]).with_columns(
        started_at=pl.lit(started_at), utc_offset_s=pl.lit(offset_s, pl.Int32)
    )
    athletes = athlete(date(2026, 12, 31)).with_columns(timezone=pl.lit(zone))

    found = run_model("fct_sessions", raw_sessions=sessions, raw_athletes=athletes)

    assert [day] == found["local_date"].to_list()


def test_a_run_a_day_ahead_of_home_counts_today() -> None:
    """Who runs in Auckland while it is still yesterday at home keeps the run."""
    home_today = MONDAY
    sessions = runs([0.0, 8.0])
    marts = run_models(
        ["int_daily_load"],
        raw_sessions=sessions,
        raw_athletes=athlete(home_today, is_looking_back=False),
    )

    assert [8.0] == kilometres(marts)


def test_weeks_are_compared_only_when_complete() -> None:
    """The running week is no drop: its change is null until Sunday is over."""
    weeks = marts_of(["fct_weekly_load"], [10.0] * 7 + [11.5] * 7 + [16.0] * 7 + [5.0] * 3)
    rows = weeks["fct_weekly_load"].filter(load_measure="distance_km").sort("week_start")

    assert [None, "over_10", "over_30", None] == rows["jump_class"].to_list()
    assert [True, True, True, False] == rows["is_complete"].to_list()
    assert [7, 7, 7, 3] == rows["run_days"].to_list()


def test_the_week_after_nothing_is_a_restart() -> None:
    """Over a week of 0 there is no percentage, only a restart."""
    weeks = marts_of(["fct_weekly_load"], [10.0] * 7 + [0.0] * 7 + [5.0] * 7 + [5.0] * 7)
    rows = weeks["fct_weekly_load"].filter(load_measure="distance_km").sort("week_start")

    assert [None, "none", "restart", "none"] == rows["jump_class"].to_list()
    assert rows["week_change_pct"].to_list()[2] is None
