"""What all commands share: their options, the home folder they work on, its terminal."""

from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import Terminal, system_language
from pipeline.commands import own_command
from pipeline.errors import N_, BackstrideError
from pipeline.home import Home
from pipeline.settings import load_settings

if TYPE_CHECKING:  # most commands write no line
    from pipeline.journal import Spoken

_ = Terminal(system_language()).t.gettext
_SPOKEN: ContextVar[Terminal | None] = ContextVar("spoken", default=None)
_HOME: ContextVar[Home | None] = ContextVar("home", default=None)

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="BACKSTRIDE_HOME",
        help=_("Your Backstride folder."),
        show_default="~/Backstride",
        file_okay=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print one JSON object instead."))]
DemoHomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="BACKSTRIDE_HOME",
        help=_("A folder of the demo's own."),
        show_default="~/Backstride-demo",
        file_okay=False,
    ),
]
AthleteOption = Annotated[
    str | None, typer.Option("--athlete", help=_("Whose; needed only if there are several."))
]
NoteOption = Annotated[str, typer.Option("--note", help=_("Anything you want to remember."))]


def home_at(path: Path | None, default: str = "~/Backstride") -> Home:
    """Return the home folder a command works on."""
    home = Home((path or Path(default)).expanduser().absolute())
    _HOME.set(home)
    return home


def terminal_of(home: Home, athlete_id: str | None = None) -> Terminal:
    """Return the terminal in the language the home folder asks for, else the system's.

    Distances are told in the units of the athlete it is about, where that is one.
    """
    settings = load_settings(home)
    units = settings.units if athlete_id is None else settings.units_of(athlete_id)
    terminal = Terminal(settings.language or system_language(), units)
    _SPOKEN.set(terminal)
    return terminal


def spoken() -> Terminal:
    """Return the terminal a command speaks with; the system's where no home names a language."""
    home = _HOME.get()
    if _SPOKEN.get() is None and home is not None:
        with suppress(BackstrideError):  # settings nobody can read are what it has to tell of
            return terminal_of(home)
    return _SPOKEN.get() or Terminal(system_language())


def undo_command(said: "Spoken") -> str:
    """Return the command that takes a line back."""
    return own_command(said.athlete_id, "undo", str(said.number))


def tell_written(said: "Spoken", terminal: Terminal) -> None:
    """Say where a line was written, when it counts and how to take it back."""
    terminal.say(N_("Written in {path}. It counts after the next: backstride run"), path=said.path)
    terminal.say(N_("To take it back: {command}"), command=undo_command(said))
