"""What goes with my pain: the primary question, and the family that only explores."""

from typing import Any, Final

from dashboards import facts, wording
from dashboards.facts import Marts, Row
from dashboards.i18n import DASH, Translator
from dashboards.wording.association import is_clear, p_text
from pipeline.association import MIN_DAYS, MIN_LOGS, MIN_SCORES
from pipeline.association.load_features import FAMILY

REACH: Final = 1.0
"""A correlation lies between -1 and 1, and so does the picture of it."""


def association_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the sentence, the primary row and the exploratory ones."""
    told = sorted(marts["fct_pain_association"].rows(named=True), key=_place_in_family)
    unmedicated = marts["fct_pain_association_unmedicated"].rows(named=True)
    has_numbers = bool(told) and told[0]["status"] != "not_enough_data"
    return {
        "sentence": wording.association_sentence(told, t),
        "notes": [
            *wording.association_notes(told, t),
            *wording.coverage_notes(facts.one_row(marts["fct_diary_coverage"]), t),
        ],
        "unmedicated": wording.unmedicated_notes(told, unmedicated, t),
        "has_numbers": has_numbers,
        "primary": [_forest_row(row, t) for row in told if row["is_primary"]],
        "family": [_forest_row(row, t) for row in told if not row["is_primary"]],
        "missing": None if has_numbers else _so_far(told, marts),
    }


def _place_in_family(row: Row) -> tuple[bool, int]:
    """Return where a row stands: the primary one first, then as the family was fixed."""
    return not row["is_primary"], FAMILY.index((row["feature"], row["lag_days"]))


def _forest_row(row: Row, t: Translator) -> dict[str, Any]:
    is_known = row["rho"] is not None and row["ci_low"] is not None
    return {
        "name": wording.feature_name(row["feature"], t),
        "lag": wording.lag_name(row["lag_days"], t),
        "is_known": is_known,
        "is_clear": is_known and is_clear(row),
        "low": _place(row["ci_low"]) if is_known else 0,
        "width": _place(row["ci_high"]) - _place(row["ci_low"]) if is_known else 0,
        "at": _place(row["rho"]) if is_known else 0,
        "r": t.signed(row["rho"], 2) if is_known else DASH,
        "range": _range(row, t) if is_known else "",
        "partial": DASH if row["rho_partial"] is None else t.signed(row["rho_partial"], 2),
        "n": t.number(row["logs"], 0),
        "n_eff": DASH if row["n_eff"] is None else t.number(row["n_eff"], 0),
        "p": p_text(row, t),
    }


def _place(value: float) -> float:
    """Return where a correlation stands on its line, in percent from the left."""
    return round(100 * (value + REACH) / (2 * REACH), 1)


def _range(row: Row, t: Translator) -> str:
    return t.gettext(
        "{low} to {high}", low=t.signed(row["ci_low"], 2), high=t.signed(row["ci_high"], 2)
    )


def _so_far(rows: list[Row], marts: Marts) -> dict[str, int]:
    """Return how much of the needed diary is there."""
    primary = next((row for row in rows if row["is_primary"]), None)
    scores = facts.back_pain(marts)["pain_nrs"].n_unique()
    return {
        "days": primary["days"] if primary else 0,
        "logs": primary["logs"] if primary else 0,
        "scores": scores,
        "min_days": MIN_DAYS,
        "min_logs": MIN_LOGS,
        "min_scores": MIN_SCORES,
    }
