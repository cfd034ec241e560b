"""The warning signs a doctor has to look at, and how soon (SCIENCE E.2).

What a runner ticks is one of these words; the sentences belong to `dashboards.wording`, the spans
in which they are open to `fct_red_flags`. A single sign has a low specificity: "have it checked"
is all that may be said.

Sources: Finucane 2020 (JOSPT), the AHCPR table, UK and NHS lists.
"""

from enum import StrEnum


class Urgency(StrEnum):
    """How soon somebody has to look."""

    EMERGENCY = "emergency"
    DAYS = "days"
    UNCLEAR = "unclear"
    """Nobody said which sign it was."""


SIGNS = {
    "bladder_bowel": Urgency.EMERGENCY,
    "saddle_numbness": Urgency.EMERGENCY,
    "both_legs_weak": Urgency.EMERGENCY,
    "severe_injury": Urgency.EMERGENCY,
    "fever_very_ill": Urgency.EMERGENCY,
    "tearing_collapse": Urgency.EMERGENCY,
    "fever_infection": Urgency.DAYS,
    "weight_loss": Urgency.DAYS,
    "past_cancer": Urgency.DAYS,
    "night_pain": Urgency.DAYS,
    "minor_injury_fragile": Urgency.DAYS,
    "age_new_pain": Urgency.DAYS,
    "one_leg_weak": Urgency.DAYS,
    "morning_stiffness": Urgency.DAYS,
    "not_improving": Urgency.DAYS,
}
"""Sign -> urgency, in the order of telling."""

LASTING_FACTS = {
    "past_cancer": Urgency.DAYS,
    "osteoporosis": Urgency.DAYS,
    "weak_immune_system": Urgency.DAYS,
    "long_cortisone": Urgency.DAYS,
    "age_new_pain": Urgency.DAYS,
}
"""What the settings say of a runner -> urgency together with new or changed pain; alone nothing."""

UNNAMED = "unnamed"
"""A tick that does not say which sign: whoever reads it has to look at both lists."""
