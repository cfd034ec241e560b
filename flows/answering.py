"""The commands that answer: today's status, any day explained, what the diary shows."""

import json
from typing import Annotated, Any

import typer

from flows.options import AthleteOption, HomeOption, JsonOption, _, home_at, terminal_of

commands = typer.Typer()


@commands.command(help=_("Say today's level, the reasons and the plan."))
def status(
    home: HomeOption = None, athlete: AthleteOption = None, as_json: JsonOption = False
) -> None:
    """Print what the page says first, per athlete."""
    from flows import status as today  # noqa: PLC0415 - keeps --help fast

    place = home_at(home)
    terminal = terminal_of(place)
    found = today.statuses(place, athlete)
    if as_json:
        answers: list[dict[str, Any]] = [today.as_json(one) for one in found]
        typer.echo(json.dumps(answers[0] if len(answers) == 1 else answers))
    else:
        today.print_status(found, terminal)


@commands.command(
    help=_("Say what the diary shows: pain, load beside it, rest, strength training.")
)
def pain(
    home: HomeOption = None, athlete: AthleteOption = None, as_json: JsonOption = False
) -> None:
    """Print what the page says of pain, per athlete, and of all diaries together."""
    from flows import pain_told  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    told = pain_told.pain_told(place, athlete)
    if as_json:
        typer.echo(json.dumps(pain_told.as_json(told), ensure_ascii=False))
    else:
        pain_told.print_pain(told, terminal)


@commands.command(help=_("Say which of the seven protective things you did this week, and why."))
def habits(
    home: HomeOption = None, athlete: AthleteOption = None, as_json: JsonOption = False
) -> None:
    """Print the page's seven boxes, per athlete."""
    from flows import habits as seven  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    found = seven.habits_told(place, athlete)
    if as_json:
        answers = [seven.as_json(marts) for marts in found]
        typer.echo(json.dumps(answers[0] if len(answers) == 1 else answers))
    else:
        seven.print_habits(found, terminal)


@commands.command(help=_("Show every number behind a day's status, with its formula."))
def explain(
    date: Annotated[
        str,
        typer.Argument(
            help=_("A day, such as 2026-11-20 or yesterday; today where absent."),
            show_default=False,
        ),
    ] = "today",
    home: HomeOption = None,
    athlete: AthleteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print rules, signals, loads and sessions of one day."""
    from flows.explained_lines import explained_lines  # noqa: PLC0415
    from flows.explaining import explained  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    found = explained(place, athlete, date)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        t = terminal.t.in_units(found.day.athlete["units"])
        for line in explained_lines(found, t):
            typer.echo(line)
