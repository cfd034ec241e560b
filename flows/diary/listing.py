"""`backstride diary list`: every entry in a line, numbered, with what became of it."""

from collections.abc import Sequence

import typer

from dashboards.i18n import Translator
from flows.console import Terminal
from flows.diary.rows import Kept, Row
from flows.diary.told import entry_told
from flows.sessions_list import printable
from pipeline import schemas
from pipeline.commands import own_command
from pipeline.diary.words import HEADINGS
from pipeline.errors import N_
from pipeline.home import Home


def print_entries(kept: Sequence[Kept], athlete_id: str, terminal: Terminal) -> None:
    """Print the entries, the newest last."""
    if not kept:
        terminal.say(
            N_("No entry yet. One number a day is enough: {command}"),
            command=own_command(athlete_id, "log", "3"),
        )
    for one in kept:
        typer.echo(f"{one.number:>4}  {entry_told(one.row, terminal.t)}{_trace(one, terminal.t)}")


def _trace(one: Kept, t: Translator) -> str:
    """Return where an entry stands, and why it does not count any more."""
    state = ""
    if one.state == "taken back":
        state = t.gettext(" [taken back]")
    elif one.state == "replaced":
        state = t.gettext(" [replaced by {number}]", number=one.replaced_by)
    return f"  {printable(one.place)}{state}"


def print_missing(home: Home, rows: Sequence[Row], terminal: Terminal) -> None:
    """Print entries that are gone from the diary, each with the copy that still holds it."""
    if not rows:
        terminal.say(N_("No entry is missing from the diary."))
    for row in rows:
        nothing_else = dict.fromkeys(schemas.DIARY)
        copy = home.archive / row["sha256"][:2] / f"{row['sha256']}.csv"
        typer.echo(f"{entry_told(nothing_else | row, terminal.t)}  {copy}:{row['line']}")


def as_json(one: Kept) -> Row:
    """Return an entry as a JSON object, its columns called as in a diary."""
    row = one.row
    said = {HEADINGS[name]: row[name] for name in schemas.DIARY if name in HEADINGS}
    return {
        "number": one.number,
        "state": one.state,
        "replaced_by": one.replaced_by,
        "source": row["source"].removeprefix("../"),
        "line": row["line"],
        **said,
        "date": row["local_date"].isoformat(),
    }
