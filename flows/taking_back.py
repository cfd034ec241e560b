"""The commands that list what has been said of days and sessions, and take it back."""

import json
from typing import Annotated

import typer

from flows.options import (
    AthleteOption,
    HomeOption,
    JsonOption,
    _,
    home_at,
    tell_written,
    terminal_of,
)
from pipeline.errors import N_
from pipeline.settings import load_settings

commands = typer.Typer()


@commands.command(help=_("List what has been said of days and sessions."))
def journal(
    home: HomeOption = None, athlete: AthleteOption = None, as_json: JsonOption = False
) -> None:
    """Print the journal, numbered, with what has been taken back."""
    from flows import journal_list  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415
    from pipeline.journal import read_entries  # noqa: PLC0415

    place = home_at(home)
    settings = load_settings(place)
    athlete_id = athlete_meant(place, settings, athlete)
    entries = read_entries(place, athlete_id)
    if as_json:
        lines = [journal_list.as_json(entry) for entry in entries]
        typer.echo(json.dumps({"athlete": athlete_id, "journal": lines}))
    else:
        zone = settings.timezone_of(athlete_id)
        journal_list.print_entries(entries, terminal_of(place, athlete_id), zone)


@commands.command(help=_("Take back the last thing said of days and sessions, or a numbered one."))
def undo(
    number: Annotated[
        int | None, typer.Argument(help=_("Its number in: backstride journal"))
    ] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
) -> None:
    """Append an undo; the line taken back stays where it is and no longer counts."""
    from flows import journal_list  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415
    from pipeline.journal import read_entries, take_back  # noqa: PLC0415

    place = home_at(home)
    athlete_id = athlete_meant(place, load_settings(place), athlete)
    terminal = terminal_of(place, athlete_id)
    said, taken = take_back(place, athlete_id, number)
    numbers = {e.statement.written_at: e.number for e in read_entries(place, athlete_id)}
    terminal.say(
        N_("Taken back, line {number}: {line}"),
        number=taken.number,
        line=journal_list.told(taken, numbers, terminal),
    )
    tell_written(said, terminal)
