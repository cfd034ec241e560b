"""Claims about what is said of status, signals, plan and association."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dashboards import facts, wording
from dashboards.i18n import translator
from dashboards.wording.files import quality_sentence
from pipeline.association import power_percent
from pipeline.association.load_features import FAMILY, PRIMARY, WARM_UP_DAYS
from pipeline.decode.activity import QUALITY_CODES
from tests.dashboards_data import marts, marts_of, painless
from tests.dashboards_made import TODAY, Made, days_until, mark

EN = translator("en")
DE = translator("de")
DAY = date(2026, 11, 21)


def flag(family: str, level: str = "watch", **facts: Any) -> dict[str, Any]:
    """Return a row of `fct_flags`."""
    return {
        "athlete_id": "me",
        "family": family,
        "level": level,
        "cause": None,
        "value": 1.58,
        "threshold": 1.10,
        "evidence": "B",
        "session_id": None,
        "raised_on": DAY,
        "clears_on": DAY + timedelta(days=7),
        "local_date": DAY,
        **facts,
    }


def behind(rule: str, **facts: Any) -> dict[str, dict[str, Any]]:
    """Return the row of `fct_signals` a flag carries, by its rule."""
    row = {"rule": rule, "measured": None, "reference": None, "value": None, "threshold": None}
    return {rule: row | facts}


def plan_row(state: str, run: float | None = None, week: float | None = None) -> dict[str, Any]:
    """Return a row of `fct_plan`."""
    return {
        "athlete_id": "me",
        "plan_state": state,
        "next_run_max_km": run,
        "week_low_km": None if week is None else 0.8 * week,
        "week_high_km": week,
        "longest_30d_km": 15.2,
    }


def association(**facts: Any) -> list[dict[str, Any]]:
    """Return a family of association rows of which the primary one has these facts."""
    common = {
        "days": 250,
        "logs": 142,
        "status": "ok",
        "rho": 0.32,
        "rho_partial": 0.21,
        "ci_low": 0.06,
        "ci_high": 0.55,
        "n_eff": 55.0,
        "p_value": 0.4,
        "p_family": 0.5,
    }
    return [
        {"feature": feature, "lag_days": lag, "is_primary": (feature, lag) == PRIMARY}
        | common
        | (facts if (feature, lag) == PRIMARY else {"status": facts.get("status", "ok")})
        for feature, lag in FAMILY
    ]


# ---------- status


@pytest.mark.parametrize(
    ("level", "family", "icon", "word"),
    [
        ("ok", None, "✓", "Im Rahmen"),
        ("watch", "F1", "▲", "Aufpassen"),
        ("high", "F1", "■", "Zu viel, zu schnell"),
        ("high", "F6", "■", "Der Rücken braucht Ruhe"),
        ("high", "red_flag", "■", "Abklären lassen"),
        ("no_data", None, "?", "Zu wenig Daten"),
    ],
)
def test_the_status_word_fits_its_reason(
    level: str, family: str | None, icon: str, word: str
) -> None:
    """A word about load never stands over a reason about the back."""
    assert wording.status_word(level, family, DE) == (icon, word)


@pytest.mark.parametrize(
    ("runner", "level"),
    [
        ("three days", "back_alone"),
        ("pain only", "back_alone"),
        ("painless", "ok"),
        ("steady", "ok"),
        ("silent", "no_data"),
    ],
)
def test_a_quiet_back_alone_is_no_all_clear(runner: str, level: str) -> None:
    """Where nobody can judge load, no word says that there is not too much of it."""
    marts = marts_of(runner)

    shown = wording.shown_level(facts.latest_status(marts), facts.athlete(marts))

    assert level == shown
    assert ("✓" == wording.status_word(shown, None, EN)[0]) == (level == "ok")


def test_an_old_entry_tells_of_no_quiet_back() -> None:
    """An entry of twelve days ago still counts, yet how the back is now nobody knows."""
    made = Made(pain={TODAY - timedelta(days=12): 1})
    found = marts(made)

    status = facts.latest_status(found)

    assert (status or {})["level"] == "ok"
    assert "no_data" == wording.shown_level(status, facts.athlete(found))


@pytest.mark.parametrize(
    ("is_resting", "word"),
    [(False, "Back quiet, load not known"), (True, "At rest, load not known")],
)
def test_the_word_says_that_load_is_not_known(is_resting: bool, word: str) -> None:
    """A question mark stands before it, as before all that cannot be judged."""
    assert ("?", word) == wording.status_word("back_alone", None, EN, is_resting=is_resting)


def test_a_command_names_its_athlete_where_there_may_be_several() -> None:
    """What is told can be typed as it stands: blanks are quoted, and one's own name is left out."""
    row = flag("red_flag", "see_doctor", clears_on=None, athlete_id="carl three")
    told = wording.clearing_sentence(row, EN)

    assert "backstride diary undo --athlete 'carl three' takes" in told
    assert told.endswith("seen_by_doctor 2026-11-21 --athlete 'carl three'")
    assert "--athlete" not in wording.clearing_sentence(row | {"athlete_id": "me"}, EN)


