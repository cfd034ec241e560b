"""What the diaries of several athletes say together, checked against slow re-computation."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from scipy import stats

from pipeline import tables, warehouse
from pipeline.association import associate_counted
from pipeline.association.load_features import counted_days, load_features
from pipeline.association.pooled import DRAWN, MIN_ATHLETES, SCHEMA, given_away, pooled
from pipeline.association.random_effects import random_effects
from pipeline.home import Home
from pipeline.refresh import refresh
from pipeline.settings import add_athlete
from tests.benchmarks.pain_cells import Cell
from tests.made_files import drop_weeks

# Tuberculosis after BCG vaccination in 13 trials (Colditz 1994, metafor's dat.bcg): cases and
# others among the vaccinated, cases and others among the rest.
BCG = """
4 119 11 128, 6 300 29 274, 3 228 11 209, 62 13536 248 12619, 33 5036 47 5761, 180 1361 372 1079,
8 2537 10 619, 505 87886 499 87892, 29 7470 45 7232, 17 1699 65 1600, 186 50448 141 27197,
5 2493 3 2338, 27 16886 29 17825
"""


def test_random_effects_are_metafors() -> None:
    """13 BCG trials: the estimates that metafor prints for method "DL"."""
    a, b, c, d = np.array([row.split() for row in BCG.split(",")], dtype=float).T
    effects = np.log(a / (a + b) / (c / (c + d)))
    variances = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)

    mean, error, tau = random_effects(effects, variances)

    assert (-0.7141, 0.1787, 0.3088) == tuple(np.round([mean, error, tau**2], 4))


def test_athletes_who_agree_are_averaged_by_weight() -> None:
    """Without more spread than chance the mean is weighted by 1 / variance, and tau is 0."""
    mean, error, tau = random_effects(np.array([0.2, 0.2, 0.2]), np.array([0.1, 0.2, 0.4]))

    assert pytest.approx((0.2, (1 / 17.5) ** 0.5, 0)) == (mean, error, tau)


# ---------- a group


@cache
def counted(seed: int, days: int = 120, begins: int = 0, r: float = 0.0) -> pl.DataFrame:
    """Make up one athlete's counted days, from a given day of the calendar on."""
    cell = Cell("linked" if r else "plain", days, 60, 0.85, r)
    daily, diary, longest = cell.runner(seed).frames()
    rows = counted_days(load_features(daily, longest), diary)
    return rows.with_columns(pl.col("local_date") + pl.duration(days=begins))


def group(athletes: int, r: float = 0.0) -> dict[str, pl.DataFrame]:
    """Make up athletes whose diaries are of different length and begin on different days."""
    return {
        f"athlete {number}": counted(100 + number, 90 + 15 * number, 37 * number, r)
        for number in range(athletes)
    }


