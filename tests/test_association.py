"""What the pain statistics may and may not say, checked against slow, plain re-computation."""

import math
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy import stats

from pipeline.association import MIN_DAYS, MIN_LOGS, SCHEMA, associate, power_percent
from pipeline.association.load_features import FAMILY, FEATURES, LAGS_DAYS, PRIMARY, WARM_UP_DAYS
from tests import simulate
from tests.simulate import Array

NUMBERS = ["rho", "rho_partial", "ci_low", "ci_high", "n_eff", "p_value", "p_family"]


@cache
def runner(seed: int, days: int = 150, log_rate: float = 0.6) -> tuple[pl.DataFrame, ...]:
    """Make up a runner without any link: daily load, diary, longest sessions."""
    rng = np.random.default_rng(seed)
    load, longest = simulate.training(rng, days)
    diary = simulate.diary_frame(rng, simulate.nrs(simulate.ar1(rng, days, 0.85)), log_rate)
    return simulate.daily_frame(load), diary, simulate.longest_frame(longest)


def primary(rows: pl.DataFrame) -> dict[str, Any]:
    """Pick the one hypothesis named before looking."""
    return rows.row(by_predicate=pl.col("is_primary"), named=True)


def status(rows: pl.DataFrame) -> str:
    """Pick the one status that all rows share."""
    return str(rows["status"].unique().item())


def day_number(number: int) -> date:
    """Name a day of the made-up calendar."""
    return simulate.FIRST_DAY + timedelta(days=number)


# ---------- the contract


def test_family_is_fixed_in_advance() -> None:
    """Six load features at lags of 1, 3 and 7 days, and one of the 18 is named beforehand."""
    daily, diary, _ = runner(1)

    rows = associate(daily, diary)

    assert list(SCHEMA) == rows.columns
    assert SCHEMA == dict(rows.schema)
    assert list(FAMILY) == rows.select("feature", "lag_days").rows()
    assert (6, 3, 18) == (len(FEATURES), len(LAGS_DAYS), len(FAMILY))
    assert [PRIMARY] == rows.filter("is_primary").select("feature", "lag_days").rows()


def test_same_diary_gives_same_answer() -> None:
    """Nothing is drawn by lot: looking twice gives the same figures."""
    daily, diary, longest = runner(2)

    assert_frame_equal(
        associate(daily, diary, longest=longest),
        associate(daily, diary, longest=longest),
        check_exact=True,
    )


@pytest.mark.parametrize(
    ("daily", "diary"),
    [
        (pl.DataFrame({"local_date": [], "daily_load": []}), runner(1)[1]),
        (runner(1)[0], pl.DataFrame({"local_date": [], "pain_nrs": []})),
        (runner(1)[0].clear(), runner(1)[1].clear()),
        (runner(1)[0].head(1), runner(1)[1].head(1)),
        (runner(1)[0].with_columns(daily_load=None), runner(1)[1]),
        (runner(1)[0], runner(1)[1].with_columns(pain_nrs=None)),
        (runner(1)[0], runner(1)[1].with_columns(pl.col("local_date").dt.offset_by("5y"))),
    ],
    ids=[
        "no load",
        "no diary",
        "neither",
        "one day",
        "load unknown",
        "pain unknown",
        "diary years later",
    ],
)
def test_nothing_to_go_by_is_said_so(daily: pl.DataFrame, diary: pl.DataFrame) -> None:
    """Without load or without diary the table still has its 18 rows, and not one number."""
    rows = associate(daily, diary)

    assert "not_enough_data" == status(rows)
    assert {(0, 0)} == set(rows.select("days", "logs").rows())
    assert [18] * len(NUMBERS) == list(rows.select(NUMBERS).null_count().row(0))


# ---------- independent oracles


