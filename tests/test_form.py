"""How steps are against the runner's own curve over speed: hills and haste are taken out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.models import run_model, run_models, sql_files
from tests.form_histories import LINES, Run, changed, form, noisy, raw_of, regular
from tests.histories import MONDAY

WEEKS = 26
RECENT_DAY = 7 * WEEKS - 28
SEEDS = range(20)
"""The first of the newest 28 days."""
BALANCE = "stance_time_balance_pct"
KEY = ["week_start", "form_measure"]


def newest(runs: Sequence[Run], measure: str = "cadence_spm", **later: int) -> dict[str, Any]:
    """Return what is told of a measure in the last week."""
    today = MONDAY + timedelta(max(run.day for run in runs), **later)
    rows = form(runs, today).filter(form_measure=measure)
    return rows.sort("week_start").row(-1, named=True)


def recently(measure: str, factor: float) -> dict[str, Any]:
    """Return what is told of a measure that has changed for 28 days."""
    return newest(changed(regular(WEEKS), from_day=RECENT_DAY, **{measure: factor}), measure)


def judged(runs: Sequence[Run]) -> pl.DataFrame:
    """Return the weeks and measures that are judged."""
    return form(runs).filter(pl.col("form_state") != "not_enough")


# ---------- the curve


def test_steps_on_the_own_line_are_as_usual() -> None:
    """Steps that follow one line have no residual, whatever the speeds of the day were."""
    weeks = judged(regular(WEEKS))

    assert {"as_usual"} == set(weeks["form_state"])
    assert {19} == set(weeks["form_measure"].value_counts()["count"])
    assert weeks["residual_pct"].abs().to_list() == pytest.approx([0] * len(weeks), abs=1e-9)
    height, slope = LINES["cadence_spm"]
    row = weeks.filter(form_measure="cadence_spm").row(0, named=True)
    assert pytest.approx(height + slope * row["speed_mps"]) == row["usual_value"]


@settings(max_examples=5, deadline=None)
@given(faster=st.floats(0.2, 0.8), days=st.sampled_from([(0, 2, 4, 6), (1, 5), (3,)]))
def test_a_faster_week_changes_no_residual(faster: float, days: tuple[int, ...]) -> None:
    """A newest week that is faster on the same curve leaves every residual alone."""
    runs = regular(WEEKS, days)
    quick = hurried(runs, faster)

    columns = [*KEY, "residual_pct", "robust_sd_pct", "form_state", "is_hint", "runs_apart"]
    assert_frame_equal(form(runs)[columns], form(quick)[columns], abs_tol=1e-9)


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_haste_is_no_hint_where_days_differ(seed: int) -> None:
    """Half a metre a second faster moves the step rate's residual by less than a percent."""
    runs = noisy(regular(WEEKS), seed)
    before, after = (newest(each) for each in (runs, hurried(runs, 0.5)))

    assert abs(after["residual_pct"] - before["residual_pct"]) < 1
    assert not after["is_hint"]


def hurried(runs: Sequence[Run], faster_mps: float) -> list[Run]:
    """Return runs whose newest week is faster."""
    return [
        replace(run, speeds_mps=[speed + faster_mps for speed in run.speeds_mps])
        if run.day >= RECENT_DAY + 21
        else run
        for run in runs
    ]


