"""The highest half minute of a pulse, and pulses that are the steps."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import run_of
from tests.test_intensity import real_sessions

BEST, LOCKED = "best_30s_heart_rate_bpm", "heart_rate_locked_s"


def with_pulse(rates: Sequence[float | None], times: Sequence[float] = ()) -> list[dict[str, Any]]:
    """Return a record a second, or at given times, with these heart rates."""
    times = times or range(len(rates))
    return [{"at": at, "heart_rate_bpm": rate} for at, rate in zip(times, rates, strict=True)]


def with_steps(
    rates: Sequence[float | None], steps: Sequence[float | None], every: float = 1
) -> list[dict[str, Any]]:
    """Return records with heart rate and step rate, one every so many seconds."""
    pairs = zip(rates, steps, strict=True)
    return [
        {"at": every * i, "heart_rate_bpm": rate, "cadence_spm": step}
        for i, (rate, step) in enumerate(pairs)
    ]


def best(rates: Sequence[float | None], times: Sequence[float] = (), **session: Any) -> Any:
    """Return the best 30 s of these heart rates."""
    return run_of(with_pulse(rates, times), **session)[BEST]


@pytest.mark.parametrize("sport", ["running", "cycling"])
def test_the_best_half_minute(sport: str) -> None:
    """A full half minute at 180 counts as 180; of a quarter the half."""
    assert best([100.0] * 90 + [180.0] * 30 + [100.0] * 90, sport=sport) == pytest.approx(180)
    assert best([100.0] * 90 + [180.0] * 15 + [100.0] * 90, sport=sport) == pytest.approx(140)


def test_no_half_minute_reaches_over_a_pause() -> None:
    """15 s at 180 before an hour's rest and 15 s after it are not 30 s at 180."""
    times = [*range(60), *range(3600, 3660)]
    rates = [100.0] * 45 + [180.0] * 30 + [100.0] * 45

    assert best(rates, times) == pytest.approx(140)
    assert best([150.0] * 40, [*range(20), *range(3600, 3620)]) is None


def test_a_pulse_counts_as_long_as_it_was_held() -> None:
    """Smart recording: a record each ten seconds, three of them at 160."""
    rates = [100.0, 160.0, 160.0, 160.0, 100.0, 100.0]

    assert best(rates, [0, 10, 20, 30, 40, 50]) == pytest.approx(160)
    assert best([120.0, 150.0, 130.0, 120.0], [0, 9, 19, 34]) == pytest.approx(
        (9 * 120 + 10 * 150 + 11 * 130) / 30
    )


def test_one_reading_is_no_half_minute() -> None:
    """Where records come every minute nobody knows how high the pulse was for 30 s."""
    assert best([150.0, 230.0, 150.0, 150.0], [0, 60, 120, 180]) is None


@pytest.mark.parametrize("wrong", [0.0, 30.0, 250.0, None])
def test_what_is_no_pulse_is_in_no_half_minute(wrong: float | None) -> None:
    """A strap that reads 0 or 250, or nothing, breaks the half minute off."""
    assert best([150.0] * 20 + [wrong] * 40 + [150.0] * 20) is None
    assert best([150.0] * 20 + [wrong] + [160.0] * 31) == pytest.approx(160)


@pytest.mark.parametrize(
    "rows", [[], [{}], with_pulse([150.0] * 30), [{"heart_rate_bpm": 150.0}] * 99]
)
def test_less_than_half_a_minute_is_not_known(rows: list[dict[str, Any]]) -> None:
    """Null without records, pulse, times, or 30 s of them."""
    assert run_of(rows)[BEST] is None


rates_of_a_run = st.lists(st.integers(31, 240).map(float), min_size=31, max_size=200)


@given(rates_of_a_run)
def test_the_best_half_minute_is_that_of_its_definition(rates: list[float]) -> None:
    """Of all 30 s that start with a record, the highest mean; the last record holds nothing."""
    means = [sum(rates[i : i + 30]) / 30 for i in range(len(rates) - 30)]

    assert best(rates) == pytest.approx(max(means))


