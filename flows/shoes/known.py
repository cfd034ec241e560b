"""Which pairs of shoes are known: from the last run, and from what was said since."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from pipeline import tables, warehouse
from pipeline.home import Home
from pipeline.journal import Entry, read_entries

Row = dict[str, Any]

LONGEST_NAME = 100
BLANKS = re.compile(r"[\t\n\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""As in `int_shoe_names`: what is blank there is so here."""


@dataclass(frozen=True)
class Pair:
    """A pair of shoes.

    Attributes
    ----------
    started_on
        Its first day of all that is known, `put_on_on` the newest the journal tells of.
    last_run_on
        As far as the last run knows.
    retired_by
        The number of the journal's line that says so.
    """

    name: str
    started_on: dt.date | None = None
    put_on_on: dt.date | None = None
    last_run_on: dt.date | None = None
    retired_on: dt.date | None = None
    retired_by: int | None = None

    @property
    def is_retired(self) -> bool:
        """Whether it is worn no more: retired, and not run in since."""
        return self.retired_on is not None and not (
            self.last_run_on and self.last_run_on > self.retired_on
        )


def shoe_id(name: str) -> str:
    """Return what two ways to write a pair have in common."""
    squeezed = BLANKS.sub(" ", unicodedata.normalize("NFC", name)).strip(" ")
    return squeezed[:LONGEST_NAME].strip(" ").lower()


def shoes_found(home: Home, athlete_id: str) -> list[Row]:
    """Return the rows of `fct_shoes`, the pair in use first; none before the first run."""
    if not home.warehouse.exists():
        return []
    with warehouse.reading(home) as con:
        rows = tables.read_table(con, "fct_shoes", athlete_id)
    order = ["is_current", "is_worn", "last_run_on", "started_on", "shoe_id"]
    return rows.sort(order, descending=True, nulls_last=True).to_dicts()


def known_pairs(home: Home, athlete_id: str) -> dict[str, Pair]:
    """Return all pairs by `shoe_id`: what was said since the last run counts already."""
    pairs = {
        row["shoe_id"]: Pair(row["name"], row["started_on"], last_run_on=row["last_run_on"])
        for row in shoes_found(home, athlete_id)
    }
    for entry in _told(home, athlete_id):
        name = str(entry.statement.facts.shoe)
        key = shoe_id(name)
        pairs[key] = _after(pairs.get(key, Pair(name)), entry)
    return pairs


def _told(home: Home, athlete_id: str) -> list[Entry]:
    """Return what the journal says of shoes, by its days."""
    told = [
        entry
        for entry in read_entries(home, athlete_id)
        if entry.counts and entry.statement.kind == "shoe" and entry.statement.facts.date
    ]
    return sorted(told, key=lambda one: (one.statement.facts.date, one.statement.written_at))


def _after(pair: Pair, entry: Entry) -> Pair:
    """Return a pair after one more line about it."""
    facts = entry.statement.facts
    day = facts.date
    if facts.action == "stop" or day is None:
        return replace(pair, retired_on=day, retired_by=entry.number)
    first = day if pair.started_on is None else min(day, pair.started_on)
    return replace(pair, started_on=first, put_on_on=day, retired_on=None)