def test_silence_is_not_a_lack_of_history() -> None:
    """Who once sent data reads that nothing fresh came, not that there is too little."""
    assert wording.status_word("no_data", None, EN, is_silent=True) == ("?", "No fresh data")


def test_a_coach_reads_who_to_look_at() -> None:
    """The group overview says what to do with a high level, whatever its reason."""
    assert wording.cohort_word("high", EN) == ("■", "Look today")


def test_back_and_load_are_both_told() -> None:
    """Where the back and the running both raise a signal, the card names one of each.

    The family that gave the word speaks first; where only the sum is too much, that is said.
    """
    marts = marts_of("spiky")
    told = wording.status_sentences(
        facts.latest_status(marts), facts.latest_flags(marts), facts.athlete(marts), EN
    )

    assert told == [
        (
            "The run of Sat 21 Nov (24.3\u00a0km) was 58% longer than any run of the 30 days before, "
            "the longest of which was 15.4\u00a0km."
        ),
        "On Sun 22 Nov the worst pain was 4 of 10.",
        "Pain together with two signals of load counts as too much.",
    ]


@pytest.mark.parametrize(
    ("runner", "missing"),
    [
        ("steady", []),
        ("27 days", ["Load can be judged after 3 more days of history."]),
        ("pain only", ["Load cannot be judged: there is no session yet."]),
        (
            "painless",
            [
                (
                    "Pain cannot be judged: there is no entry yet. One number a day is enough: "
                    "backstride log 3 --athlete dan"
                )
            ],
        ),
        (
            "silent",
            [
                (
                    "Load cannot be judged: the newest session is of 22 Oct 2026, more than 10 days "
                    "ago."
                ),
                "Pain cannot be judged: the newest entry is of 23 Oct 2026, more than 13 days ago.",
            ],
        ),
    ],
)
def test_a_missing_half_is_a_sentence(runner: str, missing: list[str]) -> None:
    """What cannot be judged is said beside the level, with what is missing."""
    marts = marts_of(runner)

    assert missing == wording.missing_halves(facts.latest_status(marts), facts.athlete(marts), EN)


def missing_of(made: Made) -> list[str]:
    """Return what the status card of a made-up runner says it could not judge."""
    frames = marts(made)
    return wording.missing_halves(
        facts.latest_status(frames), facts.athlete(frames), EN, facts.latest_signals(frames)
    )


def test_unknown_days_are_no_history() -> None:
    """Who has long been here but marked days unknown reads that those do not count."""
    days = days_until(TODAY, 45)
    made = painless(45)
    made.km[days[0]] = 5.0
    made.marks = [mark("unknown", days[5], days[24])]

    assert missing_of(made)[0] == (
        "Load can be judged after 5 more known days: 20 of the days so far are unknown."
    )


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            lambda: rested(120, days_off=20, days_back=10),
            (
                "In the 28 days after a break jumps in distance are not judged; the rules for a "
                "return stand in for them."
            ),
        ),
        (
            lambda: forgetful(120, days_ago=10),
            "Jumps in distance are not judged: the last weeks hold unknown days.",
        ),
        (
            lambda: painless(33),
            "Jumps in distance are not judged yet: they need more history.",
        ),
    ],
    ids=["back from a break", "unknown days", "33 days"],
)
def test_steady_says_what_it_did_not_look_at(made: Callable[[], Made], told: str) -> None:
    """Where load counts as judged but its steps are not, the word does not stand alone."""
    assert told in missing_of(made())


