"""Did pain change with a strength programme? The wording rule of SCIENCE C.4, for one runner.

A diary swings by two points on its own: "two points better" alone calls an improvement in one of
four diaries in which nothing happened. Here a change has to be large enough to matter *and* larger
than such swings. It is judged once, over the first eight weeks: looking again every day until
something shows would undo that.
"""

import datetime as dt
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from pipeline.programme.phases import Array, Comparison, Phase, compare

PROGRAMME_DAYS: Final = 56
LAST_DAYS: Final = 28
"""What is held against the baseline: the end of the programme."""
BASELINE_DAYS: Final = 28
WANTED_BASELINE_DAYS: Final = 56
"""So long a baseline is recommended, and no longer one is looked at."""
LEAST_LOGS: Final = 14
"""Of the baseline, and of the programme."""
LEAST_LAST_LOGS: Final = 7
"""Of the last 28 days, and of the 29 days around a follow-up."""
FOLLOW_UPS: Final = {"follow_up_3_months_nrs": 91, "follow_up_6_months_nrs": 182}
AROUND_DAYS: Final = 14
ALPHA: Final = 0.05

POINTS: Final = 2.0
SHARE: Final = 0.3
FLOOR_POINTS: Final = 1.0
"""A change matters from 2 points on, or from 30 % if that is a point or more (SCIENCE E.5)."""
SAME: Final = 1e-9
"""Means of the same scores in another order may differ by this."""

VERDICTS: Final = (
    "clear_improvement",
    "possible",
    "not_enough_data",
    "no_clear_change",
    "worse",
)
"""What can be told once a programme is judged, most in its favour first."""

Row = dict[str, Any]

JUDGED: Final = {
    "programme_logs": pl.Int64,
    "baseline_logs": pl.Int64,
    "baseline_nrs": pl.Float64,
    "last_28_days_nrs": pl.Float64,
    "change_nrs": pl.Float64,
    "is_mcid_reached": pl.Boolean,
    "phi": pl.Float64,
    "n_eff_baseline": pl.Float64,
    "n_eff_programme": pl.Float64,
    "p_value": pl.Float64,
    "verdict": pl.String,
    "follow_up_3_months_nrs": pl.Float64,
    "follow_up_6_months_nrs": pl.Float64,
    "medicated_logs": pl.Int64,
    "is_without_medicated": pl.Boolean,
}
"""What `evaluate` adds to each programme."""


class Phases(NamedTuple):
    """The logs of one programme, and those of its end."""

    baseline: Phase
    programme: Phase
    last: Array


def evaluate(periods: pl.DataFrame, pain: pl.DataFrame) -> pl.DataFrame:
    """Judge one runner's strength programmes by that runner's own pain log.

    Parameters
    ----------
    periods
        `fct_programme_periods` of one athlete.
    pain
        ``local_date``, ``pain_nrs``, ``is_medicated``: `fct_pain_days` of the lower back.

    Returns
    -------
    pl.DataFrame
        The same rows with the columns ``JUDGED``. ``verdict`` is ``too_early`` until eight weeks
        are over or the programme has been ended, else one of ``VERDICTS``; before that, and with
        too few logs, nothing but logs and baseline is told. ``is_mcid_reached`` holds for a
        change in either direction. ``p_value`` is null where no score ever varies.

    Notes
    -----
    A score on a day with a painkiller says little of the back: each programme is judged with and
    without such days and the verdict less in its favour is told, with its numbers
    (``is_without_medicated``).
    """
    rows = [_told(period, pain) for period in periods.rows(named=True)]
    judged = pl.DataFrame(rows, schema=JUDGED)
    return pl.concat([periods, judged], how="horizontal")


def _told(period: Row, pain: pl.DataFrame) -> Row:
    """Return the verdict less in a programme's favour of those with and without painkillers."""
    judged = judged_by(period, pain)
    unmedicated = pain.filter(~pl.col("is_medicated"))
    medicated = _counted(period, pain) - _counted(period, unmedicated)
    facts = {"medicated_logs": medicated, "is_without_medicated": False}
    if not medicated or judged["verdict"] == "too_early":
        return judged | facts
    beside = judged_by(period, unmedicated)
    if VERDICTS.index(beside["verdict"]) > VERDICTS.index(judged["verdict"]):
        return beside | facts | {"is_without_medicated": True}
    return judged | facts


def _counted(period: Row, pain: pl.DataFrame) -> int:
    phases = _phases(period, pain)
    return len(phases.baseline.day) + len(phases.programme.day)


