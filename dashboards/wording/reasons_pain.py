"""What a signal of pain has seen, as one sentence."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator
from dashboards.wording.amounts import in_unit
from dashboards.wording.formulas import is_with_painkiller
from dashboards.wording.red_flags import open_signs

Row = Mapping[str, Any]


def pain_now(flag: Row, t: Translator) -> str:
    """Return how much it hurts, and what makes that a signal."""
    if flag["value"] is None:
        return _without_score(flag, t)
    facts = {"pain": t.number(flag["value"], 0), "day": t.day(flag["raised_on"])}
    if _is_eased_by_painkiller(flag):
        return t.gettext(
            "The newest entry, of {day}, was with a painkiller, which does not count as settled: "
            "the worst pain of the days before was {pain} of 10.",
            **facts,
        )
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
    return told.get(flag["cause"] or "", told["four_or_more"])


def _without_score(flag: Row, t: Translator) -> str:
    """Return what an entry without a number has told."""
    day = t.day(flag["raised_on"])
    if flag["cause"] == "stride":
        return t.gettext("On {day} pain changed the stride; there is no score of it.", day=day)
    return t.gettext("On {day} the pain was sharp or shooting; there is no score of it.", day=day)


def _is_eased_by_painkiller(flag: Row) -> bool:
    """Tell whether a worse score of the days before is the one that counts."""
    rule: Row | None = (flag.get("signals") or {}).get("pain_now")
    is_number = flag["cause"] in ("strong", "four_or_more", "above_usual")
    return is_number and rule is not None and is_with_painkiller(rule)


def pain_stays(flag: Row, t: Translator) -> str:
    """Return over how many entries, or through how much rest, the pain has stayed."""
    facts = {"day": t.day(flag["raised_on"])}
    if flag["cause"] == "after_rest":
        return _after_rest(flag, facts, t)
    if flag["value"] is None:
        return t.gettext("The pain has stayed at its level over several entries.")
    facts["n"] = t.number(flag["value"], 0)
    if flag["cause"] == "of_ten":
        return t.gettext(
            "On {n} of the last 10 days with an entry up to {day} the pain was at its limit or "
            "above.",
            **facts,
        )
    return t.gettext(
        "The last {n} days with an entry up to {day} all had pain at its limit or above.", **facts
    )


def _after_rest(flag: Row, facts: Row, t: Translator) -> str:
    drop: Row | None = (flag.get("signals") or {}).get("pain_after_rest")
    if drop is None or drop["measured"] is None:
        return t.gettext(
            "On {day} the pain was not 2 points lower after at least 3 full days of rest.", **facts
        )
    told = {
        "pain": in_unit(drop["measured"], "nrs", t),
        "before": in_unit(drop["reference"], "nrs", t),
        **facts,
    }
    if is_with_painkiller(drop):
        return t.gettext(
            "After at least 3 full days of rest the newest entry ({pain} on {day}, {before} "
            "before them) was with a painkiller, which does not count as settled.",
            **told,
        )
    return t.gettext(
        "After at least 3 full days of rest the pain was {pain} on {day}, and {before} before "
        "them: less than 2 points lower.",
        **told,
    )


def red_flag(flag: Row, t: Translator) -> str:
    """Return each open warning sign, and how soon a doctor should look at it."""
    return " ".join(open_signs(flag, t))
