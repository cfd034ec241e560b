"""Claims about what page and terminal say when the back hurts: signs, rest, return."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards import wording
from dashboards.i18n import Translator, translator
from dashboards.page import write_page
from dashboards.sections.balance import balance_section
from dashboards.sections.plan import plan_section
from dashboards.sections.status import status_section
from dashboards.wording import rest as rest_wording
from dashboards.wording.missing import missing_halves
from dashboards.wording.red_flags import NUMBERS, open_sign, sign_told
from pipeline.red_flags import LASTING_FACTS, SIGNS, UNNAMED
from tests.dashboards_data import marts, steady
from tests.dashboards_made import MADE_AT, TODAY, Made, mark

EN = translator("en")
DE = translator("de")
OTHER = "your local emergency number"

Marts = dict[str, pl.DataFrame]


def resting(back: int, *, walk: int | None = None) -> Made:
    """Return a steady runner with sharp pain so many days ago, who has not run since."""
    made = steady()
    asked = TODAY - timedelta(days=back)
    for day in made.km:
        if day > asked:
            made.km[day] = 0.0
    made.pain = {day: 1 for day in made.pain if day < asked} | {asked: 5}
    made.entry = {"quality": "sharp"}
    if walk is not None:
        made.other[TODAY - timedelta(days=walk)] = "walking"
    return made


def back_again() -> Made:
    """Return a runner who kept the rest, and ran every second day of the week after it."""
    made = resting(17)
    for back in (8, 6, 4, 2):
        made.km[TODAY - timedelta(days=back)] = 4.0
    return made


def sign_row(sign: str, urgency: str, **facts: Any) -> dict[str, Any]:
    """Return a row of `fct_red_flags` as `facts.open_signs` does."""
    row = {"cause": "ticked", "reported_on": TODAY, "country": "DE"}
    return {"sign": sign, "urgency": urgency, **row, **facts}


def test_a_visit_of_the_day_itself_is_not_asked_for_again() -> None:
    """Who has seen a doctor today is told from when on the sign is closed, not to go once more."""
    seen = sign_row("night_pain", "days", closed_on=TODAY + timedelta(days=1))
    flag = {"family": "red_flag", "local_date": TODAY, "signs": [seen]}

    told = wording.clearing_sentence(flag, EN)

    assert "from Mon 23 Nov on the sign is closed" in told
    assert "mark seen_by_doctor" not in told


def page(path: Path, frames: Marts) -> Any:
    """Return a page as a tree."""
    file = write_page(frames, language="en", path=path / "p.html", made_at=MADE_AT)
    return html.fromstring(file.read_text("utf-8"))


# ---------- signs


@pytest.mark.parametrize("t", [EN, DE], ids=["en", "de"])
def test_every_sign_has_its_own_sentence(t: Translator) -> None:
    """No sign reaches a reader as a code, nor in the words of another one."""
    told = [sentence for _, _, sentence in wording.signs_told(t)]
    lasting = [sign_told(sign, t, "lasting_fact") for sign in LASTING_FACTS]
    told += [*lasting[:-1], sign_told(UNNAMED, t)]  # age is told alike

    assert list(SIGNS) == [sign for sign, _, _ in wording.signs_told(t)]
    assert len(told) == len(set(told))
    assert not any("_" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("country", "emergency", "on_call"),
    [
        ("DE", "112", "116117"),
        ("AT", "144", "1450"),
        ("CH", "144", "your local medical on-call service"),
        ("GB", "999", "111"),
        (None, OTHER, "your local medical on-call service"),
        ("FR", OTHER, "your local medical on-call service"),
    ],
)
def test_numbers_follow_the_country(country: str | None, emergency: str, on_call: str) -> None:
    """Each urgency names whom to call where the runner lives."""
    now = open_sign(sign_row("saddle_numbness", "emergency", country=country), EN)
    soon = open_sign(sign_row("night_pain", "days", country=country), EN)

    assert f"At once: call {emergency}, or go to an emergency department." in now
    assert f"Within days: see a doctor; outside surgery hours call {on_call}." in soon


def test_no_number_of_one_country_reaches_another() -> None:
    """A German page about Austria calls 144, not 112."""
    told = open_sign(sign_row("saddle_numbness", "emergency", country="AT"), DE)

    assert [NUMBERS["AT"][0]] == [number for number in ("112", "144", "999") if number in told]


def test_every_open_sign_is_told_everywhere(tmp_path: Path) -> None:
    """Card, reasons, week and overview each name both signs with their own urgency."""
    made = steady()
    made.entry = {"red_flags": "night_pain, saddle_numbness"}
    frames = marts(made)
    frames["dim_athletes"] = frames["dim_athletes"].with_columns(country=pl.lit("DE"))
    tree = page(tmp_path, frames)

    for place in ("status", "why", "week"):
        text = " ".join(tree.xpath(f"//section[@aria-labelledby='{place}']//text()"))
        assert "Numbness where you sit on a saddle, since" in text
        assert "Pain at night that no position eases, since" in text
        assert "At once: call 112" in text
        assert "Within days: see a doctor; outside surgery hours call 116117." in text
    assert tree.xpath("//details[@class='red-flags']/@open")


def test_the_most_urgent_sign_says_what_to_do() -> None:
    """With an emergency among the signs, the one thing to do is to call."""
    flag = {"family": "red_flag", "level": "see_doctor", "cause": "emergency"}
    signs = [sign_row("saddle_numbness", "emergency"), sign_row("night_pain", "days")]

    told = wording.action_sentence({**flag, "signs": signs}, EN)
    assert told == "Do not wait: call 112, or go to an emergency department."


# ---------- a rest


def test_a_rest_shows_its_seven_days(tmp_path: Path) -> None:
    """On the third day: two days done, one of them with a walk, today, and four to come."""
    tree = page(tmp_path, marts(resting(3, walk=1)))

    boxes = tree.xpath("//ol[@class='rest-days']/li")
    assert ["day-rest", "day-rest", "day-today", *["day-ahead"] * 4] == [
        box.get("class") for box in boxes
    ]
    labels = [box.xpath("./span/@aria-label")[0] for box in boxes]
    assert labels[1] == f"{EN.day(TODAY - timedelta(days=1))}: no run, a walk"
    assert all(box.xpath("./span/@role") == ["img"] for box in boxes)


def test_while_it_rests_the_plan_is_the_rest() -> None:
    """Day 3 of 7: no kilometres, walking is welcome, and nothing is to be caught up on."""
    frames = marts(resting(3))
    section = plan_section(frames, EN)

    until = EN.day(TODAY + timedelta(days=4))
    assert (f"rest until {until}", "after the rest") == (section["run"], section["week"])
    assert section["run_note"] == (
        f"Day 3 of the 7 days of rest, which last until {until}. Walking and stretching are "
        "welcome; what is not run now is nothing to catch up on."
    )
    assert section["try_run"] is None


def test_the_first_card_says_which_day_of_the_rest_it_is() -> None:
    """On the last day no signal of pain is left, yet the card speaks of the rest first."""
    told = status_section(marts(resting(7)), EN)

    assert told["sentences"][0].startswith("Day 7 of the 7 days of rest")
    assert "Steady, at rest" == told["word"]


def status_text(frames: Marts) -> str:
    """Return what the first card says."""
    return " ".join(status_section(frames, EN)["sentences"])


@pytest.mark.parametrize("back", [7, 8, 10])
def test_after_a_rest_without_a_word_the_back_is_not_called_quiet(back: int) -> None:
    """Card and plan name the condition: a new entry, and on the rest's last day the next one."""
    frames = marts(resting(back))
    plan = plan_section(frames, EN)

    assert "Neither the running nor the back" not in status_text(frames)
    assert "log how the back is" in status_text(frames)
    for told in (plan["run"], plan["week"]):
        assert told.endswith("only if a new entry says that the pain has eased")
        assert (back == 7) == (f"from {EN.day(TODAY + timedelta(days=1))} on" in told)
    assert plan["try_run"] is None


