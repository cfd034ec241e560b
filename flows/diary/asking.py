"""The warning signs beside every entry: one line, and the list behind it (SCIENCE E.2)."""

import re
import sys
from collections.abc import Iterable

import typer

from dashboards.wording.red_flags import signs_told, urgency_told
from flows.console import Terminal
from flows.diary.log import Prepared
from pipeline.errors import N_
from pipeline.home import Home
from pipeline.red_flags import SIGNS, UNNAMED, Urgency
from pipeline.settings import load_settings

STRONG_PAIN_NRS = 4
"""From here on an entry is followed by the whole list."""
YES = {"y", "yes", "j", "ja"}

QUESTION = N_(
    "New: bladder or bowel trouble, numbness between the legs, leg weakness, fever or an injury? "
    "[y/N] "
)
WHICH = N_("Which? Their numbers, such as 1 3; Enter if you cannot say: ")
ONE_LINE = N_(
    "New bladder or bowel trouble, numbness between the legs, leg weakness, fever or an "
    "accident? Then see a doctor now, whatever the number."
)


def is_conversation() -> bool:
    """Tell whether somebody sits at the terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def needs_list(ready: Prepared) -> bool:
    """Tell whether an entry comes with the whole list: the first ever, and strong pain."""
    return ready.is_first or (ready.entry.pain_nrs or 0) >= STRONG_PAIN_NRS


def asked_signs(home: Home, terminal: Terminal, *, with_list: bool) -> str | None:
    """Ask for new warning signs, no being the default, and return those named.

    Parameters
    ----------
    home
        Says whose numbers to call.
    terminal
        Where somebody sits.
    with_list
        Show the list before the question; else it follows a yes.
    """
    if with_list:
        print_signs(home, terminal)
    if answer_to(terminal.t.gettext(QUESTION)).lower() not in YES:
        return None
    if not with_list:
        print_signs(home, terminal)
    while True:
        answer = answer_to(terminal.t.gettext(WHICH))
        found = _named(answer)
        if found:
            return found
        terminal.say(N_("Numbers from 1 to {last}, please."), last=len(SIGNS))


def answer_to(question: str) -> str:
    """Return what is typed; nothing where the terminal is closed."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _named(answer: str) -> str | None:
    """Return the signs that numbers stand for; a yes without any is a sign without a name."""
    numbers = re.findall(r"[0-9]+", answer)
    if not answer:
        return UNNAMED
    places = [int(number) for number in numbers]
    if not places or not all(1 <= place <= len(SIGNS) for place in places):
        return None
    return ", ".join(list(SIGNS)[place - 1] for place in dict.fromkeys(places))


def print_signs(home: Home, terminal: Terminal) -> None:
    """Print all signs, numbered, below how soon somebody has to look."""
    country = load_settings(home).country
    heading = ""
    for number, (_, urgency, sentence) in enumerate(signs_told(terminal.t), 1):
        if urgency != heading:
            heading = urgency
            typer.echo(urgency_told(urgency, country, terminal.t))
        typer.echo(f"  {number:>2}  {sentence}")


def tell_signs(home: Home, terminal: Terminal, ready: Prepared) -> None:
    """Say after an entry what its signs ask for; where it names none, what to look out for."""
    named = ready.entry.red_flags
    if named:
        country = load_settings(home).country
        for urgency in _urgencies(named.split(", ")):
            typer.echo(urgency_told(urgency, country, terminal.t))
    elif not is_conversation():
        terminal.say(ONE_LINE)
        if needs_list(ready):
            print_signs(home, terminal)


def _urgencies(signs: Iterable[str]) -> list[str]:
    """Return how soon somebody has to look, the most urgent first."""
    found = {SIGNS.get(sign, Urgency.UNCLEAR) for sign in signs}
    order = (Urgency.EMERGENCY, Urgency.UNCLEAR, Urgency.DAYS)
    return [str(urgency) for urgency in order if urgency in found]
