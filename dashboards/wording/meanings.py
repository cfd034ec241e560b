"""What is known about a signal, no stronger than its evidence."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator

Row = Mapping[str, Any]

RUNNERS_IN_SPIKE_STUDY: Final = 5205
RUNNERS_IN_STEP_STUDY: Final = 874


def meaning_sentence(flag: Row, t: Translator) -> str:
    """Return what is known about such a signal."""
    meanings = {
        "F1": t.gettext(
            "Among {runners} runners watched for 18 months, overuse injuries of any kind were "
            "more frequent after runs more than 10% longer than the longest of the 30 days "
            "before. Back pain alone was not studied.",
            runners=t.number(RUNNERS_IN_SPIKE_STUDY, 0),
        ),
        "F2": t.gettext(
            "Thin evidence: among {runners} new runners no clear difference over all injuries, "
            "and larger data found none for single weeks. It is a reason to look at how these "
            "weeks were put together.",
            runners=t.number(RUNNERS_IN_STEP_STUDY, 0),
        ),
        "F3": t.gettext(
            "Coaches want easy days between the hard ones. The limits are a convention; no large "
            "study of runners stands behind them."
        ),
        "F4": t.gettext(
            "The ratio describes how load moved. In the largest data on runners a higher ratio "
            "did not go with more injuries, so it never changes the status."
        ),
        "F5": t.gettext(
            "Running downhill costs little breath but brakes hard at every step, so it is looked "
            "at apart. The limit is a rule of thumb; nobody has tested it."
        ),
        "return": t.gettext(
            "For 28 days after a break these limits stand in for those on distance, descent and "
            "the ratio. They are a rule of thumb; nobody has tested them."
        ),
        "F6": t.gettext(
            "The limits are a rule of thumb from rehabilitation; pain outranks whatever the "
            "load says."
        ),
        "F7": t.gettext(
            "Pain that a few days without running do not settle deserves care. The limits are a "
            "rule of thumb."
        ),
        "red_flag": t.gettext("A single sign of this kind is often a false alarm."),
    }
    return meanings.get(flag["family"], t.gettext("A rule of thumb; nobody has tested it."))