def test_an_entry_that_is_calm_frees_the_run() -> None:
    """With a calm entry the last day of the rest names the first day of running, no condition."""
    plan = {"plan_state": "ok", "next_run_max_km": 4.9, "rest_until": TODAY, "rest_day": 7}

    told = f"up to 4.9\u00a0km from {EN.day(TODAY + timedelta(days=1))} on"
    assert told == wording.next_run(plan | {"waits_for_entry": False}, EN)


def test_an_old_entry_does_not_make_the_back_quiet() -> None:
    """The newest entry is 7 days old: nothing is said of how the back is now."""
    status = {"level": "ok", "can_judge_load": True, "can_judge_pain": True}
    person = {"today": TODAY, "last_entry_date": TODAY - timedelta(days=7)}

    (told,) = wording.status_sentences(status, [], person, EN)
    assert told.startswith("The running raises no signal. The newest entry about the back is of")
    fresh = person | {"last_entry_date": TODAY - timedelta(days=6)}
    assert ["Neither the running nor the back raises a signal."] == wording.status_sentences(
        status, [], fresh, EN
    )


def test_every_run_in_a_rest_is_named() -> None:
    """Two runs on the third and fifth day of a rest: both days, and no way back among them."""
    made = resting(9)
    days = [TODAY - timedelta(days=back) for back in (6, 4)]
    made.km |= dict.fromkeys(days, 5.0)

    told = " ".join(plan_section(marts(made), EN)["rest"]["told"])
    assert f"there were runs on {EN.day(days[0])}, {EN.day(days[1])}." in told
    assert "There has been no run since" in told