def rested(count: int, *, days_off: int, days_back: int) -> Made:
    """Return a runner who has been back for some days after some days off."""
    made = painless(count)
    for day in days_until(TODAY - timedelta(days=days_back), days_off):
        made.km[day] = 0.0
    return made


def forgetful(count: int, *, days_ago: int) -> Made:
    """Return a runner who marked the week before some days ago as unknown."""
    made = painless(count)
    days = days_until(TODAY - timedelta(days=days_ago), 7)
    made.marks = [mark("unknown", days[0], days[-1])]
    for day in days:
        made.km[day] = 0.0
    return made


# ---------- signals


def test_a_run_without_its_session_is_still_told() -> None:
    """The terminal, which has only the flag, names the day and how much longer the run was."""
    told = wording.reason_sentence(flag("F1"), DE)

    assert (
        told == "Der Lauf vom Sa., 21. Nov. war 58\u202f% länger als jeder Lauf der 30 Tage davor."
    )


CAUSES = {
    "F1": ("longest", "twice"),
    "F2": ("week", "fortnight"),
    "F3": ("monotony+strain", "hard_days+run_days"),
    "F4": ("uncoupled", "ewma"),
    "F5": ("descent",),
    "return": ("week", "run", "next_day", "pain"),
    "F6": ("strong", "sharp", "morning_after", "four_or_more", "above_usual", "stride"),
    "F7": ("in_a_row", "of_ten", "after_rest"),
    "red_flag": (None,),
}
EACH_CAUSE = [
    pytest.param(family, cause, id=f"{family}-{cause}")
    for family, causes in CAUSES.items()
    for cause in causes
]


@pytest.mark.parametrize("family", CAUSES)
@pytest.mark.parametrize("t", [EN, DE])
def test_each_cause_has_its_own_sentence(family: str, t: Any) -> None:
    """Strong, sharp, rising, high, unusual pain; weeks and fortnights: all are told apart."""
    told = {
        wording.reason_sentence(flag(family, value=5.0, cause=cause), t) for cause in CAUSES[family]
    }

    assert len(CAUSES[family]) == len(told)


@pytest.mark.parametrize(("family", "cause"), EACH_CAUSE)
@pytest.mark.parametrize("t", [EN, DE])
def test_every_signal_has_all_its_parts(family: str, cause: str | None, t: Any) -> None:
    """Each signal has a name, a sentence, a limit, a meaning, an end and one thing to do."""
    level = "see_doctor" if family == "red_flag" else "watch"
    row = flag(family, level=level, cause=cause)

    parts = [
        wording.family_name(family, t),
        wording.reason_sentence(row, t),
        wording.limit_text(row, t),
        wording.meaning_sentence(row, t),
        wording.clearing_sentence(row, t),
        wording.action_sentence(row, t),
    ]
    assert all(parts)
    assert "None" not in " ".join(parts)
    assert "{" not in " ".join(parts)


def test_a_step_names_its_kilometres() -> None:
    """A step in kilometres is told with the kilometres of both spans, not as a bare percentage."""
    row = flag("F2", cause="fortnight", value=46.2)
    row["signals"] = behind("fortnight_step", measured=95.0, reference=65.0)

    assert wording.reason_sentence(row, EN) == (
        "The 14 days to Sat 21 Nov held 95.0\u00a0km, 46% more than the fullest such span of the "
        "weeks before (65.0\u00a0km)."
    )
    assert wording.value_text(row, EN) == "+46%"


