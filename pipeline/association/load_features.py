"""What the load of each day was: the fixed family of features beside the runner's own pain log.

Six features at three lags, every one known on every counted day, so that the test may slide the
diary to any of them (SCIENCE C.1).
"""

from typing import Final

import polars as pl

LAGS_DAYS: Final = (1, 3, 7)
MAX_UNKNOWN_SHARE: Final = 0.03

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
CELLS: Final = [f"{feature}:{lag}" for feature, lag in FAMILY]


def load_features(daily: pl.DataFrame, longest: pl.DataFrame | None = None) -> pl.DataFrame:
    """Lag each feature, so that a day sees the load up to ``lag_days`` before it and none after.

    Parameters
    ----------
    daily, longest
        As `pipeline.association.associate` takes them.

    Returns
    -------
    pl.DataFrame
        One row per calendar day: ``local_date``, ``week_after`` (the load of the seven days after
        it, for the direction check) and ``CELLS``; null while a window is not full.
    """
    days = _known_load(daily, longest)
    lagged = [pl.col(feature).shift(lag).alias(f"{feature}:{lag}") for feature, lag in FAMILY]
    week_after = pl.col("acute_7d").shift(-7).alias("week_after")
    return days.with_columns(**_FEATURES).select("local_date", week_after, *lagged)


def counted_days(features: pl.DataFrame, diary: pl.DataFrame) -> pl.DataFrame:
    """Keep the unbroken piece of known days that holds most logs, from its first log to its last.

    Days before the diary began are no evidence about it: they would swell ``days`` and the power
    the page claims.

    Parameters
    ----------
    features
        Rows of `load_features`.
    diary
        ``local_date``, ``pain_nrs``; logs of one day count as their maximum.

    Returns
    -------
    pl.DataFrame
        The days of ``features`` that count, with ``pain``, null on days without a log.
    """
    pain = _by_day(diary, "pain_nrs", pl.col("value").max().alias("pain"))
    days = features.join(pain, on="local_date", how="left", maintain_order="left")
    is_known = pl.all_horizontal(pl.col(CELLS).is_not_null())
    pieces = days.with_columns(piece=(~is_known).cum_sum()).filter(is_known)
    logs = pieces.group_by("piece").agg(pl.count("pain"), days=pl.len())
    best = logs.sort("pain", "days", "piece").tail(1)
    return between_logs(pieces.join(best, on="piece", how="semi", maintain_order="left"))


def between_logs(days: pl.DataFrame) -> pl.DataFrame:
    """Keep the days from the first to the last with a log."""
    logged = pl.col("local_date").filter(pl.col("pain").is_not_null())
    return days.filter(pl.col("local_date").is_between(logged.min(), logged.max()))


def _by_day(rows: pl.DataFrame, value: str, total: pl.Expr) -> pl.DataFrame:
    number = pl.col(value).cast(pl.Float64)
    finite = pl.when(number.is_finite()).then(number)
    rows = rows.select(pl.col("local_date").cast(pl.Date), value=finite)
    return rows.group_by("local_date").agg(total).drop_nulls("local_date").sort("local_date")


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
