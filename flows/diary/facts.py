"""Once, at the first entry somebody types: what a doctor would ask about a runner (SCIENCE E.2)."""

from collections.abc import Callable
from typing import TypeVar

from flows.console import Terminal
from flows.diary.asking import YES, answer_to, is_conversation
from flows.diary.log import Prepared
from pipeline.athlete_settings import athlete_table
from pipeline.errors import N_
from pipeline.home import Home
from pipeline.lasting_facts import (
    COUNTRIES,
    FACTS,
    YES_OR_NO,
    Answer,
    are_known,
    remember,
    year_said,
)
from pipeline.settings import load_settings

NO = {"n", "no", "nein"}
T = TypeVar("T")

WHY = N_(
    "Asked once, as a doctor would; with new or changed pain the answers tell whether it should be "
    "checked. Enter skips a question."
)
YEAR = N_("Year of birth: ")
QUESTIONS = {
    "past_cancer": N_("Have you ever had cancer? [y/n] "),
    "osteoporosis": N_("Do you have osteoporosis? [y/n] "),
    "weak_immune_system": N_("Is your immune system weak? [y/n] "),
    "long_cortisone": N_("Have you taken cortisone for months? [y/n] "),
}
COUNTRY = N_("Whose emergency numbers: DE, AT, CH, GB or other? ")
UNASKED = N_(
    "With new pain a doctor would ask for your year of birth and a few more things. To have them "
    "considered, write them into {path} under {table}: {names}"
)


def ask_facts(home: Home, terminal: Terminal, ready: Prepared) -> None:
    """Ask for lasting facts if nobody has yet; where nobody can answer, say where they go."""
    if are_known(home, ready.athlete_id):
        return
    place = {"path": home.settings_file, "table": athlete_table(ready.athlete_id)}
    if not is_conversation():
        if ready.is_first:
            terminal.say(UNASKED, **place, names=", ".join(FACTS))
        return
    terminal.say(WHY)
    remember(home, ready.athlete_id, _facts(home, terminal, ready), _country(home, terminal))
    terminal.say(N_("To change them: {path}, under {table}"), **place)


def _facts(home: Home, terminal: Terminal, ready: Prepared) -> dict[str, Answer]:
    """Return what was answered; what was skipped is unknown, not no."""
    today = load_settings(home).today(ready.athlete_id)
    said: dict[str, Answer | None] = {
        "birth_year": _asked(terminal, YEAR, lambda text: year_said(text, today))
    }
    said |= {fact: _asked(terminal, QUESTIONS[fact], _yes_or_no) for fact in YES_OR_NO}
    return {fact: answer for fact, answer in said.items() if answer is not None}


def _country(home: Home, terminal: Terminal) -> str | None:
    if load_settings(home).country:
        return None
    found = _asked(terminal, COUNTRY, _country_said)
    return found if found in COUNTRIES else None


def _country_said(text: str) -> str | None:
    is_other = text.lower() in {"other", "andere", "anderes"}
    return "other" if is_other else text.upper() if text.upper() in COUNTRIES else None


def _yes_or_no(text: str) -> bool | None:
    return text.lower() in YES if text.lower() in YES | NO else None


def _asked(terminal: Terminal, question: str, read: Callable[[str], T | None]) -> T | None:
    """Ask until the answer can be read, or there is none."""
    while text := answer_to(terminal.t.gettext(question)):
        answer = read(text)
        if answer is not None:
            return answer
    return None
