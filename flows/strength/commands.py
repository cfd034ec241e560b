"""The commands that tell of strength training no watch knows enough of."""

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
        str | None,
        typer.Option("--date", help=_("Its day, such as 2026-11-20, or yesterday.")),
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
    from flows.strength import telling  # noqa: PLC0415 - keeps --help fast
    from flows.strength.said import add_strength  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    words, duration = telling.words_meant(exercises, duration, terminal)
    if not words:
        return
    told = add_strength(
        place, athlete, words, day=day, at=at, duration=duration, rpe=rpe, note=note
    )
    terminal = terminal_of(place, told.said.athlete_id)
    telling.tell_strength(place, told, terminal, is_timed=duration is not None)


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

    place = home_at(home)
    terminal = terminal_of(place)
    if title is None:
        listing.show_titles(place, athlete, terminal, as_json=as_json)
        return
    if trains is None:
        raise typer.BadParameter(_("Say what it trains: leg, back, core, other_core or none."))
    put = put_exercise(place, athlete, title, trains, note=note)
    terminal.say(N_("Noted: {facts}."), facts=facts_told(put.facts, terminal))
    tell_written(put.said, terminal)
