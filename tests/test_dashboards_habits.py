"""What the page tells of the seven: an answer each, its source, what comes next, never a push."""

import re
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dashboards.facts import Marts, latest_flags
from dashboards.i18n import LANGUAGES, translator
from dashboards.rendering import _environment
from dashboards.sections.habits import habits_section
from dashboards.sections.habits_days import days_told
from dashboards.sections.habits_hold import hold_of
from dashboards.wording.actions import action_sentence
from dashboards.wording.habits import HABITS, habit_word, streak_told
from dashboards.wording.habits_dose import strength_dose
from dashboards.wording.habits_hold import Hold, hold_told, strength_waits
from dashboards.wording.habits_next import next_command, next_told
from dashboards.wording.habits_reasons import SOURCES, habit_told
from pipeline.models import model_texts, sql_files
from tests.dashboards_data import marts, marts_of, steady
from tests.dashboards_made import TODAY, Made, days_until, mark, session_row

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
)
"""Reasons for a no in an open week: nothing that comes makes it a yes any more."""
TRAINING = ("form", "strength", "warm_up", "increase", "cross_training")
HOLDS = (
    Hold("red_flag"),
    Hold("rest", date(2026, 11, 27)),
    Hold("pain"),
    Hold("injured"),
    Hold("ill"),
)
"""What stops training; load only asks for it in place of a run."""


def row_of(habit: str, reason: str, *, is_met: bool | None = None, **columns: Any) -> Row:
    """Return a row of `fct_habits` of an open week."""
    numbers = {"done": 1.0, "target": 3.0, "unknown_count": 2, "streak_weeks": 0, "days_left": 3}
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
    assert "A yes in the last week that is known." == streak_told(1, EN)
    assert "A yes in each of the last 12 weeks that are known." == streak_told(12, EN)


def test_strength_is_told_with_the_trials_dose() -> None:
    """Sessions and what they trained, beside two a week; nothing where there was none."""
    rows = [dose("leg", trained_min=20.4), dose("core", trained_min=None)]

    told = strength_dose(rows, EN)

    assert told.startswith("Strength this week: 2 sessions. Legs: 1 session, 20.4 min. Trunk")
    assert told.endswith("The trial's dose was two supervised ones a week.")
    assert "" == strength_dose([], EN)


def test_the_trials_dose_is_no_yardstick_in_a_rest() -> None:
    """What was trained is told; that the trial had two a week would be a push."""
    told = strength_dose([dose("core", trained_min=9.0)], EN, is_held=True)

    assert "one session. Trunk stability" in told
    assert "trial" not in told


def dose(programme: str, *, trained_min: float | None) -> Row:
    """Return a row of `fct_strength_weeks` with one session."""
    columns = {"sessions": 1, "active_sets": None, "active_min": None}
    return {"strength_programme": programme, "trained_min": trained_min, **columns}


# ---------- what would make it a yes, and what holds instead


def test_what_is_missing_is_named_with_its_command() -> None:
    """Two scores, an exercise with its sets, the pair: each says how to tell it."""
    diary = row_of("listening", "not_yet", done=1.0)
    strength, shoes = row_of("strength", "not_yet"), row_of("shoes", "no_pair")

    assert "Scores on 2 more days would make it a yes:" == next_told(diary, None, EN)
    assert ("log", "3") == next_command(diary, None, EN)
    assert "3\u00a0×\u00a030\u00a0s" in next_told(strength, None, EN)
    assert ("strength", "core") == next_command(strength, None, EN)
    assert ("shoe", "NAME", "--from", "DATE") == next_command(shoes, None, EN)


@given(
    done=st.integers(0, 2),
    days_left=st.integers(0, 7),
    reason=st.sampled_from(["not_yet", "no_diary", "diary_begins", "diary_thin", "days_unknown"]),
)
def test_no_more_scores_are_asked_for_than_days_are_left(
    done: int, days_left: int, reason: str
) -> None:
    """Where they do not suffice, a day that is over can still be told."""
    row = row_of("listening", reason, done=float(done), days_left=days_left)
    is_enough = 3 - done <= days_left

    assert is_enough == ("would make it a yes" in next_told(row, None, EN))
    assert is_enough == ("--date" not in next_command(row, None, EN))


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize(
    "reason", ["days_unknown", "week_unknown", "before_unknown", "rested", "ill"]
)
def test_unknown_or_rested_weeks_push_nobody(habit: str, reason: str) -> None:
    """Days that nobody knows, and weeks passed over, ask for no training."""
    row = row_of(habit, reason, days_left=0)
    told = next_told(row, None, EN)

    assert "would make it a yes" not in told
    assert habit == "listening" or () == next_command(row, None, EN)
    assert habit == "listening" or told.startswith(("It stays unknown", "This week is passed"))