def slow_features(load: list[float], longest: list[float]) -> dict[str, list[float]]:
    """Compute the six features by hand, in kilometres, NaN while their window is not full."""
    small = 0.05 * 7 * sum(load) / len(load)
    fast, slow = [load[0]], [load[0]]
    for km in load[1:]:
        fast.append(0.25 * km + 0.75 * fast[-1])
        slow.append(2 / 29 * km + 27 / 29 * slow[-1])

    def total(end: int, days: int) -> float:
        return math.fsum(load[end - days + 1 : end + 1]) if end >= days - 1 else math.nan

    def change(end: int, days: int) -> float:
        return math.log((total(end, days) + small) / (total(end - days, days) + small))

    def spike(day: int) -> float:
        return longest[day] / max(*longest[day - 30 : day], small / 7) if day >= 30 else math.nan

    days = range(len(load))
    return {
        "acute_7d": [total(day, 7) for day in days],
        "week_log_change": [change(day, 7) for day in days],
        "acwr_uncoupled": [
            (total(day, 7) / 7) / max(total(day - 7, 21) / 21, small / 7) for day in days
        ],
        "acwr_ewma": [a / max(c, small / 7) for a, c in zip(fast, slow, strict=True)],
        "two_week_log_change": [change(day, 14) for day in days],
        "spike_7d": [max(spike(d) for d in range(day - 6, day + 1)) for day in days],
    }


def residual(values: Array, nuisance: Array) -> Array:
    """Take out of ``values`` what least squares can explain by ``nuisance``."""
    explained: Array = nuisance @ np.linalg.lstsq(nuisance, values, rcond=None)[0]
    return values - explained


def correlation(a: Array, b: Array) -> float:
    """Correlate two residuals; 0 if one does not vary."""
    size = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / size if size > 1e-6 else 0.0


def slow_shifts(feature: Array, day: Array, pain: Array) -> list[float]:
    """Slide the diary to every day of the calendar, one by one, and correlate each time."""
    days = len(feature)
    rank = residual(stats.rankdata(feature), np.column_stack([np.ones(days), np.arange(days)]))
    pain_rank = stats.rankdata(pain) - (len(pain) + 1) / 2
    last, gap = pain_rank[:-1], np.diff(day)
    nuisance = np.column_stack([np.ones(len(last)), day[1:], last, last / gap])
    felt = residual(pain_rank[1:], nuisance)
    return [
        correlation(felt, residual(rank[(day[1:] + shift) % days], nuisance))
        for shift in range(days)
    ]


