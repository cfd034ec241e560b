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

from pipeline.shift_test import (
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

LAGS_DAYS: Final = (1, 3, 7)
MIN_DAYS: Final = 60
MIN_LOGS: Final = 20
MIN_SCORES: Final = 3
MAX_SCORE_SHARE: Final = 0.9
MAX_UNKNOWN_SHARE: Final = 0.03
ALPHA: Final = 0.05

# In here a load of 1 is the runner's own mean day, so 5 % of the mean week needs no looking up.
_SMALL_WEEK: Final = 0.05 * 7
_SMALL_DAY: Final = _SMALL_WEEK / 7


def _total(days: int, before: int = 0) -> pl.Expr:
    return pl.col("load").rolling_sum(days).shift(before)


def _log_change(days: int) -> pl.Expr:
    return ((_total(days) + _SMALL_WEEK) / (_total(days, before=days) + _SMALL_WEEK)).log()


def _ewma(days: int) -> pl.Expr:
    return pl.col("load").ewm_mean(alpha=2 / (days + 1), adjust=False, ignore_nulls=True)


def _spike_ratio() -> pl.Expr:
    longest_before = pl.col("longest").rolling_max(30).shift(1)
    return pl.col("longest") / longest_before.clip(lower_bound=_SMALL_DAY)


_FEATURES: Final = {
    "acute_7d": _total(7),
    "week_log_change": _log_change(7),
    "acwr_uncoupled": _total(7) / 7 / (_total(21, before=7) / 21).clip(lower_bound=_SMALL_DAY),
    "acwr_ewma": _ewma(7) / _ewma(28).clip(lower_bound=_SMALL_DAY),
    "two_week_log_change": _log_change(14),
    "spike_7d": _spike_ratio().rolling_max(7),
}
FEATURES: Final = tuple(_FEATURES)
FAMILY: Final = tuple((feature, lag) for feature in FEATURES for lag in LAGS_DAYS)
PRIMARY: Final = ("acute_7d", 1)  # named before looking; the other 17 only explore
WARM_UP_DAYS: Final = 30 + 6 + max(LAGS_DAYS)  # a spike looks back 30 days, its week 6, the lag 7
_CELLS: Final = [f"{feature}:{lag}" for feature, lag in FAMILY]

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
    counts. Formula and measured false alarms: SCIENCE C.1, C.2. Objection: one runner, observed not
    tried, and rarely enough data (``power_percent``).
    """
    counted = _counted_days(_family(_known_load(daily, longest)), _pain_by_day(diary))
    pain = counted["pain"].drop_nulls()
    if not _is_enough(counted.height, pain):
        return _rows({}, counted.height, pain.len(), "not_enough_data")
    status = "reverse_suspected" if _lead_p(counted) < ALPHA else "ok"
    return _rows(_description(counted) | _tests(counted), counted.height, pain.len(), status)


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


# ---------- frames


def _by_day(rows: pl.DataFrame, value: str, total: pl.Expr) -> pl.DataFrame:
    number = pl.col(value).cast(pl.Float64)
    finite = pl.when(number.is_finite()).then(number)
    rows = rows.select(pl.col("local_date").cast(pl.Date), value=finite)
    return rows.group_by("local_date").agg(total).drop_nulls("local_date").sort("local_date")


def _pain_by_day(diary: pl.DataFrame) -> pl.DataFrame:
    return _by_day(diary, "pain_nrs", pl.col("value").max().alias("pain"))


def _known_load(daily: pl.DataFrame, longest: pl.DataFrame | None) -> pl.DataFrame:
    """Give every calendar day its load and longest session, in units of the mean day's load."""
    load = pl.when(pl.col("value").null_count() == 0).then(pl.col("value").sum()).alias("load")
    days = _impute_few(_by_day(daily, "daily_load", load))
    if longest is None:
        longest = days.select("local_date", longest_km="load")
    sessions = _by_day(longest, "longest_km", pl.col("value").max().alias("longest"))
    days = days.join(sessions, on="local_date", how="left", maintain_order="left")
    unit = pl.when(pl.col("load").mean() > 0).then(pl.col("load").mean()).otherwise(1.0)
    session = pl.coalesce("longest", "load")
    return days.select("local_date", load=pl.col("load") / unit, longest=session / unit)


def _impute_few(load: pl.DataFrame) -> pl.DataFrame:
    """Complete the calendar; fill unknown days from the 28 before if they are few and scattered."""
    known = load.drop_nulls()
    if known.is_empty():
        return known
    days = known.upsample("local_date", every="1d")
    if days["load"].null_count() > MAX_UNKNOWN_SHARE * days.height:
        return days
    usual = pl.col("load").rolling_mean(28, min_samples=26).shift(1)
    return days.with_columns(pl.col("load").fill_null(usual))


def _family(days: pl.DataFrame) -> pl.DataFrame:
    """Lag each feature, so that a day sees the load up to ``lag_days`` before it and none after."""
    lagged = [pl.col(feature).shift(lag).alias(f"{feature}:{lag}") for feature, lag in FAMILY]
    week_after = pl.col("acute_7d").shift(-7).alias("week_after")
    return days.with_columns(**_FEATURES).select("local_date", week_after, *lagged)


def _counted_days(family: pl.DataFrame, pain: pl.DataFrame) -> pl.DataFrame:
    """Keep the unbroken piece of known days that holds most logs, from its first log to its last.

    Days before the diary began are no evidence about it: they would swell ``days`` and the power
    the page claims.
    """
    days = family.join(pain, on="local_date", how="left", maintain_order="left")
    is_known = pl.all_horizontal(pl.col(_CELLS).is_not_null())
    pieces = days.with_columns(piece=(~is_known).cum_sum()).filter(is_known)
    logs = pieces.group_by("piece").agg(pl.count("pain"), days=pl.len())
    best = logs.sort("pain", "days", "piece").tail(1)
    piece = pieces.join(best, on="piece", how="semi", maintain_order="left")
    logged = pl.col("local_date").filter(pl.col("pain").is_not_null())
    return piece.filter(pl.col("local_date").is_between(logged.min(), logged.max()))


def _is_enough(days: int, pain: pl.Series) -> bool:
    if days < MIN_DAYS or pain.len() < MIN_LOGS or pain.n_unique() < MIN_SCORES:
        return False
    commonest = pain.value_counts()["count"].to_numpy().max()
    return bool(commonest <= MAX_SCORE_SHARE * pain.len())


# ---------- the shift test


def _tests(counted: pl.DataFrame) -> dict[str, Array]:
    day, pain = _logged(counted)
    features = detrended(centred_ranks(counted.select(_CELLS).to_numpy()))
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


def _description(counted: pl.DataFrame) -> dict[str, Array]:
    """Raw Spearman correlation with the interval that its effective sample size allows."""
    day, pain = _logged(counted)
    features = counted.select(_CELLS).to_numpy()
    seen = centred_ranks(features[day])
    size = np.linalg.norm(seen, axis=0) * np.linalg.norm(pain)
    rho = np.clip(np.where(size > 0, pain @ seen / np.where(size > 0, size, 1), np.nan), -1, 1)
    n_eff = np.where(size > 0, effective_logs(day, pain, centred_ranks(features)), np.nan)
    half = 1.96 * 1.03 / np.sqrt(n_eff - 3)
    z = np.arctanh(np.clip(rho, SAME - 1, 1 - SAME))
    return {"rho": rho, "ci_low": np.tanh(z - half), "ci_high": np.tanh(z + half), "n_eff": n_eff}


# ---------- power

# Percent of diaries with a true r = .3 in which the primary test spoke (C.2), by days x log rate.
_POWER: Final = {
    0.3: {60: 12, 120: 20, 365: 56},
    0.6: {60: 12, 90: 22, 120: 27, 180: 41, 270: 46, 365: 72, 545: 88, 730: 91},
    1.0: {60: 19, 120: 28, 365: 76},
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
        Percent for the primary hypothesis, from the simulated table of SCIENCE C.2: straight lines
        between its cells, its nearest edge outside them. Where the fuller log rates were simulated
        on fewer lengths of diary, more logs are taken never to hurt.
    """
    by_rate = [np.interp(days, list(row), list(row.values())) for row in _POWER.values()]
    return round(float(np.interp(log_rate, list(_POWER), np.maximum.accumulate(by_rate))))
