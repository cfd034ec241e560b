"""Groups of athletes, and what their diaries are said to say together."""

import math
from typing import Any

import numpy as np
import polars as pl
from scipy import stats

from pipeline.association import ALPHA, associate_counted
from pipeline.association.load_features import CELLS, counted_days, load_features
from pipeline.association.pooled import pooled
from tests.benchmarks.pain_cells import PRIMARY_PLACE, Cell

GROUP = "group of "
GROUPS = tuple(
    Cell(f"{GROUP}{athletes}", 180, 60, 0.85, r) for r in (0.0, 0.3) for athletes in (4, 8)
)
"""Each athlete's diary has half as many days as the cell up to half as many again, and begins on
one of as many calendar days."""


def group_outcome(cell: Cell, seed: int) -> dict[str, Any]:
    """Return what the shipped test says about one group, and what plain pooling would."""
    rng = np.random.default_rng(
        [seed, int(cell.situation.removeprefix(GROUP)), round(100 * cell.r)]
    )
    athletes = {str(number): _counted(cell, rng) for number in range(_athletes(cell))}
    people = {
        name: counted
        for name, counted in athletes.items()
        if associate_counted(counted)["status"][0] != "not_enough_data"
    }
    row = pooled(people).row(0, named=True)
    if row["status"] != "ok":
        return {"is_tested": False}
    return {
        "is_tested": True,
        "naive_one": _naive_p(list(people.values())) < ALPHA,
        "primary": row["p_value"] < ALPHA,
        "more_pain": row["p_value"] < ALPHA and row["rho"] > 0,
        "interval": not row["ci_low"] <= 0 <= row["ci_high"],
        "p_value": row["p_value"],
    }


def _athletes(cell: Cell) -> int:
    return int(cell.situation.removeprefix(GROUP))


def _counted(cell: Cell, rng: np.random.Generator) -> pl.DataFrame:
    days = int(rng.integers(cell.days // 2, cell.days * 3 // 2 + 1))
    situation = "linked" if cell.r else "plain"
    own = cell._replace(situation=situation, days=days)
    daily, diary, longest = own.runner(int(rng.integers(2**32))).frames()
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