def slow_n_eff(feature: Array, day: Array, pain: Array) -> float:
    """Count the independent logs, pair of days by pair of days."""
    z = stats.rankdata(feature) - (len(feature) + 1) / 2
    y = dict(zip(day.tolist(), stats.rankdata(pain) - (len(pain) + 1) / 2, strict=True))
    shared = 0.0
    for lag in range(1, len(z) // 4 + 1):
        pairs = [y[d] * y[d + lag] for d in y if d + lag in y]
        if pairs:
            rho_y = np.mean(pairs) / np.mean(np.square(list(y.values())))
            shared += len(pairs) * rho_y * np.mean(z[:-lag] * z[lag:]) / np.mean(z * z)
    return float(np.clip(len(y) ** 2 / max(len(y) + 2 * shared, 1e-9), 3.5, len(y)))


def slow_associate(
    load: list[float], longest: list[float], logs: dict[int, float]
) -> list[dict[str, float]]:
    """Re-compute everything by loops, for a calendar without unknown days."""
    features = slow_features(load, longest)
    known = {number for number in logs if number >= WARM_UP_DAYS}
    first, last = min(known), max(known)
    day = np.array(sorted(known)) - first
    pain = np.array([logs[number] for number in sorted(known)])
    rows, shifts = [], []
    for name, lag in FAMILY:
        feature = np.round(features[name][first - lag : last + 1 - lag], 9)
        r = slow_shifts(feature, day, pain)
        rho = stats.spearmanr(feature[day], pain).statistic
        n_eff = slow_n_eff(feature, day, pain)
        low, high = np.tanh(np.arctanh(rho) + np.array([-1, 1]) * 1.96 * 1.03 / (n_eff - 3) ** 0.5)
        p = (1 + sum(abs(s) >= abs(r[0]) - 1e-9 for s in r[1:])) / len(r)
        rows.append({"rho": rho, "rho_partial": r[0], "ci_low": low, "ci_high": high})
        rows[-1] |= {"n_eff": n_eff, "p_value": p}
        shifts.append([abs(s) / math.sqrt(sum(q * q for q in r) / len(r)) for s in r])
    best = [max(at_shift) for at_shift in zip(*shifts, strict=True)]
    for row, own in zip(rows, shifts, strict=True):
        row["p_family"] = (1 + sum(b >= own[0] - 1e-9 for b in best[1:])) / len(best)
    return rows


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("log_rate", [0.5, 1.0], ids=["diary with gaps", "daily diary"])
def test_agrees_with_shifting_the_diary_day_by_day(seed: int, log_rate: float) -> None:
    """The fast computation equals one that slides the diary by hand and fits each shift anew."""
    daily, diary, longest = runner(seed, days=140, log_rate=log_rate)
    logs = {(when - simulate.FIRST_DAY).days: float(pain) for when, pain in diary.iter_rows()}

    expected = slow_associate(daily["daily_load"].to_list(), longest["longest_km"].to_list(), logs)
    actual = associate(daily, diary, longest=longest)

    assert_frame_equal(
        pl.DataFrame(expected).select(NUMBERS), actual.select(NUMBERS), abs_tol=1e-9, rel_tol=0
    )


@pytest.mark.parametrize("seed", range(5))
def test_rho_is_spearmans(seed: int) -> None:
    """The correlation shown is Spearman's, as scipy computes it on the logged days."""
    daily, diary, _ = runner(seed, days=400)
    week = daily.select(
        pl.col("local_date").dt.offset_by("1d"), acute=pl.col("daily_load").rolling_sum(7).round(9)
    )
    pairs = diary.join(week, on="local_date").filter(
        pl.col("local_date") >= day_number(WARM_UP_DAYS)
    )

    expected = stats.spearmanr(pairs["acute"], pairs["pain_nrs"]).statistic

    assert pytest.approx(expected, abs=1e-12) == primary(associate(daily, diary))["rho"]


# ---------- what it finds


@pytest.mark.parametrize("direction", [1, -1], ids=["load hurts", "load helps"])
def test_strong_link_is_found(direction: int) -> None:
    """A runner whose pain follows the week's load closely is told so, whichever way it goes."""
    rng = np.random.default_rng(5)
    load, _ = simulate.training(rng, 400)
    pain = simulate.nrs(simulate.pain_linked(rng, load, 0.85, 0.7 * direction))

    found = primary(associate(simulate.daily_frame(load), simulate.diary_frame(rng, pain, 0.8)))

    assert direction == np.sign(found["rho_partial"]) == np.sign(found["rho"])
    assert found["p_value"] < 0.05
    assert found["p_family"] < 0.05
    assert "ok" == found["status"]


def test_perfect_link_beats_every_shift() -> None:
    """Pain that is last week's load leaves no false alignment as good: p is one in N."""
    daily, _, _ = runner(3, days=200)
    pain = daily.select(
        pl.col("local_date").dt.offset_by("1d"),
        pain_nrs=pl.col("daily_load").rolling_sum(7).round(9),
    ).drop_nulls()

    found = primary(associate(daily, pain))

    assert pytest.approx(1) == found["rho"]
    assert 1 / found["days"] == found["p_value"]


def test_pain_that_cuts_running_is_noticed() -> None:
    """When pain makes a runner run less, most such diaries are told apart, and few mislead."""
    rng = np.random.default_rng(6)
    told, misled = 0, 0
    for _ in range(40):
        pain = simulate.nrs(simulate.ar1(rng, 435, 0.85))
        load = simulate.cut_by_pain(simulate.training(rng, 435)[0], pain)
        diary = simulate.diary_frame(rng, pain, 0.6, first=70)
        found = primary(associate(simulate.daily_frame(load), diary))
        told += found["status"] == "reverse_suspected"
        misled += found["p_value"] < 0.05

    assert told >= 20
    assert misled <= 6


# ---------- how much is enough


def test_sixty_counted_days_are_needed() -> None:
    """A daily diary of 59 days is too short, one of 60 is enough; the warm-up does not count."""
    daily, diary, _ = runner(7, days=WARM_UP_DAYS + MIN_DAYS, log_rate=1.0)

    short = associate(daily.head(-1), diary)
    enough = associate(daily, diary)

    assert ("not_enough_data", 59) == (status(short), primary(short)["days"])
    assert (60, 60) == (primary(enough)["days"], primary(enough)["logs"])
    assert "not_enough_data" != status(enough)


def test_days_before_the_diary_are_no_diary_days() -> None:
    """Years of running do not turn a diary of six weeks into a long one."""
    daily, diary, _ = runner(8, days=800, log_rate=1.0)

    rows = associate(daily, diary.slice(600, 42))

    assert ("not_enough_data", 42, 42) == (
        status(rows),
        primary(rows)["days"],
        primary(rows)["logs"],
    )


@pytest.mark.parametrize(("logs", "is_enough"), [(MIN_LOGS - 1, False), (MIN_LOGS, True)])
def test_twenty_logs_are_needed(logs: int, is_enough: bool) -> None:
    """19 logged days say nothing, 20 may."""
    daily, diary, _ = runner(9, days=300, log_rate=1.0)
    spread = diary.tail(250).gather_every(12).head(logs)

    rows = associate(daily, spread)

    assert (logs, is_enough) == (primary(rows)["logs"], status(rows) != "not_enough_data")


@pytest.mark.parametrize(
    ("scores", "is_enough"),
    [
        ([0, 1] * 50, False),
        ([0, 1] * 49 + [0, 2], True),
        ([0] * 91 + [1, 2, 3] * 3, False),
        ([0] * 90 + [1, 2, 3, 4, 5] * 2, True),
    ],
    ids=["two scores", "three scores", "91 % zeros", "90 % zeros"],
)
def test_pain_must_vary(scores: list[int], is_enough: bool) -> None:
    """A diary that nearly always says the same cannot be tested."""
    daily, _, _ = runner(10, days=200)
    mixed = np.random.default_rng(0).permutation(scores)
    days = [day_number(WARM_UP_DAYS + number) for number in range(100)]

    rows = associate(daily, pl.DataFrame({"local_date": days, "pain_nrs": mixed}))

    assert is_enough == (status(rows) != "not_enough_data")


# ---------- messy input


def test_worst_log_of_a_day_counts() -> None:
    """Several logs of one day are one log: the worst."""
    daily, diary, _ = runner(11)
    twice = pl.concat([diary.with_columns(pain_nrs=pl.lit(0, pl.Int64)), diary])

    assert_frame_equal(associate(daily, diary), associate(daily, twice))


def test_logs_outside_the_calendar_are_left_aside() -> None:
    """Logs from before the first file or after the last one change nothing."""
    daily, diary, _ = runner(12)
    stray = pl.DataFrame(
        {"local_date": [day_number(-400), day_number(3000)], "pain_nrs": [10, 10]},
        schema=diary.schema,
    )

    assert_frame_equal(associate(daily, diary), associate(daily, pl.concat([diary, stray])))


def test_day_load_stands_in_for_longest_session() -> None:
    """Without session lengths a day counts as one session, also where one length is missing."""
    daily, diary, _ = runner(13)
    same = daily.rename({"daily_load": "longest_km"})
    holey = same.with_columns(pl.when(pl.int_range(pl.len()) % 9 > 0).then("longest_km"))

    assert_frame_equal(associate(daily, diary), associate(daily, diary, longest=same))
    assert_frame_equal(associate(daily, diary), associate(daily, diary, longest=holey))


def test_missing_row_is_an_unknown_day() -> None:
    """A day that is not in the table is unknown, never rest."""
    daily, diary, _ = runner(14)
    is_lost = pl.col("local_date") == day_number(100)
    unknown = daily.with_columns(pl.when(~is_lost).then("daily_load").alias("daily_load"))

    assert_frame_equal(associate(unknown, diary), associate(daily.filter(~is_lost), diary))


def test_few_unknown_days_take_the_usual_load() -> None:
    """One unknown day in 50 is filled with the mean of the 28 days before it; none is lost."""
    daily, diary, _ = runner(15, days=200)
    lost = [60, 110, 160]
    load = daily["daily_load"].to_list()
    filled = [np.mean(load[day - 28 : day]) if day in lost else km for day, km in enumerate(load)]
    unknown = [None if day in lost else km for day, km in enumerate(load)]

    assert_frame_equal(
        associate(daily.with_columns(daily_load=pl.Series(filled)), diary),
        associate(daily.with_columns(daily_load=pl.Series(unknown)), diary),
    )


@pytest.mark.parametrize("gap", [range(150, 190), range(250, 290)], ids=["early", "late"])
def test_long_unknown_time_breaks_the_series(gap: range) -> None:
    """After six unknown weeks the count starts anew; the side with more logs is the one tested."""
    daily, diary, _ = runner(16, days=450, log_rate=1.0)
    is_known = ~pl.int_range(pl.len()).is_in(list(gap))
    before = gap.start + 1 - WARM_UP_DAYS
    after = 450 - gap.stop - WARM_UP_DAYS

    rows = associate(
        daily.with_columns(pl.when(is_known).then("daily_load").alias("daily_load")), diary
    )

    assert max(before, after) == primary(rows)["days"] == primary(rows)["logs"]


def test_unknown_tail_costs_nothing() -> None:
    """Months without news after the last file do not spoil what was known before."""
    daily, diary, _ = runner(17)
    tail = pl.DataFrame(
        {"local_date": [day_number(150 + n) for n in range(90)], "daily_load": [None] * 90},
        schema=daily.schema,
    )

    assert_frame_equal(associate(daily, diary), associate(pl.concat([daily, tail]), diary))


@pytest.mark.parametrize("km", [0.0, 8.0], ids=["never runs", "same every day"])
def test_load_that_never_changes_has_no_link(km: float) -> None:
    """Where load does not vary there is no correlation to name, and no chance of one: null."""
    daily, diary, _ = runner(18)

    rows = associate(daily.with_columns(daily_load=km), diary)

    assert "ok" == status(rows)
    assert [18] * len(NUMBERS) == list(rows.select(NUMBERS).null_count().row(0))


def test_pain_that_only_climbs_has_no_link() -> None:
    """Pain that is nothing but a straight line through time leaves nothing to test."""
    daily, diary, _ = runner(19, log_rate=1.0)

    rows = associate(daily, diary.with_columns(pain_nrs=pl.int_range(pl.len()) / 20))

    assert [18, 18, 18] == list(
        rows.select("rho_partial", "p_value", "p_family").null_count().row(0)
    )


@pytest.mark.parametrize("dtype", [pl.Int8, pl.Int64, pl.Float32, pl.Float64])
def test_number_types_do_not_matter(dtype: type[pl.DataType]) -> None:
    """Whole numbers or decimals: the same diary, the same answer."""
    daily, diary, _ = runner(20)
    whole = daily.with_columns(pl.col("daily_load").round())

    assert_frame_equal(
        associate(whole, diary),
        associate(whole.cast({"daily_load": dtype}), diary.cast({"pain_nrs": dtype})),
    )


# ---------- laws

SEEDS = st.integers(0, 30)


@given(SEEDS, st.lists(st.floats(0.01, 100), min_size=11, max_size=11))
@settings(max_examples=25, deadline=None)
def test_only_the_order_of_pain_counts(seed: int, steps: list[float]) -> None:
    """A runner who uses the scale more boldly, but in the same order, gets the same answer."""
    daily, diary, _ = runner(seed)
    bold = diary.with_columns(pl.col("pain_nrs").replace_strict(range(11), np.cumsum(steps)))

    assert_frame_equal(associate(daily, diary), associate(daily, bold))


@given(SEEDS, st.floats(0.01, 100))
@settings(max_examples=25, deadline=None)
def test_unit_of_load_does_not_count(seed: int, factor: float) -> None:
    """Miles or kilometres: the same answer."""
    daily, diary, longest = runner(seed)

    assert_frame_equal(
        associate(daily, diary, longest=longest),
        associate(
            daily.with_columns(pl.col("daily_load") * factor),
            diary,
            longest=longest.with_columns(pl.col("longest_km") * factor),
        ),
        abs_tol=1e-9,
    )


@given(SEEDS, st.floats(0.1, 10))
@settings(max_examples=25, deadline=None)
def test_equal_weeks_stay_equal_in_any_unit(seed: int, factor: float) -> None:
    """Whole kilometres make many equal weeks; rounding in another unit must not rank them."""
    daily, diary, _ = runner(seed)
    whole = daily.with_columns(pl.col("daily_load").round())

    assert_frame_equal(
        associate(whole, diary),
        associate(whole.with_columns(pl.col("daily_load") * factor), diary),
        abs_tol=1e-9,
    )


@given(SEEDS, SEEDS)
@settings(max_examples=25, deadline=None)
def test_order_of_rows_does_not_count(seed: int, order: int) -> None:
    """Files may arrive in any order."""
    daily, diary, longest = runner(seed)

    assert_frame_equal(
        associate(daily, diary, longest=longest),
        associate(
            daily.sample(fraction=1, shuffle=True, seed=order),
            diary.sample(fraction=1, shuffle=True, seed=order),
            longest=longest.sample(fraction=1, shuffle=True, seed=order),
        ),
    )


KM = st.one_of(st.just(0.0), st.just(10.0), st.floats(0, 1e6))
LOADS = st.lists(st.one_of(KM, KM, KM, st.sampled_from([None, math.nan])), max_size=200)
PAINS = st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=200)


