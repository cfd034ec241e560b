"""`backstride sessions`: what counts, what does not, and under which id it can be corrected."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import typer

from dashboards.i18n import Translator
from dashboards.wording.sports import sport_told
from flows.console import Terminal
from flows.sessions_found import SHORT_ID, asked
from pipeline import tables
from pipeline.athlete_settings import Units
from pipeline.errors import N_
from pipeline.home import Home

Row = dict[str, Any]

ELLIPSIS = "\u2026"
LONGEST_NAME = 60
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|gz|bz2|xz)$", re.IGNORECASE)

LATEST = """
    select
        session_id,
        athlete_id,
        local_date,
        strftime(
            timezone('UTC', started_at) + to_seconds(utc_offset_s), '%H:%M'
        ) as local_time,
        sport,
        sub_sport,
        distance_m,
        timer_s,
        rpe,
        is_excluded,
        excluded_because,
        is_edited,
        is_added,
        file_count,
        source_files
    from fct_sessions
    where
        athlete_id = coalesce(?, athlete_id)
        and local_date between coalesce(?, local_date) and coalesce(?, local_date)
    order by local_date desc, started_at desc, session_id
    limit ?
"""


def latest_sessions(
    home: Home,
    athlete_id: str | None,
    *,
    last: int,
    from_date: dt.date | None,
    to_date: dt.date | None,
) -> list[Row]:
    """Return the latest sessions, newest first, each with the short id that names it alone.

    Raises
    ------
    NoWarehouse, UnknownAthlete
        Before the first run, and if nobody is called so.
    """
    with asked(home, athlete_id) as con:
        rows = tables.rows_of(con, LATEST, athlete_id, from_date, to_date, last).to_dicts()
        ids = [name for (name,) in con.sql("select session_id from raw.sessions").fetchall()]
    short = short_ids({*ids, *(row["session_id"] for row in rows)})
    return [{"id": short[row["session_id"]], **row} for row in rows]


def short_ids(ids: set[str]) -> dict[str, str]:
    """Return for each id as few of its first characters as tell it from all others."""
    short: dict[str, str] = {}
    for size in range(SHORT_ID, max(map(len, ids), default=0) + 1):
        left = ids - short.keys()
        count = Counter(name[:size] for name in left)
        short |= {name: name[:size] for name in left if count[name[:size]] == 1}
    return short


def as_json(row: Row) -> Row:
    """Return a row as JSON can hold it."""
    return row | {"local_date": row["local_date"].isoformat()}


def print_sessions(rows: list[Row], terminal: Terminal, units_of: Callable[[str], Units]) -> None:
    """Print one line a session in its runner's units, its columns aligned."""
    if not rows:
        terminal.say(N_("No session in these days."))
    several = len({row["athlete_id"] for row in rows}) > 1
    table = [
        _cells(row, terminal, terminal.t.in_units(units_of(row["athlete_id"])), several=several)
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())


def _cells(row: Row, terminal: Terminal, t: Translator, *, several: bool) -> list[str]:
    km, minutes = row["distance_m"], row["timer_s"]
    return [
        *([row["athlete_id"]] if several else []),
        row["local_date"].isoformat(),
        row["local_time"] or "",
        sport_told(row["sport"], row["sub_sport"], t),
        "-" if km is None else t.distance(km / 1000),
        "-" if minutes is None else f"{t.number(minutes / 60, 0)}\u00a0min",
        state_of(row, terminal),
        row["id"],
        files_told([printable(name) for name in row["source_files"]], t),
    ]


def files_told(names: list[str], t: Translator) -> str:
    """Return the files a session was read from; where they need too much room, the first."""
    short = list(dict.fromkeys(map(short_name, names)))
    told = ", ".join(short)
    if len(told) <= LONGEST_NAME:
        return told
    more = len(short) - 1
    if not more:
        return short[0]
    return t.ngettext("{names} and one more", "{names} and {n} more", more, names=short[0])


def short_name(name: str) -> str:
    """Return the last part of a file's name, behind the outermost archive it lay in."""
    *folders, last = PurePosixPath(name).parts or ("",)
    archive = [part for part in folders if ARCHIVE.search(part)][:1]
    between = [ELLIPSIS] if archive and folders[-1:] != archive else []
    short = "/".join([*archive, *between, last])
    left = LONGEST_NAME // 2
    if len(short) <= LONGEST_NAME:
        return short
    return f"{short[:left]}{ELLIPSIS}{short[left + 1 - LONGEST_NAME :]}"


def state_of(row: Row, terminal: Terminal) -> str:
    """Return whether a session counts, and what was done to it."""
    t = terminal.t
    states = [
        (row["is_excluded"], t.gettext("excluded")),
        (row["is_added"], t.gettext("added")),
        (row["is_edited"], t.gettext("edited")),
        (row["file_count"] > 1, t.gettext("told by {n} recordings", n=row["file_count"])),
    ]
    told = ", ".join(word for is_so, word in states if is_so) or t.gettext("counted")
    reason = printable(row["excluded_because"] or "")
    return f"{told} ({reason})" if reason else told


def printable(text: str) -> str:
    """Return text that cannot command the terminal, whoever named the file."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
