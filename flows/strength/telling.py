"""What `backstride strength` asks for before it writes, and says afterwards."""

import shlex
from collections.abc import Iterator, Sequence

import typer

from dashboards.i18n import Translator
from flows.adding import tell_added
from flows.console import Terminal
from flows.corrections import Corrected
from flows.diary import asking
from flows.held import held_now
from flows.sessions_list import printable
from flows.strength import listing
from flows.strength.judged import Judged, judged_last
from pipeline.commands import own_command
from pipeline.errors import N_
from pipeline.home import Home
from pipeline.journal import TRAINED

NO_PAUSES = N_("Pauses are not counted; with --duration 20min the whole time is.")
TRAINS_NONE = N_(
    "None of this trains legs, back extensors or trunk: the week's core and leg strength stays "
    "as it was."
)
WHAT_TRAINS = N_("What '{title}' trains is not known. To say it: {command}")


def words_meant(
    exercises: Sequence[str] | None, duration: str | None, terminal: Terminal
) -> tuple[list[str], str | None]:
    """Return the exercises that were typed; without any, list and perhaps ask."""
    if exercises:
        return list(exercises), duration
    listing.print_choices(terminal)
    return listing.chosen(terminal, duration) if asking.is_conversation() else ([], duration)


def tell_strength(home: Home, added: Corrected, terminal: Terminal, *, is_timed: bool) -> None:
    """Say what was written, what it trains not, and what of the back speaks against it."""
    tell_added(added, terminal, *([] if is_timed else [NO_PAUSES]))
    athlete_id = added.said.athlete_id
    for sentence in _of_exercises(judged_last(home, athlete_id), athlete_id, terminal.t):
        typer.echo(sentence)
    held = held_now(home, athlete_id, added.local_date)
    if held is not None:
        typer.echo(held)


def _of_exercises(judged: Judged, athlete_id: str, t: Translator) -> Iterator[str]:
    if judged.is_none:
        yield t.gettext(TRAINS_NONE)
    for title in judged.unknown:
        shown = printable(title)
        words = ("exercise", shlex.quote(shown), "|".join(TRAINED))
        yield t.gettext(WHAT_TRAINS, title=shown, command=own_command(athlete_id, *words))