def test_a_one_sided_week_names_its_signs() -> None:
    """Of the four signs of a week those are named that were seen, each with its number."""
    row = flag("F3", cause="monotony+hard_days", value=2.0, threshold=2.0)
    row["signals"] = behind("monotony", value=2.345, threshold=2.0) | behind("hard_days", value=4.0)

    assert wording.reason_sentence(row, DE) == (
        "Die 7 Tage bis Sa., 21. Nov. zeigen 2 der 4 Zeichen einer einseitigen Woche: Tage, die "
        "sich gleichen (Monotonie 2,35, Grenze 2); 4 harte Tage hintereinander."
    )


def test_rest_that_does_not_help_is_told_with_both_scores() -> None:
    """Pain that rest has not settled is told with the score before the rest and the one after."""
    row = flag("F7", "high", cause="after_rest", value=1.0, threshold=2.0)
    row["signals"] = behind("pain_after_rest", measured=4.0, reference=5.0, value=1.0)

    assert wording.reason_sentence(row, EN) == (
        "After at least 3 full days of rest the pain was 4 of 10 on Sat 21 Nov, and 5 of 10 before "
        "them: less than 2 points lower."
    )
    assert wording.value_text(row, EN) == "one point"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (flag("F1"), "It goes on Sat 28 Nov if no new run raises it."),
        (
            flag("F6", cause="four_or_more", threshold=4.0),
            (
                "It goes with a newer entry below 4 of 10, or on Sat 28 Nov when the entry is a week "
                "old."
            ),
        ),
        (
            flag("red_flag", "see_doctor", clears_on=None),
            (
                "A later entry without the sign does not close it; backstride diary undo takes a "
                "slip back. It stays open until you record a visit to a doctor, for example: "
                "backstride mark seen_by_doctor 2026-11-21"
            ),
        ),
    ],
    ids=["load", "pain", "red flag"],
)
def test_what_would_clear_a_signal(row: dict[str, Any], told: str) -> None:
    """Load fades with its run, pain with a better entry, a warning sign with a doctor alone."""
    assert told == wording.clearing_sentence(row, EN)


@pytest.mark.parametrize("family", ["F1", "F2", "return", "F3", "F5"])
def test_no_action_contradicts_a_plan_of_rest(family: str) -> None:
    """While the back asks for rest, no load signal asks for a run."""
    resting = plan_row("pain_first", run=0.0)

    told = wording.action_sentence(flag(family), EN, resting)
    assert told == "First let the back settle; longer runs come after."


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (None, "Repeat the longest run of the month before instead of extending it."),
        (
            plan_row("ok", run=8.0),
            "Keep the next run to 8.0\u00a0km at most instead of extending it further.",
        ),
        (plan_row("ok", run=0.0), "Take a rest day."),
        (
            plan_row("returning"),
            "Keep the next runs short and easy; after a break distance takes weeks.",
        ),
    ],
)
def test_a_long_run_asks_for_what_the_plan_allows(plan: dict[str, Any] | None, told: str) -> None:
    """After a run too long, the one thing to do never goes beyond the plan's ceiling."""
    assert told == wording.action_sentence(flag("F1"), EN, plan)


def test_information_asks_for_nothing() -> None:
    """The ratio is told with its letter and never asks for anything."""
    told = wording.action_sentence(flag("F4", "info"), EN, plan_row("pain_first", run=0.0))

    assert told == "Nothing to do for this alone."


def test_a_repeated_spike_says_that_it_is_one() -> None:
    """A second run above 1.30 within 14 days is high for that reason."""
    twice = flag("F1", "high", cause="twice", value=1.4, threshold=1.30)

    told = wording.limit_text(twice, EN)

    assert told == "limit 1.30\u00a0×, twice within 14 days"


def test_the_most_pressing_comes_first() -> None:
    """A red flag outranks pain, pain outranks load, information comes last."""
    families = ("F4", "F3", "return", "F1", "F6", "red_flag")
    levels = {"F4": "info", "red_flag": "see_doctor"}
    flags = [flag(family, levels.get(family, "watch")) for family in families]

    ordered = [row["family"] for row in wording.most_pressing_first(flags)]
    assert ordered == ["red_flag", "F6", "F1", "return", "F3", "F4"]


