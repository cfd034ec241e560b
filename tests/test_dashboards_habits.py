"""What the page tells of the seven: an answer each, its source, what comes next, never a push."""

import re
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards.facts import Marts
from dashboards.i18n import LANGUAGES, translator
from dashboards.rendering import _environment
from dashboards.sections.habits import habits_section
from dashboards.sections.habits_hold import hold_of
from dashboards.wording.habits import HABITS, habit_word, streak_told
from dashboards.wording.habits_dose import strength_dose
from dashboards.wording.habits_next import Hold, hold_told, next_command, next_told
from dashboards.wording.habits_reasons import SOURCES, habit_told
from pipeline.models import model_texts, sql_files
from tests.dashboards_data import marts, marts_of, steady
from tests.dashboards_made import TODAY, session_row

Row = dict[str, Any]

EN = translator("en")
DE = translator("de")
MONDAY = TODAY - timedelta(days=TODAY.weekday())
MODELS = {
    "form": "int_habit_form",
    "strength": "int_habit_weekly_sports",
    "warm_up": "int_habit_warm_up",
    "shoes": "int_habit_shoes",
    "increase": "int_habit_increase",
    "cross_training": "int_habit_weekly_sports",
    "listening": "int_habit_listening",
}
STEPS = ("run_step", "volume_step", "return_step")
LASTING_NOES = (
    "without",
    "over_limit",
    *STEPS,
    "ran_in_rest",
    "ran_after_pain",
    "diary_thin",
)
"""Reasons for a no in an open week: nothing makes it a yes any more."""
TRAINING = ("form", "strength", "warm_up", "increase", "cross_training")
HOLDS = (Hold("red_flag"), Hold("rest", date(2026, 11, 27)), Hold("pain"))


def row_of(habit: str, reason: str, *, is_met: bool | None = None, **columns: Any) -> Row:
    """Return a row of `fct_habits` of an open week."""
    numbers = {"done": 1.0, "target": 3.0, "unknown_count": 2, "streak_weeks": 0}
    row = {"habit": habit, "reason": reason, "is_met": is_met, "source": None, "is_open": True}
    return row | numbers | columns


def reasons(habit: str) -> list[str]:
    """Return every reason a model may give, read off its text."""
    found = re.findall(r"(?:then|else)\s+'(\w+)'", model_texts()[MODELS[habit]])
    return [*(set(found) - set(SOURCES)), *(STEPS if habit == "increase" else ()), "week_unknown"]


ALL = [(habit, reason) for habit in HABITS for reason in sorted(reasons(habit))]


# ---------- the sentences


def test_the_models_reasons_are_found() -> None:
    """What the next tests go through is all the models can say."""
    assert {"drills", "hint", "as_usual", "no_runs"} < set(reasons("form"))
    assert {"done", "not_yet", "told_no", "never_told"} < set(reasons("strength"))
    assert {"ran_in_rest", "diary_thin", "done"} < set(reasons("listening"))
    assert set(LASTING_NOES) < {reason for _, reason in ALL}
    (check,) = (file for file in sql_files("checks") if "habits" in file.name)
    assert set(LASTING_NOES) < set(re.findall(r"'(\w+)'", check.read_text("utf-8")))


