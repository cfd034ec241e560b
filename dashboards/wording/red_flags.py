"""Warning signs a doctor has to look at: which they are, how soon, and whom to call.

One sentence a sign, one heading an urgency. Single signs are often false alarms, so nothing in
here says more than that somebody should look.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from dashboards.i18n import Translator
from pipeline.red_flags import SIGNS, UNNAMED, Urgency

Row = Mapping[str, Any]
Sign = TypeVar("Sign", bound=Row)

NUMBERS: Final = {
    "DE": ("112", "116117"),
    "AT": ("144", "1450"),
    "CH": ("144", None),
    "GB": ("999", "111"),
}
"""Country -> the number for emergencies, and the one of the doctors on call where there is one."""

URGENCIES: Final = (Urgency.EMERGENCY, Urgency.UNCLEAR, Urgency.DAYS)
"""The most urgent first; a sign nobody named may be any of them."""

LASTING: Final = "lasting_fact"


def signs_told(t: Translator) -> list[tuple[str, str, str]]:
    """Return every sign that can be ticked: its word, its urgency, and its sentence.

    Parameters
    ----------
    t
        The language.
    """
    return [(sign, str(urgency), sign_told(sign, t)) for sign, urgency in SIGNS.items()]


def sign_told(sign: str, t: Translator, cause: str = "ticked") -> str:
    """Return a sign in words that go on after others.

    Parameters
    ----------
    sign
        A sign of `pipeline.red_flags`.
    t
        The language.
    cause
        `ticked`, or `lasting_fact` for what stands in the settings.
    """
    if cause == LASTING and sign in _LASTING_TOLD:
        return _LASTING_TOLD[sign](t)
    return _told(t).get(sign) or _told(t)[UNNAMED]


def _told(t: Translator) -> dict[str, str]:
    return {
        "bladder_bowel": t.gettext(
            "bladder or bowel that have newly got out of control, or that no longer empty"
        ),
        "saddle_numbness": t.gettext("numbness where you sit on a saddle"),
        "both_legs_weak": t.gettext(
            "weakness or numbness of both legs or growing quickly, unsteady gait"
        ),
        "severe_injury": t.gettext("a severe fall or accident"),
        "fever_very_ill": t.gettext("back pain with fever or shivering, and feeling very ill"),
        "tearing_collapse": t.gettext("sudden tearing pain, or collapse"),
        "fever_infection": t.gettext(
            "fever or an infection, a weakened immune system, drugs by injection"
        ),
        "weight_loss": t.gettext("weight loss nobody can explain"),
        "past_cancer": t.gettext("cancer in the past"),
        "night_pain": t.gettext("pain at night that no position eases"),
        "minor_injury_fragile": t.gettext(
            "a small fall with osteoporosis, long use of cortisone, or above 70"
        ),
        "age_new_pain": t.gettext("new back pain under 20 or above 55"),
        "one_leg_weak": t.gettext(
            "weakness of one leg that grows, or leg pain below the knee with numbness"
        ),
        "morning_stiffness": t.gettext(
            "stiffness for more than half an hour in the morning that eases with movement"
        ),
        "not_improving": t.gettext("no improvement after 4 to 6 weeks"),
        UNNAMED: t.gettext("a warning sign that the entry does not name"),
    }


_LASTING_TOLD: Final[dict[str, Callable[[Translator], str]]] = {
    "past_cancer": lambda t: t.gettext("new or changed back pain, with cancer in the past"),
    "osteoporosis": lambda t: t.gettext("new or changed back pain, with osteoporosis"),
    "weak_immune_system": lambda t: t.gettext(
        "new or changed back pain, with a weakened immune system"
    ),
    "long_cortisone": lambda t: t.gettext("new or changed back pain, with long use of cortisone"),
}
"""What the settings say of the runner, together with the pain that makes it count."""


def urgency_told(urgency: str, country: str | None, t: Translator) -> str:
    """Return how soon somebody has to look, and whom to call.

    Parameters
    ----------
    urgency
        `emergency`, `days` or `unclear`.
    country
        The setting of that name: two letters, or nothing.
    t
        The language.
    """
    emergency, on_call = numbers(country, t)
    return {
        "emergency": t.gettext(
            "At once: call {number}, or go to an emergency department.", number=emergency
        ),
        "days": t.gettext(
            "Within days: see a doctor; outside surgery hours call {number}.", number=on_call
        ),
    }.get(urgency) or t.gettext(
        "Look which of the warning signs it is: the list says how soon; at once means {number}.",
        number=emergency,
    )


def numbers(country: str | None, t: Translator) -> tuple[str, str]:
    """Return whom to call in an emergency, and whom outside surgery hours."""
    emergency, on_call = NUMBERS.get(country or "", (None, None))
    return (
        emergency or t.gettext("your local emergency number"),
        on_call or t.gettext("your local medical on-call service"),
    )


def signs_of(flag: Row) -> Sequence[Row]:
    """Return the open signs that a red flag of `fct_flags` carries, the most urgent first."""
    signs: Sequence[Row] = flag.get("signs") or ()
    return signs


def open_signs(flag: Row, t: Translator) -> list[str]:
    """Return a sentence for each open sign: which, since when, how soon somebody has to look.

    Parameters
    ----------
    flag
        A red flag of `fct_flags`; without its `signs` it is told that there is one.
    t
        The language.
    """
    told = [open_sign(row, t) for row in signs_of(flag)]
    return told or [
        t.gettext("An entry in the diary names a warning sign that a doctor should look at.")
    ]


def open_sign(row: Row, t: Translator) -> str:
    """Return the sentence of one open sign.

    Parameters
    ----------
    row
        A row of `fct_red_flags`, with the athlete's country.
    t
        The language.
    """
    told = sign_told(row["sign"], t, row["cause"])
    what = t.gettext(
        "{sign}, since {day}.", sign=told[:1].upper() + told[1:], day=t.day(row["reported_on"])
    )
    return f"{what} {urgency_told(row['urgency'], row.get('country'), t)}"


def most_urgent_first(rows: Sequence[Sign]) -> list[Sign]:
    """Return open signs in the order of telling."""
    order = [str(urgency) for urgency in URGENCIES]
    signs = list(SIGNS)
    return sorted(
        rows,
        key=lambda row: (
            order.index(row["urgency"]),
            signs.index(row["sign"]) if row["sign"] in signs else len(signs),
            row["sign"],
            row["reported_on"],
        ),
    )
