"""The year calendar's numbers: which days it holds, its shades, what its spans add up to."""

import statistics
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import warehouse
from pipeline.home import Home
from pipeline.models import run_models
from pipeline.said import load_said
from pipeline.settings import load_settings
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, days, diary, runs

MODELS = ("fct_calendar", "fct_calendar_steps", "fct_calendar_spans", "fct_weekly_load")
YEAR_DAYS = 371


def calendar_of(
    loads_km: Sequence[float], *, starts_on: str = "monday", **raw: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Return the calendar of somebody who ran these kilometres up to today."""
    person = athlete(days(len(loads_km))[-1]).with_columns(week_starts_on=pl.lit(starts_on))
    return run_models(MODELS, raw_sessions=runs(loads_km), raw_athletes=person, **raw)


def year_of(frames: dict[str, pl.DataFrame]) -> dict[str, object]:
    """Return the span of all days."""
    return frames["fct_calendar_spans"].filter(span="year").row(0, named=True)


@pytest.mark.parametrize(("starts_on", "first_day"), [("monday", 1), ("sunday", 7)])
@pytest.mark.parametrize("more_days", range(7))
def test_the_picture_is_53_whole_weeks_up_to_today(
    starts_on: str, first_day: int, more_days: int
) -> None:
    """Whatever day it is, the first week is whole, the last one holds today."""
    loads = [*STEADY_WEEK_KM] * 60 + [5.0] * more_days
    picture = calendar_of(loads, starts_on=starts_on)["fct_calendar"].sort("local_date")

    first, last = picture.row(0, named=True), picture.row(-1, named=True)
    assert first["local_date"].isoweekday() == first_day
    assert (0, 0, 52) == (first["week_index"], first["weekday_index"], last["week_index"])
    assert (days(len(loads))[-1], True) == (last["local_date"], last["is_today"])
    assert picture["is_today"].sum() == 1
    places = (picture["week_index"] * 7 + picture["weekday_index"]).to_list()
    assert list(range(len(places))) == places


def test_the_setting_moves_no_number() -> None:
    """Weeks stay ISO weeks: only the picture's rows begin elsewhere."""
    loads = [*STEADY_WEEK_KM] * 10
    monday, sunday = calendar_of(loads), calendar_of(loads, starts_on="sunday")

    for name in ("fct_calendar_steps", "fct_calendar_spans", "fct_weekly_load"):
        ordered = [frame.sort(pl.all()) for frame in (monday[name], sunday[name])]
        assert ordered[0].equals(ordered[1])


def test_the_setting_comes_into_the_warehouse(tmp_path: Path) -> None:
    """`week_starts_on` is read from the settings, Monday where nothing is said."""
    home = Home(tmp_path)
    home.create()
    for text, expected in (("", "monday"), ('week_starts_on = "sunday"', "sunday")):
        home.settings_file.write_text(text, "utf-8")
        load_said(home, load_settings(home), ["me"])
        with warehouse.writing(home) as con:
            assert [(expected,)] == con.sql("select week_starts_on from raw.athletes").fetchall()


def test_who_always_runs_the_same_has_one_shade() -> None:
    """Quartiles that fall together are one limit, and a shade nobody ran in is left out."""
    found = calendar_of([10.0, 0.0] * 50)["fct_calendar_steps"]

    assert [("me", 1, None, 10.0, 50)] == found.rows()


def test_shades_are_quarters_of_the_running_days() -> None:
    """Four kinds of runs, equally many: four shades, their limits in whole kilometres."""
    found = calendar_of([4.6, 7.0, 9.2, 15.5] * 20)["fct_calendar_steps"].sort("km_step")

    told = found.select("from_km", "to_km", "run_days").rows()
    assert [(None, 5.0, 20), (5.0, 7.0, 20), (7.0, 10.0, 20), (10.0, None, 20)] == told


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0.0, 60.0).map(lambda km: round(km, 3)), min_size=1, max_size=60))
def test_every_run_has_the_shade_it_lies_in(loads: list[float]) -> None:
    """Shades neither overlap nor leave a run out, and a longer run is never paler."""
    loads = [*loads, 5.0]
    frames = calendar_of(loads)
    steps = {row["km_step"]: row for row in frames["fct_calendar_steps"].to_dicts()}
    ran = frames["fct_calendar"].filter(day_state="run").sort("distance_km").to_dicts()

    assert list(range(1, len(steps) + 1)) == sorted(steps)
    assert sum(step["run_days"] for step in steps.values()) == len(ran)
    assert [run["km_step"] for run in ran] == sorted(run["km_step"] for run in ran)
    for run in ran:
        step = steps[run["km_step"]]
        assert (step["from_km"] or 0) - 1e-6 < run["distance_km"]
        assert step["to_km"] is None or run["distance_km"] <= step["to_km"] + 1e-6


