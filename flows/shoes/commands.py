"""The command that tells of pairs of shoes and lists them."""

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
from pipeline.home import Home
from pipeline.settings import load_settings

if TYPE_CHECKING:  # each command loads only what it needs
    from flows.shoes.said import Told

commands = typer.Typer()


@commands.command(
    help=_("Put on a pair of shoes, retire one, or list them with how far each has run.")
)
def shoe(  # noqa: PLR0917 - typer hands everything over by name
    name: Annotated[
        str | None, typer.Argument(help=_('What you call the pair, such as "Ghost 15".'))
    ] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    from_date: Annotated[
        str | None, typer.Option("--from", help=_("Since when you run in it: 2026-11-20."))
    ] = None,
    cushioning: Annotated[str | None, typer.Option(help=_("minimal, normal or high."))] = None,
    limit: Annotated[
        str | None, typer.Option(help=_("From how far on you want to be told: 700km."))
    ] = None,
    before: Annotated[
        str | None, typer.Option(help=_("What it had run before your first file: 120km."))
    ] = None,
    is_retiring: Annotated[bool, typer.Option("--retire", help=_("It is worn no more."))] = False,
    on: Annotated[
        str | None, typer.Option("--on", help=_("With --retire: its last day; else today."))
    ] = None,
    note: NoteOption = "",
    as_json: JsonOption = False,
) -> None:
    """Append a line about a pair to the journal; without a name, list all pairs."""
    about = {"--from": from_date, "--cushioning": cushioning, "--limit": limit, "--before": before}
    given = [option for option, value in about.items() if value is not None]
    place = home_at(home)
    if name is None:
        if given or is_retiring or on:
            raise typer.BadParameter(_("Say which pair: backstride shoe NAME ..."))
        _list(place, athlete, as_json=as_json)
    elif is_retiring:
        if given:
            raise typer.BadParameter(_("--retire goes with --on DATE only."))
        _retire(place, athlete, name, on, note)
    elif on:
        raise typer.BadParameter(_("--on goes with --retire only; a pair is put on with --from."))
    else:
        from flows.shoes.said import put_on  # noqa: PLC0415 - keeps --help fast

        told = put_on(
            place,
            athlete,
            name,
            from_date=from_date,
            cushioning=cushioning,
            limit=limit,
            before=before,
            note=note,
        )
        _tell(place, told)


def _list(place: Home, athlete: str | None, *, as_json: bool) -> None:
    from flows.shoes import listing  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415

    athlete_id = athlete_meant(place, load_settings(place), athlete)
    if as_json:
        typer.echo(json.dumps(listing.as_json(place, athlete_id)))
    else:
        listing.print_shoes(place, athlete_id, terminal_of(place, athlete_id))


def _retire(place: Home, athlete: str | None, name: str, on: str | None, note: str) -> None:
    from flows.shoes.said import retire  # noqa: PLC0415

    _tell(place, retire(place, athlete, name, day=on, note=note))


def _tell(place: Home, told: "Told") -> None:
    from flows.journal_list import facts_told  # noqa: PLC0415

    terminal = terminal_of(place, told.said.athlete_id)
    terminal.say(N_("Noted: {facts}."), facts=facts_told(told.facts, terminal))
    tell_written(told.said, terminal)
    if told.run_later_on:
        terminal.note(
            N_(
                "Your account's list or diary names it for a run on {day}, after that day, so it "
                "counts as worn; correct it there, or retire it from that day on."
            ),
            day=terminal.t.date(told.run_later_on),
        )
