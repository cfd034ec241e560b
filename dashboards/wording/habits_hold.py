"""What comes before the seven: the back, illness or load, and what holds meanwhile."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboards.i18n import Translator
from pipeline.errors import N_


@dataclass(frozen=True)
class Hold:
    """Why something else comes before the seven now.

    Attributes
    ----------
    because
        `red_flag`, `rest`, `pain`, `injured`, `ill` or `load`.
    until
        Last day of the rest; none for the others.
    """

    because: str
    until: date | None = None

    @property
    def is_load(self) -> bool:
        """Whether training may go on, in place of a run."""
        return self.because == "load"

    @property
    def is_of_the_back(self) -> bool:
        """Whether the back asks for it."""
        return self.because in STRENGTH_WAITS

    @property
    def welcomes_walks(self) -> bool:
        """Whether a walk is what eases it."""
        return self.because in {"rest", "pain"}


HOLDS: Final = {
    "red_flag": N_(
        "An open warning sign comes first: have it checked. Until then no training is asked for "
        "here; the diary goes on."
    ),
    "rest": N_(
        "The back rests until {day}: walking and stretching are welcome, and no training is asked "
        "for. The diary goes on."
    ),
    "pain": N_("The back comes first: walk or rest until the pain has eased. The diary goes on."),
    "injured": N_(
        "Today is marked as injured: no training is asked for here. What may be trained meanwhile "
        "is for a doctor or physiotherapist to say."
    ),
    "ill": N_("Today is marked as ill: no training is asked for until you are well again."),
    "load": N_(
        "The load is high enough: what is done for the seven now stands in place of a run, not on "
        "top of it."
    ),
}
"""Why -> what holds now."""

NOT_NOW: Final = {
    "injured": N_("Not now: the injury comes first."),
    "ill": N_("Not now: getting well comes first."),
    "load": N_("Not now: the load comes down first."),
}

STRENGTH_WAITS: Final = {
    "red_flag": N_("A warning sign is open: have it checked by a doctor before you train."),
    "rest": N_("The back rests until {day}: strength exercises wait until then."),
    "pain": N_("The back comes first: strength exercises wait until the pain has eased."),
}
"""Why -> what is said to somebody who tells of strength training now."""


def hold_told(hold: Hold, t: Translator) -> str:
    """Return what holds now instead of anything that the seven could ask for."""
    return t.gettext(HOLDS[hold.because], day=t.day(hold.until) if hold.until else "")


def strength_waits(hold: Hold, t: Translator) -> str | None:
    """Return why strength exercises wait, none where nothing of the back speaks against them."""
    sentence = STRENGTH_WAITS.get(hold.because)
    return t.gettext(sentence, day=t.day(hold.until) if hold.until else "") if sentence else None


def not_now(hold: Hold, t: Translator) -> str:
    """Return that something of the seven is not for now."""
    return t.gettext(NOT_NOW.get(hold.because) or N_("Not now: the back comes first."))
