"""What a heart rate and an effort are worth: SCIENCE A.2."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from dashboards.i18n import translator
from dashboards.wording.loads import heart_rate_trouble
from pipeline.models import run_model
from tests.histories import athlete, days, runs

KNOWN = {"max_heart_rate_bpm": 190.0, "resting_heart_rate_bpm": 50.0}
PROBLEMS = ("dropouts", "frozen", "cadence_lock", "shortened")
EDIT = {
    "athlete_id": "me",
    "session_id": "me-2026-01-05",
    "written_at": datetime(2026, 2, 1, tzinfo=UTC),
}


def one_hour(
    heart_rates: dict[int, float],
    found: dict[str, float] | None = None,
    edit: dict[str, Any] | None = None,
    **known: object,
) -> dict[str, Any]:
    """Return the loads of one hour that held some heart rates for some seconds.

    `found` is what else was measured, `edit` what the runner corrected, `known` what is
    known of the athlete.
    """
    seconds = pl.DataFrame(
        {
            "session_id": ["me-2026-01-05"] * len(heart_rates),
            "heart_rate_bpm": list(heart_rates),
            "seconds": list(heart_rates.values()),
        },
        schema_overrides={"heart_rate_bpm": pl.Int32, "seconds": pl.Float64},
    )
    measured = {
        name: pl.lit(value) for name, value in ({"timer_s": 3600.0} | (found or {})).items()
    }
    session = runs([10.0]).with_columns(**measured)
    person = athlete(days(1)[0]).with_columns(**{k: pl.lit(v) for k, v in known.items()})
    sessions = run_model(
        "fct_sessions",
        raw_sessions=session,
        raw_heart_rate_seconds=seconds,
        raw_athletes=person,
        raw_edits=pl.DataFrame([EDIT | (edit or {"note": "nothing"})]),
    )
    return sessions.to_dicts()[0]


@pytest.mark.parametrize(("sex", "trimp"), [("male", 108.095359), ("female", 121.499066)])
def test_banister_as_worked_out_by_hand(sex: str, trimp: float) -> None:
    """An hour at 150 between 50 and 190 is 108 for a man and 121 for a woman."""
    found = one_hour({150: 3600}, sex=sex, max_heart_rate_bpm=190.0, resting_heart_rate_bpm=50.0)

    assert pytest.approx(trimp) == found["trimp_banister"]


def test_edwards_as_worked_out_by_hand() -> None:
    """Ten, twenty, fifteen, ten and five minutes in zones 1 to 5 are 160."""
    minutes = {105: 10, 125: 20, 145: 15, 165: 10, 185: 5}
    found = one_hour({bpm: 60 * m for bpm, m in minutes.items()}, max_heart_rate_bpm=200.0)

    assert pytest.approx(160.0) == found["trimp_edwards"]


def test_without_a_resting_heart_rate_there_is_no_banister_load() -> None:
    """Edwards needs the maximum only and stands in; Banister is unknown, not invented."""
    found = one_hour({120: 3600}, max_heart_rate_bpm=190.0)

    assert (None, "trimp_edwards") == (found["trimp_banister"], found["load_source"])
    assert pytest.approx(120.0) == found["trimp_edwards"]


def test_half_an_hour_of_dropout_makes_the_heart_rate_useless() -> None:
    """Under 80 % of the time with a believable pulse there is no heart-rate load."""
    found = one_hour({150: 1800}, max_heart_rate_bpm=190.0, resting_heart_rate_bpm=50.0)

    assert (None, None) == (found["trimp_banister"], found["trimp_edwards"])


# ---------- the hour at the threshold


@pytest.mark.parametrize(("sex", "hrtss"), [("male", 61.963768), ("female", 64.331527)])
def test_hrtss_as_worked_out_by_hand(sex: str, hrtss: float) -> None:
    """An hour at 150 is 108 of a man's 174 in an hour at 171; a woman's 121 of 189."""
    found = one_hour({150: 3600}, sex=sex, threshold_heart_rate_bpm=171.0, **KNOWN)

    assert pytest.approx(hrtss) == found["hrtss"]


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize("bpm", [120, 171, 189])
def test_an_hour_at_the_threshold_is_100(sex: str, bpm: int) -> None:
    """By definition, whoever's threshold it is."""
    found = one_hour({bpm: 3600}, sex=sex, threshold_heart_rate_bpm=float(bpm), **KNOWN)

    assert pytest.approx(100.0) == found["hrtss"]


@pytest.mark.parametrize(
    "known",
    [
        {**KNOWN},
        {"max_heart_rate_bpm": 190.0, "threshold_heart_rate_bpm": 171.0},
        {**KNOWN, "threshold_heart_rate_bpm": 50.0},
        {**KNOWN, "threshold_heart_rate_bpm": 190.0},
    ],
    ids=["no threshold", "no rest", "threshold at rest", "threshold at the maximum"],
)
def test_no_hrtss_without_a_threshold_between_rest_and_maximum(known: dict[str, float]) -> None:
    """What it is measured against is unknown, and so is the load."""
    assert one_hour({150: 3600}, **known)["hrtss"] is None


# ---------- time at intensity


def test_minutes_above_80_and_90_per_cent() -> None:
    """160 and 180 of 200 belong to what is hard and very hard, 159 and 179 do not yet."""
    held = {159: 1800, 160: 600, 179: 300, 180: 300, 190: 600}
    found = one_hour(held, max_heart_rate_bpm=200.0)

    assert (30.0, 15.0, 60.0) == tuple(
        found[name] for name in ("over_80_pct_min", "over_90_pct_min", "pulse_min")
    )


def test_an_easy_hour_has_no_hard_minute() -> None:
    """Nothing hard is 0, which is not unknown."""
    found = one_hour({120: 3600}, max_heart_rate_bpm=200.0)

    assert (0.0, 0.0) == (found["over_80_pct_min"], found["over_90_pct_min"])