def test_every_oddity_of_a_file_has_words() -> None:
    """No code of the decoder reaches the page as a code, in either language."""
    for code in QUALITY_CODES:
        assert quality_sentence(code, EN) != code
        assert quality_sentence(code, DE) != quality_sentence(code, EN)


# ---------- plan


@pytest.mark.parametrize(
    ("plan", "run", "week"),
    [
        (plan_row("ok", 15.5, 41.0), "up to 15.5\u00a0km", "33–41\u00a0km"),
        (plan_row("ok", 0.0, 0.0), "rest day", "rest"),
        (plan_row("too_little_history"), "no number yet", "no number yet"),
        (plan_row("pain_first", 0.0), "rest day", "once the pain has eased"),
        (plan_row("returning"), "short and easy", "a share of before"),
        (plan_row("silent"), "no number without fresh data", "no number without fresh data"),
        (None, "no number yet", "no number yet"),
    ],
)
def test_the_plan_in_words(plan: dict[str, Any] | None, run: str, week: str) -> None:
    """0 is rest, an unknown limit is no number, and every state says why."""
    assert (run, week) == (wording.next_run(plan, EN), wording.next_week(plan, EN))
    assert wording.next_run_note(plan, EN)
    assert wording.next_week_note(plan, EN)


# ---------- association


def test_a_link_is_told_with_its_range() -> None:
    """A found link is told with r and its range, as one person's correlation."""
    assert wording.association_sentence(association(p_value=0.02), EN) == (
        "In your diary, weeks with more load were followed by somewhat more pain (r = 0.32, "
        "range 0.06 to 0.55). This is one person's correlation, not proof."
    )


def test_both_directions_are_told_alike() -> None:
    """Less pain after more load is told in the same words as more."""
    rows = association(p_value=0.02, rho=-0.3, rho_partial=-0.2, ci_low=-0.5, ci_high=-0.1)

    assert "somewhat less pain (r = −0.30" in wording.association_sentence(rows, EN)


@pytest.mark.parametrize("facts", [{"ci_low": -0.1}, {"rho_partial": -0.2}])
def test_a_link_whose_size_is_open_has_no_number(facts: dict[str, float]) -> None:
    """If the interval spans 0 or the signs differ, no size is given."""
    told = wording.association_sentence(association(p_value=0.02, **facts), EN)

    assert told == "A link beyond the last entry's pain; its size cannot be given."


def test_nothing_found_comes_with_its_power() -> None:
    """Finding nothing says how often a moderate link would have been seen."""
    power = power_percent(250, 142 / 250)

    assert wording.association_sentence(association(), EN) == (
        "No clear link in 250 days (142 entries). With this much data a moderate link (r = .3) "
        f"would have been seen in about {power} of 100 such diaries."
    )
    assert "(r = 0,3)" in wording.association_sentence(association(), DE)


def test_pain_that_steers_running_silences_the_link() -> None:
    """If pain goes with the load after it, no sentence speaks of load before pain."""
    rows = association(status="reverse_suspected", p_value=0.001)

    assert wording.association_sentence(rows, EN) == (
        "Pain seems to change your running; the other direction cannot be separated from it."
    )
    assert not any("Exploratory" in note for note in wording.association_notes(rows, EN))


@pytest.mark.parametrize(
    ("days", "logs", "told"),
    [
        (
            0,
            0,
            (
                f"Not enough data yet: {WARM_UP_DAYS} days of running come first, then 60 days with "
                "at least 20 entries are needed."
            ),
        ),
        (
            40,
            5,
            "Not enough data yet: 20 more days and 15 more days with an entry are needed.",
        ),
        (59, 30, "Not enough data yet: one more day is needed."),
        (90, 12, "Not enough data yet: 8 more days with an entry are needed."),
        (
            90,
            40,
            (
                "Not enough data yet: the entries hardly differ. At least 3 different scores are "
                "needed, none of them on more than 9 of 10 days."
            ),
        ),
    ],
)
def test_too_little_says_what_is_missing(days: int, logs: int, told: str) -> None:
    """Not enough data is told in days and entries that are still missing."""
    rows = association(status="not_enough_data", days=days, logs=logs, rho=None)

    assert told == wording.association_sentence(rows, EN)