@pytest.mark.parametrize(("habit", "reason"), ALL)
def test_every_reason_has_a_sentence(habit: str, reason: str) -> None:
    """No code of the models reaches the reader, whatever the answer."""
    for is_met in (True, False, None):
        row = row_of(habit, reason, is_met=is_met)
        is_told = is_met is not False or reason in LASTING_NOES
        for t in (EN, DE):
            told = [habit_told(row, t), *([next_told(row, None, t)] if is_told else [])]
            assert [] == [one for one in told if not re.fullmatch(r"[A-Z0-9][^_{}]+[.:]", one)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_sentence_names_its_source(source: str) -> None:
    """Whether a file, the diary or what was typed in says so stands beside it."""
    told = habit_told(row_of("strength", "done", is_met=True, source=source), EN)

    assert ("your files" in told) == ("file" in source)
    assert ("your diary" in told) == ("diary" in source)
    assert ("yped in" in told) == ("journal" in source)


def test_words_never_call_unknown_a_no() -> None:
    """Yes and no are told of what is known; the rest is not yet or unknown, with another sign."""
    words = {
        (is_met, is_open): habit_word(
            row_of("strength", "not_yet", is_met=is_met, is_open=is_open), EN
        )
        for is_met in (True, False, None)
        for is_open in (True, False)
    }

    assert ("ok", "✓", "Yes") == words[True, True] == words[True, False]
    assert ("careful", "×", "No") == words[False, True] == words[False, False]
    assert ("none", "○", "Not yet") == words[None, True]
    assert ("none", "?", "Unknown") == words[None, False]


def test_a_streak_is_counted_in_weeks() -> None:
    """None, one, several."""
    assert "No streak at the moment." == streak_told(0, EN)
    assert "A yes for one week." == streak_told(1, EN)
    assert "A yes for 12 weeks in a row." == streak_told(12, EN)


def test_strength_is_told_with_the_trials_dose() -> None:
    """Sessions and what they trained, beside two a week; nothing where there was none."""
    rows = [
        {"strength_programme": "leg", "sessions": 1, "trained_min": 20.4},
        {"strength_programme": "core", "sessions": 1, "trained_min": None},
    ]

    told = strength_dose(rows, EN)

    assert "2 sessions (legs 20 min)" in told
    assert "two supervised ones a week" in told
    assert "" == strength_dose([], EN)


# ---------- what would make it a yes, and what holds instead


def test_what_is_missing_is_named_with_its_command() -> None:
    """Two scores, an exercise with its sets, the pair: each says how to tell it."""
    diary = row_of("listening", "not_yet", done=1.0)
    strength, shoes = row_of("strength", "not_yet"), row_of("shoes", "no_pair")

    assert "Scores on 2 more days would make it a yes:" == next_told(diary, None, EN)
    assert ("log", "3") == next_command(diary, None)
    assert "3\u00a0×\u00a030\u00a0s" in next_told(strength, None, EN)
    assert ("strength", "core") == next_command(strength, None)
    assert "shoe" == next_command(shoes, None)[0]


@pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.because)
def test_nothing_asks_for_training_while_the_back_comes_first(hold: Hold) -> None:
    """Red flag, rest or strong pain: no sentence and no command pushes to train."""
    for habit, reason in ALL:
        for is_met in (False, None) if habit in TRAINING else ():
            row = row_of(habit, reason, is_met=is_met)

            assert next_told(row, hold, EN).startswith("Not now: the back comes first.")
            assert () == next_command(row, hold)


@pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.because)
def test_the_diary_goes_on_whatever_holds(hold: Hold) -> None:
    """A score is no training; in a rest it is asked for as ever."""
    row = row_of("listening", "not_yet")

    assert "would make it a yes" in next_told(row, hold, EN)
    assert ("log", "3") == next_command(row, hold)
    assert hold_told(hold, EN) != hold_told(hold, DE) or hold.because != "pain"


def test_the_back_comes_first_by_warning_sign_rest_and_pain() -> None:
    """The most pressing of the three is named; a steady runner has none."""
    resting = {**marts_of("steady"), "fct_rest_blocks": block()}
    both = {**marts_of("red flag"), "fct_rest_blocks": block()}

    assert hold_of(marts_of("steady")) is None
    assert Hold("red_flag") == hold_of(both)
    assert Hold("rest", TODAY + timedelta(5)) == hold_of(resting)
    assert Hold("pain") == hold_of(marts_of("spiky"))


def block() -> pl.DataFrame:
    """Return `fct_rest_blocks` with a rest that is not over."""
    days = {"asked_on": -2, "rest_from": -1, "rest_until": 5}
    dates = {name: [TODAY + timedelta(day)] for name, day in days.items()}
    empty = marts_of("steady")["fct_rest_blocks"].clear()
    return pl.concat([empty, pl.DataFrame(dates)], how="diagonal_relaxed")


# ---------- the boxes


