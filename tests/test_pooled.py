"""What the diaries of several athletes say together, checked against slow re-computation."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from scipy import stats

from pipeline import tables, warehouse
from pipeline.association import associate_counted
from pipeline.association.findings import COUNTED_DAYS, pain_findings
from pipeline.association.giving_away import BLOCK, DRAWN, blocks_of, given_away
from pipeline.association.load_features import counted_days, load_features
from pipeline.association.pooled import MIN_ATHLETES, SCHEMA, pooled
from pipeline.association.random_effects import random_effects
from pipeline.association.shift_test import Array
from pipeline.association.stage import associate_all, pool
from pipeline.home import Home
from pipeline.progress import quiet
from pipeline.refresh import refresh
from pipeline.settings import add_athlete
from tests.benchmarks.pain_cells import Cell
from tests.benchmarks.pain_groups import GROUP, GROUPS, group_outcome
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


def straight(values: Array, *columns: Array) -> Array:
    """Return what a least-squares fit of a constant and these columns leaves of values."""
    known = np.column_stack([np.ones(len(values)), *columns])
    left: Array = values - known @ np.linalg.lstsq(known, values, rcond=None)[0]
    return left


def slow_pair(diary: pl.DataFrame, other: pl.DataFrame) -> tuple[float, float]:
    """Correlate what fits leave of one diary and another's load, and count independent logs."""
    load = dict(enumerate(other["acute_7d:1"].to_list()))
    first: date = other["local_date"][0]
    met = [load[(day - first).days % len(load)] for day in diary["local_date"]]
    ranks = stats.rankdata(np.round(met, 9))
    z = straight(ranks, np.arange(len(met), dtype=float))
    pain = diary["pain"].to_list()
    logged = [day for day, score in enumerate(pain) if score is not None]
    felt = stats.rankdata([pain[day] for day in logged])
    felt = felt - felt.mean()
    now, day, gap = felt[1:], np.array(logged[1:], dtype=float), np.diff(logged)
    known = (day, felt[:-1], felt[:-1] / gap)
    left = straight(now, *known)
    rho = np.corrcoef(left, straight(z[logged[1:]], *known))[0, 1]
    n_eff = slow_n_eff(dict(zip(logged[1:], left, strict=True)), z)
    return float(np.arctanh(rho)), float(1 / (n_eff - 3 - len(known)))