@given(st.one_of(LOADS, st.lists(KM, min_size=120, max_size=200)), PAINS, st.integers(-30, 60))
@settings(max_examples=100, deadline=None)
def test_any_diary_gets_numbers_that_can_be(
    load: list[float | None], pain: list[int | None], offset: int
) -> None:
    """Whatever is dropped in: 18 rows, intervals around rho, p in steps of one day, never NaN."""
    when = [day_number(number) for number in range(len(load))]
    daily = pl.DataFrame({"local_date": when, "daily_load": pl.Series(load, dtype=pl.Float64)})
    logged = [day_number(number + offset) for number in range(len(pain))]
    diary = pl.DataFrame({"local_date": logged, "pain_nrs": pl.Series(pain, dtype=pl.Int64)})

    rows = associate(daily, diary)

    assert 18 == rows.height
    assert 0 == rows.select(pl.sum_horizontal(pl.col(NUMBERS).is_nan().sum())).item()
    for row in rows.drop_nulls(NUMBERS).iter_rows(named=True):
        assert row["ci_low"] <= row["rho"] + 1e-8
        assert row["rho"] - 1e-8 <= row["ci_high"]
        assert 3.5 <= row["n_eff"] <= row["logs"] <= row["days"]
        assert 1 <= round(row["p_value"] * row["days"], 6) <= row["days"]
        assert float(round(row["p_family"] * row["days"], 6)).is_integer()