def test_a_family_hit_is_called_exploratory() -> None:
    """What held up among the other 17 is told as exploring, with the correction."""
    rows = association()
    rows[-1]["p_family"] = 0.01

    assert wording.association_notes(rows, EN)[0] == (
        "Exploratory: more pain 7 days after high values of “Longest run of 7 days against the "
        "30 days before it” held up after correcting for 18 comparisons."
    )


def test_a_short_diary_warns() -> None:
    """Under 120 days only very strong links could show, and the page says so."""
    notes = wording.association_notes(association(days=80, logs=60), EN)

    assert "With so few days only very strong links could show." in notes


def test_where_nothing_varies_no_power_is_claimed() -> None:
    """Who runs the same every day is not told how often a link would have been seen."""
    told = wording.association_sentence(association(p_value=None, rho_partial=None), EN)

    assert told == (
        "Load or pain does nothing but follow a straight line in these days: there is nothing to "
        "compare."
    )


def test_days_without_a_painkiller_speak_for_themselves() -> None:
    """The second association is told in the same words, after how many days it leaves out."""
    rows = association(status="not_enough_data", days=59, logs=30, rho=None)

    assert wording.unmedicated_notes(association(logs=42), rows, EN) == [
        "Without the 12 days with a painkiller: Not enough data yet: one more day is needed."
    ]
    (one,) = wording.unmedicated_notes(association(logs=31), rows, EN)
    assert one.startswith("Without the one day")
    assert not wording.unmedicated_notes(association(), [], EN)


def test_without_painkillers_no_link_is_told_where_pain_changes_the_running() -> None:
    """The direction cannot be told apart on all days; on some of them it is not either."""
    everything = association(status="reverse_suspected", logs=90)
    without = association(status="ok", p_value=0.01, logs=80)

    assert not wording.unmedicated_notes(everything, without, EN)


def around(**numbers: Any) -> list[dict[str, Any]]:
    """Return rows of both comparisons, the second without a single pair."""
    found = {"n": 14, "mean_difference_nrs": 0.8, "ci_low": -0.1, "ci_high": 1.7, "status": "ok"}
    nothing = dict.fromkeys(found) | {"n": 0, "status": "not_enough_data"}
    return [
        {"comparison": "after_before"} | found | numbers,
        {"comparison": "next_morning_before"} | nothing,
    ]


def test_pain_around_runs_has_its_own_number_and_range() -> None:
    """Mean change, range and runs are told, and that this is no test of load."""
    assert wording.around_runs_notes(around(), EN) == [
        (
            "From before to after a run, pain changed by +0.8 points on average (range −0.1 to "
            "+1.7, 14 runs)."
        ),
        "A simple comparison of entries, not a test of load.",
    ]


@pytest.mark.parametrize(
    ("comparison", "until"),
    [("after_before", "to after a run"), ("next_morning_before", "a run to the next morning")],
)
def test_the_same_change_each_time_is_told_without_a_range(comparison: str, until: str) -> None:
    """Where all runs agree there is no spread to give a range by."""
    row = {**around(ci_low=None, ci_high=None)[0], "comparison": comparison}

    told, _ = wording.around_runs_notes([row], EN)

    assert told.endswith(f"{until}, pain changed by +0.8 points each time (14 runs).")


def test_few_runs_with_both_entries_are_only_counted() -> None:
    """Below five pairs the page says how many there are; without one it says nothing."""
    few = around(n=3, status="not_enough_data", mean_difference_nrs=None)

    told = (
        "To tell how pain changes from before a run to after it, 5 runs with both entries are "
        "needed; so far there are 3."
    )
    assert [told] == wording.around_runs_notes(few, EN)
    assert not wording.around_runs_notes(around(n=0, status="not_enough_data"), EN)


def test_sentences_need_no_plotly() -> None:
    """The terminal speaks the page's sentences without loading a chart library."""
    code = "import sys, dashboards.wording, dashboards.facts; print('plotly' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"