def slow_n_eff(y: dict[int, float], z: Array) -> float:
    """Count the independent logs that carry as much, lag by lag (Pyper & Peterman 1998)."""
    shared = 0.0
    for lag in range(1, len(z) // 4 + 1):
        products = [y[day] * y[day + lag] for day in y if day + lag in y]
        if products:
            memory = np.mean(products) / np.mean(np.square(list(y.values())))
            shared += len(products) * memory * np.mean(z[:-lag] * z[lag:]) / np.mean(z * z)
    return float(np.clip(len(y) ** 2 / max(len(y) + 2 * shared, len(y)), 3.5, len(y)))


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

    assert pytest.approx(np.tanh(mean), abs=1e-9) == found["rho_partial"]
    assert pytest.approx(np.tanh(mean - 1.96 * error), abs=1e-9) == found["ci_low"]
    assert pytest.approx(np.tanh(mean + 1.96 * error), abs=1e-9) == found["ci_high"]
    assert pytest.approx(between**0.5, abs=1e-9) == found["tau"]
    assert (as_strong / 120, 120) == (found["p_value"], found["permutations"])


def test_each_athlete_counts_with_the_correlation_on_their_page() -> None:
    """What is pooled is rho_partial of the primary row: four who are alike have that of each."""
    one = counted(3)
    row = associate_counted(one).filter("is_primary").row(0, named=True)

    found = pooled(dict.fromkeys("abcd", one)).row(0, named=True)

    assert pytest.approx((row["rho_partial"], 0)) == (found["rho_partial"], found["tau"])
    assert (4, 4 * row["logs"]) == (found["athletes"], found["logs"])


@pytest.mark.parametrize("situation", ["reverse", "trend"])
def test_what_only_looks_like_a_link_is_not_pooled(situation: str) -> None:
    """Of 20 groups of eight whose pain cuts running, or drifts as load does, hardly any alarm."""
    (cell,) = (cell for cell in GROUPS if cell.situation == f"{GROUP}8, {situation}")

    told = [group_outcome(cell, seed) for seed in range(1, 21)]

    assert sum(row["primary"] for row in told) <= 3


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
    assert (None, None) == found.select("rho_partial", "p_value").row(0)


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


@pytest.mark.parametrize(("athletes", "ways"), [(4, 24), (6, 720), (7, 1000), (120, 1000)])
def test_every_way_is_a_way_and_the_first_is_the_true_one(athletes: int, ways: int) -> None:
    """Each diary meets one load and each load one diary; small groups try every way once."""
    given = given_away(athletes)

    assert (ways, athletes) == given.shape
    assert list(range(athletes)) == given[0].tolist()
    assert (np.sort(given, axis=1) == np.arange(athletes)).all()
    assert athletes > 6 or ways == len(np.unique(given, axis=0))


@pytest.mark.parametrize("athletes", [4, BLOCK, BLOCK + 1, 120, 501])
def test_a_large_group_is_dealt_into_blocks(athletes: int) -> None:
    """Everybody is in one block, no block is large, and each diary stays within its own."""
    blocks = list(blocks_of(athletes))
    given = given_away(athletes) if athletes > 6 else np.arange(athletes)[None]

    sizes = [end - first for first, end in blocks]
    assert list(range(athletes)) == [who for block in blocks for who in range(*block)]
    assert max(sizes) <= BLOCK
    assert max(sizes) - min(sizes) <= 1
    for first, end in blocks:
        assert {(first, end - 1)} == {(way.min(), way.max()) for way in given[:, first:end]}


def test_a_block_is_pooled_like_the_whole() -> None:
    """60 athletes, two blocks: the same mean and interval as from each one's own numbers."""
    people = {f"{number:02}": counted(number, 80) for number in range(60)}
    pairs = [slow_pair(one, one) for one in people.values()]
    mean, error, between = slow_strength(pairs)

    found = pooled(people).row(0, named=True)

    assert pytest.approx(np.tanh(mean), abs=1e-9) == found["rho_partial"]
    assert pytest.approx(np.tanh(mean + 1.96 * error), abs=1e-9) == found["ci_high"]
    assert (60, pytest.approx(between**0.5)) == (found["athletes"], found["tau"])


# ---------- in a home


def lay_down(con: duckdb.DuckDBPyConnection, who: str, *, is_long: bool) -> None:
    """Have the models' tables hold one athlete with 90 days of diary, or with a single one."""
    daily, diary, longest = Cell("plain", 90, 60, 0.85).runner(7).frames()
    pain = diary.head(90 if is_long else 1)
    entries = {"session_id": pl.String, "relation": pl.String, "pain_nrs": pl.Int64}
    models = {
        "int_daily_load": daily.with_columns(load_measure=pl.lit("distance_km")),
        "fct_pain_days": pain.with_columns(body_site=pl.lit("low_back"), is_medicated=False),
        "fct_sessions": longest.select(
            "local_date", distance_m=1000 * pl.col("longest_km"), sport=pl.lit("running")
        ).with_columns(is_excluded=False),
        "fct_pain_entries": pl.DataFrame(schema=entries | {"body_site": pl.String}),
    }
    for table, rows in models.items():
        tables.write_whole_table(con, table, rows.with_columns(athlete_id=pl.lit(who)))


@pytest.fixture
def together() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a warehouse of five athletes whose diaries were pooled once."""
    with duckdb.connect() as con:
        con.execute("create schema raw")
        con.execute("create table raw.athletes as select unnest(?) as athlete_id", [list("abcde")])
        rows = [
            counted(number, 90).select(
                pl.lit(name).alias("athlete_id"),
                "local_date",
                acute_7d="acute_7d:1",
                pain_nrs="pain",
            )
            for number, name in enumerate("abcd")
        ]
        tables.write_whole_table(con, COUNTED_DAYS, pl.concat(rows))
        pool(con)
        yield con


def test_what_is_pooled_are_the_counted_days(together: duckdb.DuckDBPyConnection) -> None:
    """The table of counted days holds all that pooling takes, to the last digit."""
    people = {name: counted(number, 90) for number, name in enumerate("abcd")}

    assert_frame_equal(
        pooled(people), tables.rows_of(together, "from fct_pooled_association"), check_exact=True
    )
    assert tables.is_counted(together, ["e", "d"])
    assert not tables.is_counted(together, ["e"])


@pytest.mark.parametrize(
    ("before", "after", "is_pooled"),
    [(False, False, False), (True, False, True), (False, True, True), (True, True, True)],
    ids=["never long enough", "no longer", "now", "still"],
)
def test_all_are_pooled_anew_only_if_somebody_counts(
    together: duckdb.DuckDBPyConnection,
    *,
    before: bool,
    after: bool,
    is_pooled: bool,
) -> None:
    """A run that touches only who never had a long diary leaves the group's row as it is."""
    lay_down(together, "a", is_long=True)
    for table, rows in pain_findings(**tables.pain_questions(together, "a")).items():
        if table != COUNTED_DAYS:
            named = rows.with_columns(athlete_id=pl.lit("a"))
            tables.write_whole_table(together, table, named)
    tables.write_whole_table(together, "fct_pooled_association", pl.DataFrame({"is_old": [True]}))
    touched = "d" if before else "e"
    lay_down(together, touched, is_long=after)

    associate_all(together, [touched], quiet)

    columns = tables.rows_of(together, "from fct_pooled_association").columns
    assert is_pooled == (columns != ["is_old"])


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
    assert "It takes 4 athletes with a diary that is long enough; so far 0 have it." in home.page(
        "index"
    ).read_text("utf-8")
