"""The one home of every sentence about status, signals, plan and association.

The pages and the terminal both speak from here, so nothing in here knows Plotly or HTML.
"""

from dashboards.wording.association import (
    association_notes,
    association_sentence,
    coverage_notes,
    feature_name,
    lag_name,
)
from dashboards.wording.families import (
    LOAD_FAMILIES,
    PAIN_FAMILIES,
    evidence_sentence,
    family_name,
    flag_word,
    most_pressing_first,
)
from dashboards.wording.judging import not_judged_sentence, steady_sentence
from dashboards.wording.plan import next_run, next_run_note, next_week, next_week_note
from dashboards.wording.reasons import (
    action_sentence,
    limit_text,
    meaning_sentence,
    reason_sentence,
    value_text,
)
from dashboards.wording.status import (
    cohort_word,
    missing_halves,
    signal_note,
    status_sentences,
    status_word,
)

__all__ = [
    "LOAD_FAMILIES",
    "PAIN_FAMILIES",
    "action_sentence",
    "association_notes",
    "association_sentence",
    "cohort_word",
    "coverage_notes",
    "evidence_sentence",
    "family_name",
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
    "reason_sentence",
    "signal_note",
    "status_sentences",
    "status_word",
    "steady_sentence",
    "value_text",
]
