"""How the arms of a group's strength programmes are told beside each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.i18n import DASH, Translator
from dashboards.wording.programme import programme_name
from pipeline.programme.arms import LEAST_ATHLETES

Row = Mapping[str, Any]


def arm_name(arm: str, t: Translator) -> str:
    """Return the name of an arm, or of a difference between two."""
    one, _, other = arm.partition("-")
    if not other:
        return programme_name(one, t)
    return t.gettext(
        "{one} against {other}", one=programme_name(one, t), other=programme_name(other, t)
    )


def change(row: Row, measure: str, t: Translator) -> str:
    """Return a mean change with its interval; a dash where it is not known.

    Parameters
    ----------
    row
        A row of `fct_cohort_programmes`.
    measure
        ``nrs`` or ``capability``.
    t
        The language.
    """
    mean, low, high = numbers(row, measure)
    if mean is None:
        return DASH
    if low is None or high is None:
        return t.gettext("{mean} (no interval)", mean=t.signed(mean))
    return t.gettext(
        "{mean} ({low} to {high})", mean=t.signed(mean), low=t.signed(low), high=t.signed(high)
    )


def numbers(row: Row, measure: str) -> tuple[float | None, float | None, float | None]:
    """Return mean, lower and upper end of a measure's interval."""
    if measure == "nrs":
        return row["mean_change_nrs"], row["ci_low"], row["ci_high"]
    return row["capability_change"], row["capability_ci_low"], row["capability_ci_high"]


def arms_answer(rows: Sequence[Row], t: Translator) -> str:
    """Return in one sentence whether pain went another way in one arm than in another."""
    differences = [row for row in rows if "-" in row["arm"] and row["ci_low"] is not None]
    clear = [row for row in differences if row["ci_low"] > 0 or row["ci_high"] < 0]
    if clear:
        named = "; ".join(f"{arm_name(row['arm'], t)} {change(row, 'nrs', t)}" for row in clear)
        return t.gettext("Pain changed differently: {differences}.", differences=named)
    if differences:
        return t.gettext(
            "No difference between the programmes can be told: every interval of a difference "
            "spans 0."
        )
    return t.gettext(
        "The programmes cannot be compared: it takes {least} athletes in each of two of them, with "
        "changes that are not all the same.",
        least=LEAST_ATHLETES,
    )


def arms_note(t: Translator) -> str:
    """Return how the differences are counted, and what they cannot tell."""
    corrected = t.gettext(
        "Intervals are of 95%; those of differences of 98.3%, since three are looked at and chance "
        "has three tries."
    )
    limits = t.gettext(
        "Nobody was allotted to a programme by chance, so a difference also tells who chose which. "
        "Each athlete counts once, with the first programme that could be judged. In the trial "
        "pain fell alike in all three groups and running ability rose somewhat more with leg "
        "exercise (evidence A for the comparison)."
    )
    return f"{corrected} {limits}"
