"""From a runner's history to a plan: what can be asked, and what the answers amount to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from pipeline import schemas
from pipeline.plan import asking, limits, rests
from pipeline.plan.candidates import WEEK_DAYS, longest_km, made_up_runs, recent_runs
from pipeline.plan.shapes import PLAN, PLAN_CANDIDATES, PLAN_FLAGS, Plan

LOOK_BACK_DAYS = 190
"""So many days the models are shown: they hold the strain of a week against the 180 before. Of
whom a break has kept from running these are the days before it."""
MIN_HISTORY_DAYS = 30
USUAL_SHARE = 0.8
STOP_AT_NRS = 4

SILENT_DAYS = 10
"""So long after the newest file or entry a day without one is rest, later unknown."""

PLAN_INPUTS = (
    *asking.HISTORY,
    "dim_athletes",
    "fct_flags",
    "fct_rest_blocks",
    "fct_signals",
    "fct_training_load",
)

Marts = Mapping[str, pl.DataFrame]
Row = dict[str, Any]


class Found(NamedTuple):
    """A plan before it has its athlete's name."""

    row: Row
    candidates: pl.DataFrame = pl.DataFrame()
    flags: pl.DataFrame = pl.DataFrame()


def plan(marts: Marts) -> Plan:
    """Return one athlete's plan from tomorrow on.

    Parameters
    ----------
    marts
        The athlete's rows of `PLAN_INPUTS`.

    Returns
    -------
    Plan
        One row after `PLAN`; the candidates of each number in it, and their flags.
    """
    athlete_id, today = marts["raw_athletes"].select("athlete_id", "today").row(0)
    runs = marts["fct_sessions"].filter(
        pl.col("sport") == "running", ~pl.col("is_excluded"), pl.col("distance_m") > 0
    )
    found = _found(marts, runs, today)
    always = {
        "longest_30d_km": longest_km(recent_runs(runs, today)),
        "is_after_rest": False,
        **_of_the_back(marts, today, found.row["plan_state"]),
    }
    row = pl.DataFrame([always | found.row])
    tables = ((row, PLAN), (found.candidates, PLAN_CANDIDATES), (found.flags, PLAN_FLAGS))
    name = pl.lit(athlete_id).alias("athlete_id")
    return Plan(*(schemas.conform(rows, schema).with_columns(name) for rows, schema in tables))


def _of_the_back(marts: Marts, today: date, state: str) -> Row:
    """Return what rests and warning signs say; who is asked to stop waits for more than an entry."""
    blocks, flags = marts["fct_rest_blocks"], marts["fct_flags"]
    stops = _asking_to_stop(flags.filter(pl.col("family") != "red_flag"))
    waits = rests.waits_for_entry(
        rests.beginning(blocks, today), _newest(marts, "last_entry_date"), set(stops["local_date"])
    )
    signs = _of_today(flags, today).filter(family="red_flag")
    return {
        "asks_for_doctor": rests.asks_for_doctor(blocks, today),
        "waits_for_entry": waits and state not in ("resting", "pain_first"),
        "has_red_flag": not signs.is_empty(),
        **rests.rest_told(rests.rest_until(blocks, today), today),
    }


def _is_silent(marts: Marts, today: date) -> bool:
    """Tell whether nobody knows what was run of late."""
    newest = _newest(marts, "last_session_date", "last_entry_date")
    return newest is not None and (today - newest).days > SILENT_DAYS


def _newest(marts: Marts, *names: str) -> date | None:
    """Return the newest of some dates of the athlete."""
    found: date | None = marts["dim_athletes"].select(pl.max_horizontal(names)).item()
    return found


