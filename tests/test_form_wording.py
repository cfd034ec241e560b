"""What is said of steps: with value and limit, as weak evidence, and no norm."""

from typing import Any

import pytest

from dashboards.i18n import translator
from dashboards.wording.form import (
    FORM_MEASURES,
    form_advice,
    form_hint,
    form_notes,
    form_told,
)
from tests.form_histories import changed, form, regular

EN, DE = translator("en"), translator("de")
WEEKS, RECENT_DAY = 20, 7 * 16


def rows(**factors: float) -> list[dict[str, Any]]:
    """Return the newest week of a runner whose steps have changed for 28 days."""
    found = form(changed(regular(WEEKS), from_day=RECENT_DAY, **factors))
    return found.filter(week_start=found["week_start"].max()).to_dicts()


def hints(week: list[dict[str, Any]]) -> list[str]:
    """Return the hints of a week."""
    return [form_hint(row, EN) for row in week if row["is_hint"]]


def test_a_hint_tells_value_limit_and_evidence() -> None:
    """A lower step rate is told with its size, the limit it passed, and as weak evidence."""
    (hint,) = hints(rows(cadence_spm=0.95))

    assert hint == (
        "Form hint, weak evidence (D): Step rate: 5.0% below your own curve, the median of the "
        "last 28 days; told from more than 3.0% on."
    )


def test_longer_steps_alone_are_told_without_a_hint() -> None:
    """Steps 5 % longer are described, and nobody is asked to shorten them."""
    week = rows(step_length_mm=1.05)

    assert [] == hints(week)
    assert "" == form_advice(week, EN)
    assert any("Step length" in told and "above" in told for told in form_told(week, EN))


def test_a_runner_as_usual_reads_what_is_usual() -> None:
    """Each measure stands with its usual value at the usual pace, once, in a fixed order."""
    told = form_told(rows(), EN)

    assert len(FORM_MEASURES) == len(told)
    assert "Step rate: as usual for you. Usual for you at 5:33 min/km: 167 steps a minute." == (
        told[0].replace("\u00a0", " ")
    )


def test_what_is_missing_is_counted() -> None:
    """A first week of four runs is told with what there is and what it takes."""
    told = form_told(form(regular(1)).to_dicts(), EN)

    assert all(line.endswith("older than the 28 days; there are 4 and 4.") for line in told)


@pytest.mark.parametrize("factor", [0.95, 1.0, 1.05])
def test_nothing_more_is_asked_than_a_little_while_nothing_hurts(factor: float) -> None:
    """Advice comes with a long stride only, for short parts, and as long as nothing hurts."""
    advice = form_advice(rows(cadence_spm=factor), EN)

    assert bool(advice) == (factor < 1)
    assert not advice or "5% higher for short parts of a run, as long as nothing hurts" in advice


def test_the_balance_asks_for_no_other_step_rate() -> None:
    """A lopsided balance is a hint that a step rate has nothing to do with."""
    week = rows(stance_time_balance_pct=1.03)

    assert "1.5 percentage points above" in hints(week)[0]
    assert "" == form_advice(week, EN)


def test_no_norm_and_no_promise() -> None:
    """180 steps are no norm, longer steps are not bad, and nothing is said to prevent anything."""
    notes = " ".join(form_notes(EN))

    assert "180 steps a minute is no norm" in notes
    assert "not bad by themselves" in notes
    assert "not established" in notes
    everything = " ".join([notes, *form_told(rows(cadence_spm=0.9, stance_time_ms=1.1), EN)])
    assert not any(word in everything for word in ("prevent", "cause", "risk", "safe", "danger"))


def test_german_has_its_own_decimals() -> None:
    """Every sentence of a changed week can be told in German, with a comma."""
    told = form_told(rows(cadence_spm=0.95, stance_time_ms=1.05), DE)

    assert "5,0\u202f%" in told[0]
