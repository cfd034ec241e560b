"""How a signal is told: what was seen, its limit, what it means, and one thing to do."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.families import PAIN_FAMILIES, family_name

Row = Mapping[str, Any]
Told = Callable[[Row, Translator], str]

RUNNERS_IN_SPIKE_STUDY: Final = 5205
RUNNERS_IN_STEP_STUDY: Final = 874
REPEATED_SPIKE: Final = 1.30


# ---------- what was seen


def reason_sentence(flag: Row, t: Translator) -> str:
    """Return what was seen, as one sentence.

    Parameters
    ----------
    flag
        A row of `fct_flags`. If it carries `distance_km` and `longest_before_km`, the
        sentence about a long run names both.
    t
        The language.
    """
    return _SENTENCES.get(flag["family"], _other)(flag, t)


def _session_spike(flag: Row, t: Translator) -> str:
    facts = {"day": t.day(flag["raised_on"]), "above": t.percent(100 * (flag["value"] - 1))}
    if flag.get("distance_km") is None:
        return t.gettext(
            "The run of {day} was {above} longer than any run of the 30 days before.", **facts
        )
    return t.gettext(
        "The run of {day} ({km}) was {above} longer than any run of the 30 days before, "
        "the longest of which was {longest}.",
        km=t.km(flag["distance_km"]),
        longest=t.km(flag["longest_before_km"]),
        **facts,
    )


def _volume_step(flag: Row, t: Translator) -> str:
    return t.gettext(
        "On {day}, the last 7 or 14 days held {above} more kilometres than the fullest such "
        "span of the weeks before.",
        day=t.day(flag["raised_on"]),
        above=t.percent(flag["value"]),
    )


def _ratio(flag: Row, t: Translator) -> str:
    return t.gettext(
        "On {day}, the last 7 days came to {ratio} times the weeks before.",
        day=t.day(flag["raised_on"]),
        ratio=t.number(flag["value"], 2),
    )


def _pain_now(flag: Row, t: Translator) -> str:
    facts = {"pain": t.number(flag["value"], 0), "day": t.day(flag["raised_on"])}
    told = {
        "strong": t.gettext("On {day} the worst pain was {pain} of 10: strong.", **facts),
        "sharp": t.gettext("On {day} the pain was sharp or shooting, {pain} of 10.", **facts),
        "morning_after": t.gettext(
            "Twice in a row the back hurt at least 2 points more in the morning than the "
            "evening before; on {day} the worst pain was {pain} of 10.",
            **facts,
        ),
        "four_or_more": t.gettext("On {day} the worst pain was {pain} of 10.", **facts),
        "above_usual": t.gettext(
            "On {day} the worst pain was {pain} of 10, at least 2 points above the usual.",
            **facts,
        ),
        "stride": t.gettext(
            "On {day} the worst pain was {pain} of 10, and it changed the stride.", **facts
        ),
    }
    return told.get(flag.get("cause") or "", told["four_or_more"])


def _pain_stays(_: Row, t: Translator) -> str:
    return t.gettext("The pain has stayed at its level over several entries.")


def _red_flag(_: Row, t: Translator) -> str:
    return t.gettext("An entry in the diary names a warning sign that a doctor should look at.")


def _other(flag: Row, t: Translator) -> str:
    return t.gettext(
        "{family}: the value is over its limit.", family=family_name(flag["family"], t)
    )


_SENTENCES: Final[dict[str, Told]] = {
    "F1": _session_spike,
    "F2": _volume_step,
    "F4": _ratio,
    "F6": _pain_now,
    "F7": _pain_stays,
    "red_flag": _red_flag,
}


# ---------- value and limit


def value_text(flag: Row, t: Translator) -> str:
    """Return the value in its unit, empty where a signal has none."""
    return _in_unit(flag["family"], flag["value"], t)


def limit_text(flag: Row, t: Translator) -> str:
    """Return the limit in the unit of its value, in words where it is not a number."""
    limit = _in_unit(flag["family"], flag["threshold"], t)
    if not limit:
        return t.gettext("any such entry")
    if flag["family"] == "F1" and flag["threshold"] == REPEATED_SPIKE:
        return t.gettext("limit {limit}, twice within 14 days", limit=limit)
    if flag["family"] in PAIN_FAMILIES:
        return t.gettext("from {limit}", limit=limit)
    return t.gettext("limit {limit}", limit=limit)


def _in_unit(family: str, value: float | None, t: Translator) -> str:
    if value is None:
        return ""
    if family == "F1":
        return f"{t.number(value, 2)}\u00a0×"
    if family == "F2":
        return f"+{t.percent(value)}"
    if family in PAIN_FAMILIES:
        digits = 0 if float(value).is_integer() else 1
        return t.gettext("{pain} of 10", pain=t.number(value, digits))
    return t.number(value, 2)


# ---------- meaning


def meaning_sentence(flag: Row, t: Translator) -> str:
    """Return what is known about such a signal, no stronger than its evidence."""
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
        "F4": t.gettext(
            "The ratio describes how load moved. In the largest data on runners a higher ratio "
            "did not go with more injuries, so it never changes the status."
        ),
        "F6": t.gettext(
            "The limits are a rule of thumb from rehabilitation; pain outranks whatever the "
            "load says."
        ),
        "F7": t.gettext("Pain that a few days without running do not settle deserves care."),
        "red_flag": t.gettext(
            "A single sign of this kind is often a false alarm. It stays open until you record a "
            "visit, for example: backstride mark seen_by_doctor {date}",
            date=flag["raised_on"],
        ),
    }
    return meanings.get(flag["family"], t.gettext("A rule of thumb; nobody has tested it."))


# ---------- one thing to do


def action_sentence(flag: Row, t: Translator, plan: Row | None = None) -> str:
    """Return the one thing to do; it never contradicts the plan.

    Parameters
    ----------
    flag
        A row of `fct_flags`.
    t
        The language.
    plan
        The athlete's row of `fct_plan`, where there is one.
    """
    if flag["level"] == "info":
        return t.gettext("Nothing to do for this alone.")
    if flag["family"] == "red_flag":
        return t.gettext("Have it checked by a doctor; the list of warning signs says how soon.")
    if flag["family"] in PAIN_FAMILIES:
        return _pain_action(flag, t)
    return _load_action(flag, plan or {}, t)


def _pain_action(flag: Row, t: Translator) -> str:
    if flag["level"] == "high":
        return t.gettext(
            "Stop running for at least a week, and see a doctor or physiotherapist if the pain "
            "stays or returns at once."
        )
    return t.gettext("Take a rest day, and see how the back is tomorrow morning.")


def _load_action(flag: Row, plan: Row, t: Translator) -> str:
    ceiling = plan.get("next_run_max_km")
    if plan.get("plan_state") == "pain_first":
        return t.gettext("First let the back settle; the kilometres come after.")
    if plan.get("plan_state") == "returning":
        return t.gettext("Keep the next runs short and easy; after a break distance takes weeks.")
    if ceiling == 0:
        return t.gettext("Take a rest day.")
    if flag["family"] == "F1" and ceiling is not None:
        return t.gettext(
            "Keep the next run to {km} at most instead of extending it further.",
            km=t.km_at_most(ceiling),
        )
    actions = {
        "F1": t.gettext("Repeat the longest run of the month before instead of extending it."),
        "F2": t.gettext("Swap one run of this week for cross-training."),
    }
    return actions.get(flag["family"], t.gettext("Take a rest day."))