def slow_pair(diary: pl.DataFrame, other: pl.DataFrame) -> tuple[float, float]:
    """Correlate one diary with another's load day by day, and count the independent logs."""
    load = dict(enumerate(other["acute_7d:1"].to_list()))
    first: date = other["local_date"][0]
    met = [load[(day - first).days % len(load)] for day in diary["local_date"]]
    pain = dict(zip(range(len(met)), diary["pain"].to_list(), strict=True))
    logged = [day for day, score in pain.items() if score is not None]
    felt = stats.rankdata([pain[day] for day in logged]) - (len(logged) + 1) / 2
    rho = stats.spearmanr(np.round([met[day] for day in logged], 9), felt).statistic
    z = stats.rankdata(np.round(met, 9)) - (len(met) + 1) / 2
    y = dict(zip(logged, felt, strict=True))
    shared = 0.0
    for lag in range(1, len(z) // 4 + 1):
        products = [y[day] * y[day + lag] for day in y if day + lag in y]
        if products:
            memory = np.mean(products) / np.mean(felt**2)
            shared += len(products) * memory * np.mean(z[:-lag] * z[lag:]) / np.mean(z * z)
    n_eff = np.clip(len(y) ** 2 / max(len(y) + 2 * shared, 1e-9), 3.5, len(y))
    return float(np.arctanh(rho)), float(1 / (n_eff - 3))


def slow_strength(pairs: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Compute DerSimonian's and Laird's mean, its error and the variance between, by loops."""
    z, v = zip(*pairs, strict=True)
    w = [1 / one for one in v]
    common = sum(a * b for a, b in zip(w, z, strict=True)) / sum(w)
    q = sum(a * (b - common) ** 2 for a, b in zip(w, z, strict=True))
    between = max(0, (q - len(z) + 1) / (sum(w) - sum(a * a for a in w) / sum(w)))
    w = [1 / (one + between) for one in v]
    return sum(a * b for a, b in zip(w, z, strict=True)) / sum(w), sum(w) ** -0.5, between


@pytest.mark.parametrize("r", [0.0, 0.4], ids=["no link", "link"])
def test_agrees_with_giving_each_diary_away_one_by_one(r: float) -> None:
    """Five athletes, 120 ways: mean, interval and p are those of a computation by loops."""
    people = group(5, r)
    diaries = list(people.values())
    cross = [[slow_pair(one, other) for other in diaries] for one in diaries]
    ways = [
        slow_strength([cross[who][whose] for who, whose in enumerate(way)])
        for way in permutations(range(5))
    ]
    mean, error, between = ways[0]
    as_strong = sum(abs(m / e) >= abs(mean / error) - 1e-9 for m, e, _ in ways)

    found = pooled(people).row(0, named=True)

    assert pytest.approx(np.tanh(mean), abs=1e-9) == found["rho"]
    assert pytest.approx(np.tanh(mean - 1.96 * error), abs=1e-9) == found["ci_low"]
    assert pytest.approx(np.tanh(mean + 1.96 * error), abs=1e-9) == found["ci_high"]
    assert pytest.approx(between**0.5, abs=1e-9) == found["tau"]
    assert (as_strong / 120, 120) == (found["p_value"], found["permutations"])


def test_each_athlete_counts_with_the_correlation_on_their_page() -> None:
    """What is pooled is rho of the primary row, weighted by its n_eff."""
    people = group(4)
    rows = pl.concat(associate_counted(one).filter("is_primary") for one in people.values())
    z, n_eff = rows["rho"].arctanh().to_numpy(), rows["n_eff"].to_numpy()

    mean, _, tau = random_effects(z, 1 / (n_eff - 3))
    found = pooled(people).row(0, named=True)

    assert pytest.approx((np.tanh(mean), tau)) == (found["rho"], found["tau"])
    assert (4, rows["logs"].sum()) == (found["athletes"], found["logs"])


def test_a_common_link_is_found() -> None:
    """Eight athletes whose pain follows load a little are told so together."""
    found = pooled(group(8, r=0.4)).row(0, named=True)

    assert found["p_value"] < 0.05
    assert 0 < found["ci_low"]
    assert 1 + DRAWN == found["permutations"]


def test_three_diaries_are_too_few() -> None:
    """Below four athletes there is no number, only how many there are."""
    found = pooled(group(MIN_ATHLETES - 1))

    assert SCHEMA == dict(found.schema)
    assert ("", 3, "not_enough_data") == found.select("athlete_id", "athletes", "status").row(0)
    assert (None, None) == found.select("rho", "p_value").row(0)


def test_nobody_says_nothing() -> None:
    """A group without a single long diary has a row without numbers."""
    assert (0, 0, "not_enough_data") == pooled({}).select("athletes", "logs", "status").row(0)


def test_who_never_varies_is_left_out() -> None:
    """An athlete who runs the same every week has no correlation to pool."""
    same = counted(1).with_columns(pl.lit(35.0).alias("acute_7d:1"))

    assert_frame_equal(pooled(group(5)), pooled(group(5) | {"same every week": same}))


def test_order_of_athletes_does_not_count() -> None:
    """The same group gives the same answer, whoever was asked first: nothing is left to chance."""
    people = group(7)
    backwards = dict(reversed(people.items()))

    assert_frame_equal(pooled(people), pooled(backwards), check_exact=True)


@pytest.mark.parametrize(("athletes", "ways"), [(4, 24), (6, 720), (7, 1000), (30, 1000)])
def test_every_way_is_a_way_and_the_first_is_the_true_one(athletes: int, ways: int) -> None:
    """Each diary meets one load and each load one diary; small groups try every way once."""
    given = given_away(athletes)

    assert (ways, athletes) == given.shape
    assert list(range(athletes)) == given[0].tolist()
    assert (np.sort(given, axis=1) == np.arange(athletes)).all()
    assert athletes > 6 or ways == len(np.unique(given, axis=0))


# ---------- in a home


def test_the_group_has_one_row_whoever_was_touched(tmp_path: Path) -> None:
    """A run that touches one of two athletes leaves one row for both, and a page that tells it."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text("timezone = 'UTC'\nas_of = 2026-06-28\ninbox.settle_s = 0\n")
    last_run = datetime(2026, 6, 26, 7, tzinfo=UTC)
    for athlete_id in ("anna", "ben"):
        add_athlete(home, athlete_id)
        (home.inbox / athlete_id).mkdir()
        drop_weeks(home.inbox / athlete_id, last_run, weeks=2)
    refresh(home)
    drop_weeks(home.inbox / "ben", last_run + timedelta(days=1), weeks=1)
    refresh(home)

    with warehouse.reading(home) as con:
        rows = tables.rows_of(con, "from fct_pooled_association")

    assert [("", 0, "not_enough_data")] == rows.select("athlete_id", "athletes", "status").rows()
    assert "0 of at least 4 athletes" in home.page("index").read_text("utf-8")
