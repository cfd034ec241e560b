"""The SQL models reproduce the worked examples: answers four computations agree on."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_model
from tests.histories import runs

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text("utf-8"))
COLUMNS = {
    "acwr_coupled": "acwr_coupled",
    "acwr_uncoupled": "acwr_uncoupled",
    "wow_pct": "week_change_pct",
    "prog_14v14_pct": "two_week_change_pct",
    "monotony": "monotony",
    "monotony_pop": "monotony_population",
    "strain": "strain",
    "ewma_acute": "ewma_acute",
    "ewma_chronic": "ewma_chronic",
    "ewma_ratio": "acwr_ewma",
    "ctl42_exp": "fitness",
    "atl7_exp": "fatigue",
    "tsb_exp": "form",
    "run_days_7": "run_days_7",
}


def daily(example: dict[str, Any]) -> pl.DataFrame:
    """Return an example's days as `int_daily_load`."""
    start = date.fromisoformat(example["start_date"])
    loads = [float(load) for load in example["daily_load"]]
    return pl.DataFrame(
        {
            "athlete_id": "me",
            "local_date": [start + timedelta(day) for day in range(len(loads))],
            "load_measure": "distance_km",
            "daily_load": loads,
        }
    )


def close(value: float | None) -> Any:
    """Return what equals a known answer to 1e-6; an undefined one equals only null."""
    return None if value is None else pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["id"])
def test_training_load_of_known_weeks(example: dict[str, Any]) -> None:
    """Every ratio, change, average and spread of the known weeks comes out to 1e-6."""
    expected = {
        column: example["expected_last_day"][name]
        for name, column in COLUMNS.items()
        if name in example["expected_last_day"]
    }

    load = run_model("fct_training_load", int_daily_load=daily(example))
    row = load.filter(local_date=date.fromisoformat(example["evaluated_on"])).to_dicts()[0]

    assert {column: close(value) for column, value in expected.items()} == {
        column: row[column] for column in expected
    }


def test_ewma_of_every_day_of_the_published_athlete() -> None:
    """The EWMA of Menaspa's first athlete agrees on all 28 days, from the first on."""
    series = EXAMPLES["ewma_series_E04"]
    example = next(e for e in EXAMPLES["examples"] if e["id"].startswith("E04"))

    load = run_model("fct_training_load", int_daily_load=daily(example)).sort("local_date")

    assert series["acute"] == pytest.approx(load["ewma_acute"].to_list(), rel=1e-9)
    assert series["chronic"] == pytest.approx(load["ewma_chronic"].to_list(), rel=1e-9)
    assert series["ratio"] == pytest.approx(load["acwr_ewma"].to_list(), rel=1e-9)


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["id"])
def test_spike_ratio_of_the_last_run(example: dict[str, Any]) -> None:
    """The last run over the longest of the 30 days before, through the session table."""
    expected = example["expected_last_day"].get("spike_ratio")
    sessions = run_model("fct_sessions", raw_sessions=runs(example["daily_load"]))

    on_last_day = sessions.filter(local_date=date.fromisoformat(example["evaluated_on"]))

    assert [close(expected)] * on_last_day.height == on_last_day["spike_ratio"].to_list()


def spike_case(distance_km: float, longest_km: float) -> dict[str, Any]:
    """Return the session of a run after five weeks whose longest run is known."""
    weeks = [longest_km, 0, longest_km / 2, 0, longest_km / 2, 0, 0] * 5
    sessions = run_model("fct_sessions", raw_sessions=runs([*weeks, distance_km]))
    return sessions.sort("local_date").to_dicts()[-1]


@pytest.mark.parametrize(
    "case",
    next(e for e in EXAMPLES["session_examples"] if e["id"].startswith("S01"))["cases"],
    ids=lambda case: f"{case['distance_km']} km",
)
def test_spike_classes(case: dict[str, Any]) -> None:
    """Class edges lie at 1.10, 1.30 and 2.00, and belong to the lower class."""
    session = spike_case(case["distance_km"], case["longest_prior_30d_km"])

    assert (pytest.approx(case["ratio"]), case["category"]) == (
        session["spike_ratio"],
        session["spike_class"],
    )