def programme_week(started_on: dt.date, today: dt.date) -> int:
    """Return in which week of a programme a day lies, its first being 1."""
    return (today - started_on).days // 7 + 1


def judged_by(period: Row, pain: pl.DataFrame) -> Row:
    """Return the verdict on one programme by these logs, and its numbers.

    Parameters
    ----------
    period
        A row of `fct_programme_periods`.
    pain
        ``local_date``, ``pain_nrs``.
    """
    phases = _phases(period, pain)
    told: Row = {
        "baseline_logs": len(phases.baseline.day),
        "programme_logs": len(phases.programme.day),
        "baseline_nrs": float(phases.baseline.score.mean()) if len(phases.baseline.day) else None,
        **{name: _around(period, pain, days) for name, days in FOLLOW_UPS.items()},
    }
    if not period["is_judgeable"]:
        return told | {"verdict": "too_early"}
    if not _is_enough(period, phases):
        return told | {"verdict": "not_enough_data"}
    return told | _numbers(phases)


def _phases(period: Row, pain: pl.DataFrame) -> Phases:
    start, until = period["started_on"], period["judged_until"]
    baseline = _phase(pain, period["baseline_from"] or start, start - dt.timedelta(1), start)
    programme = _phase(pain, start, until, start)
    is_last = programme.day > (until - start).days - LAST_DAYS
    return Phases(baseline, programme, programme.score[is_last])


def _phase(pain: pl.DataFrame, first: dt.date, last: dt.date, start: dt.date) -> Phase:
    logs = pain.filter(pl.col("local_date").is_between(first, last)).sort("local_date")
    days = (logs["local_date"] - pl.Series([start])).dt.total_days()
    return Phase(days.to_numpy(), logs["pain_nrs"].cast(pl.Float64).to_numpy())


def _is_enough(period: Row, phases: Phases) -> bool:
    """Tell whether baseline, programme and its end are long and full enough (SCIENCE C.4)."""
    if period["baseline_from"] is None:
        return False
    days_before = (period["started_on"] - period["baseline_from"]).days
    days_of = (period["judged_until"] - period["started_on"]).days + 1
    return (
        days_before >= BASELINE_DAYS
        and days_of >= LAST_DAYS
        and min(len(phases.baseline.day), len(phases.programme.day)) >= LEAST_LOGS
        and len(phases.last) >= LEAST_LAST_LOGS
    )


def _numbers(phases: Phases) -> Row:
    found = compare(phases.baseline, phases.programme)
    baseline, last = float(phases.baseline.score.mean()), float(np.mean(phases.last))
    return {
        "last_28_days_nrs": last,
        "change_nrs": last - baseline,
        "is_mcid_reached": is_mcid_reached(baseline, last),
        "phi": found.phi,
        "n_eff_baseline": found.n_eff_before,
        "n_eff_programme": found.n_eff_after,
        "p_value": found.p_value,
        "verdict": verdict(baseline, last, found),
    }


def is_mcid_reached(baseline: float, last: float) -> bool:
    """Tell whether a change, up or down, is one that matters (SCIENCE E.5)."""
    size = abs(last - baseline) + SAME
    return size >= POINTS or size >= max(SHARE * baseline, FLOOR_POINTS)


def verdict(baseline: float, last: float, found: Comparison) -> str:
    """Return the wording rule's verdict.

    Parameters
    ----------
    baseline, last
        Mean scores of the baseline and of the programme's last 28 days.
    found
        The whole programme held against the baseline.
    """
    change = last - baseline
    is_beyond_chance = (
        found.p_value is not None and found.p_value < ALPHA and found.difference * change > 0
    )
    if abs(change) + SAME >= POINTS and is_beyond_chance:
        return "clear_improvement" if change < 0 else "worse"
    return "possible" if change < 0 and is_mcid_reached(baseline, last) else "no_clear_change"


def _around(period: Row, pain: pl.DataFrame, days_after: int) -> float | None:
    """Return the mean score of the days around a follow-up, null where too few were logged.

    It comes so long after the last day the programme is judged by, whether or not anybody has told
    of an end.
    """
    on = period["judged_until"] + dt.timedelta(days_after)
    if on > period["followed_until"]:
        return None
    around = dt.timedelta(AROUND_DAYS)
    last = min(on + around, period["followed_until"])
    scores = pain.filter(pl.col("local_date").is_between(on - around, last))["pain_nrs"]
    return float(scores.to_numpy().mean()) if len(scores) >= LEAST_LAST_LOGS else None
