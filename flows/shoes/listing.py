"""`backstride shoe`: every pair with its kilometres and limit, as the last run found them."""

from typing import Any

import typer

from dashboards.i18n import DASH, Translator
from dashboards.wording import shoes as wording
from flows.console import Terminal
from flows.sessions_list import printable
from flows.shoes.known import known_pairs, shoe_id, shoes_found
from flows.shoes.reminding import shortened
from flows.status import wrapped
from pipeline.commands import own_command
from pipeline.home import Home

Row = dict[str, Any]

DATES = ("started_on", "last_run_on", "retired_on")


def as_json(home: Home, athlete_id: str) -> Row:
    """Return the pairs as a JSON object."""
    found = shoes_found(home, athlete_id)
    return {
        "athlete": athlete_id,
        "shoes": [
            {name: value for name, value in row.items() if name != "athlete_id"}
            | {name: row[name] and row[name].isoformat() for name in DATES}
            for row in found
        ],
    }


def print_shoes(home: Home, athlete_id: str, terminal: Terminal) -> None:
    """Print one line a pair, the one in use first, and how to tell of another."""
    t = terminal.t
    found = shoes_found(home, athlete_id)
    if found:
        _print_table([_headers(t), *(_cells(row, t) for row in found)])
    counted = {shoe_id(row["name"]) for row in found}
    new = [pair for key, pair in known_pairs(home, athlete_id).items() if key not in counted]
    for pair in new:
        told = t.gettext("{shoe}: counts after the next: backstride run", shoe=printable(pair.name))
        typer.echo(told)
    if not found and not new:
        typer.echo(t.gettext("No pair of shoes is known yet."))
    typer.echo()
    for sentence in (wording.convention(t), wording.how_counted(t)):
        for line in wrapped(sentence, indent=0):
            typer.echo(line)
    told = t.gettext(
        "To tell of a pair: {command}",
        command=own_command(
            athlete_id, "shoe", "NAME", "--from", "DATE", "--limit", wording.EXAMPLE_LIMITS[t.units]
        ),
    )
    typer.echo(told)


def _headers(t: Translator) -> list[str]:
    return [
        t.gettext("Pair"),
        t.gettext("Cushioning"),
        t.gettext("Distance"),
        t.gettext("Limit"),
        t.gettext("State"),
        t.gettext("In use since"),
    ]


def _cells(row: Row, t: Translator) -> list[str]:
    _, icon, word = wording.state_pill(row, t)
    return [
        shortened(row["name"]),
        wording.cushioning_word(row["cushioning"], t) or DASH,
        wording.km_told(row, t),
        wording.limit_told(row, t),
        f"{icon} {word}",
        t.date(row["started_on"]) if row["started_on"] else DASH,
    ]


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())