# ---------- a pulse nobody can use


@pytest.mark.parametrize(
    ("heart_rates", "found", "problem"),
    [
        ({150: 3600}, {}, None),
        ({150: 2880}, {}, None),
        ({150: 2879}, {}, "dropouts"),
        ({30: 3600}, {}, "dropouts"),
        ({150: 2880, 195: 720}, {}, None),
        ({150: 2879, 196: 721}, {}, "dropouts"),
        ({150: 3600}, {"heart_rate_frozen_s": 60.0}, None),
        ({150: 3600}, {"heart_rate_frozen_s": 61.0}, "frozen"),
        ({150: 3600}, {"heart_rate_locked_s": 720.0}, None),
        ({150: 3600}, {"heart_rate_locked_s": 721.0}, "cadence_lock"),
        ({150: 3000}, {"heart_rate_locked_s": 180.0}, "cadence_lock"),
        ({150: 2000}, {"heart_rate_locked_s": 900.0}, "cadence_lock"),
        ({150: 2000}, {"heart_rate_locked_s": 180.0}, "dropouts"),
        ({150: 2000}, {"heart_rate_frozen_s": 90.0, "heart_rate_locked_s": 900.0}, "frozen"),
    ],
)
def test_what_is_wrong_with_a_pulse(
    heart_rates: dict[int, int], found: dict[str, float], problem: str | None
) -> None:
    """Standing still comes before following the steps, and that before being lost."""
    loads = one_hour(heart_rates, found, threshold_heart_rate_bpm=171.0, **KNOWN)

    computed = ("trimp_banister", "trimp_edwards", "hrtss", "over_80_pct_min", "pulse_min")
    assert (problem, problem is None) == (
        loads["heart_rate_problem"],
        loads["is_heart_rate_usable"],
    )
    assert {problem is None} == {loads[name] is not None for name in computed}


@pytest.mark.parametrize(
    ("pieces", "held_s", "timer_s"),
    [(48, 10.0, 600.0), (10, 48.0, 600.0), (24, 10.1, 303.0)],
)
def test_exactly_80_per_cent_are_enough(pieces: int, held_s: float, timer_s: float) -> None:
    """However many heart rates they are made of; a hundredth of a second less is too few."""
    held = dict.fromkeys(range(120, 120 + pieces), held_s)
    enough = one_hour(held, {"timer_s": timer_s}, **KNOWN)
    too_few = one_hour(held | {120: held_s - 0.01}, {"timer_s": timer_s}, **KNOWN)

    assert (True, None) == (enough["is_heart_rate_usable"], enough["heart_rate_problem"])
    assert (False, "dropouts") == (too_few["is_heart_rate_usable"], too_few["heart_rate_problem"])


@pytest.mark.parametrize(
    ("minutes", "found", "problem"),
    [
        (60, {}, None),
        (57.2, {}, None),
        (57.1, {}, "shortened"),
        (30, {}, "shortened"),
        (30, {"heart_rate_frozen_s": 61.0}, "frozen"),
        (30, {"heart_rate_locked_s": 2160.0}, "shortened"),
        (30, {"heart_rate_locked_s": 2161.0}, "cadence_lock"),
        (76, {}, "dropouts"),
    ],
)
def test_of_a_shortened_session_nobody_knows_the_pulse(
    minutes: float, found: dict[str, float], problem: str | None
) -> None:
    """Which minutes of an hour's pulse are those of a run that took less is not said."""
    loads = one_hour({150: 3600}, found, edit={"timer_s": 60.0 * minutes}, **KNOWN)

    assert (problem, problem is None) == (
        loads["heart_rate_problem"],
        loads["is_heart_rate_usable"],
    )
    assert (problem is None) == (loads["trimp_banister"] is not None)


def test_a_pulse_longer_than_its_clock_is_not_a_shortened_one() -> None:
    """Only the runner's own word says that part of it is not meant."""
    found = one_hour({150: 3600}, {"timer_s": 3000.0}, **KNOWN)

    assert (True, None) == (found["is_heart_rate_usable"], found["heart_rate_problem"])


def test_each_trouble_with_a_pulse_is_told() -> None:
    """Whatever keeps a heart rate from being used has a sentence of its own."""
    english = translator("en")
    told = {heart_rate_trouble(problem, english) for problem in PROBLEMS}

    assert len(PROBLEMS) == len(told - {""})


def test_without_a_maximum_nobody_can_tell() -> None:
    """A frozen pulse is one whoever's it is; whether another is usable is unknown."""
    fine, frozen = one_hour({150: 3600}), one_hour({150: 3600}, {"heart_rate_frozen_s": 61.0})

    assert (None, None) == (fine["is_heart_rate_usable"], fine["heart_rate_problem"])
    assert (False, "frozen") == (frozen["is_heart_rate_usable"], frozen["heart_rate_problem"])
    assert {None} == {fine["trimp_edwards"], fine["pulse_min"], fine["over_80_pct_min"]}


def test_a_run_without_a_strap_has_no_problem() -> None:
    """No pulse is none that is wrong: there is nothing to judge."""
    found = one_hour({}, **KNOWN)

    assert (None, None) == (found["is_heart_rate_usable"], found["heart_rate_problem"])


def test_effort_is_minutes_times_rating() -> None:
    """45 minutes at 6 are 270; a session without a rating has no such load."""
    sessions = runs([8.0, 8.0]).with_columns(timer_s=pl.lit(2700.0), rpe=pl.Series([6.0, None]))
    found = run_model("fct_sessions", raw_sessions=sessions).sort("local_date")

    assert [pytest.approx(270.0), None] == found["srpe_load"].to_list()