@pytest.mark.parametrize("reason", ["without", "one_cold", "few_known"])
def test_a_cold_run_may_still_be_answered_in_the_diary(reason: str) -> None:
    """A no by the files is what is written so far; nobody says that it stays."""
    told = next_told(row_of("warm_up", reason, is_met=NO_OR_OPEN[reason]), None, EN)

    assert "diary" in told
    assert "stays" not in told


NO_OR_OPEN = {"without": False, "one_cold": None, "few_known": None}


@pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.because)
def test_nothing_asks_for_training_while_the_back_comes_first(hold: Hold) -> None:
    """Red flag, rest, pain, injury, illness: no sentence and no command pushes to train."""
    for habit, reason in ALL:
        for is_met in (False, None) if habit in TRAINING else ():
            row = row_of(habit, reason, is_met=is_met)
            is_walk = habit == "cross_training" and hold.because in {"rest", "pain"}

            opening = "A walk of at least 30 minutes is welcome" if is_walk else "Not now: "
            assert next_told(row, hold, EN).startswith(opening)
            assert () == next_command(row, hold, EN)


def test_under_a_high_load_training_stands_in_place_of_a_run() -> None:
    """Strength and another sport are asked for instead of a run, drills not at all."""
    hold = Hold("load")
    strength, sport, form = (
        next_told(row_of(habit, reason), hold, EN)
        for habit, reason in (
            ("strength", "not_yet"),
            ("cross_training", "not_yet"),
            ("form", "cannot_judge"),
        )
    )

    assert strength.startswith("In place of a run, not on top of it, one session of strength")
    assert sport.startswith("In place of a run, not on top of it, one session of another sport")
    assert "Not now: the load comes down first." == form


@pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.because)
def test_the_diary_goes_on_whatever_holds(hold: Hold) -> None:
    """A score is no training; in a rest it is asked for as ever, and nothing denies that."""
    row = row_of("listening", "not_yet")

    assert "would make it a yes" in next_told(row, hold, EN)
    assert ("log", "3") == next_command(row, hold, EN)
    assert "nothing" not in hold_told(hold, EN)


@pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.because)
def test_shoes_wait_until_there_are_runs(hold: Hold) -> None:
    """Nobody who is asked to rest has to name a pair."""
    row = row_of("shoes", "no_pair")

    assert "This can wait until you run again." == next_told(row, hold, EN)
    assert () == next_command(row, hold, EN)


def test_strength_waits_for_the_back_alone() -> None:
    """Sign, rest and pain say so to who types exercises in; load and illness do not."""
    waits = {hold.because for hold in (*HOLDS, Hold("load")) if strength_waits(hold, EN)}

    assert {"red_flag", "rest", "pain"} == waits


def test_the_back_comes_first_by_warning_sign_rest_and_pain() -> None:
    """The most pressing is named; a steady runner has none."""
    resting = {**marts_of("steady"), "fct_rest_blocks": block()}
    both = {**marts_of("red flag"), "fct_rest_blocks": block()}

    assert hold_of(marts_of("steady")) is None
    assert Hold("red_flag") == hold_of(both)
    assert Hold("rest", TODAY + timedelta(5)) == hold_of(resting)
    assert Hold("pain") == hold_of(marts_of("spiky"))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"marks": [mark("ill", TODAY, TODAY)]}, "ill"),
        ({"marks": [mark("injured", TODAY - timedelta(3), TODAY)]}, "injured"),
        ({"marks": [mark("ill", TODAY - timedelta(9), TODAY - timedelta(1))]}, None),
        ({"pain": {TODAY - timedelta(1): 7, TODAY: 3}}, "pain"),
        ({"pain": {TODAY - timedelta(1): 7}}, "pain"),
        ({"pain": {TODAY: 3}}, "pain"),
        ({"km": {TODAY: 40.0}}, "load"),
    ],
    ids=["ill today", "injured since", "ill before", "after a 7", "a 7", "watch", "a long run"],
)
def test_the_seven_never_ask_for_more_than_status_and_plan(
    changes: Row, because: str | None
) -> None:
    """What the models say of today holds for the boxes: they push where nothing else does not."""
    frames = marts(changed(changes))
    hold = hold_of(frames)
    plan = frames["fct_plan"].row(0, named=True)
    actions = [action_sentence(flag, EN, plan) for flag in latest_flags(frames)]
    texts = [f"{box['next']} {box['command']}" for box in habits_section(frames, EN)["boxes"]]

    assert because == (hold.because if hold else None)
    if any("rest day" in action for action in actions) or plan["next_run_max_km"] == 0:
        assert hold is not None
    pushed = [text for text in texts if text.startswith(("Running drills", "One session"))]
    assert bool(pushed) == (hold is None)


