"""What a heart rate and an effort are worth: SCIENCE A.2 and A.4."""

import polars as pl
import pytest

from pipeline.models import run_model, run_models
from tests.histories import athlete, days, runs


def one_hour(heart_rates: dict[int, int], **known: object) -> dict[str, object]:
    """Return the loads of one hour that held some heart rates for some seconds."""
    seconds = pl.DataFrame(
        {
            "session_id": ["me-2026-01-05"] * len(heart_rates),
            "heart_rate_bpm": list(heart_rates),
            "seconds": list(heart_rates.values()),
        },
        schema_overrides={"seconds": pl.Float64},
    )
    session = runs([10.0]).with_columns(timer_s=pl.lit(3600.0))
    person = athlete(days(1)[0]).with_columns(**{k: pl.lit(v) for k, v in known.items()})
    sessions = run_model(
        "fct_sessions",
        raw_sessions=session,
        raw_heart_rate_seconds=seconds,
        raw_athletes=person,
    )
    return sessions.to_dicts()[0]


@pytest.mark.parametrize(("sex", "trimp"), [("male", 108.095359), ("female", 121.499066)])
def test_banister_as_worked_out_by_hand(sex: str, trimp: float) -> None:
    """An hour at 150 between 50 and 190 is 108 for a man and 121 for a woman."""
    found = one_hour({150: 3600}, sex=sex, max_heart_rate_bpm=190.0, resting_heart_rate_bpm=50.0)

    assert pytest.approx(trimp) == found["trimp_banister"]


def test_edwards_as_worked_out_by_hand() -> None:
    """Ten, twenty, fifteen, ten and five minutes in zones 1 to 5 are 160."""
    minutes = {105: 10, 125: 20, 145: 15, 165: 10, 185: 5}
    found = one_hour({bpm: 60 * m for bpm, m in minutes.items()}, max_heart_rate_bpm=200.0)

    assert pytest.approx(160.0) == found["trimp_edwards"]


def test_without_a_resting_heart_rate_there_is_no_banister_load() -> None:
    """Edwards needs the maximum only and stands in; Banister is unknown, not invented."""
    found = one_hour({120: 3600}, max_heart_rate_bpm=190.0)

    assert (None, "trimp_edwards") == (found["trimp_banister"], found["load_source"])
    assert pytest.approx(120.0) == found["trimp_edwards"]


def test_half_an_hour_of_dropout_makes_the_heart_rate_useless() -> None:
    """Under 80 % of the time with a believable pulse there is no heart-rate load."""
    found = one_hour({150: 1800}, max_heart_rate_bpm=190.0, resting_heart_rate_bpm=50.0)

    assert (None, None) == (found["trimp_banister"], found["trimp_edwards"])


def test_effort_is_minutes_times_rating() -> None:
    """45 minutes at 6 are 270; a session without a rating has no such load."""
    sessions = runs([8.0, 8.0]).with_columns(timer_s=pl.lit(2700.0), rpe=pl.Series([6.0, None]))
    found = run_model("fct_sessions", raw_sessions=sessions).sort("local_date")

    assert [pytest.approx(270.0), None] == found["srpe_load"].to_list()


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
