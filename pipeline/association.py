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
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]

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
_SAME: Final = 1e-9  # numbers closer than this differ by rounding only: a tie must stay a tie


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
    features = _detrended(_ranked(counted.select(_CELLS).to_numpy()))
    r = _shift_correlations(day[1:], pain[1:], _last_log(day, pain), features)
    return {"rho_partial": r[0], "p_value": _shift_p(r), "p_family": _family_p(r)}


def _lead_p(counted: pl.DataFrame) -> float:
    """Test the load of the seven days *after* a log, the last log not taken out (C.1)."""
    days = counted.drop_nulls("week_after")
    day, pain = _logged(days)
    load = _detrended(_ranked(days.select("week_after").to_numpy()))
    r = _shift_correlations(day, pain, _line(day), load)
    return float(_shift_p(r)[0])


def _logged(counted: pl.DataFrame) -> tuple[Index, Array]:
    """Position on the calendar and centred pain rank of each logged day."""
    pain = counted["pain"].to_numpy()
    day = np.flatnonzero(~np.isnan(pain))
    return day, _rank(pain[day]) - (len(day) + 1) / 2


def _last_log(day: Index, pain: Array) -> Array:
    gap_days, last = np.diff(day), pain[:-1]
    return _basis(np.column_stack([_line(day[1:]), last, last / gap_days]))


def _line(day: Index) -> Array:
    line: Array = np.column_stack([np.ones(len(day)), day - np.mean(day)])
    line /= np.linalg.norm(line, axis=0)
    return line


def _basis(columns: Array) -> Array:
    """Orthonormal columns spanning the given ones; dependent ones (equal gaps) fall away."""
    q, size, _ = np.linalg.svd(columns / np.linalg.norm(columns, axis=0), full_matrices=False)
    return q[:, size > _SAME]


def _shift_correlations(day: Index, pain: Array, nuisance: Array, features: Array) -> Array:
    """Partial rank correlation with each feature at each circular shift, (shifts, features).

    Where a shift leaves the feature nothing to vary, 0; at the true alignment NaN.
    """
    left = pain - nuisance @ (nuisance.T @ pain)
    size = np.linalg.norm(left)
    left = left / (size if size > _SAME * np.linalg.norm(pain) else np.nan)
    together = _slide(np.column_stack([left, nuisance]), day, features)
    total = _slide(np.ones((len(day), 1)), day, features**2)[:, 0]
    spread = total - np.sum(together[:, 1:] ** 2, axis=1)
    varies = spread > _SAME * len(day)
    r = np.where(varies, together[:, 0] / np.sqrt(np.where(varies, spread, 1)), 0)
    r[0, ~varies[0]] = np.nan
    return r


def _slide(weights: Array, day: Index, series: Array) -> Array:
    """Sum weight x series at (day + shift), for every shift at once: (shifts, weights, series)."""
    on_calendar = np.zeros((len(series), weights.shape[1]))
    on_calendar[day] = weights
    spectrum = np.fft.rfft(on_calendar, axis=0).conj()[:, :, None]
    product = spectrum * np.fft.rfft(series, axis=0)[:, None, :]
    return np.fft.irfft(product, len(series), axis=0)


def _shift_p(r: Array) -> Array:
    """Share of all shifts, the true one among them, that link load and pain as strongly."""
    as_strong = np.abs(r[1:]) >= np.abs(r[0]) - _SAME
    return np.where(np.isnan(r[0]), np.nan, (1 + as_strong.sum(axis=0)) / len(r))


def _family_p(r: Array) -> Array:
    """Share of shifts at which the best of the whole family does as well as this feature."""
    usual = np.sqrt(np.mean(r**2, axis=0))
    scaled = np.abs(r) / np.where(usual > _SAME, usual, 1)
    best = np.nan_to_num(scaled).max(axis=1, where=~np.isnan(usual), initial=0)
    as_strong = best[1:, None] >= scaled[0] - _SAME
    return np.where(np.isnan(r[0]), np.nan, (1 + as_strong.sum(axis=0)) / len(r))


# ---------- ranks


def _rank(values: Array, same: float = 0.0) -> Array:
    """Mean ranks; values no further apart than ``same`` share theirs."""
    order = np.argsort(values, kind="stable")
    group = np.cumsum(np.diff(values[order], prepend=values[order[:1]]) > same)
    size = np.bincount(group)
    rank = np.empty(len(values))
    rank[order] = (np.cumsum(size) - (size - 1) / 2)[group]
    return rank


def _ranked(features: Array) -> Array:
    rank: Array = np.column_stack([_rank(feature, _SAME) for feature in features.T])
    rank -= (len(rank) + 1) / 2
    return rank


def _detrended(rank: Array) -> Array:
    """Take the straight line through time out, and scale to a mean square of 1 (0 if all line)."""
    trend = _line(np.arange(len(rank)))
    left = rank - trend @ (trend.T @ rank)
    size = np.sqrt(np.mean(left**2, axis=0))
    return np.where(size > _SAME * len(rank), left / np.where(size > 0, size, 1), 0)


# ---------- what is shown beside the test


def _description(counted: pl.DataFrame) -> dict[str, Array]:
    """Raw Spearman correlation with the interval that its effective sample size allows."""
    day, pain = _logged(counted)
    features = counted.select(_CELLS).to_numpy()
    seen = _ranked(features[day])
    size = np.linalg.norm(seen, axis=0) * np.linalg.norm(pain)
    rho = np.clip(np.where(size > 0, pain @ seen / np.where(size > 0, size, 1), np.nan), -1, 1)
    n_eff = np.where(size > 0, _effective_logs(day, pain, _ranked(features)), np.nan)
    half = 1.96 * 1.03 / np.sqrt(n_eff - 3)
    z = np.arctanh(np.clip(rho, _SAME - 1, 1 - _SAME))
    return {"rho": rho, "ci_low": np.tanh(z - half), "ci_high": np.tanh(z + half), "n_eff": n_eff}


def _effective_logs(day: Index, pain: Array, features: Array) -> Array:
    """How many independent logs carry as much (Pyper & Peterman 1998), from 3.5 to all of them."""
    days, logs = len(features), len(day)
    lags = np.arange(1, days // 4 + 1)
    on_calendar = np.zeros((days, 1))
    on_calendar[day, 0] = pain
    pain_memory = logs * _lagged_products(on_calendar)[lags] / (pain @ pain)
    products = _lagged_products(features)
    memory: Array = products[lags] / (days - lags)[:, None] * days / np.maximum(products[0], _SAME)
    shared: Array = logs + 2 * np.sum(pain_memory * memory, axis=0)
    return np.clip(logs**2 / np.maximum(shared, logs), 3.5, logs)


def _lagged_products(series: Array) -> Array:
    spectrum = np.fft.rfft(series, 2 * len(series), axis=0)
    products: Array = np.fft.irfft(np.abs(spectrum) ** 2, axis=0)
    return products[: len(series)]


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
