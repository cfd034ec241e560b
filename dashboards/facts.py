"""Picks the rows a page speaks about. Selecting only: no metric is computed here."""

import shlex
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards.wording.families import most_pressing_first
from pipeline.home import ME

Marts = Mapping[str, pl.DataFrame]
Row = dict[str, Any]

KILOMETRES: Final = "distance_km"
SILENT_DAYS: Final = 10


def one_row(frame: pl.DataFrame) -> Row | None:
    """Return the only row of a frame, None where it is empty."""
    return frame.row(0, named=True) if frame.height else None


def athlete(marts: Marts) -> Row:
    """Return the row of `dim_athletes`."""
    return marts["dim_athletes"].row(0, named=True)


def plan(marts: Marts) -> Row | None:
    """Return the row of `fct_plan`, None where nothing can be planned."""
    return one_row(marts["fct_plan"])


def latest_status(marts: Marts) -> Row | None:
    """Return the row of `fct_status` of the athlete's today; the newest where it has none."""
    days = marts["fct_status"].sort("local_date")
    of_today = days.filter(pl.col("local_date") == athlete(marts)["today"])
    return one_row(of_today) or one_row(days.tail(1))


def latest_flags(marts: Marts) -> list[Row]:
    """Return the signals alive on the day of the status, the most pressing first.

    A flag raised by a run also says how long that run and the longest before it were.
    """
    status = latest_status(marts)
    if status is None:
        return []
    runs = marts["fct_sessions"].select(
        "session_id",
        distance_km=pl.col("distance_m") / 1000,
        longest_before_km=pl.col("longest_before_m") / 1000,
    )
    flags = (
        marts["fct_flags"]
        .filter(pl.col("local_date") == status["local_date"])
        .join(runs, on="session_id", how="left")
    )
    return most_pressing_first(flags.rows(named=True))


def in_kilometres(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the distance measure."""
    return frame.filter(pl.col("load_measure") == KILOMETRES)


def back_pain(marts: Marts) -> pl.DataFrame:
    """Return the days with a low-back score, oldest first."""
    days = marts["fct_pain_days"].filter(pl.col("body_site") == "low_back")
    return days.sort("local_date")


def own_command(marts: Marts, *words: str) -> str:
    """Return a command that asks whose, where there may be several."""
    athlete_id = athlete(marts)["athlete_id"]
    whose = () if athlete_id == ME else ("--athlete", shlex.quote(athlete_id))
    return " ".join(("backstride", *words, *whose))


def counted_sessions(marts: Marts) -> pl.DataFrame:
    """Return the sessions that the athlete has not taken out, oldest first."""
    counted = marts["fct_sessions"].filter(~pl.col("is_excluded"))
    return counted.sort("local_date", "started_at")


def runs(marts: Marts) -> pl.DataFrame:
    """Return the running sessions that count, oldest first."""
    return counted_sessions(marts).filter(sport="running")


def last_days(frame: pl.DataFrame, today: date, days: int) -> pl.DataFrame:
    """Return the rows of the last `days` days, today included."""
    return frame.filter(pl.col("local_date") > today - timedelta(days=days))


def newest_data(person: Row) -> date | None:
    """Return the date of an athlete's newest session or entry."""
    dates = [person["last_session_date"], person["last_entry_date"]]
    return max((day for day in dates if day is not None), default=None)


def is_silent(person: Row) -> bool:
    """Tell whether an athlete once sent data and has stopped."""
    newest = newest_data(person)
    return newest is not None and (person["today"] - newest).days > SILENT_DAYS
