"""Steps from cadence: all of them, at a walk, and how hard they land."""

import math
from typing import Any

import pytest

from tests.made_records import going_north, run_of


def test_steps_from_cadence() -> None:
    """Ten minutes at 170 are 1700 steps; a pause adds almost none."""
    rows = [{"at": t, "cadence_spm": 170.0} for t in [*range(301), *range(900, 1200)]]

    assert run_of(rows)["steps"] == pytest.approx(1700, abs=3)
    assert run_of(rows, sport="cycling")["steps"] is None


def test_steps_at_a_walk() -> None:
    """Five minutes at 100 are 500 steps at a walk; running, standing and riding add none."""
    rates = [100.0] * 300 + [0.0] * 60 + [120.0] * 60 + [170.0] * 300
    rows = [{"at": t, "cadence_spm": rate} for t, rate in enumerate(rates)]

    assert run_of(rows)["walking_steps"] == pytest.approx(500)
    assert run_of(rows, sport="walking")["walking_steps"] == pytest.approx(500)
    assert run_of(rows, sport="cycling")["walking_steps"] is None
    assert run_of(going_north(60))["walking_steps"] is None


def landing(*contacts_ms: float | None, cadence_spm: float = 180.0) -> list[dict[str, Any]]:
    """Return a record a second at a cadence, with its ground contact."""
    return [
        {"at": t, "cadence_spm": cadence_spm, "stance_time_ms": contact_ms}
        for t, contact_ms in enumerate([*contacts_ms, None])
    ]


def test_contact_load() -> None:
    """Steps of 1/3 s on the ground for 1/4 s peak at pi/2 * 4/3 = 2.094 body weights each."""
    row = run_of(landing(*[250.0] * 600))

    assert row["contact_load_bw"] == pytest.approx(1800 * 2.0943951)


def test_shorter_contact_lands_harder() -> None:
    """Half of the time at 200 ms: the force is that of each step, not of the mean contact."""
    row = run_of(landing(*[200.0, 300.0] * 300))

    assert row["contact_load_bw"] == pytest.approx(math.pi / 2 * 300 * (1 / 0.2 + 1 / 0.3))


@pytest.mark.parametrize("unknown", [None, 0.0, 120.0, 400.0, 700.0])
def test_contact_load_of_most_steps(unknown: float | None) -> None:
    """From 80 % of the running records on, the others' steps land as these do; below it is null."""
    enough = run_of(landing(*([250.0] * 9 + [unknown]) * 60))
    too_few = run_of(landing(*([250.0] * 3 + [unknown]) * 60))

    assert enough["contact_load_bw"] == pytest.approx(1800 * 2.0943951)
    assert too_few["contact_load_bw"] is None


def test_contact_load_is_of_running() -> None:
    """Walking has no flight: its records neither count nor are missed. Null for other sports."""
    walk = [row | {"at": row["at"] + 300} for row in landing(*[None] * 300, cadence_spm=100)]
    run = landing(*[250.0] * 300)[:-1]

    assert run_of([*run, *walk])["contact_load_bw"] == pytest.approx(900 * 2.0943951)
    assert run_of(walk)["contact_load_bw"] is None
    assert run_of(run, sport="walking")["contact_load_bw"] is None
    assert run_of(run, sport="cycling")["contact_load_bw"] is None
