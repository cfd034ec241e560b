"""Do all athletes' diaries together say more than each alone? Random effects, and a fair null.

Each athlete's own rank correlation counts as Fisher's z by how many independent logs carry it.
Whether the mean of all could be chance is asked by giving each diary to another athlete's load:
that keeps what all of them share, a season or a coach, and breaks only whose pain it was.
"""

from collections.abc import Mapping
from itertools import permutations
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from pipeline.association.load_features import PRIMARY
from pipeline.association.random_effects import random_effects
from pipeline.association.shift_test import SAME, Array, Index, centred_ranks, effective_logs

MIN_ATHLETES: Final = 4
MOST_TO_TRY_ALL: Final = 6
"""So many athletes' diaries are given away in every possible way; with more, some are drawn."""
DRAWN: Final = 999
SEED: Final = 1
SCHEMA: Final = {
    "athlete_id": pl.String,
    "athletes": pl.Int64,
    "logs": pl.Int64,
    "rho": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "tau": pl.Float64,
    "p_value": pl.Float64,
    "permutations": pl.Int64,
    "status": pl.String,
}
_CELL: Final = "{}:{}".format(*PRIMARY)


class _Diary(NamedTuple):
    first: int
    """Position of the first counted day on the calendar all share."""
    days: int
    load: Array
    day: Index
    pain: Array


def pooled(people: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Combine the primary correlation of athletes whose diaries are long enough.

    Parameters
    ----------
    people
        By athlete the days that count (`pipeline.association.load_features.counted_days`) of a diary that
        `pipeline.association` found long enough; in any order.

    Returns
    -------
    pl.DataFrame
        One row, ``SCHEMA``: the mean ``rho`` of acute_7d at lag 1 with its 95 % interval, ``tau``
        (how much athletes differ, on Fisher's z), ``p_value`` from ``permutations`` ways to give
        the diaries to the loads, the true one among them. ``athlete_id`` is empty: it speaks of
        the group. ``not_enough_data`` below 4 athletes [P].

    Notes
    -----
    z has variance 1 / (n_eff - 3); DerSimonian and Laird 1986 (`random_effects`); SCIENCE C.3. A
    diary meets another's load on the same calendar days; where that load's counted days end, they
    begin anew, as in the shift test. An athlete whose load never varies has no correlation and is
    left out. Objection: a correlation within athletes, not proof, and blind to its direction.
    """
    diaries = [_diary(people[name]) for name in sorted(people)]
    diaries = [one for one in diaries if np.ptp(one.load[one.day]) > SAME]
    logs = sum(len(one.day) for one in diaries)
    facts = {"athlete_id": "", "athletes": len(diaries), "logs": logs}
    enough = len(diaries) >= MIN_ATHLETES
    told = _mean_and_p(diaries) if enough else {"status": "not_enough_data"}
    return pl.DataFrame([facts | told], schema=SCHEMA)


def _mean_and_p(diaries: list[_Diary]) -> dict[str, Any]:
    z, variance = (np.array(rows) for rows in zip(*_crossed(diaries), strict=True))
    given = given_away(len(diaries))
    owner = np.arange(len(diaries))
    mean, error, tau = random_effects(z[owner, given], variance[owner, given])
    strength = np.abs(mean / error)
    low, high = mean[0] - 1.96 * error[0], mean[0] + 1.96 * error[0]
    return {
        "rho": np.tanh(mean[0]),
        "ci_low": np.tanh(low),
        "ci_high": np.tanh(high),
        "tau": tau[0],
        "p_value": np.mean(strength >= strength[0] - SAME),
        "permutations": len(given),
        "status": "ok",
    }


def given_away(athletes: int) -> Index:
    """Return whose load each diary meets, way by way; first each its own."""
    if athletes <= MOST_TO_TRY_ALL:
        return np.array(list(permutations(range(athletes))))
    rng = np.random.default_rng(SEED)
    drawn = [rng.permutation(athletes) for _ in range(DRAWN)]
    return np.array([np.arange(athletes), *drawn])


def _crossed(diaries: list[_Diary]) -> list[tuple[Array, Array]]:
    """Return Fisher's z of each diary with every load, and its variance."""
    return [
        _met(one, np.column_stack([_on_days_of(one, other) for other in diaries]))
        for one in diaries
    ]


def _on_days_of(one: _Diary, other: _Diary) -> Array:
    """Return the other's load on the calendar days of a diary; it begins anew where it ends."""
    calendar = one.first + np.arange(one.days)
    return other.load[(calendar - other.first) % other.days]


def _met(one: _Diary, loads: Array) -> tuple[Array, Array]:
    seen = centred_ranks(loads[one.day])
    size = np.linalg.norm(seen, axis=0) * np.linalg.norm(one.pain)
    rho = one.pain @ seen / np.where(size > 0, size, 1)
    n_eff = effective_logs(one.day, one.pain, centred_ranks(loads))
    return np.arctanh(np.clip(rho, SAME - 1, 1 - SAME)), 1 / (n_eff - 3)


def _diary(counted: pl.DataFrame) -> _Diary:
    days = counted["local_date"].cast(pl.Int32).to_numpy()
    pain = counted["pain"].to_numpy()
    day = np.flatnonzero(~np.isnan(pain))
    ranked = centred_ranks(pain[day][:, None])[:, 0]
    return _Diary(int(days[0]), len(days), counted[_CELL].to_numpy(), day, ranked)
