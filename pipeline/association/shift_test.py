"""The shift test in numbers: one series slid along another, every shift at once.

Pure numpy, no calendar and no frames: `association` knows what the series mean. Partial rank
correlations at all circular shifts come from Fourier transforms (SCIENCE C.1).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SAME: Final = 1e-9
"""Numbers closer than this differ by rounding only: a tie must stay a tie."""


def mean_ranks(values: Array, same: float = 0.0) -> Array:
    """Mean ranks of each column; values no further apart than ``same`` share theirs."""
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    is_new = np.diff(ordered, axis=0, prepend=ordered[:1]) > same
    is_new[:1] = True
    place = np.arange(len(values)).reshape(-1, *(1,) * (values.ndim - 1))
    first = np.maximum.accumulate(np.where(is_new, place, 0), axis=0)
    is_last = np.concatenate([is_new[1:], is_new[:1]])
    last = np.minimum.accumulate(np.where(is_last, place, len(values))[::-1], axis=0)[::-1]
    rank = np.empty(values.shape)
    np.put_along_axis(rank, order, (first + last) / 2 + 1, axis=0)
    return rank


def centred_ranks(features: Array) -> Array:
    """Return the ranks of each column about 0, rounding taken as ties."""
    rank = mean_ranks(features, SAME)
    rank -= (len(rank) + 1) / 2
    return rank


def detrended(rank: Array) -> Array:
    """Take the straight line through time out, and scale to a mean square of 1 (0 if all line)."""
    trend = line(np.arange(len(rank)))
    left = rank - trend @ (trend.T @ rank)
    size = np.sqrt(np.mean(left**2, axis=0))
    return np.where(size > SAME * len(rank), left / np.where(size > 0, size, 1), 0)


def last_log(day: Index, pain: Array) -> Array:
    """Return orthonormal columns: what time and the log before say of each log but the first."""
    gap_days, last = np.diff(day), pain[:-1]
    return _basis(np.column_stack([line(day[1:]), last, last / gap_days]))


def line(day: Index) -> Array:
    """Return a constant and a straight line through time, each of length 1."""
    columns: Array = np.column_stack([np.ones(len(day)), day - np.mean(day)])
    columns /= np.linalg.norm(columns, axis=0)
    return columns


def _basis(columns: Array) -> Array:
    """Orthonormal columns spanning the given ones; dependent ones (equal gaps) fall away."""
    q, size, _ = np.linalg.svd(columns / np.linalg.norm(columns, axis=0), full_matrices=False)
    return q[:, size > SAME]


def shift_correlations(day: Index, pain: Array, nuisance: Array, features: Array) -> Array:
    """Partial rank correlation with each feature at each circular shift, (shifts, features).

    Where a shift leaves the feature nothing to vary, 0; at the true alignment NaN.
    """
    weights = np.column_stack([left_over(pain, nuisance), nuisance])
    together = _slide(weights, day, features)
    total = _slide(np.ones((len(day), 1)), day, features**2)[:, 0]
    return _partial(together, total, len(day))


def aligned_correlations(day: Index, pain: Array, nuisance: Array, features: Array) -> Array:
    """Return the first row of `shift_correlations`, the true alignment, without all others."""
    weights = np.column_stack([left_over(pain, nuisance), nuisance])
    seen = features[day]
    together, total = (weights.T @ seen)[None], np.sum(seen**2, axis=0)[None]
    aligned: Array = _partial(together, total, len(day))[0]
    return aligned


def left_over(pain: Array, nuisance: Array) -> Array:
    """Return what the nuisance columns do not say of pain, of length 1; NaN if they say all."""
    left = pain - nuisance @ (nuisance.T @ pain)
    size = np.linalg.norm(left)
    scaled: Array = left / (size if size > SAME * np.linalg.norm(pain) else np.nan)
    return scaled


def _partial(together: Array, total: Array, logs: int) -> Array:
    """Correlate by sums of products: of pain left over and feature, nuisance and feature."""
    spread = total - np.sum(together[:, 1:] ** 2, axis=1)
    varies = spread > SAME * logs
    r: Array = np.where(varies, together[:, 0] / np.sqrt(np.where(varies, spread, 1)), 0)
    r[0, ~varies[0]] = np.nan
    return r


def _slide(weights: Array, day: Index, series: Array) -> Array:
    """Sum weight x series at (day + shift), for every shift at once: (shifts, weights, series)."""
    on_calendar = np.zeros((len(series), weights.shape[1]))
    on_calendar[day] = weights
    spectrum = np.fft.rfft(on_calendar, axis=0).conj()[:, :, None]
    product = spectrum * np.fft.rfft(series, axis=0)[:, None, :]
    return np.fft.irfft(product, len(series), axis=0)


def shift_p(r: Array) -> Array:
    """Share of all shifts, the true one among them, that link load and pain as strongly."""
    as_strong = np.abs(r[1:]) >= np.abs(r[0]) - SAME
    return np.where(np.isnan(r[0]), np.nan, (1 + as_strong.sum(axis=0)) / len(r))


def family_p(r: Array) -> Array:
    """Share of shifts at which the best of the whole family does as well as this feature."""
    usual = np.sqrt(np.mean(r**2, axis=0))
    scaled = np.abs(r) / np.where(usual > SAME, usual, 1)
    best = np.nan_to_num(scaled).max(axis=1, where=~np.isnan(usual), initial=0)
    as_strong = best[1:, None] >= scaled[0] - SAME
    return np.where(np.isnan(r[0]), np.nan, (1 + as_strong.sum(axis=0)) / len(r))


def effective_logs(day: Index, pain: Array, features: Array) -> Array:
    """How many independent logs carry as much (Pyper & Peterman 1998), from 3.5 to all of them."""
    days, logs = len(features), len(day)
    lags = np.arange(1, days // 4 + 1)
    on_calendar = np.zeros((days, 1))
    on_calendar[day, 0] = pain
    pain_memory = logs * _lagged_products(on_calendar)[lags] / (pain @ pain)
    products = _lagged_products(features)
    memory: Array = products[lags] / (days - lags)[:, None] * days / np.maximum(products[0], SAME)
    shared: Array = logs + 2 * np.sum(pain_memory * memory, axis=0)
    return np.clip(logs**2 / np.maximum(shared, logs), 3.5, logs)


def _lagged_products(series: Array) -> Array:
    spectrum = np.fft.rfft(series, 2 * len(series), axis=0)
    products: Array = np.fft.irfft(np.abs(spectrum) ** 2, axis=0)
    return products[: len(series)]
