"""What a rest that the back asked for leaves of a plan: nothing while it lasts, less after it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

REST_DAYS: Final = 7
"""So long a rest lasts after the entry that asked for it last."""
RECENT_DAYS: Final = 28
"""So long after a rest, or the first run since, it still has a say."""
EASY_DAYS: Final = 7
"""So long after a rest, and from the first run since on, the plan begins small."""
WEEK_SHARE: Final = 0.8
RUN_SHARE: Final = 0.5
"""The mildest limits of a return, those after 14 to 20 days off."""

Row = dict[str, Any]


def rest_until(blocks: pl.DataFrame, today: date) -> date | None:
    """Return the last day of the rest that today lies in; a run does not shorten it."""
    asked = blocks.filter(pl.col("asked_on") <= today, pl.col("rest_until") >= today)
    return max(asked["rest_until"].to_list(), default=None)


def rest_told(until: date | None, today: date) -> Row:
    """Return which of its 7 days today is, and when the rest ends; nothing without one."""
    if until is None:
        return {}
    return {"rest_day": REST_DAYS - (until - today).days, "rest_until": until}


def asks_for_doctor(blocks: pl.DataFrame, today: date) -> bool:
    """Tell whether a rest of the last weeks has not helped."""
    return _recent(blocks, today)["asks_for_doctor"].any()


def beginning(blocks: pl.DataFrame, today: date) -> Row | None:
    """Return the rest after which tomorrow's run is one of the first, if there is one.

    Parameters
    ----------
    blocks
        The athlete's rows of `fct_rest_blocks`.
    today
        The athlete's today.
    """
    is_new = pl.col("returned_on").is_null() | (
        pl.max_horizontal("rest_until", pl.col("returned_on") - timedelta(1))
        >= today + timedelta(1 - EASY_DAYS)
    )
    over = _recent(blocks, today).filter(pl.col("rest_until") <= today, is_new)
    newest = over.sort("rest_until").tail(1)
    return newest.row(0, named=True) if newest.height else None


def waits_for_entry(block: Row | None, last_entry: date | None, stops: Collection[date]) -> bool:
    """Tell whether no entry says yet that the pain which asked for a rest has eased.

    Parameters
    ----------
    block
        What `beginning` found.
    last_entry
        The day of the newest entry about the back.
    stops
        The days on which the back asked to stop.
    """
    if block is None:
        return False
    asked_last = block["rest_until"] - timedelta(REST_DAYS)
    return last_entry is None or last_entry <= asked_last or last_entry in stops


def begin_small(row: Row, block: Row | None) -> Row:
    """Return a plan whose run and week stay below a share of those before the rest.

    Where a share of the unknown is asked for, there is no number.

    Parameters
    ----------
    row
        The plan's columns as the models allow them.
    block
        What `beginning` found.
    """
    if block is None:
        return row
    run_km = _least(row["next_run_max_km"], _share(block, "longest_km_before", RUN_SHARE))
    week_km = _least(row["week_high_km"], _share(block, "week_km_before", WEEK_SHARE))
    low_km = row["week_low_km"]
    return {
        **row,
        "next_run_max_km": run_km,
        "week_high_km": week_km,
        "week_low_km": None if week_km is None or low_km is None else min(low_km, week_km),
        "is_after_rest": (run_km, week_km) != (row["next_run_max_km"], row["week_high_km"]),
        "next_run_limited_by": _unless_lower(row, "next_run_limited_by", "next_run_max_km", run_km),
        "week_limited_by": _unless_lower(row, "week_limited_by", "week_high_km", week_km),
    }


def _recent(blocks: pl.DataFrame, today: date) -> pl.DataFrame:
    ends_on = pl.max_horizontal("rest_until", "returned_on")
    return blocks.filter(ends_on >= today - timedelta(RECENT_DAYS))


def _share(block: Mapping[str, Any], level: str, share: float) -> float | None:
    return None if block[level] is None else round(share * block[level], 1)


def _least(km: float | None, limit_km: float | None) -> float | None:
    return None if km is None or limit_km is None else min(km, limit_km)


def _unless_lower(row: Row, name: str, number: str, km: float | None) -> str | None:
    """Return the family that sets a limit, none where the rest before sets it."""
    return row[name] if km == row[number] else None