# ---------- power


@pytest.mark.parametrize(
    ("days", "log_rate", "percent"),
    [
        (60, 0.3, 12),
        (60, 1.0, 19),
        (90, 0.6, 22),
        (120, 0.3, 20),
        (180, 0.6, 39),
        (365, 0.3, 55),
        (365, 0.6, 66),
        (365, 1.0, 71),
        (545, 0.6, 81),
        (730, 0.6, 91),
        (150, 0.6, 33),
        (120, 0.45, 24),
        (10, 0.01, 12),
        (5000, 0.6, 91),
        (5000, 0.1, 55),
    ],
)
def test_power_is_read_from_the_simulated_table(days: int, log_rate: float, percent: int) -> None:
    """Cells are quoted, between them lines are drawn, and outside nothing is promised."""
    assert percent == power_percent(days, log_rate)


@given(st.integers(0, 1000), st.floats(0, 1), st.integers(0, 400), st.floats(0, 1))
def test_more_diary_never_sees_less(days: int, rate: float, more: int, fuller: float) -> None:
    """A longer or a fuller diary is never said to find fewer links."""
    assert power_percent(days, rate) <= power_percent(days + more, max(rate, fuller))


# ---------- false alarms


def false_alarms(rng: np.random.Generator, *, is_bare: bool, diaries: int) -> pl.DataFrame:
    """Test made-up diaries without any link, half over 120 days and half over 365."""
    warm_up = 0 if is_bare else 70
    primaries = []
    for number in range(diaries):
        days = (120, 365)[number % 2] + warm_up
        load, longest = simulate.training(rng, days)
        pain = simulate.nrs(simulate.ar1(rng, days, float(rng.choice([0.85, 0.95]))))
        rate = 1.0 if is_bare else float(rng.choice([0.3, 0.6, 1.0]))
        rows = associate(
            simulate.daily_frame(load),
            simulate.diary_frame(rng, pain, rate, first=warm_up),
            longest=simulate.longest_frame(longest),
        )
        primaries.append(rows.filter("is_primary").with_columns(least=rows["p_family"].min()))
    return pl.concat(primaries).filter(pl.col("status") != "not_enough_data")


@pytest.mark.slow
@pytest.mark.parametrize("is_bare", [False, True], ids=["after a warm-up", "bare 120 or 365 days"])
def test_false_alarms_are_rare(is_bare: bool) -> None:
    """Of 1 000 diaries in which load and pain have nothing to do with each other, few alarm."""
    alarms = false_alarms(np.random.default_rng(2026), is_bare=is_bare, diaries=1000)

    assert alarms.height >= 980
    assert alarms.select((pl.col("p_value") < 0.05).mean()).item() <= 0.06
    assert alarms.select((pl.col("least") < 0.05).mean()).item() <= 0.06
