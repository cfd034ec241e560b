"""One diary's whole answer, against an ordinary rank correlation for each of its shifts."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from scipy import stats

from pipeline.association import associate
from pipeline.association.load_features import CELLS, counted_days, load_features
from tests.benchmarks.pain_cells import Cell
from tests.benchmarks.timing import Row, least_s

YEAR = Cell("plain", 365, 60, 0.85)
YEAR_AT_MOST_S = 0.02
"""A year's whole answer, frames in, frame out, takes less CPU time than this."""


def shifting() -> Iterator[Row]:
    """Test a year's diary against 18 features at every shift, and correlate as often by scipy."""
    daily, diary, longest = YEAR.runner(1).frames()
    counted = counted_days(load_features(daily, longest), diary)

    ours_s, rolled_s = least_s(
        lambda: associate(daily, diary, longest=longest), lambda: rolled(counted)
    )
    name = f"{counted.height} days x {len(CELLS)} features, every shift, < {1000 * YEAR_AT_MOST_S:g} ms"
    yield Row(name, "associate", ours_s, "scipy.stats.spearmanr", rolled_s, wanted=15)


def rolled(counted: pl.DataFrame) -> None:
    """Correlate the diary with all features, once for each day it can be slid to."""
    features = counted.select(CELLS).to_numpy()
    pain = counted["pain"].to_numpy()
    day = np.flatnonzero(~np.isnan(pain))
    for shift in range(counted.height):
        slid = features[(day + shift) % counted.height]
        stats.spearmanr(np.column_stack([slid, pain[day]]))