def test_months_add_up_to_the_year() -> None:
    """What stands by month is of the drawn days alone, in the month they begin in as well."""
    loads = [float(number % 9) for number in range(500)]
    today = days(500)[-1]
    pain = {day: number % 5 for number, day in enumerate(days(500)) if number % 3}
    spans = calendar_of(loads, raw_diary=diary(pain))["fct_calendar_spans"]

    begin = today - timedelta(YEAR_DAYS - 7 + today.weekday())
    of_month: dict[date, list[int]] = {}
    for number, day in enumerate(days(500)):
        if day >= begin:
            of_month.setdefault(day.replace(day=1), []).append(number)
    for month, numbers in of_month.items():
        row = spans.filter(pl.col("span") == "month", first_date=max(month, begin)).row(
            0, named=True
        )
        scores = [pain[days(500)[number]] for number in numbers if days(500)[number] in pain]
        assert sum(loads[number] for number in numbers) == pytest.approx(row["distance_km"])
        assert sum(loads[number] > 0 for number in numbers) == row["run_days"]
        assert (len(scores), max(scores)) == (row["entry_days"], row["pain_max_nrs"])
        assert statistics.median(scores) == row["pain_median_nrs"]
    assert len(of_month) + 1 == spans.height
    months, (year,) = spans.filter(span="month"), spans.filter(span="year").to_dicts()
    for counted in ("distance_km", "run_days", "unknown_days", "entry_days"):
        assert months[counted].sum() == pytest.approx(year[counted])


def test_unknown_days_are_neither_rest_nor_kilometres() -> None:
    """Days marked unknown stay unknown; the sum is of the days that are known."""
    mark = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["unknown"],
            "from_date": [MONDAY + timedelta(1)],
            "to_date": [MONDAY + timedelta(3)],
        }
    )
    frames = calendar_of([10.0, 0.0, 0.0, 0.0, 0.0, 6.0], raw_marks=mark)

    states = frames["fct_calendar"].sort("local_date")["day_state"].to_list()
    assert ["run", "unknown", "unknown", "unknown", "rest", "run"] == states
    year = year_of(frames)
    assert (16.0, 2, 3) == (year["distance_km"], year["run_days"], year["unknown_days"])


def test_a_run_without_kilometres_has_no_shade() -> None:
    """A run whose kilometres no file tells is a run, and its kilometres are not known."""
    sessions = runs([8.0, 8.0, 8.0]).with_columns(
        distance_m=pl.Series([8000.0, None, 8000.0], dtype=pl.Float64)
    )
    person = athlete(MONDAY + timedelta(2))
    frames = run_models(MODELS, raw_sessions=sessions, raw_athletes=person)

    days_told = frames["fct_calendar"].sort("local_date")
    assert [("run", 1), ("run", None), ("run", 1)] == days_told.select(
        "day_state", "km_step"
    ).rows()
    assert (3, 1) == (year_of(frames)["run_days"], year_of(frames)["unknown_days"])


def test_entries_before_the_first_session_have_no_state() -> None:
    """A score before anything was known of the running is told, and the day is no rest."""
    early = MONDAY - timedelta(2)
    frames = calendar_of([5.0, 0.0], raw_diary=diary({early: 6}))

    first = frames["fct_calendar"].sort("local_date").row(0, named=True)
    assert (early, None, 6) == (first["local_date"], first["day_state"], first["pain_nrs"])
