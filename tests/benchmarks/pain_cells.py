"""The cells of SCIENCE C.2, and what is said about a diary drawn for one of them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from scipy import stats

from pipeline.association import ALPHA, associate_counted
from pipeline.association.load_features import CELLS, FAMILY, PRIMARY, counted_days, load_features
from tests import simulate
from tests.simulate import NULLS, Runner

PRIMARY_PLACE = FAMILY.index(PRIMARY)
OUTCOME = {
    "is_tested": pl.Boolean,
    "naive_one": pl.Boolean,
    "naive_any": pl.Boolean,
    "primary": pl.Boolean,
    "more_pain": pl.Boolean,
    "family": pl.Boolean,
    "reverse_suspected": pl.Boolean,
    "interval": pl.Boolean,
    "p_value": pl.Float64,
    "p_family": pl.Float64,
}


class Cell(NamedTuple):
    """One kind of diary: how it came about, how long, how full, how lasting its pain, what link."""

    situation: str
    days: int
    logged_pct: int
    phi: float
    r: float = 0.0

    @property
    def name(self) -> str:
        """A name for a file."""
        return "-".join(str(fact) for fact in self)

    def runner(self, seed: int) -> Runner:
        """Draw one runner; each cell draws its own, whatever the seed's number."""
        kind = [*NULLS, "linked"].index(self.situation)
        cell = [kind, self.days, self.logged_pct, round(100 * self.phi), round(100 * self.r)]
        rng = np.random.default_rng([seed, *cell])
        rate = self.logged_pct / 100
        if self.situation == "linked":
            return simulate.linked(rng, self.r, self.days, rate, self.phi)
        return simulate.unlinked(rng, self.situation, self.days, rate, self.phi)


def _null_cells() -> Iterator[Cell]:
    for days in (60, 90, 120, 180, 365):
        for logged_pct in (30, 60, 100):
            for phi in (0.85, 0.95):
                yield Cell("plain", days, logged_pct, phi)
    for situation in NULLS[1:]:
        for days in (120, 365):
            yield Cell(situation, days, 40 if situation == "mnar" else 60, 0.85)


FALSE_ALARMS = tuple(_null_cells())
POWER_PERCENT = {
    Cell("linked", 60, 30, 0.85, 0.3): 12,
    Cell("linked", 60, 60, 0.85, 0.3): 12,
    Cell("linked", 60, 100, 0.85, 0.3): 19,
    Cell("linked", 90, 60, 0.85, 0.3): 22,
    Cell("linked", 120, 30, 0.85, 0.3): 20,
    Cell("linked", 120, 60, 0.85, 0.3): 27,
    Cell("linked", 120, 100, 0.85, 0.3): 28,
    Cell("linked", 180, 60, 0.85, 0.3): 41,
    Cell("linked", 270, 60, 0.85, 0.3): 46,
    Cell("linked", 365, 30, 0.85, 0.3): 56,
    Cell("linked", 365, 60, 0.85, 0.3): 72,
    Cell("linked", 365, 100, 0.85, 0.3): 76,
    Cell("linked", 545, 60, 0.85, 0.3): 88,
    Cell("linked", 730, 60, 0.85, 0.3): 91,
    Cell("linked", 60, 60, 0.85, 0.5): 39,
    Cell("linked", 120, 60, 0.85, 0.5): 71,
    Cell("linked", 365, 60, 0.85, 0.5): 100,
}
"""In how many of 100 diaries C.2 saw the link by its primary hypothesis."""
POWER = tuple(POWER_PERCENT)


def outcome(runner: Runner) -> dict[str, Any]:
    """Return what the shipped test says about one diary, and what ordinary tests would."""
    daily, diary, longest = runner.frames()
    counted = counted_days(load_features(daily, longest), diary)
    rows = associate_counted(counted)
    if rows["status"][0] == "not_enough_data":
        return {"is_tested": False}
    primary = rows.row(by_predicate=pl.col("is_primary"), named=True)
    p_value, p_family = primary["p_value"], rows["p_family"].min()
    alarms = naive(counted)
    return {
        "is_tested": True,
        "naive_one": alarms[PRIMARY_PLACE],
        "naive_any": any(alarms),
        "primary": p_value < ALPHA,
        "more_pain": p_value < ALPHA and primary["rho_partial"] > 0,
        "family": p_family < ALPHA,
        "reverse_suspected": primary["status"] == "reverse_suspected",
        "interval": not primary["ci_low"] <= 0 <= primary["ci_high"],
        "p_value": p_value,
        "p_family": p_family,
    }


def naive(counted: pl.DataFrame) -> list[bool]:
    """Tell which of the 18 an ordinary Spearman test of the logged days would call a link."""
    logged = counted.drop_nulls("pain")
    columns = logged.select(pl.col(CELLS).round(9), "pain").to_numpy()
    return list(stats.spearmanr(columns).pvalue[-1, :-1] < ALPHA)
