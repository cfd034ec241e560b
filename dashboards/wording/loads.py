"""The numbers of `fct_training_load` by name, with the formula of each."""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.i18n import Translator
from dashboards.wording.amounts import UNKNOWN
from dashboards.wording.judging import not_judged_sentence
from pipeline.errors import N_

Row = Mapping[str, Any]

QUANTITIES: Final = (
    ("daily_load", N_("this day"), N_("sum of the day's sessions"), "load"),
    ("acute_load", N_("7 days (acute)"), N_("mean of 7 days, all known"), "load"),
    (
        "chronic_load",
        N_("28 days (chronic)"),
        N_("mean of 28 days, 2 may be unknown"),
        "load",
    ),
    ("prior_load", N_("21 days before"), N_("mean of days 8 to 28 back, 2 may be unknown"), "load"),
    ("acwr_coupled", N_("ratio, coupled"), N_("acute / chronic"), "ratio"),
    ("acwr_uncoupled", N_("ratio, uncoupled"), N_("acute / 21 days before"), "ratio"),
    ("ewma_acute", N_("weighted, 7 days"), N_("E + (day − E) × 2 / 8, from the first day"), "load"),
    ("ewma_chronic", N_("weighted, 28 days"), N_("E + (day − E) × 2 / 29"), "load"),
    ("acwr_ewma", N_("ratio, weighted"), N_("weighted 7 days / weighted 28 days"), "ratio"),
    ("acwr_ewma_7d", N_("the same, 7 days"), N_("mean of that ratio over 7 days"), "ratio"),
    ("week_change_pct", N_("week change"), N_("7 days against the 7 before"), "percent"),
    ("two_week_change_pct", N_("two-week change"), N_("14 days against the 14 before"), "percent"),
    ("monotony", N_("monotony"), N_("acute / standard deviation of 7 days (n − 1)"), "ratio"),
    (
        "monotony_population",
        N_("monotony, ddof 0"),
        N_("acute / standard deviation of 7 days (n)"),
        "ratio",
    ),
    ("strain", N_("strain"), N_("sum of 7 days × monotony"), "strain"),
    ("run_days_7", N_("running days in 7"), N_("days with a run"), "whole"),
)
"""Column, name, formula and unit, in the order of telling."""

MODEL: Final = (
    ("daily_load", N_("this day"), N_("sum of the day's sessions"), "load"),
    ("fitness", N_("fitness"), N_("f + (day − f) × (1 − e^(−1/42)), from 0"), "load"),
    ("fatigue", N_("fatigue"), N_("the same with 7 instead of 42"), "load"),
    ("form", N_("form"), N_("fitness − fatigue"), "load"),
    ("ramp_rate", N_("ramp"), N_("fitness − fitness 7 days before"), "load"),
)
"""Banister's model of performance; told of rTSS or hrTSS alone (SCIENCE A.3)."""


def load_number(value: float | None, unit: str, t: Translator, measure: str = "") -> str:
    """Return one number of a table of loads, a dash where it is unknown.

    Loads and strains of the measure of distance are told in the reader's unit.
    """
    if value is None:
        return UNKNOWN
    if measure == "distance_km" and unit in ("load", "strain"):
        value = t.from_km(value)
    if unit == "percent":
        return t.percent(value) if round(value) <= 0 else f"+{t.percent(value)}"
    return t.number(value, {"ratio": 3, "load": 2}.get(unit, 0))


def state_told(row: Row, t: Translator) -> str:
    """Return whether a day's ratios of one measure mean anything, and if not, why."""
    if row["load_state"] != "ok":
        return not_judged_sentence(row["load_state"], t)
    if row["is_mixed_source"]:
        return t.gettext("Not judged: too many sources in 28 days to compare them.")
    return t.gettext("The ratios can be read.")


def measure_name(measure: str, t: Translator) -> str:
    """Return the name of a load measure with its unit."""
    names = {
        "distance_km": t.distance_unit,
        "internal_load": t.gettext("internal load"),
        "rtss": t.gettext("rTSS-like"),
        "hrtss": t.gettext("hrTSS"),
    }
    return names.get(measure, measure)


def source_of_load(source: str | None, t: Translator) -> str:
    """Return what a session's internal load was taken from."""
    names = {
        "srpe": t.gettext("effort × minutes"),
        "trimp_banister": t.gettext("heart rate (Banister)"),
        "trimp_edwards": t.gettext("heart rate zones (Edwards)"),
        "rtss": t.gettext("speed (rTSS-like)"),
        "usual_effort": t.gettext("minutes × usual effort"),
    }
    return names.get(source or "", UNKNOWN)


def source_of_setting(source: str | None, t: Translator) -> str:
    """Return where a heart-rate setting comes from."""
    names = {
        "settings": t.gettext("your settings"),
        "profile": t.gettext("the watch's profile"),
        "estimated": t.gettext("estimated from your runs"),
        "assumed": t.gettext("assumed"),
    }
    return names.get(source or "", UNKNOWN)


def heart_rate_trouble(problem: str | None, t: Translator) -> str:
    """Return why a session's heart rate was not used, empty where it was."""
    troubles = {
        "dropouts": t.gettext("Heart rate not used: too many gaps."),
        "frozen": t.gettext("Heart rate not used: it stood still."),
        "cadence_lock": t.gettext("Heart rate not used: it followed the steps."),
        "shortened": t.gettext("Heart rate not used: the session was shortened by hand."),
    }
    return troubles.get(problem or "", "")
