"""`backstride diary`: what stands in the diary, and how it is corrected and taken along."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.diary.options import (
    EditedDayOption,
    LegPainOption,
    LiftingOption,
    PainkillerOption,
    QualityOption,
    RedFlagOption,
    RpeOption,
    SideOption,
    SiteOption,
    SittingOption,
    SleepOption,
    StrideOption,
    TextOption,
    TimeOption,
    WhenOption,
)
from flows.options import (
    AthleteOption,
    HomeOption,
    JsonOption,
    _,
    home_at,
    tell_written,
    terminal_of,
    undo_command,
)
from pipeline.errors import N_
from pipeline.home import Home
from pipeline.settings import load_settings

commands = typer.Typer(help=_("List, correct, take back and export diary entries."))

LastOption = Annotated[int, typer.Option(help=_("How many."), min=1)]


@commands.callback(invoke_without_command=True)
def entries(
    context: typer.Context,
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    last: LastOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Print the latest entries unless another command follows."""
    if context.invoked_subcommand is None:
        _list(home_at(home), athlete, last, as_json=as_json)
        return
    sources = [context.get_parameter_source(name) for name in context.params]
    if any(source and source.name == "COMMANDLINE" for source in sources):
        raise typer.BadParameter(_("Write options behind the command, not before it."))


@commands.command("list", help=_("List entries, the newest last, with what became of them."))
def list_(
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    last: LastOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Print the latest entries."""
    _list(home_at(home), athlete, last, as_json=as_json)


def _list(place: Home, athlete: str | None, last: int, *, as_json: bool) -> None:
    from flows.diary import listing  # noqa: PLC0415
    from flows.diary.rows import kept_entries  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415

    athlete_id = athlete_meant(place, load_settings(place), athlete)
    kept = kept_entries(place, athlete_id)[-last:]
    if as_json:
        rows = [listing.as_json(one) for one in kept]
        typer.echo(json.dumps({"athlete": athlete_id, "entries": rows}, ensure_ascii=False))
    else:
        listing.print_entries(kept, athlete_id, terminal_of(place))


@commands.command(
    help=_("Correct an entry by its number in the list; an empty text clears a word.")
)
def edit(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help=_("Its number in: backstride diary list"))],
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    pain: Annotated[str | None, typer.Option("--pain", help=_("Pain from 0 to 10."))] = None,
    when: WhenOption = None,
    day: EditedDayOption = None,
    time: TimeOption = None,
    site: SiteOption = None,
    side: SideOption = None,
    quality: QualityOption = None,
    leg_pain: LegPainOption = None,
    altered_stride: StrideOption = None,
    painkiller: PainkillerOption = None,
    rpe: RpeOption = None,
    sitting: SittingOption = None,
    sleep: SleepOption = None,
    lifting: LiftingOption = None,
    red_flag: RedFlagOption = None,
    note: TextOption = None,
) -> None:
    """Append the corrected entry to the live diary."""
    from flows.diary.answers import Answers  # noqa: PLC0415
    from flows.diary.changes import edit_entry  # noqa: PLC0415
    from flows.diary.told import entry_told  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = edit_entry(place, athlete, number, Answers.typed(context.params))
    terminal.say(N_("Was: {entry}"), entry=entry_told(done.before.row, terminal.t))
    terminal.say(N_("Is: {entry}"), entry=entry_told(asdict(done.entry), terminal.t))
    terminal.say(N_("Logged in {path}. It counts after the next: backstride run"), path=done.path)
    for said in done.moved:
        tell_written(said, terminal)


@commands.command(help=_("Take back the entry logged last, or a numbered one."))
def undo(
    number: Annotated[
        int | None, typer.Argument(help=_("Its number in: backstride diary list"))
    ] = None,
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
) -> None:
    """Append to the journal that an entry no longer counts; its line stays where it is."""
    from dashboards.wording.red_flags import sign_told  # noqa: PLC0415
    from flows.diary.changes import undo_entry  # noqa: PLC0415
    from flows.diary.told import entry_told  # noqa: PLC0415
    from pipeline.red_flags import SIGNS  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = undo_entry(place, athlete, number)
    terminal.say(N_("Taken back: {entry}"), entry=entry_told(done.entry.row, terminal.t))
    if done.again:
        told = entry_told(done.again.row, terminal.t)
        terminal.say(N_("What was said before counts again: {entry}"), entry=told)
    for sign in done.closed:
        told = sign_told(sign, terminal.t) if sign in SIGNS else sign
        terminal.say(
            N_("This closes the warning sign it named: {sign}. If it is still there: {command}"),
            sign=told,
            command=undo_command(done.said),
        )
    tell_written(done.said, terminal)


@commands.command(help=_("List entries that the diary held before and holds no more."))
def gone(
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    noted: Annotated[
        bool, typer.Option("--noted", help=_("That was meant: they are not listed any more."))
    ] = False,
) -> None:
    """Print what is missing from the live diary, and where it lies."""
    from flows.diary.changes import missing_entries  # noqa: PLC0415
    from flows.diary.listing import print_missing  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = missing_entries(place, athlete, is_noted=noted)
    print_missing(place, done.missing, terminal)
    for said in done.said:
        tell_written(said, terminal)


@commands.command(help=_("Write all entries that count as a CSV that can be dropped in anywhere."))
def export(
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=_("The file; the terminal where absent."))
    ] = None,
) -> None:
    """Print or write the diary."""
    from flows.diary.rows import kept_entries  # noqa: PLC0415
    from flows.whose import athlete_meant  # noqa: PLC0415
    from pipeline.diary import as_csv  # noqa: PLC0415
    from pipeline.files import write_atomically  # noqa: PLC0415

    place = home_at(home)
    athlete_id = athlete_meant(place, load_settings(place), athlete)
    kept = [one.row for one in kept_entries(place, athlete_id) if one.counts]
    if out is None:
        typer.echo(as_csv(kept), nl=False)
        return
    write_atomically(out, as_csv(kept))
    terminal = terminal_of(place)
    terminal.say(N_("Entries written to {path}: {count}"), path=out, count=len(kept))


@commands.command(help=_("List the warning signs a doctor has to look at."))
def signs(*, home: HomeOption = None) -> None:
    """Print all signs with how soon somebody has to look."""
    from flows.diary.asking import print_signs  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    print_signs(place, terminal)
    terminal.say(N_("If one is new, add it to an entry: backstride log 3 --red-flag 2"))
