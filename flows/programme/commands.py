"""The commands that tell of strength programmes and list what became of them."""

import json
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:  # each command loads only what it needs
    from datetime import date

    from flows.console import Terminal
    from flows.programme.said import Told
    from pipeline.home import Home

commands = typer.Typer(
    help=_("Strength programmes: begin and end one, and see what became of it."),
    invoke_without_command=True,
)


@commands.callback()
def programme(
    context: typer.Context,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the programmes told of, how they went, and what one consists of."""
    if context.invoked_subcommand is not None:
        return
    from flows.programme import listing  # noqa: PLC0415 - keeps --help fast
    from flows.whose import athlete_meant  # noqa: PLC0415

    place = home_at(home)
    athlete_id = athlete_meant(place, load_settings(place), athlete)
    if as_json:
        typer.echo(json.dumps(listing.as_json(place, athlete_id)))
    else:
        listing.print_programmes(place, athlete_id, terminal_of(place, athlete_id))


@commands.command(help=_("Say that a programme begins: leg, back, core or mixed."))
def start(
    programme: Annotated[str, typer.Argument(help="leg, back, core, mixed")],
    home: HomeOption = None,
    athlete: AthleteOption = None,
    from_date: Annotated[
        str | None,
        typer.Option("--from", help=_("First day, such as 2026-11-20; also one to come.")),
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append a start to the journal, and say what makes it possible to judge."""
    from dashboards.wording.programme import baseline_so_far, contents, dose  # noqa: PLC0415
    from flows.programme.listing import baseline  # noqa: PLC0415
    from flows.programme.said import start as begin  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    told = begin(place, athlete, programme, day=from_date, note=note)
    terminal.say(
        N_("The {programme} begins on {date}: {contents}."),
        contents=contents(programme, terminal.t),
        **_facts(told, terminal),
    )
    typer.echo(dose(terminal.t))
    logs, days = baseline(place, told.said.athlete_id, told.span.started_on)
    typer.echo(baseline_so_far(logs, days, terminal.t))
    tell_written(told.said, terminal)
    _tell_held(place, told.said.athlete_id, told.span.started_on)


@commands.command(help=_("Say that the programme has ended."))
def stop(
    programme: Annotated[str | None, typer.Argument(help="leg, back, core, mixed")] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    on: Annotated[
        str | None, typer.Option("--on", "--from", help=_("Last day, such as 2026-11-20."))
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append an end to the journal."""
    from flows.programme.said import stop as end  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    told = end(place, athlete, programme, day=on, note=note)
    terminal.say(
        N_("The {programme} of {date} ended on {end}."),
        end=terminal.t.date(told.span.ended_on) if told.span.ended_on else "",
        **_facts(told, terminal),
    )
    tell_written(told.said, terminal)


@commands.command(help=_("Say that you did a strength session no watch has recorded."))
def done(
    duration: Annotated[str, typer.Argument(help="40min, 1h10")],
    home: HomeOption = None,
    athlete: AthleteOption = None,
    day: Annotated[
        str | None, typer.Option("--date", help=_("Its day, such as 2026-11-20."))
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append a strength session to the journal, as `backstride add` does."""
    from flows.added import add_session  # noqa: PLC0415
    from flows.adding import tell_added  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    told = add_session(
        place,
        athlete,
        day=day or "today",
        sport="strength training",
        distance="-",
        duration=duration,
        rpe=None,
        at=None,
        note=note,
    )
    tell_added(told, terminal)
    _tell_held(place, told.said.athlete_id, told.local_date)


def _tell_held(place: "Home", athlete_id: str, day: "date | None") -> None:
    """Say what of the back speaks against strength exercises on that day, if anything does."""
    from flows.held import held_now  # noqa: PLC0415 - keeps --help fast

    held = held_now(place, athlete_id, day)
    if held is not None:
        typer.echo(held)


def _facts(told: "Told", terminal: "Terminal") -> dict[str, str]:
    from dashboards.wording.programme import programme_name  # noqa: PLC0415

    t = terminal.t
    return {
        "programme": programme_name(told.span.programme, t),
        "date": t.date(told.span.started_on),
    }
