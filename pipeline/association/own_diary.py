"""Does this runner's load go with this runner's pain? The shift test, given the last log.

One runner's days are not independent: pain lasts, load comes in blocks. An ordinary correlation
test therefore calls a link in three of ten diaries that hold none. Here the diary is slid along the
load history, once to every day, and the true alignment has to beat the false ones. What the last
log already said is taken out first, so only what load says beyond it counts (SCIENCE C.1).
"""

from typing import Final

import numpy as np
import polars as pl
import polars.selectors as cs

from pipeline.association.load_features import CELLS, FAMILY, PRIMARY, counted_days, load_features
from pipeline.association.shift_test import (
    SAME,
    Array,
    Index,
    centred_ranks,
    detrended,
    effective_logs,
    family_p,
    last_log,
    line,
    mean_ranks,
    shift_correlations,
    shift_p,
)

MIN_DAYS: Final = 60
MIN_LOGS: Final = 20
MIN_SCORES: Final = 3
MAX_SCORE_SHARE: Final = 0.9
ALPHA: Final = 0.05

SCHEMA: Final = {
    "feature": pl.String,
    "lag_days": pl.Int64,
    "rho": pl.Float64,
    "rho_partial": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "days": pl.Int64,
    "logs": pl.Int64,
    "n_eff": pl.Float64,
    "p_value": pl.Float64,
    "p_family": pl.Float64,
    "is_primary": pl.Boolean,
    "status": pl.String,
}


