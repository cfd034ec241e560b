"""Made-up runners for the pages: raw rows in, every mart a page reads out."""

import functools
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import polars as pl

from pipeline.association.findings import pain_findings
from pipeline.association.load_features import counted_days, load_features
from pipeline.association.pooled import pooled
from pipeline.models import run_models
from pipeline.plan import PLAN, PLAN_INPUTS, plan
from pipeline.programme import evaluate
from pipeline.programme.arms import arms
from tests.dashboards_doubts import doubted
from tests.dashboards_made import (
    SCRIPT_NOTE,
    TODAY,
    Made,
    days_until,
    file_row,
    mark,
    mild_pain,
    raw_frames,
    refused_row,
    steady_km,
)

MODELS = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_red_flags",
    "fct_rest_blocks",
    "fct_signals",
    "fct_sessions",
    "int_daily_load",
    "int_calendar",
    "fct_training_load",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_pain_entries",
    "fct_diary_days",
    "fct_symptoms",
    "fct_diary_coverage",
    "fct_days",
    "fct_matches",
    "fct_suspects",
    "fct_corrections",
    "fct_balance",
    "fct_programme_periods",
    "fct_programme_weeks",
    "fct_calendar",
    "fct_calendar_steps",
    "fct_calendar_spans",
    "fct_shoes",
    "fct_habits",
    "fct_form",
    "fct_strength",
    "fct_strength_weeks",
    "stg_files",
    # ---------- physio
    "fct_pain_weeks",
    "fct_run_capability",
)


def spiky(count: int = 420) -> Made:
    """Return a runner with a break, a too long last run, a jump of the week and some pain."""
    days = days_until(TODAY, count)
    km = steady_km(days)
    for day in days[150:185]:
        km[day] = 0.0
    km[TODAY - timedelta(days=1)] = 24.3
    km[TODAY - timedelta(days=3)] = 13.0
    pain = mild_pain(days[40:])
    pain[TODAY] = 4
    pain[TODAY - timedelta(days=40)] = 5
    other = {day: "training" for day in days if day.weekday() == 0}
    other |= {day: "cycling" for day in days[200:] if day.weekday() == 4}
    return Made(
        km=km,
        other=other,
        pain=pain,
        marks=[mark("unknown", days[290], days[294])],
        files=_files(),
        refused=[refused_row(7, "Line {line}: pain is {value}; use 0-10. Row skipped.", value=12)],
        is_sport_assumed=True,
    )


def steady(count: int = 200) -> Made:
    """Return a runner of whom nothing is out of the ordinary."""
    days = days_until(TODAY, count)
    return Made(name="ben", km=steady_km(days, 5), pain=mild_pain(days))


def beginner(count: int) -> Made:
    """Return a runner with a few days of history and a few entries."""
    days = days_until(TODAY, count)
    km = steady_km(days) | {days[0]: 5.0}
    return Made(name="cleo", km=km, pain={days[-1]: 1})


def painless(count: int = 120) -> Made:
    """Return a runner without a diary."""
    return Made(name="dan", km=steady_km(days_until(TODAY, count)))


def pain_only(count: int = 40) -> Made:
    """Return somebody who keeps a diary and never runs."""
    days = days_until(TODAY, count)
    return Made(name="eva", pain=mild_pain(days))


def nobody() -> Made:
    """Return an athlete who exists, and nothing more."""
    return Made(name="finn")


def silent() -> Made:
    """Return a runner of whom nothing has been heard for 30 days."""
    days = days_until(TODAY - timedelta(days=30), 120)
    return Made(name="gus", km=steady_km(days), pain=mild_pain(days))


def red_flagged() -> Made:
    """Return a steady runner whose newest entry names a warning sign."""
    made = steady()
    made.name, made.entry = "ida", {"red_flags": "saddle numbness"}
    return made


def early_diary() -> Made:
    """Return a runner of a few days with a diary entry of months ago, and one of last week."""
    entries = {TODAY - timedelta(days=250): 3, TODAY - timedelta(days=12): 2, TODAY: 1}
    return Made(name="kai", km=steady_km(days_until(TODAY, 4)), pain=entries)


def _files() -> list[dict[str, Any]]:
    unreadable = "Nothing readable: {problem}. Export the file again from the watch or the app."
    return [
        *(file_row(f"run-{number}.fit", "loaded") for number in range(60)),
        file_row("copy of run-1.fit", "duplicate"),
        file_row(
            "SETTINGS.FIT", "ignored", "Not an activity ({kind}); nothing to load.", kind="settings"
        ),
        file_row("broken.fit", "quarantined", unreadable, problem="expected 14 bytes, got 3"),
        file_row(SCRIPT_NOTE + ".fit", "quarantined", unreadable, problem=SCRIPT_NOTE),
    ]


def marts(made: Made) -> dict[str, pl.DataFrame]:
    """Return every frame a page reads, built by the real models."""
    raw = raw_frames(made)
    models = {*MODELS, *(name for name in PLAN_INPUTS if not name.startswith("raw_"))}
    frames = {**raw, **run_models(sorted(models), **raw)}
    asked = plan(frames)
    return {
        **frames,
        "fct_plan": asked.plan if made.plan is None else pl.DataFrame([made.plan], schema=PLAN),
        "fct_plan_candidates": asked.candidates,
        "fct_plan_flags": asked.flags,
        "fct_programmes": evaluate(
            frames["fct_programme_periods"],
            frames["fct_pain_days"].filter(body_site="low_back"),
        ),
        **_findings(made, frames),
    }


def _findings(made: Made, frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    found = pain_findings(**_pain_questions(frames), entries=frames["fct_pain_entries"])
    return {name: rows.with_columns(athlete_id=pl.lit(made.name)) for name, rows in found.items()}


def _pain_questions(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    daily = frames["int_daily_load"].filter(load_measure="distance_km")
    runs = frames["fct_sessions"].filter(sport="running", is_excluded=False)
    longest = runs.select("local_date", longest_km=pl.col("distance_m") / 1000)
    return {"daily": daily, "diary": frames["fct_pain_days"], "longest": longest}


def decade() -> Made:
    """Return ten years of a steady runner with a diary."""
    days = days_until(TODAY, 3650)
    return Made(name="jo", km=steady_km(days, 7), pain=mild_pain(days, 0.7))


RUNNERS = {
    "spiky": spiky,
    "steady": steady,
    "three days": lambda: beginner(3),
    "27 days": lambda: beginner(27),
    "painless": painless,
    "pain only": pain_only,
    "nobody": nobody,
    "silent": silent,
    "red flag": red_flagged,
    "doubted": doubted,
    "early diary": early_diary,
}


@functools.cache
def marts_of(runner: str) -> dict[str, pl.DataFrame]:
    """Return the marts of one of `RUNNERS`, or of `ten years`, built once."""
    return marts((RUNNERS | {"ten years": decade})[runner]())


def of_the_group(people: Mapping[str, dict[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Return the marts of a group, as the group overview takes them."""
    counted = {}
    for name, frames in people.items():
        if frames["fct_pain_association"].filter("is_primary")["rho"].is_not_null().all():
            asked = _pain_questions(frames)
            features = load_features(asked["daily"], asked["longest"])
            counted[name] = counted_days(features, asked["diary"])
    judged = pl.concat(frames["fct_programmes"] for frames in people.values())
    return {"fct_pooled_association": pooled(counted), "fct_cohort_programmes": arms(judged)}


def together(people: Iterable[Made]) -> dict[str, dict[str, pl.DataFrame]]:
    """Return the marts of several athletes by name, as the group overview takes them."""
    return {made.name: marts(made) for made in people}
