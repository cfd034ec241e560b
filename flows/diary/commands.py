"""The commands that write into the diary: one entry, ratings of one's own activities."""

from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import Terminal
from flows.diary import group
from flows.diary.numbers import NumberCommand
from flows.diary.options import (
    DayOption,
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
from flows.options import AthleteOption, HomeOption, _, home_at, tell_written, terminal_of
from pipeline.commands import own_command
from pipeline.errors import N_
from pipeline.home import Home

if TYPE_CHECKING:  # each command loads only what it needs
    from flows.diary.log import Prepared

commands = typer.Typer()
commands.add_typer(group.commands, name="diary")


@commands.command(cls=NumberCommand, help=_("Log back pain, 0 to 10, in one line."))
def log(
    context: typer.Context,
    pain: Annotated[
        str | None, typer.Argument(help=_("0 is none, 10 the worst you can imagine."))
    ] = None,
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    when: WhenOption = None,
    day: DayOption = None,
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
    """Append one entry to the live diary."""
    from flows.diary.answers import Answers  # noqa: PLC0415 - keeps --help fast
    from flows.diary.log import prepared  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    _log(place, terminal, prepared(place, athlete, Answers.typed(context.params)))


@commands.command(
    cls=NumberCommand,
    help=_("Rate how well your own running activities go, 0 to 10, in their order."),
)
def capability(
    ratings: Annotated[
        list[str] | None, typer.Argument(help=_("One number each; 10 is as before the pain."))
    ] = None,
    *,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    day: DayOption = None,
) -> None:
    """Append the ratings to the live diary, or show what was rated when."""
    from flows.diary.capability import activities, rated  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    if ratings:
        _log(place, terminal, rated(place, athlete, ratings, day))
        return
    athlete_id, found = activities(place, athlete)
    for number, (name, rating, rated_on) in enumerate(found, 1):
        if rating is None or rated_on is None:
            terminal.say(N_("{number}. {name}: not rated yet"), number=number, name=name)
        else:
            facts = {"number": number, "name": name, "rating": terminal.t.number(rating, 1)}
            terminal.say(N_("{number}. {name}: {rating} on {day}"), **facts, day=rated_on)
    command = own_command(athlete_id, "capability", *("7" for _ in found))
    terminal.say(N_("Rate them every few weeks: {command}"), command=command)
    terminal.say(N_("They are named in {path}; keep their order."), path=place.settings_file)


def _log(place: Home, terminal: Terminal, ready: "Prepared") -> None:
    """Ask for warning signs where somebody can answer, write the entry, and say so."""
    from flows.diary.asking import asked_signs, is_conversation, needs_list, tell_signs  # noqa: PLC0415
    from flows.diary.facts import ask_facts  # noqa: PLC0415
    from flows.diary.log import with_signs, write  # noqa: PLC0415
    from flows.diary.told import entry_told  # noqa: PLC0415

    if is_conversation() and not ready.entry.red_flags:
        ready = with_signs(ready, asked_signs(place, terminal, with_list=needs_list(ready)))
    path, counting_again = write(place, ready)
    terminal.say(N_("Logged in {path}. It counts after the next: backstride run"), path=path)
    if ready.before:
        told = entry_told(ready.before.row, terminal.t)
        terminal.say(
            N_(
                "It takes the place of the entry of the same moment: {entry}. To keep both, give "
                "--time or --when."
            ),
            entry=told,
        )
    for said in counting_again:
        terminal.say(N_("This entry had been taken back; it counts again."))
        tell_written(said, terminal)
    tell_signs(place, terminal, ready)
    ask_facts(place, terminal, ready)