def associate(
    daily: pl.DataFrame, diary: pl.DataFrame, *, longest: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Test the fixed family of load features against one runner's own pain log.

    Parameters
    ----------
    daily
        ``local_date``, ``daily_load`` (km; 0 rest, null unknown) in any order. Rows of one day add
        up; a day without a row is unknown, not rest.
    diary
        ``local_date``, ``pain_nrs`` (0-10). Logs of one day count as their maximum; a day without
        a log is never filled; a log outside the counted days is left aside.
    longest
        ``local_date``, ``longest_km``, the day's longest session; else the day's load stands in.

    Returns
    -------
    pl.DataFrame
        Always 18 rows, ``FAMILY``, with the columns ``SCHEMA``. ``rho`` is the raw Spearman
        correlation on the logged days, ``ci_low``..``ci_high`` its 95 % interval for ``n_eff``
        independent logs. ``rho_partial`` is what is tested: trend and last log taken out.
        ``p_value`` is for the primary row; ``p_family``, corrected for 18 looks, for the others.
        Undefined numbers are null. ``status`` speaks for the whole diary: ``not_enough_data``
        (no numbers), ``reverse_suspected`` (pain goes with the load *after* it), else ``ok``.

    Raises
    ------
    polars.exceptions.ColumnNotFoundError
        If a frame lacks a column named above.

    Notes
    -----
    ``days`` run from the first to the last log, where every feature is known: from
    ``WARM_UP_DAYS`` after the first load. If at most 3 % of the days are unknown, one with 26 known
    days among the 28 before takes their mean. Any other breaks the series; the piece with most logs
    counts. Formula: SCIENCE C.1; measured false alarms: tests/benchmarks/pain_calibration.csv.
    Objection: one runner, observed not tried, and rarely enough data (``power_percent``).
    """
    return associate_counted(counted_days(load_features(daily, longest), diary))


def associate_counted(counted: pl.DataFrame) -> pl.DataFrame:
    """Test the days that count (`counted_days`), as `associate` does with a runner's frames."""
    pain = counted["pain"].drop_nulls()
    if not is_enough(counted):
        return _rows({}, counted.height, pain.len(), "not_enough_data")
    status = "reverse_suspected" if _lead_p(counted) < ALPHA else "ok"
    ranks = centred_ranks(counted.select(CELLS).to_numpy())
    numbers = _description(counted, ranks) | _tests(counted, ranks)
    return _rows(numbers, counted.height, pain.len(), status)


def _rows(numbers: dict[str, Array], days: int, logs: int, status: str) -> pl.DataFrame:
    fixed = {
        "feature": [feature for feature, _ in FAMILY],
        "lag_days": [lag for _, lag in FAMILY],
        "days": [days] * len(FAMILY),
        "logs": [logs] * len(FAMILY),
        "is_primary": [cell == PRIMARY for cell in FAMILY],
        "status": [status] * len(FAMILY),
    }
    columns = {name: [None] * len(FAMILY) for name in SCHEMA} | fixed | numbers
    return pl.DataFrame(columns, schema=SCHEMA).with_columns(cs.float().fill_nan(None))


def is_enough(counted: pl.DataFrame) -> bool:
    """Tell whether the days that count (`counted_days`) are enough to name a correlation."""
    pain = counted["pain"].drop_nulls()
    if counted.height < MIN_DAYS or pain.len() < MIN_LOGS or pain.n_unique() < MIN_SCORES:
        return False
    commonest = pain.value_counts()["count"].to_numpy().max()
    return bool(commonest <= MAX_SCORE_SHARE * pain.len())


# ---------- the shift test


def _tests(counted: pl.DataFrame, ranks: Array) -> dict[str, Array]:
    day, pain = _logged(counted)
    features = detrended(ranks)
    r = shift_correlations(day[1:], pain[1:], last_log(day, pain), features)
    return {"rho_partial": r[0], "p_value": shift_p(r), "p_family": family_p(r)}


def _lead_p(counted: pl.DataFrame) -> float:
    """Test the load of the seven days *after* a log, the last log not taken out (C.1)."""
    days = counted.drop_nulls("week_after")
    day, pain = _logged(days)
    load = detrended(centred_ranks(days.select("week_after").to_numpy()))
    r = shift_correlations(day, pain, line(day), load)
    return float(shift_p(r)[0])


def _logged(counted: pl.DataFrame) -> tuple[Index, Array]:
    """Position on the calendar and centred pain rank of each logged day."""
    pain = counted["pain"].to_numpy()
    day = np.flatnonzero(~np.isnan(pain))
    return day, mean_ranks(pain[day]) - (len(day) + 1) / 2


# ---------- what is shown beside the test


def _description(counted: pl.DataFrame, ranks: Array) -> dict[str, Array]:
    """Raw Spearman correlation with the interval that its effective sample size allows."""
    day, pain = _logged(counted)
    seen = centred_ranks(counted.select(CELLS).to_numpy()[day])
    size = np.linalg.norm(seen, axis=0) * np.linalg.norm(pain)
    rho = np.clip(np.where(size > 0, pain @ seen / np.where(size > 0, size, 1), np.nan), -1, 1)
    n_eff = np.where(size > 0, effective_logs(day, pain, ranks), np.nan)
    half = 1.96 * 1.03 / np.sqrt(n_eff - 3)
    z = np.arctanh(np.clip(rho, SAME - 1, 1 - SAME))
    return {"rho": rho, "ci_low": np.tanh(z - half), "ci_high": np.tanh(z + half), "n_eff": n_eff}


# ---------- power

# Percent of diaries with a true r = .3 in which the primary test spoke, by days x log rate: as C.2
# has it, or as tests/benchmarks/pain_calibration.csv counted it for kilometres, where that is less.
_POWER: Final = {
    0.3: {60: 12, 120: 20, 365: 55},
    0.6: {60: 12, 90: 22, 120: 27, 180: 39, 270: 46, 365: 66, 545: 81, 730: 91},
    1.0: {60: 19, 120: 28, 365: 71},
}


def power_percent(days: int, log_rate: float) -> int:
    """In how many of 100 such diaries a moderate link (r = .3) would have been found.

    Parameters
    ----------
    days
        Days of the diary (``days`` of `associate`).
    log_rate
        Share of them logged (``logs / days``), 0-1.

    Returns
    -------
    int
        Percent for the primary hypothesis, from the table above: straight lines between its cells,
        its nearest edge outside them. Where the fuller log rates were simulated on fewer lengths
        of diary, more logs are taken never to hurt.
    """
    by_rate = [np.interp(days, list(row), list(row.values())) for row in _POWER.values()]
    return round(float(np.interp(log_rate, list(_POWER), np.maximum.accumulate(by_rate))))
