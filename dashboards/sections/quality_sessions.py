"""Sessions to look at again: suspect ones, and those whose sport was assumed."""

import polars as pl

from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.sections.quality_line import SHOWN, line
from dashboards.sections.quality_matches import short
from dashboards.tables import Cell, Table, command, day, distance, typed
from dashboards.wording.doubts import suspect_found, suspect_sentence
from dashboards.wording.sports import sport_name


def suspect_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many sessions are asked about."""
    count = marts["fct_suspects"]["session_id"].n_unique()
    note = t.gettext("They count as recorded until you say otherwise.") if count else ""
    tone = "careful" if count else "ok"
    return line(tone, t.gettext("Sessions to check"), t.number(count, 0), note)


def suspect_table(marts: Marts, t: Translator) -> Table:
    """Return each reason to ask, with the commands that answer."""
    names = marts["fct_sessions"].select("session_id", "name", "sport", "distance_m")
    asked = (
        marts["fct_suspects"]
        .join(names, on="session_id")
        .sort("local_date", "session_id", "reason", descending=True)
    )
    headers = [
        t.gettext("Day"),
        t.gettext("Session"),
        t.gettext("Why"),
        t.gettext("Found"),
        t.gettext("To take it out"),
        t.gettext("To correct it"),
    ]
    note = t.gettext(
        "Nothing is dropped. Say a session's sport if it is right as it is, and it is not asked "
        "about again:"
    )
    rows = [_suspect(row, t) for row in asked.head(SHOWN).rows(named=True)]
    caption = t.gettext("Sessions to check")
    return Table(
        caption,
        headers,
        rows,
        wordy=(1, 2, 3, 4, 5),
        note=note,
        note_command="backstride edit ID --sport running",
        total=asked.height,
        is_stacked=True,
    )


def _suspect(row: Row, t: Translator) -> list[Cell]:
    session, reason = short(row["session_id"]), row["reason"]
    return [
        day(row["local_date"], t),
        session_cell(row, t),
        Cell(suspect_sentence(reason, t)),
        Cell(suspect_found(row, t)),
        command("exclude", session, '--reason "..."'),
        command("edit", session, "--distance ..."),
    ]


def session_cell(row: Row, t: Translator) -> Cell:
    """Return what a session is known by: its name, else its sport, and how far it went."""
    km = DASH if row["distance_m"] is None else t.distance(row["distance_m"] / 1000)
    if row["name"]:
        return typed(f"{row['name']}, {km}")
    return Cell(f"{sport_name(row['sport'], t)}, {km}")


def _assumed(marts: Marts) -> pl.DataFrame:
    counted = marts["fct_sessions"].filter(pl.col("is_sport_assumed"), ~pl.col("is_excluded"))
    return counted.sort("local_date", "started_at", "session_id", descending=True)


def assumed_line(marts: Marts, t: Translator) -> dict[str, str]:
    """Tell how many sessions' sport the file does not name."""
    count = _assumed(marts).height
    note = t.gettext("The file names no sport; it was taken from the speed.") if count else ""
    tone = "careful" if count else "ok"
    return line(tone, t.gettext("Sport assumed"), t.number(count, 0), note)


def assumed_table(marts: Marts, t: Translator) -> Table:
    """Return those sessions, each with the command that names its sport."""
    assumed = _assumed(marts)
    rows = [
        [
            day(row["local_date"], t),
            Cell(sport_name(row["sport"], t)),
            distance(None if row["distance_m"] is None else row["distance_m"] / 1000, t),
            typed(row["name"] or DASH),
            typed(", ".join(row["source_files"]) or DASH),
            command("edit", short(row["session_id"]), "--sport ..."),
        ]
        for row in assumed.head(SHOWN).rows(named=True)
    ]
    headers = [
        t.gettext("Day"),
        t.gettext("Sport"),
        t.distance_name(),
        t.gettext("Name"),
        t.gettext("File"),
        t.gettext("To correct it"),
    ]
    caption = t.gettext("Sessions whose sport was assumed")
    return Table(caption, headers, rows, wordy=(1, 3, 4, 5), total=assumed.height, is_stacked=True)