def _found(marts: Marts, runs: pl.DataFrame, today: date) -> Found:
    """Return what can be said without asking, else what the models answer."""
    rest_until = rests.rest_until(marts["fct_rest_blocks"], today)
    if rest_until is not None and rest_until > today:
        return Found({"plan_state": "resting", "next_run_max_km": 0.0})
    if not _asking_to_stop(_of_today(marts["fct_flags"], today)).is_empty():
        return Found({"plan_state": "pain_first", "next_run_max_km": 0.0})
    if _is_silent(marts, today):
        return Found({"plan_state": "silent"})
    if not _is_long_enough(runs, today):
        return Found({"plan_state": "too_little_history"})
    break_began = _break_began(marts["fct_signals"], today)
    since = (break_began or today) - timedelta(LOOK_BACK_DAYS)
    recent = runs.filter(pl.col("local_date") >= since)
    if recent.is_empty():
        return Found({"plan_state": "too_little_history"})
    made_up = made_up_runs(recent, today, is_returning=break_began is not None)
    answers = asking.ask(made_up, _history(marts, since, today), today)
    found = _answered(answers, _usual_week_km(marts, today))
    block = rests.beginning(marts["fct_rest_blocks"], today)
    return found._replace(row=rests.begin_small(found.row, block))


def _answered(answers: asking.Answers, usual_week_km: float | None) -> Found:
    """Return what the answers amount to; without a number there is nothing to look up."""
    judged = limits.judged_kinds(answers)
    of_judged = pl.col("kind").is_in(judged)
    added = limits.added_flags(answers)
    candidates = limits.candidates(answers, added).filter(of_judged)
    row = _row(candidates, limits.return_of(answers), usual_week_km) | {
        f"{number}_limited_by": limits.limited_by(candidates, added, kind)
        for number, kind in (("next_run", "run"), ("week", "week"))
    }
    row["week_not_judged"] = None if "week" in judged else limits.week_not_judged(answers)
    if row["plan_state"] == "too_little_history":
        return Found(row)
    return Found(row, candidates, added.filter(of_judged))


def _break_began(signals: pl.DataFrame, today: date) -> date | None:
    """Return the first day of the break that is open or ended in the last weeks."""
    days = signals.filter(pl.col("rule") == "return_days", pl.col("local_date") <= today)
    steady = days.filter(pl.col("not_judged") == "not_returning")["local_date"].to_list()
    since = max(steady, default=date.min)
    began: date | None = min(
        (day for day in days["local_date"].to_list() if day > since), default=None
    )
    return began


def _history(marts: Marts, since: date, today: date) -> dict[str, pl.DataFrame]:
    """Return what the models are shown; a score of a day to come is a slip."""
    sessions = marts["fct_sessions"].filter(pl.col("local_date") >= since)
    scores = marts["raw_diary"].filter(pl.col("local_date").is_between(since, today))
    return {**marts, "fct_sessions": sessions, "raw_diary": scores}


def _row(candidates: pl.DataFrame, returning: Row | None, usual_week_km: float | None) -> Row:
    """Return the columns of the plan; the least of a week is 0 for whoever returns."""
    run_km, week_km = (limits.ceiling_km(candidates, kind) for kind in ("run", "week"))
    low_km = None if usual_week_km is None else USUAL_SHARE * usual_week_km
    state = "too_little_history" if run_km is None else "ok"
    if returning is not None:
        state, low_km = "returning", 0.0
    if week_km is not None and low_km is not None:
        low_km = round(min(week_km, low_km), 1)
    return {
        "plan_state": state,
        "next_run_max_km": run_km,
        "week_high_km": week_km,
        "week_low_km": None if week_km is None else low_km,
        **(returning or {}),
    }


def _usual_week_km(marts: Marts, today: date) -> float | None:
    """Return the 28-day weekly mean."""
    kilometres = pl.col("load_measure") == "distance_km"
    means = _of_today(marts["fct_training_load"], today).filter(kilometres)["chronic_load"]
    return None if means.is_empty() or means.item() is None else WEEK_DAYS * means.item()


def _asking_to_stop(flags: pl.DataFrame) -> pl.DataFrame:
    """Return the flags that ask for rest: pain of 4 or more, lasting or sharp, a warning sign."""
    is_strong = (pl.col("level") == "high") | (pl.col("value") >= STOP_AT_NRS)
    return flags.filter(
        pl.col("family").is_in(["F7", "red_flag"]) | ((pl.col("family") == "F6") & is_strong)
    )


def _is_long_enough(runs: pl.DataFrame, today: date) -> bool:
    """Tell whether the first run was 30 days ago; what was done in another sport is no base."""
    return not runs.filter(
        pl.col("local_date") <= today - timedelta(MIN_HISTORY_DAYS - 1)
    ).is_empty()


def _of_today(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    return rows.filter(pl.col("local_date") == today)
