"""Which day a run belongs to: summer time, travel, midnight, watches with a wrong year."""

from datetime import UTC, date, datetime, time, timedelta

import polars as pl
import pytest

from pipeline.decode import decode_activity
from pipeline.decode.problems import WrongDate
from pipeline.decode.times import FIRST_DAY, is_possible, last_day
from pipeline.models import run_model, run_models
from tests.histories import MONDAY, athlete, diary, marts_of, runs
from tests.made_files import GPX, gpx_run

LATE = date(2030, 1, 1)


def local_dates(
    *starts: datetime, offset_s: int | None = None, zone: str = "UTC", today: date = LATE
) -> list[date]:
    """Return the local dates of runs that began at these instants, in their order."""
    sessions = pl.concat([runs([8.0])] * len(starts)).with_columns(
        session_id=pl.Series([f"run-{number:03}" for number in range(len(starts))]),
        started_at=pl.Series(starts),
        utc_offset_s=pl.lit(offset_s, pl.Int32),
    )
    athletes = athlete(today).with_columns(timezone=pl.lit(zone))
    found = run_model("fct_sessions", raw_sessions=sessions, raw_athletes=athletes)
    return found.sort("session_id")["local_date"].to_list()


@pytest.mark.parametrize(
    ("zone", "started_at", "day"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        ("Europe/Berlin", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),
        ("Europe/Berlin", datetime(2026, 3, 29, 22, 30, tzinfo=UTC), date(2026, 3, 30)),
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("America/Santiago", datetime(2026, 9, 6, 3, 30, tzinfo=UTC), date(2026, 9, 5)),
        ("America/Santiago", datetime(2026, 9, 6, 4, 0, tzinfo=UTC), date(2026, 9, 6)),
        ("Pacific/Apia", datetime(2011, 12, 30, 12, 0, tzinfo=UTC), date(2011, 12, 31)),
    ],
    ids=[
        "after midnight, before the clocks go forward",
        "half an hour before they do",
        "the night after",
        "after midnight, before they go back",
        "in the hour that comes twice",
        "late on the longest day",
        "before a midnight that does not exist",
        "after it",
        "in a place that skipped a day",
    ],
)
def test_nights_when_the_clocks_change(zone: str, started_at: datetime, day: date) -> None:
    """A run at night stays on its date whichever way the clocks go."""
    assert [day] == local_dates(started_at, zone=zone)


def test_a_run_over_midnight_belongs_to_the_day_it_began() -> None:
    """Half an hour before and one after midnight: all of it is the evening's."""
    sessions = runs([15.0]).with_columns(
        started_at=pl.lit(datetime(2026, 1, 5, 22, 30, tzinfo=UTC)),
        utc_offset_s=pl.lit(3600, pl.Int32),
        timer_s=pl.lit(5400.0),
    )
    marts = run_models(
        ["int_daily_load"], raw_sessions=sessions, raw_athletes=athlete(date(2026, 1, 6))
    )

    daily = marts["int_daily_load"].filter(load_measure="distance_km").sort("local_date")
    assert [(date(2026, 1, 5), 15.0), (date(2026, 1, 6), 0.0)] == daily.select(
        "local_date", "daily_load"
    ).rows()


def test_over_the_date_line_the_calendar_goes_back() -> None:
    """Who flies from Auckland to Los Angeles runs on the tenth, then on the ninth."""
    sessions = runs([8.0, 6.0]).with_columns(
        started_at=pl.Series(
            [datetime(2026, 1, 9, 17, tzinfo=UTC), datetime(2026, 1, 10, 2, tzinfo=UTC)]
        ),
        utc_offset_s=pl.Series([13 * 3600, -8 * 3600], dtype=pl.Int32),
    )
    marts = run_models(
        ["int_daily_load"], raw_sessions=sessions, raw_athletes=athlete(date(2026, 1, 10))
    )

    daily = marts["int_daily_load"].filter(load_measure="distance_km").sort("local_date")
    assert [6.0, 8.0] == daily["daily_load"].to_list()


