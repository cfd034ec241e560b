"""Made-up runners for the pages: raw rows in, every mart a page reads out."""

import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.association import associate
from pipeline.models import run_models
from pipeline.plan import PLAN, plan

TODAY = date(2026, 11, 22)
MADE_AT = datetime(2026, 11, 22, 7, 14, tzinfo=UTC)
WEEK_KM = (0.0, 7.0, 0.0, 9.0, 0.0, 6.0, 14.0)
SCRIPT_NOTE = "</script><img src=x onerror=alert(1)>"

MODELS = (
    "dim_athletes",
    "fct_status",
    "fct_flags",
    "fct_sessions",
    "int_daily_load",
    "int_calendar",
    "fct_training_load",
    "fct_weekly_load",
    "fct_pain_days",
    "fct_diary_coverage",
    "stg_files",
)


@dataclass
class Made:
    """What one made-up athlete did, said and dropped.

    Attributes
    ----------
    km
        Kilometres of a day's run, by date; 0 is a rest day.
    pain
        The day's score, by date.
    """

    name: str = "anna"
    km: dict[date, float] = field(default_factory=dict)
    other: dict[date, str] = field(default_factory=dict)
    pain: dict[date, int] = field(default_factory=dict)
    entry: dict[str, Any] = field(default_factory=dict)
    marks: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    display_name: str | None = None
    session_name: str | None = None
    is_sport_assumed: bool = False
    today: date = TODAY


def days_until(last: date, count: int) -> list[date]:
    """Return `count` days, the last of them `last`."""
    return [last - timedelta(days=back) for back in reversed(range(count))]


def steady_km(days: Iterable[date], seed: int = 1) -> dict[date, float]:
    """Return a runner's usual weeks with a little noise."""
    rng = np.random.default_rng(seed)
    return {
        day: round(WEEK_KM[day.weekday()] * float(np.exp(0.12 * rng.standard_normal())), 2)
        for day in days
    }


def mild_pain(days: Sequence[date], rate: float = 0.6, seed: int = 2) -> dict[date, int]:
    """Return a diary of low scores that last a while."""
    rng = np.random.default_rng(seed)
    mood, scores = 0.0, {}
    for day in days:
        mood = 0.85 * mood + 0.5 * float(rng.standard_normal())
        if rng.random() < rate:
            scores[day] = int(np.clip(round(1.4 + mood), 0, 3))
    return scores


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
        marks=[_mark("unknown", days[290], days[294])],
        files=_files(),
        refused=[_refused(7, "Line {line}: pain is {value}; use 0-10. Row skipped.", value=12)],
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


def _mark(kind: str, first: date, last: date) -> dict[str, Any]:
    return {"kind": kind, "from_date": first, "to_date": last, "written_at": MADE_AT}


def _refused(line: int, template: str, **facts: Any) -> dict[str, Any]:
    facts = {"line": line, **facts}
    return {
        "source": "diary/anna.csv",
        "sha256": "d" * 64,
        "line": line,
        "reason": template.format(**facts),
        "reason_template": template,
        "reason_facts": json.dumps(facts),
    }


def file_row(name: str, status: str, template: str = "", **facts: Any) -> dict[str, Any]:
    """Return a row of `raw.files`."""
    return {
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "name": name,
        "kind": "fit",
        "status": status,
        "reason": template.format(**facts) or None,
        "reason_template": template or None,
        "reason_facts": json.dumps(facts) if template else None,
        "quality": [],
        "bytes": 1000,
        "imported_at": MADE_AT,
    }


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


def raw_frames(made: Made) -> dict[str, pl.DataFrame]:
    """Return an athlete's rows of the raw tables."""
    person = {
        "display_name": made.display_name or made.name.title(),
        "timezone": "Europe/Berlin",
        "today": made.today,
    }
    rows = {
        "athletes": [person],
        "sessions": _sessions(made),
        "diary": _entries(made),
        "marks": made.marks,
        "files": made.files,
        "diary_refused": made.refused,
    }
    return {f"raw_{table}": _raw(table, made.name, of_table) for table, of_table in rows.items()}


def _raw(table: str, athlete_id: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    frame = pl.DataFrame(
        [{"athlete_id": athlete_id, **row} for row in rows], infer_schema_length=None
    )
    return schemas.conform(frame, schemas.RAW[table])


def _sessions(made: Made) -> list[dict[str, Any]]:
    runs = [_session(made, day, "running", km) for day, km in made.km.items() if km > 0]
    others = [_session(made, day, sport, None) for day, sport in made.other.items()]
    return runs + others


def _session(made: Made, day: date, sport: str, km: float | None) -> dict[str, Any]:
    return {
        "session_id": f"{made.name}-{day}-{sport}",
        "sha256": "a" * 64,
        "session_index": 0,
        "sport": sport,
        "sub_sport": "strength_training" if sport == "training" else None,
        "name": made.session_name,
        "started_at": datetime.combine(day, time(8), UTC),
        "utc_offset_s": 3600,
        "distance_m": None if km is None else 1000 * km,
        "timer_s": 1800.0 if km is None else 360 * km,
        "rpe": 4.0,
        "is_sport_assumed": made.is_sport_assumed and day == max(made.km),
    }


def _entries(made: Made) -> list[dict[str, Any]]:
    newest = max(made.pain, default=None)
    return [
        {
            "source": f"diary/{made.name}.csv",
            "sha256": "b" * 64,
            "local_date": day,
            "body_site": "low_back",
            "pain_nrs": score,
            "line": line,
            "imported_at": MADE_AT,
            **(made.entry if day == newest else {}),
        }
        for line, (day, score) in enumerate(made.pain.items(), start=2)
    ]


def marts(made: Made) -> dict[str, pl.DataFrame]:
    """Return every frame a page reads, built by the real models."""
    raw = raw_frames(made)
    frames = {**raw, **run_models(MODELS, **raw)}
    forecast = plan(frames) if made.plan is None else pl.DataFrame([made.plan], schema=PLAN)
    return {**frames, "fct_plan": forecast, "fct_pain_association": _association(made, frames)}


def _association(made: Made, frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    daily = frames["int_daily_load"].filter(pl.col("load_measure") == "distance_km")
    found = associate(daily, frames["fct_pain_days"])
    return found.with_columns(athlete_id=pl.lit(made.name))


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
}


@functools.cache
def marts_of(runner: str) -> dict[str, pl.DataFrame]:
    """Return the marts of one of `RUNNERS`, or of `ten years`, built once."""
    return marts((RUNNERS | {"ten years": decade})[runner]())


def together(people: Iterable[Made]) -> dict[str, dict[str, pl.DataFrame]]:
    """Return the marts of several athletes by name, as the group overview takes them."""
    return {made.name: marts(made) for made in people}
