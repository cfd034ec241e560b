"""What the diaries of all athletes say together: a link beyond the last entry's pain, or none."""

from collections.abc import Mapping

from dashboards.i18n import Translator
from dashboards.wording.association import Row
from pipeline.association import ALPHA
from pipeline.association.pooled import MIN_ATHLETES


def pooled_sentence(pooled: Row | None, t: Translator) -> str:
    """Return what the diaries of all athletes say together.

    Parameters
    ----------
    pooled
        The row of `fct_pooled_association`.
    t
        The language.
    """
    if pooled is None or pooled["status"] != "ok":
        return _too_few_athletes(pooled, t)
    facts = _facts(pooled, t)
    if pooled["p_value"] >= ALPHA:
        return _no_link(facts, t)
    if pooled["ci_low"] <= 0 <= pooled["ci_high"]:
        return _link_without_size(facts, t)
    return _link(facts, t, is_more=pooled["rho_partial"] > 0)


def _facts(pooled: Row, t: Translator) -> dict[str, str]:
    return {
        "athletes": t.number(pooled["athletes"], 0),
        "entries": t.number(pooled["logs"], 0),
        "r": t.signed(pooled["rho_partial"], 2),
        "low": t.signed(pooled["ci_low"], 2),
        "high": t.signed(pooled["ci_high"], 2),
        "p": t.number(pooled["p_value"], 3),
    }


def _too_few_athletes(pooled: Row | None, t: Translator) -> str:
    return t.ngettext(
        "All diaries together: not enough data. It takes {needed} athletes with a diary that is "
        "long enough; so far one has it.",
        "All diaries together: not enough data. It takes {needed} athletes with a diary that is "
        "long enough; so far {n} have it.",
        0 if pooled is None else pooled["athletes"],
        needed=MIN_ATHLETES,
    )


def _no_link(facts: Mapping[str, str], t: Translator) -> str:
    return t.gettext(
        "All diaries together: no clear link between a week's load and the next day's pain beyond "
        "what the last entry said ({athletes} athletes, {entries} entries, r = {r}, range {low} "
        "to {high}, p = {p}).",
        **facts,
    )


def _link_without_size(facts: Mapping[str, str], t: Translator) -> str:
    return t.gettext(
        "All diaries together: a link between a week's load and the next day's pain beyond what "
        "the last entry said; its size cannot be given ({athletes} athletes, {entries} entries, "
        "p = {p}). It is a correlation within athletes, not proof.",
        **facts,
    )


def _link(facts: Mapping[str, str], t: Translator, *, is_more: bool) -> str:
    if is_more:
        return t.gettext(
            "All diaries together: weeks with more load were followed by somewhat more pain than "
            "the last entry alone would say ({athletes} athletes, {entries} entries, r = {r}, "
            "range {low} to {high}, p = {p}). It is a correlation within athletes, not proof.",
            **facts,
        )
    return t.gettext(
        "All diaries together: weeks with more load were followed by somewhat less pain than the "
        "last entry alone would say ({athletes} athletes, {entries} entries, r = {r}, range {low} "
        "to {high}, p = {p}). It is a correlation within athletes, not proof.",
        **facts,
    )


def pooled_note(pooled: Row | None, t: Translator) -> str | None:
    """Return how the pooled numbers came about, where there are any."""
    if pooled is None or pooled["status"] != "ok":
        return None
    return t.gettext(
        "Each athlete's own correlation, with trend and last entry taken out, counts by how much "
        "their diary carries; p is the share of {ways} ways to give the diaries to the athletes' "
        "loads that link them as strongly. Athletes whose pain seems to change their running are "
        "among them: what the last entry said of it is taken out.",
        ways=t.number(pooled["permutations"], 0),
    )