def test_the_line_is_theil_and_sens() -> None:
    """With one run a speed the slope is the median over all pairs; one odd run does no harm."""
    speeds = np.arange(2.3, 4.4, 0.2)
    values = 150 + 8 * speeds + np.random.default_rng(4).normal(0, 1, len(speeds))
    values[3] *= 0.8
    runs = [
        Run(3 * number, [speed], {"cadence_spm": value / (140 + 9 * speed)})
        for number, (speed, value) in enumerate(zip(speeds.tolist(), values.tolist(), strict=True))
    ]
    found = run_model("int_form_slopes", **raw_of(runs)).filter(form_measure="cadence_spm")

    i, j = np.triu_indices(len(speeds), 1)
    pairs = np.sort((values[j] - values[i]) / (speeds[j] - speeds[i]))
    middle = pairs[(len(pairs) - 1) // 2]
    assert pytest.approx(middle) == found.sort("week_start").row(-1, named=True)["slope"]


def test_a_runner_of_one_speed_has_a_flat_line() -> None:
    """Speeds that span less than 0.3 m/s show no slope: they are compared as they are."""
    runs = [replace(run, speeds_mps=(2.9, 3.1)) for run in regular(WEEKS)]

    assert {0.0} == set(run_model("int_form_slopes", **raw_of(runs))["slope"])
    assert "as_usual" == newest(runs)["form_state"]


# ---------- what is told


def test_a_slower_step_rate_at_the_same_speeds_is_a_hint() -> None:
    """5 % fewer steps at the same speeds for 28 days are a hint of about -5 %."""
    row = recently("cadence_spm", 0.95)

    assert ("lower", True) == (row["form_state"], row["is_hint"])
    assert pytest.approx(-5, abs=0.2) == row["residual_pct"]


def test_a_slower_step_rate_is_found_among_days_that_differ() -> None:
    """Days that differ by 1.5 % seldom hide a change of 5 %, though it reads smaller.

    The 28 days are part of the 90 and pull the curve a little towards themselves.
    """
    rows = [
        newest(changed(noisy(regular(WEEKS), seed), from_day=RECENT_DAY, cadence_spm=0.95))
        for seed in SEEDS
    ]

    assert sum(row["is_hint"] for row in rows) >= 0.9 * len(SEEDS)
    assert all(-6 < row["residual_pct"] < -2 for row in rows)


@pytest.mark.parametrize(
    ("measure", "factor", "state", "is_hint"),
    [
        ("cadence_spm", 0.965, "lower", True),
        ("cadence_spm", 0.975, "as_usual", False),
        ("cadence_spm", 1.05, "higher", False),
        ("step_length_mm", 1.05, "higher", False),
        ("stance_time_ms", 1.04, "higher", True),
        ("stance_time_ms", 0.96, "lower", False),
        ("stance_time_ms", 1.004, "as_usual", False),
        ("vertical_ratio_pct", 1.05, "higher", True),
        (BALANCE, 1.03, "higher", True),
        (BALANCE, 0.985, "lower", False),
        (BALANCE, 0.97, "lower", True),
    ],
)
def test_what_goes_with_a_long_stride_is_a_hint(
    measure: str, factor: float, state: str, is_hint: bool
) -> None:
    """Fewer steps, longer contact, more bounce, a balance off the middle; no longer step alone."""
    row = recently(measure, factor)

    assert (state, is_hint) == (row["form_state"], row["is_hint"])


def test_two_runs_apart_are_not_enough() -> None:
    """Ground contact counts as changed only from the third run in a row on."""
    runs = regular(WEEKS)
    late = [
        newest(changed(runs, from_day=run.day, stance_time_ms=1.05), "stance_time_ms")
        for run in runs[-3:-1]
    ]

    assert [("higher", 3), ("as_usual", 2)] == [
        (row["form_state"], row["runs_apart"]) for row in late
    ]


def test_the_balance_is_told_in_points() -> None:
    """A share of 50.4 % that becomes 51.4 % has moved by one percentage point, not by 2 %."""
    assert pytest.approx(1) == recently(BALANCE, 51.4 / 50.4)["residual_pct"]


def test_chance_alone_seldom_gives_a_hint() -> None:
    """Where days differ by 1.5 % for no reason, at most 3 % of the weeks hold a hint."""
    weeks = [
        judged(noisy(regular(52), seed)).group_by("week_start").agg(pl.col("is_hint").any())
        for seed in range(6)
    ]
    hints = pl.concat(weeks)["is_hint"].to_list()

    assert 270 == len(hints)
    assert sum(hints) <= 0.03 * len(hints)


# ---------- what is not judged


def test_nothing_is_judged_without_older_runs() -> None:
    """A curve of the newest 28 days alone would hold new steps against themselves."""
    states = form(regular(WEEKS)).filter(form_measure="cadence_spm")["form_state"].to_list()

    assert ["not_enough"] * 7 + ["as_usual"] * (WEEKS - 7) == states


def test_few_runs_are_not_judged() -> None:
    """Two runs in 28 days say nothing, three do; after 90 days without a run nothing is left."""
    runs = regular(WEEKS)
    before = [run for run in runs if run.day < RECENT_DAY]
    told = [newest([*before, *runs[-count:]]) for count in (2, 3)]

    assert [("not_enough", 2), ("as_usual", 3)] == [
        (row["form_state"], row["runs"]) for row in told
    ]
    later = newest(runs, weeks=17)
    assert ("not_enough", 0, None, None) == tuple(
        later[name] for name in ("form_state", "curve_runs", "usual_value", "is_hint")
    )


def test_two_watches_are_not_compared() -> None:
    """With a new watch that measures longer contacts the curve begins anew."""
    runs = changed(regular(WEEKS), from_day=RECENT_DAY, stance_time_ms=1.08)
    runs = [
        replace(run, session={"device": "new" if run.day >= RECENT_DAY else "old"}) for run in runs
    ]
    row = newest(runs, "stance_time_ms")

    assert ("not_enough", 16, 16) == (row["form_state"], row["runs"], row["curve_runs"])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("exclusions", {"note": "not me"}),
        ("edits", {"sport": "walking"}),
        ("edits", {"distance_m": 9000.0}),
    ],
    ids=["taken out", "a walk", "corrected way"],
)
def test_what_does_not_count_leaves_the_curve_alone(table: str, words: dict[str, Any]) -> None:
    """A run taken out, one that was a walk, or one whose way is corrected tells nothing here."""
    *runs, last = regular(WEEKS)
    said = {"athlete_id": "me", "session_id": last.session_id, **words}
    said_at = datetime(2027, 1, 1, tzinfo=UTC)
    frame = schemas.conform(pl.DataFrame([{**said, "written_at": said_at}]), schemas.RAW[table])
    today = MONDAY + timedelta(last.day)
    odd = replace(last, factors={"cadence_spm": 0.5})

    assert_frame_equal(form(runs, today), form([*runs, odd], today, **{f"raw_{table}": frame}))


def test_the_check_lets_through_what_is_sound() -> None:
    """Weeks judged and not judged pass; a week told twice, or a lost one, does not."""
    names = ["fct_form", "int_form_runs", "int_calendar"]
    runs = changed(noisy(regular(WEEKS), 3), from_day=RECENT_DAY, cadence_spm=0.9)
    frames = run_models(names, **raw_of(runs))
    rows = frames["fct_form"]

    assert not objections(frames)
    assert objections(frames | {"fct_form": pl.concat([rows, rows])})
    assert objections(frames | {"fct_form": rows.filter(pl.col("week_start") > MONDAY)})


def objections(frames: dict[str, pl.DataFrame]) -> list[Any]:
    """Return what the check finds in some tables."""
    (check,) = (file for file in sql_files("checks") if file.name == CHECK)
    con = duckdb.connect()
    for name, frame in frames.items():
        con.register(name, frame)
    return con.sql(check.read_text("utf-8")).fetchall()


CHECK = "check_form_is_judged_by_its_runs.sql"
