"""The seven things the runners' article recommends, and what this week's data say of each."""

from datetime import timedelta
from typing import Final

import polars as pl

from dashboards import facts
from dashboards.facts import Marts
from dashboards.i18n import Translator

STRENGTH: Final = ("strength_training", "pilates")
CROSS_SPORTS: Final = (
    "cycling",
    "e_biking",
    "swimming",
    "hiking",
    "rowing",
    "fitness_equipment",
    "cross_country_skiing",
)

Fact = tuple[str, str, str, str]
"""Tone, icon, word, sentence."""


def habits_section(marts: Marts, t: Translator) -> list[dict[str, str]]:
    """Return the seven, each with cues and what is known of this week (from Monday on)."""
    unknown = _not_detected(t)
    told = [
        (t.gettext("Running form"), _form_cues(t), unknown),
        (t.gettext("Core strength"), _core_cues(t), _strength(marts, t)),
        (t.gettext("Warm-up"), _warm_up_cues(t), unknown),
        (t.gettext("Shoes"), _shoe_cues(t), unknown),
        (t.gettext("Gradual increase"), _increase_cues(t), _increase(marts, t)),
        (t.gettext("Cross-training"), _cross_cues(t), _cross_training(marts, t)),
        (t.gettext("Listen to the body"), _listen_cues(t), _diary(marts, t)),
    ]
    return [
        {"name": name, "cues": cues, "tone": tone, "icon": icon, "word": word, "fact": sentence}
        for name, cues, (tone, icon, word, sentence) in told
    ]


# ---------- cues, in our own words


def _form_cues(t: Translator) -> str:
    return t.gettext(
        "Head upright, back straight, eyes ahead; jaw, neck and shoulders loose; strides not "
        "too long."
    )


def _core_cues(t: Translator) -> str:
    return t.gettext(
        "At least once a week: plank on the forearms 3 × 30 s, bridge 3 × 10, superman 3 × 5."
    )


def _warm_up_cues(t: Translator) -> str:
    return t.gettext(
        "A few minutes before any distance: fast walking, strides, lunges, jumping jacks, butt "
        "kicks, high knees."
    )


def _shoe_cues(t: Translator) -> str:
    return t.gettext("Shoes that cushion and support, and that are not worn out.")


def _increase_cues(t: Translator) -> str:
    return t.gettext("Distance and intensity grow in small steps.")


def _cross_cues(t: Translator) -> str:
    return t.gettext("At least once a week: hiking, cycling, swimming, elliptical and the like.")


def _listen_cues(t: Translator) -> str:
    return t.gettext(
        "Slight soreness settles by itself. Stabbing or lasting pain means rest, and a doctor if "
        "rest does not help."
    )


# ---------- what the data say


def _not_detected(t: Translator) -> Fact:
    return "none", "?", t.gettext("Unknown"), t.gettext("Not detected yet.")


def _no_files(t: Translator) -> Fact:
    return "none", "?", t.gettext("Unknown"), t.gettext("No files this week.")


def _done(sentence: str, t: Translator) -> Fact:
    return "ok", "✓", t.gettext("This week"), sentence


def _not_yet(sentence: str, t: Translator) -> Fact:
    return "none", "○", t.gettext("Not yet this week"), sentence


def _this_week(frame: pl.DataFrame, marts: Marts) -> pl.DataFrame:
    """Return the rows since Monday."""
    today = facts.athlete(marts)["today"]
    return frame.filter(pl.col("local_date") >= today - timedelta(days=today.weekday()))


def _strength(marts: Marts, t: Translator) -> Fact:
    sessions = facts.counted_sessions(marts)
    if sessions.is_empty() or facts.is_silent(facts.athlete(marts)):
        return _no_files(t)
    count = _this_week(sessions.filter(pl.col("sub_sport").is_in(STRENGTH)), marts).height
    if not count:
        return _not_yet(t.gettext("No strength session since Monday."), t)
    sentence = t.ngettext(
        "One strength session since Monday; what was trained in it is not detected yet.",
        "{n} strength sessions since Monday; what was trained in them is not detected yet.",
        count,
    )
    return _done(sentence, t)


def _cross_training(marts: Marts, t: Translator) -> Fact:
    sessions = facts.counted_sessions(marts)
    if sessions.is_empty() or facts.is_silent(facts.athlete(marts)):
        return _no_files(t)
    is_strength = pl.col("sub_sport").is_in(STRENGTH).fill_null(value=False)
    others = sessions.filter(pl.col("sport").is_in(CROSS_SPORTS) & ~is_strength)
    count = _this_week(others, marts).height
    if not count:
        return _not_yet(t.gettext("No session of another sport since Monday."), t)
    return _done(
        t.ngettext(
            "One session of another sport since Monday.",
            "{n} sessions of other sports since Monday.",
            count,
        ),
        t,
    )


def _increase(marts: Marts, t: Translator) -> Fact:
    status = facts.latest_status(marts)
    families = {flag["family"] for flag in facts.latest_flags(marts)}
    if families & {"F1", "F2"}:
        sentence = t.gettext("A run or a week went further than the weeks before; see “Why?”.")
        return "careful", "▲", t.gettext("Careful"), sentence
    if "return" in families:
        sentence = t.gettext("So soon after a break that was more than asked for; see “Why?”.")
        return "careful", "▲", t.gettext("Careful"), sentence
    if status is None or not status["can_judge_load"]:
        return "none", "?", t.gettext("Unknown"), t.gettext("Load cannot be judged yet.")
    return _done(t.gettext("No run and no week stood out in the last 7 days."), t)


def _diary(marts: Marts, t: Translator) -> Fact:
    days = _this_week(facts.back_pain(marts), marts).height
    if not days:
        return _not_yet(t.gettext("No diary entry since Monday."), t)
    return _done(
        t.ngettext(
            "Diary kept on one day since Monday.", "Diary kept on {n} days since Monday.", days
        ),
        t,
    )
