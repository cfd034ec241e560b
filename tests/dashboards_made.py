"""A made-up athlete for the pages, and their rows of the raw tables."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import polars as pl

from pipeline import schemas

TODAY = date(2026, 11, 22)
MADE_AT = datetime(2026, 11, 22, 7, 14, tzinfo=UTC)
WEEK_KM = (0.0, 7.0, 0.0, 9.0, 0.0, 6.0, 14.0)
SCRIPT_NOTE = "</script><img src=x onerror=alert(1)>"


@dataclass
class Made:
    """What one made-up athlete did, said and dropped.

    Attributes
    ----------
    km
        Kilometres of a day's run, by date; 0 is a rest day.
    pain
        The day's score, by date.
    settings
        What else is known of them: columns of `raw.athletes`.
    more
        Rows of further raw tables; those of `sessions` and `files` are added.
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
    settings: dict[str, Any] = field(default_factory=dict)
    more: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


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


def mark(kind: str, first: date, last: date) -> dict[str, Any]:
    """Return a row of `raw.marks`."""
    return {"kind": kind, "from_date": first, "to_date": last, "written_at": MADE_AT}


def refused_row(line: int, template: str, **facts: Any) -> dict[str, Any]:
    """Return a row of `raw.diary_refused`."""
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
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return {
        "sha256": sha256,
        "content_sha256": sha256,
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


def raw_frames(made: Made) -> dict[str, pl.DataFrame]:
    """Return an athlete's rows of the raw tables."""
    person = {
        "display_name": made.display_name or made.name.title(),
        "timezone": "Europe/Berlin",
        "today": made.today,
        **made.settings,
    }
    rows = {
        "athletes": [person],
        "sessions": _sessions(made),
        "diary": _entries(made),
        "marks": made.marks,
        "files": made.files,
        "diary_refused": made.refused,
        "diary_gone": [],
        "retractions": [],
    }
    for table, others in made.more.items():
        rows[table] = [*rows.get(table, []), *others]
    return {f"raw_{table}": _raw(table, made.name, of_table) for table, of_table in rows.items()}


def _raw(table: str, athlete_id: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    frame = pl.DataFrame(
        [{"athlete_id": athlete_id, **row} for row in rows], infer_schema_length=None
    )
    return schemas.conform(frame, schemas.RAW[table])


def _sessions(made: Made) -> list[dict[str, Any]]:
    runs = [session_row(made, day, "running", km) for day, km in made.km.items() if km > 0]
    others = [session_row(made, day, sport, None) for day, sport in made.other.items()]
    return runs + others


def session_row(made: Made, day: date, sport: str, km: float | None) -> dict[str, Any]:
    """Return a row of `raw.sessions`: at eight in UTC, six minutes a kilometre."""
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
