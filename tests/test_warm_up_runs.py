"""Made-up runs, with and without a warm-up: what is drawn of them."""

from collections import Counter
from datetime import timedelta

import pytest
from polars.testing import assert_frame_equal

from pipeline import schemas
from tests.benchmarks.warm_up_runs import NO, PROFILES, YES, MadeRun, made_up_run, made_up_runs


@pytest.fixture(scope="module")
def runs() -> list[MadeRun]:
    """Return thirty runs of each profile."""
    return list(made_up_runs(range(30)))


def test_there_are_enough_of_every_kind(runs: list[MadeRun]) -> None:
    """At least 360 runs of at least 12 profiles, 30 of each."""
    counts = Counter(run.profile for run in runs)

    assert len(runs) >= 360
    assert len(counts) >= 12
    assert min(counts.values()) >= 30


def test_about_half_hold_a_warm_up(runs: list[MadeRun]) -> None:
    """35 to 65 % of all runs hold a warm-up; where both may be, the name does not tell which."""
    share = sum(run.truth == YES for run in runs) / len(runs)
    both = [name for name, profile in PROFILES.items() if len(profile.truths) == 2]
    found = Counter((run.profile, run.truth) for run in runs)

    assert 0.35 <= share <= 0.65
    assert min(found[name, truth] for name in both for truth in (YES, NO)) >= 6


@pytest.mark.parametrize("profile", ["treadmill", "race", "bare track"])
def test_the_same_seed_draws_the_same_run(profile: str) -> None:
    """A profile and a seed give the same run again, another seed another one."""
    first, again, other = (made_up_run(profile, seed) for seed in (7, 7, 8))

    assert_frame_equal(first.records, again.records)
    assert_frame_equal(first.laps, again.laps)
    assert (first.truth, first.timer_s, first.rpe) == (again.truth, again.timer_s, again.rpe)
    assert first.started_at != other.started_at


def test_runs_look_like_what_a_watch_keeps(runs: list[MadeRun]) -> None:
    """Records are as the decoder gives them, in order; nobody runs at 6 m/s for long."""
    for run in runs:
        assert dict(run.records.schema) == dict(schemas.RECORDS)
        assert dict(run.laps.schema) == dict(schemas.LAPS)
        assert run.records["recorded_at"].is_sorted()
        assert run.timer_s <= run.elapsed_s
        assert 0.8 < run.distance_m / run.timer_s < 6


def test_hearts_stay_within_what_the_runner_has(runs: list[MadeRun]) -> None:
    """No heart rate lies above the runner's maximum, unless the watch counts steps."""
    for run in runs:
        if run.profile != "heart-rate dropout":
            beats = run.records["heart_rate_bpm"].drop_nulls().to_list()

            assert max(beats, default=0) <= run.max_heart_rate_bpm


def test_an_earlier_recording_has_ended(runs: list[MadeRun]) -> None:
    """What was recorded before is over when the run begins, for hours if it warmed up nobody."""
    for run in runs:
        if run.earlier is not None:
            gap = run.started_at - run.earlier.records["recorded_at"][-1]

            assert timedelta(minutes=1) < gap
            assert run.truth == YES or gap > timedelta(hours=3)