def changed(changes: Row) -> Made:
    """Return a steady runner with a flat diary in whom some days are changed."""
    made = steady()
    made.pain = dict.fromkeys(days_until(TODAY, 60), 0)
    for name, change in changes.items():
        kept = getattr(made, name)
        setattr(made, name, kept | change if isinstance(change, dict) else [*kept, *change])
    return made


def block() -> pl.DataFrame:
    """Return `fct_rest_blocks` with a rest that is not over."""
    days = {"asked_on": -2, "rest_from": -1, "rest_until": 5}
    dates = {name: [TODAY + timedelta(day)] for name, day in days.items()}
    empty = marts_of("steady")["fct_rest_blocks"].clear()
    return pl.concat([empty, pl.DataFrame(dates)], how="diagonal_relaxed")


# ---------- the days behind an answer


def test_each_run_of_the_week_says_how_it_began() -> None:
    """The day stands there with its verdict and what it is known by, for cold runs above all."""
    cold = runs_of_week(
        warm_up="no", warm_up_because="fast_start", warm_up_judged_by="pace_and_heart_rate"
    )
    told = [line.text for line in days_told(cold, week_row("warm_up", "without"), EN)]

    assert [EN.day(MONDAY + timedelta(day)) for day in (1, 3, 5, 6)] == [
        line.split(":")[0] for line in told
    ]
    assert all("no warm-up. Judged by pace and heart rate: it was not" in line for line in told)


def test_each_strength_session_of_the_week_says_its_class() -> None:
    """What it trained and by what that is known, upper body alone included."""
    sessions = pl.concat(
        [
            marts_of("steady")["fct_strength"].clear(),
            pl.DataFrame(
                [
                    strength_row(MONDAY, "core", "sub_sport"),
                    strength_row(MONDAY + timedelta(2), None, "sets"),
                    strength_row(MONDAY - timedelta(1), "leg", "title"),
                ]
            ),
        ],
        how="diagonal_relaxed",
    )
    frames = {**marts_of("steady"), "fct_strength": sessions}

    first, second = days_told(frames, week_row("strength", "done"), EN)

    assert first.text.startswith(f"{EN.day(MONDAY)}: trunk stability (pilates counts")
    assert second.text.startswith(f"{EN.day(MONDAY + timedelta(2))}: none of these (")


def test_runs_against_the_back_are_named_by_their_days() -> None:
    """All of the runs in a rest, and the run on the day after strong pain."""
    resting = {**marts_of("steady"), "fct_rest_blocks": block()}
    strong = marts(changed({"pain": {MONDAY + timedelta(2): 8}}))

    (in_rest,) = days_told(resting, week_row("listening", "ran_in_rest"), EN)
    (after,) = days_told(strong, week_row("listening", "ran_after_pain"), EN)

    assert f"The runs were on {EN.day(TODAY - timedelta(1))}, {EN.day(TODAY)}." == in_rest.text
    assert f"The run was on {EN.day(MONDAY + timedelta(3))}." == after.text
    assert [] == days_told(strong, week_row("listening", "diary_thin"), EN)


def week_row(habit: str, reason: str) -> Row:
    """Return a row of the week in progress."""
    return row_of(habit, reason, week_start=MONDAY)


def runs_of_week(**columns: object) -> Marts:
    """Return a steady runner's marts whose runs all carry some columns."""
    frames = marts_of("steady")
    literals = {name: pl.lit(value) for name, value in columns.items()}
    return {**frames, "fct_sessions": frames["fct_sessions"].with_columns(**literals)}


def strength_row(day: date, programme: str | None, because: str) -> Row:
    """Return a row of `fct_strength`."""
    return {"local_date": day, "strength_programme": programme, "because": because}


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
