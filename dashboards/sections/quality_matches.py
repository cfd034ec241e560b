"""Recordings that are one run, and recordings that may be."""

from datetime import timedelta

import polars as pl

from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.quality_line import SHOWN, line
from dashboards.tables import Cell, Table, command, day, typed
from dashboards.wording.doubts import match_sentence

ID_LENGTH = 8
MERGED = ("same", "part")


def short(session_id: str) -> str:
    """Return as much of a session's id as its commands need."""
    return session_id[:ID_LENGTH]


def _with_verdict(marts: Marts, *verdicts: str) -> pl.DataFrame:
    matches = marts["fct_matches"].filter(pl.col("verdict").is_in(verdicts))
    return matches.sort("local_date", "started_a", "session_a", "session_b", descending=True)


# ---------- lines


def merged_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many runs several files tell of."""
    merged = marts["fct_sessions"].filter(pl.col("file_count") > 1)
    note = t.gettext(
        "{recordings} recordings tell of them; each run counts once.",
        recordings=t.number(int(merged["file_count"].sum()), 0),
    )
    name = t.gettext("Runs told by several files")
    return line("ok", name, t.number(merged.height, 0), note if merged.height else "")


def possible_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many pairs wait for the runner's word."""
    count = _with_verdict(marts, "possible").height
    note = t.gettext("Both count until you say that they are one run.") if count else ""
    name = t.gettext("Possibly the same run twice")
    return line("careful" if count else "ok", name, t.number(count, 0), note)


# ---------- tables


def possible_table(marts: Marts, t: Translator) -> Table:
    """Return the pairs in doubt, each with the two commands that settle it."""
    pairs = _with_verdict(marts, "possible")
    rows = [
        [*_pair(row, t), _said("same", row), _said("apart", row)]
        for row in pairs.head(SHOWN).rows(named=True)
    ]
    headers = [*_headers(t), t.gettext("If they are one run"), t.gettext("If they are two")]
    caption = t.gettext("Possibly the same run twice")
    return Table(caption, headers, rows, wordy=(1, 2, 3, 4, 5), total=pairs.height, is_stacked=True)


def merged_table(marts: Marts, t: Translator) -> Table:
    """Return the pairs told as one, each with the command that parts it."""
    pairs = _with_verdict(marts, *MERGED)
    rows = [[*_pair(row, t), _said("apart", row)] for row in pairs.head(SHOWN).rows(named=True)]
    headers = [*_headers(t), t.gettext("If they are two")]
    note = t.gettext(
        "Each value is taken from the better file: FIT before TCX before GPX. Both files are kept."
    )
    caption = t.gettext("Files told as one run")
    return Table(
        caption,
        headers,
        rows,
        wordy=(1, 2, 3, 4),
        note=note,
        total=pairs.height,
        is_stacked=True,
    )


def _headers(t: Translator) -> list[str]:
    return [t.gettext("Day"), t.gettext("One file"), t.gettext("Other file"), t.gettext("Why")]


def _said(verdict: str, row: Row) -> Cell:
    return command(verdict, short(row["session_a"]), short(row["session_b"]))


def _pair(row: Row, t: Translator) -> list[Cell]:
    return [
        day(row["local_date"], t),
        _story(row, "a", t),
        _story(row, "b", t),
        Cell(match_sentence(row, t)),
    ]


def _story(row: Row, side: str, t: Translator) -> Cell:
    """Return the file of one side, when it began and how far it went."""
    began = row[f"started_{side}"] + timedelta(seconds=row["utc_offset_s"])
    metres = row[f"distance_{side}_m"]
    km = DASH if metres is None else t.distance(metres / 1000)
    file = row[f"file_{side}"]
    if file:
        return typed(f"{file}: {began:%H:%M}, {km}")
    return Cell(t.gettext("added by you: {start}, {km}", start=f"{began:%H:%M}", km=km))
