"""How a distance that has not been run yet is told: what the rules would say of it."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import DASH, Translator
from dashboards.wording.amounts import briefly
from dashboards.wording.families import family_name
from dashboards.wording.reasons import limit_text, value_text
from dashboards.wording.rules import rule_name

Row = Mapping[str, Any]


def tried_km(km: float, t: Translator) -> str:
    """Return a distance to try, never more than was asked of the rules; none is a day of rest."""
    return t.distance_at_most(km) if km else t.gettext("rest day")


def tried_range(low_km: float, high_km: float, t: Translator) -> str:
    """Return the distances that come to the same, cut as the plan's own are."""
    high = f"{briefly(t.at_most(high_km), t)}\u00a0{t.distance_unit}"
    return high if low_km == high_km else f"{briefly(t.at_most(low_km), t)}{DASH}{high}"


def verdict(*, is_within: bool, t: Translator) -> str:
    """Return whether a distance is one of the plan's."""
    return t.gettext("within the plan") if is_within else t.gettext("beyond the plan")


def nothing_added(
    level: str, *, is_within: bool, t: Translator, is_after_rest: bool = False
) -> str:
    """Return what is said of a distance that raises nothing; `level` is the day's then."""
    if not is_within and is_after_rest:
        return t.gettext("Adds no signal; after a rest the plan stays below it all the same.")
    if not is_within:
        return t.gettext("Adds no signal itself, but less than that does.")
    if level in ("watch", "high"):
        return t.gettext("Adds no signal; those of today stay.")
    return t.gettext("Adds no signal.")


def added_signal(flag: Row, t: Translator) -> str:
    """Return one signal a distance would raise, with its value, limit and evidence.

    Parameters
    ----------
    flag
        A row of `fct_plan_flags`.
    t
        The language.
    """
    measured = ", ".join(filter(None, [value_text(flag, t), limit_text(flag, t)]))
    return _told(flag, measured, t)


def added_kind(flag: Row, t: Translator) -> str:
    """Return such a signal without its value, which differs from distance to distance."""
    return _told(flag, limit_text(flag, t), t)


def _told(flag: Row, measured: str, t: Translator) -> str:
    told = t.gettext(
        "{family}: {measured} (evidence {letter})",
        family=_name(flag, t),
        measured=measured,
        letter=flag["evidence"],
    )
    if flag["level"] == "info":
        return t.gettext("{signal}, for information only", signal=told)
    return told


def _name(flag: Row, t: Translator) -> str:
    """Return the name of a signal, of its rule where a family has several limits."""
    names = {
        ("F2", "week"): rule_name("week_step", t),
        ("F2", "fortnight"): rule_name("fortnight_step", t),
        ("return", "week"): t.gettext("Return after a break, distance in 7 days"),
        ("return", "run"): t.gettext("Return after a break, longest run"),
        ("return", "next_day"): t.gettext("Return after a break, two days in a row"),
        ("return", "pain"): t.gettext("Return after a break, pain"),
    }
    return names.get((flag["family"], flag["cause"])) or family_name(flag["family"], t)
