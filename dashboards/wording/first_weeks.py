"""What a page that is still filling up can say when, and how far it has come."""

from dataclasses import dataclass
from typing import Final

from dashboards.i18n import Translator
from pipeline.association import MIN_DAYS, MIN_LOGS
from pipeline.association.load_features import WARM_UP_DAYS

WEEK_DAYS: Final = 7
MONTH_DAYS: Final = 28
LOAD_DAYS: Final = 30
LEAST_RUNS: Final = 3
USUAL_SCORES: Final = 4
ASSOCIATION_DAYS: Final = WARM_UP_DAYS + MIN_DAYS


@dataclass(frozen=True)
class SoFar:
    """What there is of somebody: days that are known, runs, days with a score.

    `recent_runs` are those of the last 30 days, `recent_scores` those of the last 28.
    """

    days: int
    runs: int
    scores: int
    recent_runs: int
    recent_scores: int


def first_answer(so_far: SoFar, t: Translator) -> str:
    """Return what a runner with little history reads first."""
    if so_far.days or so_far.scores:
        return t.gettext(
            "A good start. Every run and every score makes this page say more; nothing else is "
            "asked of you."
        )
    return t.gettext("Everything is ready. Two small steps fill this page:")


def files_start(t: Translator) -> str:
    """Return how runs come in; a command follows."""
    return t.gettext("Drop exports of your watch into the inbox, then:")


def score_start(t: Translator) -> str:
    """Return how scores come in; a command follows."""
    return t.gettext("Say how the back is, one number a day, 0 for no pain:")


def counted(so_far: SoFar, t: Translator) -> list[str]:
    """Return what is there already."""
    return [
        t.ngettext("One known day", "{n} known days", so_far.days),
        t.ngettext("One run", "{n} runs", so_far.runs),
        t.ngettext("One day with a score", "{n} days with a score", so_far.scores),
    ]


def folded_names(t: Translator) -> list[str]:
    """Return the titles of the sections that say little in the first week."""
    return [
        t.gettext("Is my training in balance?"),
        t.gettext("How did it build up?"),
        t.gettext("Do my weeks jump?"),
        t.gettext("Was one run too long?"),
        t.gettext("How has my back been?"),
        t.gettext("What goes with my pain?"),
        t.gettext("Did my strength training help?"),
        t.gettext("How worn are my shoes?"),
    ]


def what_comes(t: Translator) -> dict[str, str]:
    """Return what there will be, by the name of the step, the soonest first."""
    return {
        "calendar": t.gettext("Each day's distance, and the year at a glance"),
        "pain": t.gettext("Whether the back raises a signal"),
        "week": t.gettext("The mean of 7 days"),
        "usual": t.gettext("Whether a score is above your usual"),
        "month": t.gettext("The mean of 28 days, and the ratio beside it"),
        "load": t.gettext("Whether the load is too much, and how long the next run may be"),
        "association": t.gettext("What goes with your pain"),
    }


def what_it_takes(step: str, so_far: SoFar, t: Translator) -> str:
    """Return how far a step has come."""
    return {
        "calendar": t.gettext("with the first session"),
        "pain": t.gettext("with a score of the last 14 days"),
        "week": _days(so_far, WEEK_DAYS, t),
        "usual": t.gettext(
            "needs {needed} days with a score within 4 weeks; so far {n}",
            n=so_far.recent_scores,
            needed=USUAL_SCORES,
        ),
        "month": _days(so_far, MONTH_DAYS, t),
        "load": t.gettext(
            "needs {needed} known days and {least} runs in 30 days; so far {n} and {runs}",
            n=so_far.days,
            needed=LOAD_DAYS,
            least=LEAST_RUNS,
            runs=so_far.recent_runs,
        ),
        "association": t.gettext(
            "needs {needed} known days and {least} days with a score; so far {n} and {scores}",
            n=so_far.days,
            needed=ASSOCIATION_DAYS,
            scores=so_far.scores,
            least=MIN_LOGS,
        ),
    }[step]


def _days(so_far: SoFar, needed: int, t: Translator) -> str:
    if so_far.days >= needed:
        return t.gettext("once the last {needed} days are known", needed=needed)
    return t.gettext("needs {needed} known days; so far {n}", n=so_far.days, needed=needed)
