"""How each rule's value comes about, with the numbers of the day."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.amounts import UNKNOWN, in_unit
from pipeline.errors import N_

Row = Mapping[str, Any]

MEASURED_IN: Final = {
    "session_spike": "km",
    "week_step": "km",
    "fortnight_step": "km",
    "monotony": "km",
    "strain": "strain",
    "run_days": "days",
    "acwr_uncoupled": "km",
    "descent": "m",
    "return_week": "km",
    "return_run": "km",
    "return_pain": "nrs",
    "pain_now": "nrs",
    "pain_above_usual": "nrs",
    "pain_in_a_row": "nrs",
    "pain_of_ten": "nrs",
    "pain_after_rest": "nrs",
}
"""The unit of `measured` and `reference`, which is not always that of the value."""

WORKINGS: Final = {
    "session_spike": N_("{measured} on {day} / {reference}, the longest run of the 30 days before"),
    "week_step": N_(
        "{measured} in the 7 days to {day} / {reference}, the fullest 7 days that ended 7 to 34 "
        "days before"
    ),
    "fortnight_step": N_(
        "{measured} in the 14 days to {day} / {reference}, the fullest 14 days that ended 14 to "
        "27 days before"
    ),
    "monotony": N_("{measured} a day over 7 days / {reference}, their standard deviation"),
    "strain": N_("{unit} of 7 days × monotony"),
    "hard_days": N_(
        "above your own 75th percentile of 90 days, or 10 min above 90% of the highest heart rate"
    ),
    "run_days": N_("days with a run; usual in the 90 days before: {reference}"),
    "acwr_uncoupled": N_("{measured} a day over 7 days / {reference} a day over the 21 before"),
    "acwr_ewma_7d": N_("exponential mean of 7 days / of 28 days, averaged over 7 days"),
    "descent": N_(
        "{measured} downhill in the 7 days to {day} / {reference}, the weekly mean of 28 days"
    ),
    "return_week": N_(
        "the 7 days to {day}; the limit is a share of {reference} a week before the break"
    ),
    "return_run": N_("the limit is half of {reference}, the longest run before the break"),
    "return_days": N_("among the last 7 days"),
    "return_pain": N_("the newest entry; it must not rise from the one before ({reference})"),
    "pain_now": N_("the worst of {day}, the newest day with an entry"),
    "pain_above_usual": N_("{measured} − {reference}, the median of the 28 days before"),
    "pain_sharp": N_("as told on {day}"),
    "pain_stride": N_("as told on {day}"),
    "pain_mornings": N_("at least 2 points worse than the evening before"),
    "pain_in_a_row": N_("days with an entry up to {day} that reach the limit of pain"),
    "pain_of_ten": N_(
        "those of the last 10 days with an entry up to {day} that reach the limit of pain"
    ),
    "pain_after_rest": N_(
        "{reference} before at least 3 full days of rest − {measured} after them"
    ),
}
"""Rule -> its formula; what is divided, subtracted or counted, and over which days."""

WITH_PAINKILLER: Final = {
    "pain_now": N_(
        "the worst of the days before; {measured} on {day} was with a painkiller, which does not "
        "count as settled"
    ),
    "pain_after_rest": N_(
        "{measured} after at least 3 full days of rest, with a painkiller, which does not count "
        "as settled; {reference} before them"
    ),
}
"""Rule -> its formula where a painkiller eased the newest score."""


def working(row: Row, t: Translator) -> str:
    """Return what a rule's value was computed from.

    Parameters
    ----------
    row
        A row of `fct_signals` with `seen_on`, the day of its run or entry.
    t
        The language.
    """
    rule = row["rule"]
    unit = MEASURED_IN.get(rule, "ratio")
    formula = WITH_PAINKILLER[rule] if is_with_painkiller(row) else WORKINGS[rule]
    return t.gettext(
        formula,
        measured=in_unit(row["measured"], unit, t) or UNKNOWN,
        reference=in_unit(row["reference"], unit, t) or UNKNOWN,
        day=t.day(row["seen_on"]),
        unit=t.distance_unit,
    )


def is_with_painkiller(row: Row) -> bool:
    """Tell whether the newest score was with a painkiller, which does not count as settled.

    Parameters
    ----------
    row
        A row of `fct_signals`.
    """
    if row["rule"] == "pain_now":
        return row["measured"] is not None
    if row["rule"] != "pain_after_rest" or row["value"] is None:
        return False
    return bool(row["value"] < row["reference"] - row["measured"])
