"""The commands that tell of strength training no watch knows enough of."""

import json
from typing import Annotated

import typer

from flows.options import (
    AthleteOption,
    HomeOption,
    JsonOption,
    NoteOption,
    _,
    home_at,
    tell_written,
    terminal_of,
)
from pipeline.errors import N_
from pipeline.settings import load_settings

commands = typer.Typer()


@commands.command(help=_("Say what strength exercises you did without a watch."))
def strength(  # noqa: PLR0917 - typer hands everything over by name
    exercises: Annotated[
        list[str] | None,
        typer.Argument(help=_("plank 3x30s bridge 3x10 ..., or core, legs, back.")),
    ] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    day: Annotated[
        str | None, typer.Option("--date", help=_("Its day, such as 2026-11-20."))
    ] = None,
    at: Annotated[
        str | None, typer.Option(help=_("When it began, such as 18:30; else at noon."))
    ] = None,
    duration: Annotated[str | None, typer.Option(help="45min, 1h10")] = None,
    rpe: Annotated[
        float | None, typer.Option("--rpe", help=_("How hard it was, from 0 to 10."))
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append a strength session with its sets; without exercises, list what can be named."""
    from flows.diary.asking import is_conversation  # noqa: PLC0415 - keeps --help fast
    from flows.journal_list import facts_told  # noqa: PLC0415
    from flows.strength import listing  # noqa: PLC0415
    from flows.strength.said import add_strength  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    words = exercises or []
    if not words:
        listing.print_choices(terminal)
        if is_conversation():
            words, duration = listing.chosen(terminal, duration)
    if not words:
        return
    told = add_strength(
        place, athlete, words, day=day, at=at, duration=duration, rpe=rpe, note=note
    )
    terminal.say(N_("Added: {facts}."), facts=facts_told(told.facts, terminal))
    if duration is None:
        terminal.say(N_("Pauses are not counted; with --duration 20min the whole time is."))
    tell_written(told.said, terminal)
    if told.others:
        named = ", ".join(one.told(terminal.t) for one in told.others)
        terminal.note(
            N_("On that day there is already: {sessions}. If it is the same, take this one back."),
            sessions=named,
        )


@commands.command(help=_("Say what an exercise trains that is not known; without a title, list."))
def exercise(  # noqa: PLR0917 - as above
    title: Annotated[
        str | None, typer.Argument(help=_("As the watch shows it; case does not matter."))
    ] = None,
    trains: Annotated[str | None, typer.Argument(help="leg, back, core, other_core, none")] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """Append what a title trains to the journal, or list the titles nobody knows."""
    from flows.journal_list import facts_told  # noqa: PLC0415
    from flows.strength import listing  # noqa: PLC0415
    from flows.strength.said import put_exercise  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    if title is None:
        found = listing.titles(place, athlete_meant(place, load_settings(place), athlete))
        if as_json:
            typer.echo(json.dumps(listing.as_json(found), ensure_ascii=False))
        else:
            listing.print_titles(found, terminal)
        return
    if trains is None:
        raise typer.BadParameter(_("Say what it trains: leg, back, core, other_core or none."))
    put = put_exercise(place, athlete, title, trains, note=note)
    terminal.say(N_("Noted: {facts}."), facts=facts_told(put.facts, terminal))
    tell_written(put.said, terminal)
