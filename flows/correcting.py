"""The commands that list sessions and correct what files say of them."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import Terminal
from flows.options import (
    AthleteOption,
    HomeOption,
    JsonOption,
    NoteOption,
    _,
    home_at,
    tell_written,
    terminal_of,
    undo_command,
)
from pipeline.errors import N_
from pipeline.home import ME, Home
from pipeline.settings import load_settings

if TYPE_CHECKING:  # each command loads only what it needs
    from flows.corrections import Corrected

commands = typer.Typer()

SessionArgument = Annotated[
    str, typer.Argument(help=_("The first characters of its id, or its date."))
]
RpeOption = Annotated[float | None, typer.Option("--rpe", help=_("How hard it was, from 0 to 10."))]


@commands.command(help=_("List sessions with the ids to correct them by, newest first."))
def sessions(
    home: HomeOption = None,
    athlete: AthleteOption = None,
    last: Annotated[int, typer.Option(help=_("How many."), min=1)] = 20,
    from_date: Annotated[
        str | None, typer.Option("--from", help=_("First day, such as 2026-11-20."))
    ] = None,
    to_date: Annotated[
        str | None, typer.Option("--to", help=_("Last day, such as 2026-11-20."))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Print the latest sessions of the published warehouse."""
    from flows import sessions_list  # noqa: PLC0415 - keeps --help fast
    from flows.whose import day_meant  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    settings = load_settings(place)
    today = settings.today(athlete or ME)
    first = day_meant(from_date, today) if from_date else None
    until = day_meant(to_date, today) if to_date else None
    rows = sessions_list.latest_sessions(place, athlete, last=last, from_date=first, to_date=until)
    if as_json:
        typer.echo(json.dumps({"sessions": [sessions_list.as_json(row) for row in rows]}))
    else:
        sessions_list.print_sessions(rows, terminal, settings.units_of)


@commands.command(help=_("Add a session no watch has recorded."))
def add(
    day: Annotated[str, typer.Argument(metavar="DATE", help=_("Its day, such as 2026-11-20."))],
    sport: Annotated[str, typer.Argument(help="running, cycling, swimming, strength training ...")],
    distance: Annotated[str, typer.Argument(help="8.2km, 8200m, 5mi, -")],
    duration: Annotated[str, typer.Argument(help="45min, 1h10, 1:10:00, 45:30, -")],
    home: HomeOption = None,
    athlete: AthleteOption = None,
    rpe: RpeOption = None,
    at: Annotated[
        str | None, typer.Option(help=_("When it began, such as 18:30; else at noon."))
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append a session to the journal."""
    from flows.added import add_session  # noqa: PLC0415
    from flows.adding import tell_added  # noqa: PLC0415

    place = home_at(home)
    done = add_session(
        place,
        athlete,
        day=day,
        sport=sport,
        distance=distance,
        duration=duration,
        rpe=rpe,
        at=at,
        note=note,
    )
    tell_added(done, terminal_of(place, done.said.athlete_id))


@commands.command(help=_("Correct what a file has wrong about a session."))
def edit(
    session: SessionArgument,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    distance: Annotated[str | None, typer.Option(help="8.2km, 8200m, 5mi")] = None,
    duration: Annotated[str | None, typer.Option(help="45min, 1h10, 1:10:00, 45:30")] = None,
    sport: Annotated[str | None, typer.Option(help="running, cycling, swimming ...")] = None,
    rpe: RpeOption = None,
    day: Annotated[
        str | None, typer.Option("--date", help=_("Its day, such as 2026-11-20."))
    ] = None,
    note: NoteOption = "",
) -> None:
    """Append a correction to the journal; the file stays as it is."""
    from flows.corrections import edit_session  # noqa: PLC0415

    place = home_at(home)
    done = edit_session(
        place,
        athlete,
        session,
        distance=distance,
        duration=duration,
        sport=sport,
        rpe=rpe,
        day=day,
        note=note,
    )
    terminal = terminal_of(place, done.said.athlete_id)
    terminal.say(
        N_("Corrected {session}: {facts}."),
        session=_session(done, terminal),
        facts=_facts(done, terminal),
    )
    tell_written(done.said, terminal)


@commands.command(help=_("Take a session out of all numbers, or in again."))
def exclude(
    session: SessionArgument,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    reason: Annotated[str, typer.Option(help=_("Why, such as: car ride home."))] = "",
    undo: Annotated[bool, typer.Option("--undo", help=_("Let it count again."))] = False,
) -> None:
    """Append an exclusion to the journal, or take it back."""
    from flows.corrections import exclude_session, include_session  # noqa: PLC0415
    from flows.sessions_found import session_meant  # noqa: PLC0415

    place = home_at(home)
    if bool(reason.strip()) == undo:
        session_meant(place, athlete, session)  # whose id is wrong should hear of that first
        raise typer.BadParameter(_("Give --reason TEXT, or --undo to let it count again."))
    if undo:
        done = include_session(place, athlete, session)
        terminal = terminal_of(place, done.said.athlete_id)
        terminal.say(N_("Counts again: {session}."), session=_session(done, terminal))
    else:
        done = exclude_session(place, athlete, session, reason=reason)
        terminal = terminal_of(place, done.said.athlete_id)
        terminal.say(N_("Excluded: {session}. Its file stays."), session=_session(done, terminal))
    tell_written(done.said, terminal)


@commands.command(help=_("Say that two sessions are one and the same effort."))
def same(
    a: SessionArgument,
    b: SessionArgument,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    note: NoteOption = "",
) -> None:
    """Append that two sessions are one."""
    place = home_at(home)
    _judge(place, athlete, (a, b), "same", note, N_("One effort: {session} and {other}."))


@commands.command(help=_("Say that two sessions are two efforts."))
def apart(
    a: SessionArgument,
    b: SessionArgument,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    note: NoteOption = "",
) -> None:
    """Append that two sessions are two."""
    place = home_at(home)
    _judge(place, athlete, (a, b), "apart", note, N_("Two efforts: {session} and {other}."))


def _judge(
    place: Home, athlete: str | None, pair: tuple[str, str], verdict: str, note: str, sentence: str
) -> None:
    from dashboards.wording.doubts import gap_told  # noqa: PLC0415
    from flows.corrections import apart_s, judge_pair  # noqa: PLC0415

    done = judge_pair(place, athlete, *pair, verdict=verdict, note=note)
    terminal = terminal_of(place, done.said.athlete_id)
    one, other = done.others
    t = terminal.t
    terminal.say(sentence, session=one.told_alone(t), other=other.told_alone(t))
    gap_s = apart_s(one, other)
    if verdict == "same" and gap_s is not None:
        terminal.say(
            N_("They began {gap} apart; if that was a slip: {command}"),
            gap=gap_told(gap_s, t),
            command=undo_command(done.said),
        )
    tell_written(done.said, terminal)


def _facts(done: "Corrected", terminal: Terminal) -> str:
    from flows.journal_list import facts_told  # noqa: PLC0415

    return facts_told(done.facts, terminal)


def _session(done: "Corrected", terminal: Terminal) -> str:
    return done.session.told(terminal.t) if done.session else ""
