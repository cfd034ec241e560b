"""What counts as coming back from a break, and what is a beginning."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from pipeline.models import run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, runs

REST = 0.0
SHORT_WEEK_KM = (4.0, REST, 4.0, REST, 4.0, REST, REST)


def raised(loads_km: Sequence[float], *rides: pl.DataFrame, **raw: pl.DataFrame) -> pl.DataFrame:
    """Return the load flags on the days that raised them."""
    today = MONDAY + timedelta(len(loads_km) - 1)
    sessions = pl.concat([runs(loads_km), *rides])
    found = run_models(["fct_flags"], raw_sessions=sessions, raw_athletes=athlete(today), **raw)
    return found["fct_flags"].filter(pl.col("raised_on") == pl.col("local_date"))


def ill(first: int, last: int) -> pl.DataFrame:
    """Return `raw_marks` of an illness."""
    span = {"from_date": MONDAY + timedelta(first), "to_date": MONDAY + timedelta(last)}
    return pl.DataFrame(
        {"athlete_id": ["me"], "kind": ["ill"], **{k: [d] for k, d in span.items()}}
    )


def test_three_sick_days_ask_for_no_return() -> None:
    """The return rule begins at 14 days off; after a cold of three days nobody starts at half."""
    back = [REST, REST, REST, *STEADY_WEEK_KM[3:], *STEADY_WEEK_KM * 4]

    assert raised([*STEADY_WEEK_KM * 8, *back], raw_marks=ill(56, 58)).is_empty()


def test_who_ran_all_along_has_nothing_to_come_back_from() -> None:
    """A month marked injured in which every run was done is no month off."""
    assert raised([*STEADY_WEEK_KM * 16], raw_marks=ill(56, 85)).is_empty()


def test_sixteen_days_off_have_limits() -> None:
    """Back at the full week after 16 days: 50 km against 80 % of 50, and the run against half."""
    found = raised([*STEADY_WEEK_KM * 8, *[REST] * 16, *STEADY_WEEK_KM])

    assert {"return"} == set(found["family"])
    assert {("run", 12.0, 10.0), ("week", 50.0, 40.0)} == set(
        found.select("cause", "value", "threshold").iter_rows()
    )


def test_a_cyclist_who_begins_to_run_steadily_is_not_flagged() -> None:
    """Two months of rides are no weeks of running: the first run week has nothing to exceed."""
    rides = runs([15.0] * 60).with_columns(
        sport=pl.lit("cycling"),
        session_id=pl.format("ride {}", "session_id"),
        sha256=pl.format("ride {}", "sha256"),
    )
    late = [REST] * 60 + [*SHORT_WEEK_KM * 12]

    assert raised(late, rides).filter(pl.col("level") != "info").is_empty()
