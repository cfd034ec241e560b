"""The commands that read originals again, and the one that removes an athlete."""

from typing import Annotated

import typer

from flows.options import HomeOption, JsonOption, _, home_at, terminal_of
from pipeline.errors import N_, UnknownAthlete
from pipeline.home import Home

commands = typer.Typer()


@commands.command(help=_("Try the refused files again, after an upgrade."))
def retry(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Read quarantine again; what can be read now leaves it."""
    from flows.running import run_home, tell_done  # noqa: PLC0415 - keeps --help fast
    from pipeline.stages import Again  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = run_home(place, terminal, through_prefect=False, again=Again.REFUSED)
    tell_done(done, terminal, as_json=as_json)


@commands.command(help=_("Make the warehouse anew from archive, diary and journal."))
def rebuild(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Read every original again into an empty warehouse."""
    from flows.running import run_home, tell_done  # noqa: PLC0415
    from pipeline.stages import Again  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = run_home(place, terminal, through_prefect=False, again=Again.EVERYTHING)
    tell_done(done, terminal, as_json=as_json)


@commands.command(help=_("Remove an athlete everywhere: files, diary, journal, pages."))
def forget(
    athlete: Annotated[str, typer.Argument(help=_("Whose data is removed for good."))],
    home: HomeOption = None,
    is_confirmed: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
) -> None:
    """Ask for the name once more, remove the athlete, and write the others' pages anew."""
    from flows.running import run_home, tell_done  # noqa: PLC0415
    from pipeline.originals.forget import forget as remove  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    _check_is_known(place, athlete)
    if not is_confirmed:
        terminal.say(
            N_(
                "This deletes all of {name} in {home}: the original files, diary, journal, pages "
                "and every number. It cannot be undone."
            ),
            name=athlete,
            home=place.root,
        )
        answer = typer.prompt(
            terminal.t.gettext("Type the name again to go on"), default="", show_default=False
        )
        if answer.strip() != athlete:
            terminal.say(N_("Nothing was deleted."))
            raise typer.Exit(1)
    remove(place, athlete)
    terminal.say(N_("{name} is forgotten."), name=athlete)
    tell_done(run_home(place, terminal, through_prefect=False), terminal, as_json=False)


def _check_is_known(home: Home, athlete_id: str) -> None:
    """Refuse a name nobody has: a slip of the finger must not look like success."""
    from pipeline.said import known_athletes  # noqa: PLC0415
    from pipeline.settings import load_settings  # noqa: PLC0415

    known = known_athletes(home, load_settings(home))
    if athlete_id not in known:
        raise UnknownAthlete(name=athlete_id, home=str(home.root), known=", ".join(known))
