"""Groups of athletes, and what their diaries are said to say together."""

import math
from typing import Any

import numpy as np
import polars as pl
from scipy import stats

from pipeline.association import ALPHA, is_enough
from pipeline.association.load_features import CELLS, counted_days, load_features
from pipeline.association.pooled import pooled
from tests.benchmarks.pain_cells import PRIMARY_PLACE, Cell

GROUP = "group of "
NULLS = ("plain", "reverse", "trend", "seasonal")
GROUPS = tuple(
    Cell(f"{GROUP}{athletes}, {situation}", 180, 60, 0.85, r)
    for situation, r in (*((null, 0.0) for null in NULLS), ("linked", 0.3))
    for athletes in (4, 8)
)
"""Each athlete's diary has half as many days as the cell up to half as many again, and begins on
one of as many calendar days."""


def group_outcome(cell: Cell, seed: int) -> dict[str, Any]:
    """Return what the shipped test says about one group, and what plain pooling would."""
    people = _people(cell, seed)
    row = pooled(people).row(0, named=True)
    if row["status"] != "ok":
        return {"is_tested": False}
    return {
        "is_tested": True,
        "naive_one": _naive_p(list(people.values())) < ALPHA,
        "primary": row["p_value"] < ALPHA,
        "more_pain": row["p_value"] < ALPHA and row["rho_partial"] > 0,
        "interval": not row["ci_low"] <= 0 <= row["ci_high"],
        "p_value": row["p_value"],
    }


def _people(cell: Cell, seed: int) -> dict[str, pl.DataFrame]:
    """Draw a group, and keep whose diary is long enough."""
    athletes, situation = _told_by(cell)
    kind = (*NULLS, "linked").index(situation)
    rng = np.random.default_rng([seed, athletes, kind, round(100 * cell.r)])
    own = cell._replace(situation=situation)
    drawn = {str(number): _counted(own, rng) for number in range(athletes)}
    return {name: counted for name, counted in drawn.items() if is_enough(counted)}


def _told_by(cell: Cell) -> tuple[int, str]:
    """Return how many athletes a group of this name has, and what kind of runners they are."""
    athletes, situation = cell.situation.removeprefix(GROUP).split(", ")
    return int(athletes), situation


def _counted(cell: Cell, rng: np.random.Generator) -> pl.DataFrame:
    days = int(rng.integers(cell.days // 2, cell.days * 3 // 2 + 1))
    runner = cell._replace(days=days).runner(int(rng.integers(2**32)))
    daily, diary, longest = runner.frames()
    begins = pl.duration(days=int(rng.integers(cell.days)))
    counted = counted_days(load_features(daily, longest), diary)
    return counted.with_columns(pl.col("local_date") + begins)


def _naive_p(people: list[pl.DataFrame]) -> float:
    """Pool the raw correlations as if every log were independent and all athletes alike."""
    z, weight = [], []
    for counted in people:
        logged = counted.drop_nulls("pain")
        feature = logged[CELLS[PRIMARY_PLACE]].round(9)
        z.append(math.atanh(stats.spearmanr(feature, logged["pain"]).statistic))
        weight.append(logged.height - 3)
    strength = np.dot(z, weight) / math.sqrt(sum(weight))
    return float(2 * stats.norm.sf(abs(strength)))