def test_the_page_has_seven_boxes_with_eight_weeks() -> None:
    """Each with its name, pill, eight labelled squares, the week in progress framed and last."""
    page = shown(marts_of("spiky"))
    boxes = page.xpath("//ol[contains(@class, 'seven')]/li")

    assert 7 == len(boxes)
    for box in boxes:
        squares = box.xpath(".//ol[@class='week-strip']/li")
        labels = [square.xpath("./span/@aria-label")[0] for square in squares]
        assert 8 == len(squares)
        assert labels[-1].startswith(f"Week from {EN.date(MONDAY)}: ")
        assert labels[0].startswith(f"Week from {EN.date(MONDAY - timedelta(weeks=7))}: ")
        assert [7] == [at for at, square in enumerate(squares) if "open" in square.get("class")]
        assert box.xpath(".//span[starts-with(@class, 'pill')]")
        assert box.xpath(".//details/ul/li")


def test_weeks_before_the_first_data_are_neither() -> None:
    """Who began three days ago has seven weeks without any answer."""
    section = habits_section(marts_of("three days"), EN)

    for box in section["boxes"]:
        assert ["·"] * 7 == [square["icon"] for square in box["strip"]][:7]
        assert "·" != box["strip"][7]["icon"]


def test_the_table_says_what_the_squares_say() -> None:
    """Eight weeks, newest first, a word in each cell."""
    section = habits_section(marts_of("spiky"), EN)
    table = section["table"]

    assert 8 == len(table.rows)
    for column, box in enumerate(section["boxes"], start=1):
        icons = [row[column].text.split()[0] for row in table.rows]
        assert icons[::-1] == [square["icon"] for square in box["strip"]]


def test_a_form_hint_is_shown_with_its_evidence_but_never_in_a_rest() -> None:
    """The hint and its advice are for runners who run."""
    form = marts_of("steady")["fct_form"].clear()
    row = {
        "athlete_id": "ben",
        "form_measure": "cadence_spm",
        "form_state": "lower",
        "usual_value": 170.0,
        "speed_mps": 2.9,
        "residual_pct": -5.0,
        "change_pct": -5.0,
        "robust_sd_pct": 1.0,
        "runs": 8,
        "curve_runs": 20,
        "runs_apart": 0,
        "is_hint": True,
        "week_start": MONDAY,
    }
    hinted = pl.concat([form, pl.DataFrame([row])], how="diagonal_relaxed")
    running = {**marts_of("steady"), "fct_form": hinted}
    resting = {**running, "fct_rest_blocks": block()}

    hints = habits_section(running, EN)["boxes"][0]["hints"]

    assert any("weak evidence" in hint and "5.0%" in hint for hint in hints)
    assert any("5% higher" in hint for hint in hints)
    assert [] == habits_section(resting, EN)["boxes"][0]["hints"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_counts_the_seven(language: str) -> None:
    """Yes, no and the rest are seven together, in either language."""
    t = translator("de" if language == "de" else "en")
    answer = habits_section(marts_of("spiky"), t)["answer"]
    rows = marts_of("spiky")["fct_habits"].filter("is_open")
    yes, no = (rows.filter(pl.col("is_met").eq(met)).height for met in (True, False))

    numbers = [int(number) for number in re.findall(r"\d+", answer)]
    assert sorted([yes, 7, no, 7 - yes - no]) == sorted(numbers)


def test_what_a_user_typed_does_not_reach_the_boxes() -> None:
    """A session's name is the user's; the boxes speak of days and kinds alone."""
    made = steady()
    made.more = {"sessions": [session_row(made, TODAY, "training", None) | {"name": "<b>x</b>"}]}

    assert "<b>x</b>" not in html.tostring(shown(marts(made)), encoding="unicode")


def shown(frames: Marts) -> Any:
    """Return the section as it stands on the page, as a tree."""
    head = '{% from "macros.html" import pill, grid with context %}{% include "habits.html" %}'
    template = _environment().from_string(head)
    habits = habits_section(frames, EN)
    page = template.render(habits=habits, t=EN, _=EN.gettext, ngettext=EN.ngettext)
    return html.fromstring(page)