def test_moving_house_moves_no_run() -> None:
    """A new time zone in the settings leaves alone what was recorded with its own offset."""
    late = datetime(2026, 6, 1, 21, 30, tzinfo=UTC)

    zones = ("UTC", "Asia/Tokyo", "America/Los_Angeles")
    assert {date(2026, 6, 1)} == {
        day for zone in zones for day in local_dates(late, offset_s=7200, zone=zone)
    }


def test_each_run_keeps_its_own_offset() -> None:
    """Winter, summer and a holiday abroad in one export: each by the clock on its own wall."""
    evening = time(22, 32)
    days = [date(2026, 1, 15), date(2026, 7, 1), date(2026, 8, 9)]
    offsets = [3600, 7200, -14_400]
    starts = [
        datetime.combine(day, evening, UTC) - timedelta(seconds=offset)
        for day, offset in zip(days, offsets, strict=True)
    ]
    sessions = runs([8.0] * 3).with_columns(
        started_at=pl.Series(starts), utc_offset_s=pl.Series(offsets, dtype=pl.Int32)
    )
    found = run_model("fct_sessions", raw_sessions=sessions, raw_athletes=athlete(LATE))

    assert days == found.sort("started_at")["local_date"].to_list()


def test_without_an_offset_the_place_decides() -> None:
    """A GPX knows no offset: its first place does, not the zone the runner lives in."""
    points = "".join(
        f'<trkpt lat="35.68" lon="139.7{number}"><time>2026-06-30T20:{number:02}:00Z</time></trkpt>'
        for number in range(10)
    )
    data = GPX.format(name="Tokyo", points=points).encode()
    row = decode_activity(data, "tokyo.gpx").sessions.row(0, named=True)

    assert row["utc_offset_s"] == 9 * 3600
    assert [date(2026, 7, 1)] == local_dates(row["started_at"], offset_s=row["utc_offset_s"])


def test_at_sea_the_settings_decide() -> None:
    """On open sea nobody lives: the runner's own zone says which day it was."""
    started_at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    row = decode_activity(gpx_run(started_at, 5.0), "sea.gpx").sessions.row(0, named=True)

    assert row["utc_offset_s"] is None
    assert [date(2026, 7, 1)] == local_dates(row["started_at"], zone="Europe/Berlin")


@pytest.mark.parametrize("hours_ago", [0, 1, 12])
def test_today_s_run_counts_today(hours_ago: int) -> None:
    """Dropped the minute it ended, a run is on the page of the same day."""
    now = datetime(2026, 5, 4, 13, 0, tzinfo=UTC)

    assert [now.date()] == local_dates(now - timedelta(hours=hours_ago), today=now.date())


def test_looking_back_stops_at_the_day_asked_for() -> None:
    """A page as of an earlier day shows that day's run and none after it."""
    marts = run_models(
        ["fct_sessions"],
        raw_sessions=runs([8.0, 6.0, 9.0]),
        raw_athletes=athlete(MONDAY + timedelta(1)),
    )

    assert [8000.0, 6000.0] == marts["fct_sessions"].sort("local_date")["distance_m"].to_list()


# ---------- a watch with a wrong year


@pytest.mark.parametrize(
    ("instant", "is_fine"),
    [
        (datetime.combine(FIRST_DAY, time.min, UTC), True),
        (datetime.combine(FIRST_DAY, time.min, UTC) - timedelta(microseconds=1), False),
        (datetime.combine(last_day(), time.max, UTC), True),
        (datetime.combine(last_day(), time.max, UTC) + timedelta(microseconds=1), False),
    ],
    ids=["first day", "the day before", "tomorrow's last moment", "the day after tomorrow"],
)
def test_possible_dates_end_tomorrow(instant: datetime, is_fine: bool) -> None:
    """From 1990 to the end of tomorrow in UTC: further ahead no clock on Earth can be."""
    assert is_fine == is_possible(instant)


def test_tomorrow_is_that_of_the_clock() -> None:
    """Looking back at an old day refuses no file: the computer's clock decides, in UTC."""
    assert datetime.now(UTC).date() + timedelta(days=1) == last_day()
    assert decode_activity(gpx_run(datetime.now(UTC) - timedelta(hours=2), 5.0), "today.gpx")