def test_with_an_open_sign_a_doctor_comes_before_the_plan() -> None:
    """A warning sign does not go with the pain: the week waits for a doctor."""
    plan = {"plan_state": "pain_first", "next_run_max_km": 0.0, "has_red_flag": True}

    assert "once a doctor has seen it" == wording.next_week(plan, EN)
    assert "before a doctor has seen it" in wording.next_run_note(plan, EN)


@pytest.mark.parametrize("family", ["F6", "F7"])
def test_care_for_the_back_comes_with_what_eases_it(family: str) -> None:
    """A rest day is asked for together with what to do on it."""
    flag = {"family": family, "level": "watch", "cause": None}

    assert wording.action_sentence(flag, EN, {}).endswith(wording.relief_advice(EN))


@pytest.mark.parametrize("cause", ["sharp", "stride"])
def test_pain_without_a_score_is_told_without_one(cause: str) -> None:
    """Of an entry that gave no number, no number is told."""
    flag = {"family": "F6", "level": "high", "cause": cause, "value": None, "raised_on": TODAY}

    told = wording.reason_sentence(flag, EN)
    assert "there is no score" in told
    assert "of 10" not in told


def test_a_rest_asked_without_a_score_is_told_without_one() -> None:
    """Sharp pain without a number asks for the same week."""
    block = {"asked_on": TODAY, "because": "sharp", "pain_asked_nrs": None}
    since = block | {"week_km_since": 9.0, "pain_since_nrs": 3}

    assert "of 10" not in rest_wording.asked(block, EN)
    assert "The worst pain in these days was 3 of 10." == rest_wording.pain_since(since, EN)


def test_a_score_with_a_painkiller_is_said_not_to_settle() -> None:
    """Where a worse score of the days before counts, the sentence says why."""
    rule = {"rule": "pain_now", "value": 8.0, "measured": 2.0}
    flag = {"family": "F6", "level": "high", "cause": "strong", "value": 8.0, "raised_on": TODAY}

    told = wording.reason_sentence(flag | {"signals": {"pain_now": rule}}, EN)
    assert "with a painkiller, which does not count as settled" in told


def test_after_a_rest_the_plan_says_where_its_limits_come_from() -> None:
    """The notes of run and week name the rest, on its last day also the day."""
    plan = {
        "plan_state": "ok",
        "next_run_max_km": 10.0,
        "week_high_km": 40.0,
        "is_after_rest": True,
        "rest_day": 7,
        "rest_until": TODAY,
    }

    assert wording.next_run_note(plan, EN).startswith("Day 7 of the 7 days of rest")
    assert "After a rest the back asked for" in wording.next_run_note(plan, EN)
    assert "80%" in wording.next_week_note(plan, EN)
    assert "too few weeks" in wording.next_week_note(plan | {"week_high_km": None}, EN)


@pytest.mark.parametrize("family", ["F1", "F2", "F3", "F5", "return"])
def test_no_signal_of_load_asks_for_a_run_in_a_rest(family: str) -> None:
    """While the back rests no action names kilometres."""
    plan = {"plan_state": "resting", "rest_day": 3, "rest_until": TODAY, "next_run_max_km": 0.0}
    flag = {"family": family, "level": "watch", "cause": None}

    told = wording.action_sentence(flag, EN, plan)
    assert told == "First let the back settle; longer runs come after."


