"""Runners whose plan is asked, and what the models say of them once they have run it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipeline import schemas
from pipeline.models import run_models
from pipeline.plan import PLAN_INPUTS, Plan, plan
from tests.histories import MONDAY, athlete, runs

MARTS = tuple(name for name in PLAN_INPUTS if not name.startswith("raw_"))
USUAL_DESCENT_M_PER_KM = 12.0

Raw = Mapping[str, pl.DataFrame]


def raw_of(
    loads_km: Sequence[float],
    *,
    marks: pl.DataFrame | None = None,
    entries: pl.DataFrame | None = None,
    more: pl.DataFrame | None = None,
) -> Raw:
    """Return the raw tables of a runner who ran these kilometres up to today.

    Parameters
    ----------
    loads_km
        One number a day from a Monday on; every run goes down as much a kilometre.
    marks, entries
        What the runner has marked and written into the diary.
    more
        Further sessions.
    """
    own = runs(loads_km).with_columns(
        descent_m=pl.col("distance_m") * (USUAL_DESCENT_M_PER_KM / 1000)
    )
    tables = {
        "sessions": own if more is None else pl.concat([own, more], how="diagonal_relaxed"),
        "athletes": athlete(MONDAY + timedelta(len(loads_km) - 1)),
        "diary": pl.DataFrame() if entries is None else entries,
        "marks": pl.DataFrame() if marks is None else marks,
        "retractions": pl.DataFrame(),
    }
    return {
        f"raw_{name}": schemas.conform(rows, schemas.RAW[name]) for name, rows in tables.items()
    }


def mark(kind: str, first: date, last: date) -> pl.DataFrame:
    """Return `raw_marks` of one span of days."""
    return pl.DataFrame(
        {"athlete_id": ["me"], "kind": [kind], "from_date": [first], "to_date": [last]}
    )


def plan_of(raw: Raw) -> Plan:
    """Return the plan by the real models."""
    return plan(run_models(MARTS, **raw) | dict(raw))


def row_of(loads_km: Sequence[float], **more: Any) -> dict[str, Any]:
    """Return the row of `fct_plan` of a runner made by `raw_of`."""
    return plan_of(raw_of(loads_km, **more)).plan.row(0, named=True)


def flags_on(loads_km: Sequence[float]) -> set[str]:
    """Return the families with a flag on the last of these days."""
    raw = raw_of(loads_km)
    flags = run_models(["fct_flags"], **raw)["fct_flags"]
    return set(flags.filter(local_date=raw["raw_athletes"]["today"].item())["family"])


def cycling(days: int) -> pl.DataFrame:
    """Return `raw_sessions` of a ride a day."""
    return runs([20.0] * days).with_columns(
        session_id=pl.format("ride {}", "session_id"), sport=pl.lit("cycling")
    )
