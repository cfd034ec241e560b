"""How steps are told against the runner's own curve over speed: a hint, never a verdict."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.i18n import Translator
from pipeline.errors import N_

Row = Mapping[str, Any]

FORM_MEASURES: Final = (
    "cadence_spm",
    "step_length_mm",
    "stance_time_ms",
    "vertical_ratio_pct",
    "stance_time_balance_pct",
)
STEP_RATE, BALANCE = FORM_MEASURES[0], FORM_MEASURES[-1]

STEP_RATE_LIMIT_PCT: Final = 3.0
LEAST_LIMIT_PCT, ROBUST_SDS = 0.5, 1.5
LEAST_RUNS, LEAST_CURVE_RUNS = 3, 6

CHANGED: Final = {
    (True, "lower"): N_(
        "{measure}: {change} below your own curve, the median of the last 28 days; told from more "
        "than {limit} on."
    ),
    (True, "higher"): N_(
        "{measure}: {change} above your own curve, the median of the last 28 days; told from more "
        "than {limit} on."
    ),
    (False, "lower"): N_(
        "{measure}: {change} below your own curve, the last {runs} runs in a row; told from three "
        "runs with more than {limit} on."
    ),
    (False, "higher"): N_(
        "{measure}: {change} above your own curve, the last {runs} runs in a row; told from three "
        "runs with more than {limit} on."
    ),
}
"""Whether it is the step rate, and the side it is on -> how a change is told."""


def measure_name(measure: str, t: Translator) -> str:
    """Return the name of a measure of how steps are."""
    return {
        "cadence_spm": t.gettext("Step rate"),
        "step_length_mm": t.gettext("Step length"),
        "stance_time_ms": t.gettext("Ground contact"),
        "vertical_ratio_pct": t.gettext("Vertical ratio"),
        "stance_time_balance_pct": t.gettext("Balance, share of the left foot"),
    }[measure]


def form_hint(row: Row, t: Translator) -> str:
    """Return a hint in one sentence, with its value, its limit and its evidence.

    Parameters
    ----------
    row
        A row of `fct_form` that is a hint.
    t
        The language.
    """
    return t.gettext("Form hint, weak evidence (D): {told}", told=_changed(row, t))


def form_told(rows: Sequence[Row], t: Translator) -> list[str]:
    """Return how steps were in one week, one sentence a measure.

    Parameters
    ----------
    rows
        The rows of `fct_form` of the week.
    t
        The language.
    """
    ordered = sorted(rows, key=lambda row: FORM_MEASURES.index(row["form_measure"]))
    return [_told(row, t) for row in ordered]


def form_notes(t: Translator) -> list[str]:
    """Return what has to be said beside form: how it is found, and what nobody knows."""
    return [
        t.gettext(
            "Compared are half minutes on level ground after the first five minutes, each with "
            "your own curve over speed from the last 90 days: hills and faster running are taken "
            "out, what is left is how you run."
        ),
        t.gettext(
            "180 steps a minute is no norm, and longer steps are not bad by themselves: in the "
            "trial the runners with leg exercise got longer steps while they improved."
        ),
        t.gettext(
            "A step rate 5 to 10% higher at the same speed lowered the load on knees and hips in "
            "small studies (C). What that means for injuries is uncertain; a link to back pain is "
            "not established."
        ),
    ]


def form_advice(rows: Sequence[Row], t: Translator) -> str:
    """Return the most that hints of a long stride ask for, empty without one.

    It is for nobody who is asked to rest.
    """
    if not any(_is_long_stride(row) for row in rows):
        return ""
    return t.gettext(
        "At most: try a step rate 5% higher for short parts of a run, as long as nothing hurts."
    )


def _is_long_stride(row: Row) -> bool:
    """Tell whether a higher step rate has to do with the hint."""
    return bool(row["is_hint"]) and row["form_measure"] != BALANCE


def _told(row: Row, t: Translator) -> str:
    if row["form_state"] == "not_enough":
        return _not_enough(row, t)
    usual = t.gettext(
        "Usual for you at {pace}: {value}.",
        pace=t.pace(1000 / row["speed_mps"]),
        value=_in_unit(row["form_measure"], row["usual_value"], t),
    )
    if row["form_state"] == "as_usual":
        return (
            t.gettext("{measure}: as usual for you.", measure=measure_name(row["form_measure"], t))
            + f" {usual}"
        )
    return f"{_changed(row, t)} {usual}"


def _not_enough(row: Row, t: Translator) -> str:
    """Return what is missing before a measure can be judged."""
    return t.gettext(
        "{measure}: not judged yet. It needs {least_runs} level runs with one watch in 28 days and "
        "{least_curve} in 90, at least half of them older than the 28 days; there are {runs} and "
        "{curve_runs}.",
        measure=measure_name(row["form_measure"], t),
        runs=row["runs"],
        least_runs=LEAST_RUNS,
        curve_runs=row["curve_runs"],
        least_curve=LEAST_CURVE_RUNS,
    )


def _changed(row: Row, t: Translator) -> str:
    """Return on which side of the curve steps are, by how much, and from when on it is told."""
    sentence = CHANGED[row["form_measure"] == STEP_RATE, row["form_state"]]
    return t.gettext(
        sentence,
        measure=measure_name(row["form_measure"], t),
        change=_difference(row, abs(row["change_pct"]), t),
        limit=_difference(row, _limit(row), t),
        runs=t.number(row["runs_apart"], 0),
    )


def _limit(row: Row) -> float:
    """Return how far from the curve a run has to lie, by the rule of `fct_form`."""
    if row["form_measure"] == STEP_RATE:
        return STEP_RATE_LIMIT_PCT
    return max(ROBUST_SDS * float(row["robust_sd_pct"]), LEAST_LIMIT_PCT)


def _difference(row: Row, value: float, t: Translator) -> str:
    """Return a distance from the curve: percent, of the balance percentage points."""
    if row["form_measure"] == BALANCE:
        return t.gettext("{points} percentage points", points=t.number(value))
    return t.percent(value, 1)


def _in_unit(measure: str, value: float, t: Translator) -> str:
    """Return a value of a measure in its unit."""
    if measure == STEP_RATE:
        return t.gettext("{steps} steps a minute", steps=t.number(value, 0))
    if measure == "step_length_mm":
        return t.elevation(value / 1000, 2)
    if measure == "stance_time_ms":
        return f"{t.number(value, 0)}\u00a0ms"
    return t.percent(value, 1)