@pytest.mark.parametrize("state", ["ok", "pain_first", "resting"])
def test_the_advice_stands_beside_every_word_of_rest(state: str) -> None:
    """Whoever is asked not to run reads what to do instead."""
    plan = {"plan_state": state, "rest_day": 0, "rest_until": TODAY, "next_run_max_km": 0.0}
    flag = {"family": "F7", "level": "high", "cause": "after_rest"}

    for t in (EN, DE):
        assert wording.action_sentence(flag, t, plan).endswith(wording.relief_advice(t))


def test_a_rest_that_has_not_helped_sends_to_a_doctor() -> None:
    """Then the action is a doctor, no longer if it stays."""
    plan = {"plan_state": "pain_first", "next_run_max_km": 0.0, "asks_for_doctor": True}
    flag = {"family": "F6", "level": "high", "cause": "sharp"}

    assert wording.see_a_doctor(EN) in wording.action_sentence(flag, EN, plan)


def test_a_week_of_rest_is_not_nagged_about() -> None:
    """Where the last full week held a rest, its few kilometres are said to belong to it."""
    assert "nothing has to be caught up on" in balance_section(marts(resting(9)), EN)["rest"]
    assert "" == balance_section(marts(steady()), EN)["rest"]


def test_the_first_week_back_is_told_beside_the_pain() -> None:
    """After a kept rest: kilometres, their share of before, and the worst score since."""
    section = plan_section(marts(back_again()), EN)["rest"]

    told = " ".join(section["told"])
    assert "was kept." in told
    assert "The first 7 days back, from" in told
    assert "of a usual week before" in told
    assert [] == section["days"]


def test_without_a_rest_there_is_the_rule_and_the_advice(tmp_path: Path) -> None:
    """Nothing was asked for: no boxes, and the rule says when it would be."""
    tree = page(tmp_path, marts(steady()))

    text = " ".join(tree.xpath("//section[@aria-labelledby='week']//text()"))
    assert [] == tree.xpath("//*[contains(@class, 'rest-days')]")
    assert "no running for at least 7 days" in text
    assert wording.relief_advice(EN) in text


# ---------- what really is the reason


def ill() -> Made:
    """Return a runner who marked 3 days ill a week ago and went on running."""
    made = steady()
    first = TODAY - timedelta(days=9)
    made.marks = [mark("ill", first, first + timedelta(days=2))]
    return made


def test_after_days_marked_ill_nobody_is_told_of_rules_that_do_not_exist() -> None:
    """Without 14 days off there is no return rule; the sentence says that nothing stands in."""
    frames = marts(ill())
    signals = frames["fct_signals"].filter(local_date=TODAY).to_dicts()
    status = frames["fct_status"].filter(local_date=TODAY).row(0, named=True)

    told = " ".join(missing_halves(status, frames["dim_athletes"].row(0, named=True), EN, signals))
    assert "no rule stands in for them" in told
    assert "the rules for a return stand in" not in told


def test_the_week_says_why_it_has_no_range() -> None:
    """A runner of 200 days who was ill does not lack 5 weeks of history."""
    plan = marts(ill())["fct_plan"].row(0, named=True)

    assert None is plan["week_high_km"]
    assert "marked ill or injured" in wording.next_week_note(plan, EN)


@pytest.mark.parametrize("why", ["building", "unknown_days", "returning_from_break", None])
def test_every_reason_for_no_range_has_its_words(why: str | None) -> None:
    """Whatever keeps a week from being judged is told in words of its own."""
    row = {"plan_state": "ok", "next_run_max_km": 9.0, "week_high_km": None, "week_not_judged": why}
    others = {"building", "unknown_days", "returning_from_break", None} - {why}

    told = {wording.next_week_note({**row, "week_not_judged": other}, EN) for other in others}
    assert wording.next_week_note(row, EN) not in told


def test_dates_of_a_rest_are_told_in_german() -> None:
    """The German plan writes the weekday its own way."""
    plan = {"plan_state": "resting", "rest_day": 3, "rest_until": date(2026, 11, 24)}

    assert DE.day(date(2026, 11, 24)) in wording.next_run(plan, DE)
