"""Picks the rows a page speaks about. Selecting only: no metric is computed here."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboards.wording.families import LOAD_FAMILIES, PAIN_FAMILIES, most_pressing_first
from dashboards.wording.red_flags import most_urgent_first
from dashboards.wording.rules import UNITS
from pipeline.commands import own_command as command_of

Marts = Mapping[str, pl.DataFrame]
Row = dict[str, Any]

KILOMETRES: Final = "distance_km"
SILENT_DAYS: Final = 10
FLAG_DAYS: Final = 7
"""So long a flag of load lives."""

SIGNS_NEEDED: Final = {"F3": 2}
"""Family -> how many of its rules have to be over for a signal; one where not named."""

NO_SIGNALS: Final = {"local_date": pl.Date, "family": pl.String, "rule": pl.String}


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
    """Return the signals alive on the day of the status, as `told_flags` does.

    The group overview does without the numbers behind them.
    """
    status = latest_status(marts)
    if status is None:
        return []
    signals = marts.get("fct_signals", pl.DataFrame(schema=NO_SIGNALS))
    day = status["local_date"]
    signs = open_signs(marts["fct_red_flags"], athlete(marts), day)
    return told_flags(marts["fct_flags"], marts["fct_sessions"], signals, day, signs)


def open_signs(red_flags: pl.DataFrame, person: Row, day: date) -> list[Row]:
    """Return the warning signs open on a day, each with the athlete's country.

    Parameters
    ----------
    red_flags
        One athlete's rows of `fct_red_flags`.
    person
        The row of `dim_athletes`.
    day
        The day.
    """
    is_open = (pl.col("reported_on") <= day) & (pl.col("closed_on") > day).fill_null(value=True)
    return most_urgent_first(
        [row | {"country": person["country"]} for row in red_flags.filter(is_open).to_dicts()]
    )


def told_flags(
    flags: pl.DataFrame,
    sessions: pl.DataFrame,
    signals: pl.DataFrame,
    day: date,
    signs: Sequence[Row] = (),
) -> list[Row]:
    """Return the signals alive on a day with what their sentences name, most pressing first.

    A flag raised by a run says how long that run and the longest before it were; each carries
    the rows of `fct_signals` behind it by their rule: of the day it was raised for a family
    of load, of the day itself for pain. A red flag carries the signs that are open.

    Parameters
    ----------
    flags, sessions, signals
        One athlete's rows of `fct_flags`, `fct_sessions` and `fct_signals`.
    day
        The day.
    signs
        What `open_signs` returns of it.
    """
    runs = sessions.select(
        "session_id",
        distance_km=pl.col("distance_m") / 1000,
        longest_before_km=pl.col("longest_before_m") / 1000,
    )
    alive = flags.filter(pl.col("local_date") == day).join(runs, on="session_id", how="left")
    behind = {
        (row["family"], row["local_date"], row["rule"]): row
        for row in signals.filter(pl.col("local_date") > day - timedelta(FLAG_DAYS)).to_dicts()
    }
    return most_pressing_first(
        flag
        | {"signals": _behind(flag, behind)}
        | ({"signs": signs} if flag["family"] == "red_flag" else {})
        for flag in alive.rows(named=True)
    )


def _behind(flag: Row, signals: Mapping[tuple[str, date, str], Row]) -> dict[str, Row]:
    is_load = flag["family"] in LOAD_FAMILIES
    of = (flag["family"], flag["raised_on"] if is_load else flag["local_date"])
    return {rule: row for (*day, rule), row in signals.items() if tuple(day) == of}


def latest_signals(marts: Marts) -> list[Row]:
    """Return what every rule found on the day of the status, as `signals_of` does."""
    status = latest_status(marts)
    if status is None:
        return []
    entries = back_pain(marts)
    day = status["local_date"]
    return signals_of(marts["fct_signals"], marts["fct_sessions"], entries, day)


def signals_of(
    signals: pl.DataFrame, sessions: pl.DataFrame, entries: pl.DataFrame, day: date
) -> list[Row]:
    """Return a day's rows of `fct_signals` in the order of telling.

    Each carries `seen_on`: the day of its run, the day of the newest entry for pain, else the
    day itself.

    Parameters
    ----------
    signals, sessions, entries
        One athlete's rows of `fct_signals`, `fct_sessions`, and `fct_pain_days` of the back.
    day
        The day.
    """
    newest = entries.filter(pl.col("local_date") <= day)["local_date"].max()
    runs = sessions.select("session_id", run_date="local_date")
    rows = signals.filter(pl.col("local_date") == day).join(runs, on="session_id", how="left")
    is_pain = pl.col("family").is_in(PAIN_FAMILIES)
    seen_on = pl.coalesce("run_date", pl.when(is_pain).then(pl.lit(newest)), "local_date")
    order = list(UNITS)
    told = rows.with_columns(seen_on=seen_on).drop("run_date").to_dicts()
    return sorted(told, key=lambda row: order.index(row["rule"]))


def is_over(family: str, rules: Sequence[Row]) -> bool:
    """Tell whether enough of a family's rules are over their limits for a signal."""
    return sum(row["is_over"] is True for row in rules) >= SIGNS_NEEDED.get(family, 1)


def is_steady(family: str, rules: Sequence[Row]) -> bool:
    """Tell whether a family without a signal can be called steady.

    Where it takes several signs, those that cannot be judged must not be enough for a signal
    together with those over their limits.

    Parameters
    ----------
    family
        The family.
    rules
        Its rows of `fct_signals` of the day.
    """
    unknown = [row for row in rules if row["is_over"] is None]
    if family in SIGNS_NEEDED and unknown:
        at_worst = [row | {"is_over": row["is_over"] is not False} for row in rules]
        return not is_over(family, at_worst)
    return len(unknown) < len(rules)


def held_rest(marts: Marts, monday: date) -> bool:
    """Tell whether a day of a rest that the back asked for lies in a week."""
    begins, ends = pl.col("rest_from"), pl.col("rest_until")
    blocks = marts["fct_rest_blocks"]
    return not blocks.filter(begins <= monday + timedelta(6), ends >= monday).is_empty()


def run_days_in(marts: Marts, block: Row) -> list[date]:
    """Return the days of a rest with a run, the first one first."""
    in_rest = pl.col("local_date").is_between(block["rest_from"], block["rest_until"])
    runs = marts["fct_days"].filter(in_rest, day_state="run").sort("local_date")
    return runs["local_date"].to_list()


def in_kilometres(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the distance measure."""
    return frame.filter(pl.col("load_measure") == KILOMETRES)


def back_pain(marts: Marts) -> pl.DataFrame:
    """Return the days with a low-back score, oldest first."""
    days = marts["fct_pain_days"].filter(pl.col("body_site") == "low_back")
    return days.sort("local_date")


def own_command(marts: Marts, *words: str) -> str:
    """Return a command that asks whose, where there may be several."""
    return command_of(athlete(marts)["athlete_id"], *words)


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


def history_days(person: Row) -> int:
    """Return the days from an athlete's first session to today; 0 where there is none."""
    first = person["first_session_date"]
    return 0 if first is None else int((person["today"] - first).days) + 1


def newest_data(person: Row) -> date | None:
    """Return the date of an athlete's newest session or entry."""
    dates = [person["last_session_date"], person["last_entry_date"]]
    return max((day for day in dates if day is not None), default=None)


def is_silent(person: Row) -> bool:
    """Tell whether an athlete once sent data and has stopped."""
    newest = newest_data(person)
    return newest is not None and (person["today"] - newest).days > SILENT_DAYS
