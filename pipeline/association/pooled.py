"""Do all athletes' diaries together say more than each alone? Random effects, and a fair null.

What is pooled is what each athlete's own test asks: the rank correlation of load and pain without
trend and without what the last entry said. Raw correlations would find pain that cuts running, and
load and pain that merely both drift. Each counts, as Fisher's z, by how many independent logs carry
it. Whether the mean could be chance is asked by giving each diary to another athlete's load: that
keeps what all of them share, a season or a coach, and breaks only whose pain it was.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from pipeline.association.giving_away import blocks_of, given_away
from pipeline.association.load_features import PRIMARY
from pipeline.association.random_effects import random_effects
from pipeline.association.shift_test import (
    SAME,
    Array,
    Index,
    aligned_correlations,
    centred_ranks,
    detrended,
    effective_logs,
    last_log,
    left_over,
)

MIN_ATHLETES: Final = 4
SCHEMA: Final = {
    "athlete_id": pl.String,
    "athletes": pl.Int64,
    "logs": pl.Int64,
    "rho_partial": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "tau": pl.Float64,
    "p_value": pl.Float64,
    "permutations": pl.Int64,
    "status": pl.String,
}
CELL: Final = "{}:{}".format(*PRIMARY)
_LEAST_WEIGHT: Final = 0.5
"""As `effective_logs` allows at least: 3.5 logs, less 3."""


class _Diary(NamedTuple):
    first: int
    """Position of the first counted day on the calendar all share."""
    load: Array
    day: Index
    """Logged days, the first log left out: it has none before it."""
    pain: Array
    nuisance: Array


def pooled(people: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Combine the primary correlation of athletes whose diaries are long enough.

    Parameters
    ----------
    people
        By athlete the days that count (`pipeline.association.load_features.counted_days`) of a
        diary that `pipeline.association` found long enough; in any order.

    Returns
    -------
    pl.DataFrame
        One row, ``SCHEMA``: the mean ``rho_partial`` of acute_7d at lag 1 with its 95 % interval,
        ``tau`` (how much athletes differ, on Fisher's z), ``p_value`` from ``permutations`` ways
        to give the diaries to the loads, the true one among them. ``athlete_id`` is empty: it
        speaks of the group. ``not_enough_data`` below 4 athletes [P].

    Notes
    -----
    DerSimonian and Laird 1986 (`random_effects`); SCIENCE C.3. z has variance 1 / (n_eff - 3 - k):
    n_eff is that of the pain and load left over, which last far less than pain and load do, and k
    counts the columns taken out beside the mean. A diary meets another's load on the same calendar
    days; where that load's counted days end, they begin anew, as in the shift test. Whose load or
    pain follows a line has no correlation and is left out. Who seems to run by their pain
    (``reverse_suspected``) stays: the last entry is taken out, and to choose by a test of the true
    pairs would break the null. Objection: a correlation within athletes, not proof.
    """
    diaries = [_diary(people[name]) for name in sorted(people)]
    diaries = [one for one in diaries if _has_correlation(one)]
    logs = sum(1 + len(one.day) for one in diaries)
    facts = {"athlete_id": "", "athletes": len(diaries), "logs": logs}
    enough = len(diaries) >= MIN_ATHLETES
    told = _mean_and_p(diaries) if enough else {"status": "not_enough_data"}
    return pl.DataFrame([facts | told], schema=SCHEMA)


def _mean_and_p(diaries: list[_Diary]) -> dict[str, Any]:
    given = given_away(len(diaries))
    z, variance = _in_each_way(diaries, given)
    mean, error, tau = random_effects(z, variance)
    strength = np.abs(mean / error)
    low, high = mean[0] - 1.96 * error[0], mean[0] + 1.96 * error[0]
    return {
        "rho_partial": np.tanh(mean[0]),
        "ci_low": np.tanh(low),
        "ci_high": np.tanh(high),
        "tau": tau[0],
        "p_value": np.mean(strength >= strength[0] - SAME),
        "permutations": len(given),
        "status": "ok",
    }


def _in_each_way(diaries: list[_Diary], given: Index) -> tuple[Array, Array]:
    """Return Fisher's z of each diary with the load it meets, way by way, and its variance."""
    z, variance = np.empty(given.shape), np.empty(given.shape)
    for first, end in blocks_of(len(diaries)):
        block = diaries[first:end]
        for who, one in enumerate(block, first):
            met = _met(one, np.column_stack([_on_days_of(one, other) for other in block]))
            z[:, who], variance[:, who] = (told[given[:, who] - first] for told in met)
    return z, variance


def _on_days_of(one: _Diary, other: _Diary) -> Array:
    """Return the other's load on the calendar days of a diary; it begins anew where it ends."""
    calendar = one.first + np.arange(len(one.load))
    return other.load[(calendar - other.first) % len(other.load)]


def _met(one: _Diary, loads: Array) -> tuple[Array, Array]:
    """Return Fisher's z of one diary with several loads, and its variance; 0 where one is flat."""
    features = detrended(centred_ranks(loads))
    r = np.nan_to_num(aligned_correlations(one.day, one.pain, one.nuisance, features))
    n_eff = effective_logs(one.day, left_over(one.pain, one.nuisance), features)
    weight = np.maximum(n_eff - 3 - (one.nuisance.shape[1] - 1), _LEAST_WEIGHT)
    return np.arctanh(np.clip(r, SAME - 1, 1 - SAME)), 1 / weight


def _has_correlation(one: _Diary) -> bool:
    features = detrended(centred_ranks(one.load[:, None]))
    r = aligned_correlations(one.day, one.pain, one.nuisance, features)
    return bool(np.isfinite(r).all())


def _diary(counted: pl.DataFrame) -> _Diary:
    first = counted["local_date"].cast(pl.Int32).to_list()[0]
    pain = counted["pain"].to_numpy()
    day = np.flatnonzero(~np.isnan(pain))
    rank = centred_ranks(pain[day][:, None])[:, 0]
    return _Diary(first, counted[CELL].to_numpy(), day[1:], rank[1:], last_log(day, rank))