@pytest.mark.parametrize("year", [1989, 2099])
def test_a_wrong_year_is_refused_with_what_to_do(year: int) -> None:
    """Such a run would stretch every chart: the runner is told to set the watch's clock."""
    with pytest.raises(WrongDate, match=rf"begun on {year}-05-01. Set the watch's clock"):
        decode_activity(gpx_run(datetime(year, 5, 1, 9, tzinfo=UTC), 5.0), "run.gpx")


# ---------- rest or unknown (SCIENCE 0.2)


def states(loads: list[float], rest_days: int = 0, **raw: pl.DataFrame) -> list[str]:
    """Return what kind each day was, first day first."""
    days = marts_of(["fct_days"], loads, rest_days=rest_days, **raw)["fct_days"]
    return days.sort("local_date")["day_state"].to_list()


def marks(*spans: tuple[str, int, int]) -> pl.DataFrame:
    """Return marks: kind, first and last day counted from 0."""
    return pl.DataFrame(
        [
            {
                "athlete_id": "me",
                "kind": kind,
                "from_date": MONDAY + timedelta(first),
                "to_date": MONDAY + timedelta(last),
            }
            for kind, first, last in spans
        ]
    )


def test_a_day_has_one_of_four_states() -> None:
    """A run, another sport, rest, and after ten days without a sign: unknown."""
    cycling = runs([0.0, 0.0, 8.0]).with_columns(sport=pl.lit("cycling"), session_id=pl.lit("c"))
    sessions = pl.concat([runs([8.0, 0.0, 0.0]), cycling])
    days = run_model(
        "fct_days", raw_sessions=sessions, raw_athletes=athlete(MONDAY + timedelta(14))
    ).sort("local_date")

    assert ["run", "rest", "other_sport", *["rest"] * 10, *["unknown"] * 2] == days[
        "day_state"
    ].to_list()
    assert [None] * 13 + ["tail"] * 2 == days["unknown_because"].to_list()


def test_ill_days_are_rest_and_say_so() -> None:
    """Who is ill and does not run rests; who runs all the same has run."""
    ill = marks(("ill", 1, 2), ("injured", 2, 3))
    days = marts_of(["fct_days"], [8.0, 0.0, 6.0, 0.0], rest_days=1, raw_marks=ill)["fct_days"]
    days = days.sort("local_date")

    assert ["run", "rest", "run", "rest", "rest"] == days["day_state"].to_list()
    assert [False, True, True, False, False] == days["is_ill"].to_list()
    assert [False, False, True, True, False] == days["is_injured"].to_list()


def test_marks_may_overlap_and_run_into_the_future() -> None:
    """A span to the end of the month, said twice, is one span up to today."""
    unknown = marks(("unknown", 1, 30), ("unknown", 2, 5))

    assert ["run", *["unknown"] * 3] == states([8.0], 3, raw_marks=unknown)


def test_marked_ill_in_a_long_gap_is_still_unknown() -> None:
    """A mark says why, but not that nothing was done: the gap stays unknown."""
    gap = marks(("ill", 5, 8))

    assert ["run", *["unknown"] * 30, "run"] == states([8.0, *[0.0] * 30, 8.0], raw_marks=gap)


def test_a_diary_entry_in_the_tail_makes_it_rest() -> None:
    """Who still logs pain is there: the days are rest, up to ten after the last entry."""
    entry = diary({MONDAY + timedelta(9): 1})

    assert ["run", *["rest"] * 19, "unknown"] == states([8.0], 20, raw_diary=entry)


def test_a_session_taken_out_leaves_a_rest_day() -> None:
    """A day whose only recording was taken out is rest: a file was there, a run was not."""
    out = pl.DataFrame({"athlete_id": ["me"], "session_id": [f"me-{MONDAY + timedelta(1)}"]})

    assert ["run", "rest", "run"] == states([8.0, 50.0, 6.0], raw_exclusions=out)