@given(rates_of_a_run, st.lists(st.integers(0, 10), min_size=30, max_size=200))
def test_a_half_minute_is_no_higher_than_its_highest_beat(
    rates: list[float], gaps: list[int]
) -> None:
    """However far apart the records are."""
    count = min(len(rates), len(gaps))
    times = [sum(gaps[:i]) for i in range(count)]
    found = best(rates[:count], times)

    assert found is None or min(rates) - 1e-9 <= found <= max(rates) + 1e-9


def test_a_pulse_that_is_the_steps() -> None:
    """Ninety seconds one beat above the step rate are ninety seconds of steps."""
    rates = [140.0] * 100 + [171.0] * 90 + [140.0] * 100

    assert run_of(with_steps(rates, [170.0] * 290))[LOCKED] == 90


def test_a_pulse_that_crosses_the_steps() -> None:
    """Rising a beat in ten seconds from 150 to 190 it is near 170 for less than a minute."""
    rates = [150 + t / 10 for t in range(400)]

    assert run_of(with_steps(rates, [170.0] * 400))[LOCKED] == 0


def test_locked_stretches_add_up() -> None:
    """Two of 70 s count, one of 50 s does not; a pause ends a stretch as any other beat does."""
    rates = [*[170.0] * 70, 140.0, *[172.0] * 70, 140.0, *[168.0] * 50, 140.0]
    rows = with_steps(rates, [170.0] * len(rates))
    paused = [row | {"at": row["at"] + (600 if i >= 35 else 0)} for i, row in enumerate(rows)]

    assert run_of(rows)[LOCKED] == 140
    assert run_of(paused)[LOCKED] == 70


@pytest.mark.parametrize("every", [1, 4, 8])
def test_locked_in_smart_recording(every: int) -> None:
    """A record holds until the next: five minutes are five, however many records they have."""
    count = 300 // every
    rates = [140.0] * 20 + [170.0] * count + [140.0] * 20

    assert run_of(with_steps(rates, [170.0] * len(rates), every))[LOCKED] == count * every


def test_a_lock_needs_feet_pulse_and_steps() -> None:
    """Null where either is missing or nobody is on foot; standing still is not looked like."""
    known, unknown = [170.0] * 100, [None] * 100

    assert run_of(with_steps(known, unknown))[LOCKED] is None
    assert run_of(with_steps(unknown, known))[LOCKED] is None
    assert run_of(with_steps(known, known), sport="cycling")[LOCKED] is None
    assert run_of(with_steps([1.0] * 100, [0.0] * 100))[LOCKED] == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.integers(165, 175), st.none() | st.integers(165, 175)),
        max_size=60,
    )
)
def test_nothing_is_locked_longer_than_recorded(
    rows: list[tuple[int, int, int | None]],
) -> None:
    """The locked time is null, nothing, or a minute and more of the time that records hold."""
    times = [sum(gap for gap, _, _ in rows[: i + 1]) for i in range(len(rows))]
    row = run_of(
        {"at": at, "heart_rate_bpm": rate, "cadence_spm": steps}
        for at, (_, rate, steps) in zip(times, rows, strict=True)
    )
    locked = row[LOCKED] or 0

    assert locked == 0 or 60 <= locked <= row["elapsed_s"]


@pytest.mark.corpus
def test_real_pulses_are_seldom_the_steps(corpus: Path) -> None:
    """Of all real runs one has a stretch of a minute, 100 s; the best 30 s are below the peak."""
    sessions = real_sessions(corpus)
    looked_at = [row for row in sessions if row[LOCKED] is not None and row["timer_s"] > 600]
    known = [row for row in sessions if row[BEST] is not None]

    assert [100.0] == [row[LOCKED] for row in looked_at if row[LOCKED]]
    assert len(looked_at) > 8
    assert len(known) > 8
    assert all(
        row["avg_heart_rate_bpm"] * 0.97 < row[BEST] <= row["max_heart_rate_bpm"] for row in known
    )


def test_a_walkers_pulse_may_be_their_step_rate() -> None:
    """Ten minutes at 108 steps and 108 beats a minute are a walk, not a sensor gone wrong."""
    assert run_of(with_steps([108.0] * 600, [108.0] * 600), sport="hiking")[LOCKED] == 0
    assert run_of(with_steps([168.0] * 600, [168.0] * 600))[LOCKED] > 590
