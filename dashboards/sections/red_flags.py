"""Warning signs on the page: those that are open, and the list with whom to call."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Translator
from dashboards.wording import red_flags as wording
from dashboards.wording.clearing import clearing_sentence
from pipeline.red_flags import Urgency

TONES: Final = {"emergency": "high", "unclear": "high", "days": "careful"}
ICONS: Final = {"high": "■", "careful": "▲"}


def red_flags_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the open signs with their urgency and what closes them, and all signs by urgency."""
    flags = [flag for flag in facts.latest_flags(marts) if flag["family"] == "red_flag"]
    country = facts.athlete(marts)["country"]
    return {
        "open": [_open(row, t) for flag in flags for row in wording.signs_of(flag)],
        "clearing": clearing_sentence(flags[0], t) if flags else "",
        "lists": [_list(urgency, country, t) for urgency in (Urgency.EMERGENCY, Urgency.DAYS)],
    }


def _open(row: Mapping[str, Any], t: Translator) -> dict[str, str]:
    tone = TONES[row["urgency"]]
    return {"tone": tone, "icon": ICONS[tone], "sentence": wording.open_sign(row, t)}


def _list(urgency: Urgency, country: str | None, t: Translator) -> dict[str, Any]:
    signs = [sentence for _, soon, sentence in wording.signs_told(t) if soon == urgency]
    return {"heading": wording.urgency_told(urgency, country, t), "signs": signs}
