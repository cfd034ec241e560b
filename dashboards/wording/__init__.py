"""The one home of every sentence about status, signals, plan and association.

The pages and the terminal both speak from here, so nothing in here knows Plotly or HTML.
"""

from dashboards.wording.actions import action_sentence
from dashboards.wording.association import (
    association_notes,
    association_sentence,
    coverage_notes,
    feature_name,
    lag_name,
)
from dashboards.wording.association_extras import around_runs_notes, unmedicated_notes
from dashboards.wording.association_pooled import pooled_note, pooled_sentence
from dashboards.wording.clearing import clearing_sentence
from dashboards.wording.families import (
    LOAD_FAMILIES,
    PAIN_FAMILIES,
    evidence_letter,
    evidence_sentence,
    family_name,
    flag_word,
    most_pressing_first,
)
from dashboards.wording.formulas import working
from dashboards.wording.judging import family_not_judged, not_judged_sentence
from dashboards.wording.levels import deciding_rule, deciding_sentence
from dashboards.wording.meanings import meaning_sentence
from dashboards.wording.missing import missing_halves
from dashboards.wording.plan import next_run, next_run_note, next_week, next_week_note
from dashboards.wording.reasons import limit_text, reason_sentence, value_text
from dashboards.wording.red_flags import open_signs, signs_told
from dashboards.wording.rest import relief_advice, see_a_doctor
from dashboards.wording.rules import rule_high, rule_limit, rule_name, rule_value
from dashboards.wording.status import (
    above_reasons,
    cohort_word,
    shown_level,
    signal_note,
    status_sentences,
    status_word,
    sums_told,
)

__all__ = [
    "LOAD_FAMILIES",
    "PAIN_FAMILIES",
    "above_reasons",
    "action_sentence",
    "around_runs_notes",
    "association_notes",
    "association_sentence",
    "clearing_sentence",
    "cohort_word",
    "coverage_notes",
    "deciding_rule",
    "deciding_sentence",
    "evidence_letter",
    "evidence_sentence",
    "family_name",
    "family_not_judged",
    "feature_name",
    "flag_word",
    "lag_name",
    "limit_text",
    "meaning_sentence",
    "missing_halves",
    "most_pressing_first",
    "next_run",
    "next_run_note",
    "next_week",
    "next_week_note",
    "not_judged_sentence",
    "open_signs",
    "pooled_note",
    "pooled_sentence",
    "reason_sentence",
    "relief_advice",
    "rule_high",
    "rule_limit",
    "rule_name",
    "rule_value",
    "see_a_doctor",
    "shown_level",
    "signal_note",
    "signs_told",
    "status_sentences",
    "status_word",
    "sums_told",
    "unmedicated_notes",
    "value_text",
    "working",
]
