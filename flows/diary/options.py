"""What can be said of one moment: the options that `log` and `diary edit` share."""

from typing import Annotated

import typer

from flows.options import _

WhenOption = Annotated[
    str | None, typer.Option(help="morning, before, during, after, evening, next_morning")
]
DayOption = Annotated[
    str | None,
    typer.Option("--date", help=_("Another day, such as 2026-11-20, 20.11.2026 or yesterday.")),
]
EditedDayOption = Annotated[
    str | None, typer.Option("--date", help=_("Its day, such as 2026-11-20 or yesterday."))
]
TimeOption = Annotated[str | None, typer.Option(help=_("The time of day, such as 07:30."))]
SiteOption = Annotated[
    str | None, typer.Option(help=_("Where it hurts, such as knee; the low back where absent."))
]
SideOption = Annotated[str | None, typer.Option(help="left, right, both")]
QualityOption = Annotated[
    str | None, typer.Option(help="dull, cramp, tingling, tension, sharp, radiating ...")
]
LegPainOption = Annotated[
    bool | None, typer.Option(help=_("Whether it goes down into a leg."), show_default=False)
]
StrideOption = Annotated[
    bool | None, typer.Option(help=_("Whether it changes how you run."), show_default=False)
]
PainkillerOption = Annotated[
    str | None, typer.Option(help=_("What you took against pain that day."))
]
RpeOption = Annotated[str | None, typer.Option("--rpe", help=_("How hard it was, from 0 to 10."))]
SittingOption = Annotated[str | None, typer.Option(help=_("Hours spent sitting."))]
SleepOption = Annotated[str | None, typer.Option(help=_("Hours slept."))]
LiftingOption = Annotated[str | None, typer.Option(help=_("What you lifted, or yes."))]
RedFlagOption = Annotated[
    list[str] | None,
    typer.Option(
        help=_("A warning sign by its number in: backstride diary signs. May be given again.")
    ),
]
TextOption = Annotated[str | None, typer.Option("--note", help=_("Anything you want to remember."))]
