"""The seven protective things by week: a yes, a no that is known, and unknown, never a no."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, diary, runs
from tests.test_rest_blocks import mark, others, sharp

WEEK = [*STEADY_WEEK_KM]
EIGHT_WEEKS = WEEK * 8
RUN_DAYS = [day for day, km in enumerate(EIGHT_WEEKS) if km]
STRENGTH: Mapping[str, Any] = {"sport": "training", "sub_sport": "strength_training"}

NOTHING_FOUND = {
    name: pl.DataFrame(schema={"athlete_id": pl.String})
    for name in ("int_warm_ups", "int_run_shoes", "fct_shoes", "fct_form")
}
"""What files say of a run where they say nothing; models of their own tests."""

Answer = tuple[bool | None, str]
"""`is_met` and the reason."""


def habits(
    loads: Sequence[float] = EIGHT_WEEKS,
    *,
    days: int | None = None,
    sports: Mapping[int, Mapping[str, Any]] | None = None,
    **frames: pl.DataFrame,
) -> pl.DataFrame:
    """Return `fct_habits` of somebody who ran so, up to a day counted from the first Monday."""
    today = MONDAY + timedelta((len(loads) if days is None else days) - 1)
    sessions = [runs(loads), *(session(day, **what) for day, what in (sports or {}).items())]
    found = run_models(
        ["fct_habits"],
        raw_sessions=pl.concat(sessions, how="diagonal_relaxed"),
        raw_athletes=athlete(today),
        **NOTHING_FOUND | frames,
    )
    return found["fct_habits"].sort("week_start", "habit")


def session(day: int, minutes: float = 45, **columns: Any) -> pl.DataFrame:
    """Return `raw_sessions` with one session that is no run."""
    sport = columns.pop("sport", None)
    return others({day: sport}).with_columns(
        timer_s=pl.lit(60.0 * minutes),
        distance_m=pl.lit(None, pl.Float64),
        **{name: pl.lit(value) for name, value in columns.items()},
    )


def of_week(found: pl.DataFrame, habit: str, week: int = 7) -> Answer:
    """Return how a habit stands in a week, counted from 0."""
    (row,) = found.filter(habit=habit, week_start=monday(week)).to_dicts()
    return row["is_met"], row["reason"]


def monday(week: int) -> date:
    """Return the Monday of a week."""
    return MONDAY + timedelta(weeks=week)


def scores(*days: int, **columns: Any) -> pl.DataFrame:
    """Return `raw_diary` with a low score on numbered days."""
    return diary({MONDAY + timedelta(day): 1 for day in days}, **columns)


# ---------- once a week: strength and another sport


def test_one_day_of_strength_is_a_yes_that_names_its_source() -> None:
    """A strength session of a file makes the week a yes, the diary's word does too."""
    found = habits(
        sports={1: STRENGTH, 8: STRENGTH},
        raw_diary=scores(10, 16, core="plank"),
    ).filter(habit="strength")

    assert [True, True, True] == found["is_met"].to_list()[:3]
    assert ["file", "file_and_diary", "diary"] == found["source"].to_list()[:3]
    assert [1.0, 2.0, 1.0] == found["done"].to_list()[:3]


def test_a_week_without_strength_is_a_no_for_whoever_tells() -> None:
    """Seven known days without, and sessions in 2 of the 8 weeks before: that is a no."""
    found = habits(WEEK * 12, sports={1: STRENGTH, 8: STRENGTH})

    assert (False, "none_recorded") == of_week(found, "strength", 2)
    assert (False, "none_recorded") == of_week(found, "strength", 8)
    assert (None, "never_told") == of_week(found, "strength", 9)


def test_one_session_long_ago_makes_nobody_a_teller() -> None:
    """Two of the 8 weeks before have to speak of it before its lack is a no."""
    found = habits(WEEK * 4, sports={1: STRENGTH, 3: STRENGTH})

    assert (None, "never_told") == of_week(found, "strength", 2)


def test_who_never_told_of_strength_is_not_told_no() -> None:
    """Many train at home without a watch: nothing recorded ever is unknown."""
    found = habits()
    answers = {of_week(found, "strength", week) for week in range(7)}

    assert {(None, "never_told")} == answers


def test_a_diarys_no_counts_where_the_other_days_are_known() -> None:
    """One answer speaks for its day; the calendar has to know the others."""
    said = scores(50, strength="no")
    told = habits(WEEK * 9, raw_diary=said)
    gap = habits(WEEK * 9, raw_diary=said, raw_marks=mark("unknown", 51, 51))

    assert (False, "told_no") == of_week(told, "strength")
    assert (None, "days_unknown") == of_week(gap, "strength")


def test_a_session_of_an_unnamed_sport_leaves_both_open() -> None:
    """It may have been strength or another sport: no week with it is a no."""
    known = {1: STRENGTH, 3: {"sport": "cycling"}, 8: STRENGTH, 10: {"sport": "cycling"}}
    found = habits(WEEK * 9, sports={**known, 50: {"sport": "training"}})

    assert (None, "sport_unknown") == of_week(found, "strength")
    assert (None, "sport_unknown") == of_week(found, "cross_training")


OTHER_SPORTS: tuple[Mapping[str, Any], ...] = (
    {"sport": "cycling"},
    {"sport": "hiking", "minutes": 20},
    {"sport": "walking", "minutes": 30},
    {"sport": "fitness_equipment", "sub_sport": "elliptical"},
    {"sport": "training", "sub_sport": "yoga"},
)
NO_OTHER_SPORTS: tuple[Mapping[str, Any], ...] = (
    {"sport": "walking", "minutes": 29},
    STRENGTH,
    {"sport": "training", "sub_sport": "pilates"},
    {"sport": "driving"},
    {"sport": "cycling", "minutes": 9},
    {"sport": "golf"},
    {"sport": "walking", "sub_sport": "warm_up"},
)


def test_what_counts_as_another_sport() -> None:
    """Hiking, cycling, elliptical, swimming and the like; strength is asked for on its own."""
    kinds = (*OTHER_SPORTS, *NO_OTHER_SPORTS)
    weekly = {7 * week + 2: what for week, what in enumerate(kinds)}
    found = habits(WEEK * 13, sports=weekly).filter(habit="cross_training")

    assert [True] * 5 + [False] * 7 == found["is_met"].to_list()[:12]


def test_an_open_week_is_not_yet() -> None:
    """On Sunday there is still a day; on Monday the week before is told."""
    lift = {1: STRENGTH, 8: STRENGTH}

    assert (None, "not_yet") == of_week(habits(sports=lift), "strength")
    assert (False, "none_recorded") == of_week(habits(sports=lift, days=57), "strength")


def test_a_session_taken_out_is_not_counted() -> None:
    """What the runner took out never happened."""
    lift = session(50, **STRENGTH)
    out = pl.DataFrame({"athlete_id": ["me"], "session_id": lift["session_id"]})
    found = habits(sports={50: STRENGTH}, raw_exclusions=out)

    assert (None, "not_yet") == of_week(found, "strength")


# ---------- warm-up


def test_a_week_is_warm_where_no_run_began_cold() -> None:
    """Two cold starts are a no, one among warm ones is told; half have to be known."""
    cases = (
        (("yes", "gentle_start", "yes", "yes"), (True, "done")),
        (("yes", "yes", "unknown", "unknown"), (True, "done")),
        (("yes", "unknown", "unknown", "unknown"), (None, "few_known")),
        (("unknown",) * 4, (None, "few_known")),
        (("yes", "yes", "yes", "no"), (None, "one_cold")),
        (("unknown", "unknown", "unknown", "no"), (None, "one_cold")),
        (("no", "yes", "yes", "no"), (False, "without")),
    )
    verdicts = [verdict for week, _ in cases for verdict in week]
    found = habits(WEEK * 7, int_warm_ups=warm_ups(dict(zip(RUN_DAYS, verdicts, strict=False))))

    answers = [of_week(found, "warm_up", week) for week in range(7)]
    assert [expected for _, expected in cases] == answers
    assert [0, 2, 3, 4, 0, 3, 0] == found.filter(habit="warm_up")["unknown_count"].to_list()


def test_a_cold_start_is_half_of_a_week_with_two_runs() -> None:
    """One of two is a no once the week is over and known; until then others may follow."""
    loads = [*WEEK * 7, 10.0, 0.0, 8.0, 0.0, 0.0, 0.0, 0.0, *WEEK]
    cold = warm_ups({49: "no", 51: "yes"})

    week = habits(loads, int_warm_ups=cold)
    assert (False, "without") == of_week(week, "warm_up")
    (row,) = week.filter(habit="warm_up", week_start=monday(7)).to_dicts()
    assert monday(7) == row["run_on"]
    gap = habits(loads, int_warm_ups=cold, raw_marks=mark("unknown", 53, 53))
    assert (None, "one_cold") == of_week(gap, "warm_up")
    assert (None, "one_cold") == of_week(habits(loads[:52], int_warm_ups=cold), "warm_up")


def warm_ups(verdicts: Mapping[int, str]) -> pl.DataFrame:
    """Return `int_warm_ups` of the runs on numbered days."""
    return pl.DataFrame(
        [
            {"session_id": f"me-{MONDAY + timedelta(day)}", "athlete_id": "me", "warm_up": verdict}
            for day, verdict in verdicts.items()
        ]
    ).with_columns(warm_up_source=pl.lit("file"))


def test_a_week_without_a_run_has_no_warm_up_to_judge() -> None:
    """No run is no missed warm-up; with a day unknown it is not even known."""
    rest = [*WEEK * 7, *[0.0] * 7]

    assert (None, "no_runs") == of_week(habits(rest), "warm_up")
    marked = habits(rest, raw_marks=mark("unknown", 50, 50))
    assert (None, "days_unknown") == of_week(marked, "warm_up")


# ---------- shoes


def test_shoes_are_fine_below_their_limit() -> None:
    """Every run in a known pair below its limit, as far as the pair had run by then."""
    cases = (
        ((100, 110, 120, 140), (True, "done")),
        ((780, 790, 799, 799.9), (True, "done")),
        ((100, 110, 120, UNWORN), (None, "few_known")),
        ((100, 110, 120, None), (None, "few_known")),
        ((UNWORN,) * 4, (None, "no_pair")),
        ((780, 790, 799, 800), (False, "over_limit")),
    )
    kilometres = [km for week, _ in cases for km in week]
    pair = pl.DataFrame({"athlete_id": ["me"], "shoe_id": ["pair"], "limit_to_km": [800.0]})
    found = habits(
        WEEK * 6, fct_shoes=pair, int_run_shoes=worn(dict(zip(RUN_DAYS, kilometres, strict=False)))
    )

    answers = [of_week(found, "shoes", week) for week in range(6)]
    assert [expected for _, expected in cases] == answers
    assert {"file", None} == set(found.filter(habit="shoes")["source"])


UNWORN = -1.0
"""Kilometres of a run of which the pair is not known."""


def worn(kilometres: Mapping[int, float | None]) -> pl.DataFrame:
    """Return `int_run_shoes` of runs on numbered days, by what their pair had run after them."""
    pair = {"athlete_id": "me", "shoe_id": "pair", "shoe_source": "list"}
    return pl.DataFrame(
        [
            {
                **pair,
                "session_id": f"me-{MONDAY + timedelta(day)}",
                "local_date": MONDAY + timedelta(day),
                "km_after": km,
            }
            for day, km in kilometres.items()
            if km != UNWORN
        ],
        schema_overrides={"km_after": pl.Float64},
    )


def test_a_run_without_kilometres_may_have_worn_a_pair_out() -> None:
    """Near its limit an earlier run of unknown distance leaves the pair open, far off not."""
    pair = pl.DataFrame({"athlete_id": ["me"], "shoe_id": ["pair"], "limit_to_km": [800.0]})
    for km, expected in ((770.0, (True, "done")), (785.0, (None, "few_known"))):
        run_shoes = worn({0: None, 49: km, 51: km, 53: km, 55: km})
        found = habits(fct_shoes=pair, int_run_shoes=run_shoes)
        assert expected == of_week(found, "shoes")


# ---------- gradual increase


def test_a_week_that_raises_no_flag_is_gradual() -> None:
    """Steady weeks are a yes as soon as load can be judged; before, nobody knows."""
    found = habits()

    assert (None, "cannot_judge") == of_week(found, "increase", 3)
    assert (True, "done") == of_week(found, "increase", 5)


def test_a_run_far_beyond_those_before_makes_a_no() -> None:
    """30 km after runs of 20 raise F1: a no at once, also while the week is open."""
    found = habits([*EIGHT_WEEKS, 30.0])

    assert (False, "run_step") == of_week(found, "increase", 8)


def test_coming_back_too_fast_makes_a_no() -> None:
    """30 of the usual 50 km after a month off are more than the return asks for."""
    found = habits([*WEEK * 8, *[0.0] * 28, 10.0, 0.0, 10.0, 0.0, 10.0, 0.0, 0.0])

    assert (False, "return_step") == of_week(found, "increase", 12)


def test_pain_in_a_return_is_no_step() -> None:
    """Pain after a break belongs to the back, not to how far was run."""
    loads = [*WEEK * 8, *[0.0] * 28, 1.0]
    hurting = habits(loads, raw_diary=diary({MONDAY + timedelta(84): 5}))

    assert "return_step" != of_week(hurting, "increase", 12)[1]


# ---------- form


def form(state: str, *, week: int = 7, is_hint: bool = False) -> pl.DataFrame:
    """Return `fct_form` with one row."""
    row = {"athlete_id": "me", "form_measure": "cadence_spm", "form_state": state}
    return pl.DataFrame([{**row, "is_hint": is_hint, "week_start": monday(week)}])


def test_form_is_a_yes_by_drills_or_without_a_hint() -> None:
    """Drills are doing something for it; steps as usual give no reason to."""
    drills = habits(raw_diary=scores(50, drills="yes"))
    usual = habits(fct_form=form("as_usual"), int_form_runs=stepped(7))

    assert (True, "drills") == of_week(drills, "form")
    assert (True, "as_usual") == of_week(usual, "form")
    few = habits(fct_form=form("not_enough"), int_form_runs=stepped(7))
    assert (None, "cannot_judge") == of_week(few, "form")


def stepped(week: int, measure: str = "cadence_spm") -> pl.DataFrame:
    """Return `int_form_runs` of a week."""
    row = {"athlete_id": "me", "form_measure": measure, "local_date": monday(week)}
    return pl.DataFrame([row])


def test_a_week_is_not_judged_by_steps_nobody_measured_in_it() -> None:
    """Without sensors, or with another measure only, earlier runs say nothing of this week."""
    for measured in (stepped(6), stepped(7, "stance_time_ms")):
        hint = habits(fct_form=form("lower", is_hint=True), int_form_runs=measured, days=57)
        assert (None, "cannot_judge") == of_week(hint, "form")


def test_a_hint_is_a_no_only_when_the_week_is_over() -> None:
    """Until Sunday is over drills may still come."""
    hint: dict[str, Any] = {
        "fct_form": form("lower", is_hint=True),
        "int_form_runs": stepped(7),
    }

    assert (None, "hint") == of_week(habits(**hint), "form")
    assert (False, "hint") == of_week(habits(days=57, **hint), "form")


def test_a_week_without_a_run_is_not_judged_by_the_steps_of_others() -> None:
    """A month off is not four times a no because the last runs gave a hint."""
    hint = form("lower", is_hint=True)
    found = habits([*WEEK * 7, *[0.0] * 7, 5.0], fct_form=hint)

    assert (None, "no_runs") == of_week(found, "form")


# ---------- listening


def test_three_scores_and_no_run_against_the_back_is_listening() -> None:
    """Three days with a score are what a week's median needs."""
    found = habits(raw_diary=scores(49, 50, 51))

    assert (True, "done") == of_week(found, "listening")


def test_a_run_in_a_rest_is_not_listening() -> None:
    """Sharp pain asks for a week off; running on in it is a no, whatever the diary."""
    entries = pl.concat([sharp(48), scores(49, 50, 51)], how="diagonal_relaxed")

    assert (False, "ran_in_rest") == of_week(habits(raw_diary=entries), "listening")


def test_a_run_the_day_after_strong_pain_is_not_listening() -> None:
    """A score of 7 asks for no week off, but not for a run the next day either."""
    found = habits(raw_diary=diary({MONDAY + timedelta(day): 7 for day in (50, 52, 53)}))

    assert (False, "ran_after_pain") == of_week(found, "listening")
    assert monday(7) + timedelta(2) == found.filter(habit="listening")["run_on"][-1]
    calm = habits(raw_diary=diary({MONDAY + timedelta(day): 6 for day in (50, 52, 53)}))
    assert (True, "done") == of_week(calm, "listening")


def test_a_thin_diary_is_a_no_once_the_week_is_over() -> None:
    """On Sunday scores of days before can still be told; and one odd entry keeps no diary."""
    entries = scores(1, 8, 50)

    assert (None, "not_yet") == of_week(habits(raw_diary=entries, days=56), "listening")
    assert (False, "diary_thin") == of_week(habits(raw_diary=entries, days=57), "listening")
    rare = habits(raw_diary=scores(1, 2, 3, 50), days=57)
    assert (None, "diary_rare") == of_week(rare, "listening")


# ---------- what nobody is blamed for


TELLS: Mapping[int, Mapping[str, Any]] = {
    **{day: STRENGTH for day in (1, 8, 15)},
    **{day: {"sport": "cycling"} for day in (2, 9, 16)},
}
"""Strength and another sport in three weeks."""


def test_leaving_out_training_in_a_rest_is_no_no() -> None:
    """Whoever does as the back asks keeps the streak; the week is passed over."""
    cares: tuple[tuple[dict[str, Any], str], ...] = (
        ({"raw_diary": sharp(27)}, "rested"),
        ({"raw_marks": mark("ill", 28, 29)}, "ill"),
        ({"raw_marks": mark("injured", 34, 34)}, "ill"),
    )
    for care, reason in cares:
        found = habits(WEEK * 6, sports=TELLS, **care)
        assert (None, reason) == of_week(found, "strength", 4)
        assert (None, reason) == of_week(found, "cross_training", 4)
        assert (False, "none_recorded") == of_week(found, "strength", 3)


def test_an_open_warning_sign_excuses_what_is_left_out() -> None:
    """Until a doctor has seen it nothing is asked for."""
    entry = diary({MONDAY + timedelta(29): 2}, red_flags="bladder_bowel")
    found = habits(WEEK * 7, sports=TELLS, raw_diary=entry)

    assert (None, "rested") == of_week(found, "strength", 5)


def test_the_ill_need_not_keep_scores() -> None:
    """A diary left alone in a week of fever is no sign of not listening."""
    entries = scores(*range(21))
    found = habits(WEEK * 6, raw_diary=entries, raw_marks=mark("ill", 30, 31))

    assert (False, "diary_thin") == of_week(found, "listening", 3)
    assert (None, "ill") == of_week(found, "listening", 4)


def test_a_watch_not_read_is_no_week_without_training() -> None:
    """After the newest file or entry nobody knows, whatever the calendar calls rest."""
    for last_day in (41, 42):
        loads = [*WEEK * 6, *[0.0] * 8]
        loads[last_day] = 5.0
        found = habits(loads, sports=TELLS, raw_diary=scores(*range(35)))
        answers = {habit: of_week(found, habit, 6) for habit in ASKED}
        assert dict.fromkeys(ASKED, (None, "days_unknown")) == answers


ASKED = ("strength", "cross_training", "listening", "increase")


def test_a_step_out_of_unknown_days_is_no_step() -> None:
    """What nobody knows may have been as far; the same run after known days is a no."""
    loads = [*WEEK * 6, *[*WEEK[:6], 0.0] * 5, *WEEK]
    sundays = [mark("unknown", day, day) for day in range(48, 77, 7)]
    forgotten = habits(loads, raw_marks=pl.concat(sundays))

    assert (False, "run_step") == of_week(habits(loads), "increase", 11)
    assert (None, "before_unknown") == of_week(forgotten, "increase", 11)


def test_coming_back_from_unknown_weeks_is_no_break() -> None:
    """Three weeks marked unknown may have been three weeks of running."""
    loads = [*WEEK * 8, *[0.0] * 21, *WEEK * 2]
    found = habits(loads, raw_marks=mark("unknown", 56, 76))

    assert False not in found.filter(habit="increase")["is_met"].to_list()


# ---------- weeks


def test_before_the_first_entry_nobody_listens_badly() -> None:
    """Without a diary there is nothing to keep; one that begins on Saturday is no thin one."""
    found = habits(WEEK * 9, raw_diary=scores(54))

    assert (None, "no_diary") == of_week(found, "listening", 6)
    assert (None, "diary_begins") == of_week(found, "listening", 7)


def test_a_streak_ends_with_a_no_and_passes_over_what_nobody_knows() -> None:
    """Yes, yes, unknown, yes are three in a row; a no begins anew."""
    entries = scores(*range(7, 21), *range(28, 42), 43)
    found = habits(WEEK * 7, days=50, raw_diary=entries, raw_marks=mark("unknown", 21, 27))
    kept = found.filter(habit="listening")

    assert [None, True, True, None, True, True, False, None] == kept["is_met"].to_list()
    assert [0, 1, 2, 2, 3, 4, 0, 0] == kept["streak_weeks"].to_list()


def test_a_streak_does_not_reach_over_more_than_four_unknown_weeks() -> None:
    """Four are passed over; with the fifth nobody can speak of weeks in a row."""
    for gap, expected in ((4, 3), (5, 1)):
        scored = [7, 8, 9, 14, 15, 16, *(7 * (3 + gap) + day for day in range(3))]
        out = mark("unknown", 21, 20 + 7 * gap)
        loads = WEEK * (4 + gap)
        found = habits(loads, raw_diary=scores(*scored), raw_marks=out)
        kept = found.filter(habit="listening")["streak_weeks"]
        assert expected == kept[3 + gap]


def test_a_week_of_which_nothing_is_known_is_unknown_in_all_seven() -> None:
    """No file, no entry, every day unknown: nobody can say anything."""
    loads = [*WEEK * 6, *[0.0] * 35, *WEEK * 2]
    found = habits(loads, sports={1: STRENGTH, 3: {"sport": "cycling"}}, raw_diary=scores(1, 2))
    silent = found.filter(pl.col("week_start").is_between(monday(6), monday(10)))

    assert {None} == set(silent["is_met"])
    assert {"week_unknown"} == set(silent["reason"])


def test_every_week_has_its_seven() -> None:
    """From the first entry's week to today's, also where nobody ever ran."""
    found = run_models(
        ["fct_habits"], raw_athletes=athlete(MONDAY + timedelta(30)), raw_diary=scores(3)
    )["fct_habits"]

    assert [7] * 5 == found.group_by("week_start").len()["len"].to_list()
    assert 1 == found.filter("is_open")["week_start"].n_unique()


TELLING = ("strength", "cross_training", "listening", "warm_up", "shoes", "form", "increase")
"""Habits that are judged by what is recorded or told of their own week."""

KINDS = {"lift": STRENGTH, "ride": {"sport": "cycling"}, "mystery": {"sport": "generic"}}

Day = tuple[str, int | None, bool]
"""What was done, the score in the diary, and whether the day is marked unknown later."""

histories = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["run", "rest", *KINDS]),
            st.sampled_from([None, 0, 2, 7]),
            st.booleans(),
        ),
        min_size=35,
        max_size=35,
    ),
    min_size=6,
    max_size=6,
)


@settings(max_examples=4, deadline=None)
@given(histories)
def test_forgetting_never_makes_a_no(people: list[list[Day]]) -> None:
    """A day that becomes unknown may turn a no into unknown; it makes no week a no."""
    raw = everyones(lived, people)
    known = run_models(["fct_habits"], **NOTHING_FOUND, **raw)["fct_habits"]
    marks = everyones(marked, people)
    less = run_models(["fct_habits"], **NOTHING_FOUND, **raw, **marks)["fct_habits"]

    assert set() == noes(less) - noes(known)


@settings(max_examples=3, deadline=None)
@given(histories, st.integers(1, 20))
def test_files_not_read_yet_never_make_a_no(people: list[list[Day]], last_days: int) -> None:
    """Without the newest days' files and entries a no may become unknown, and none comes."""
    raw = everyones(lived, people)
    known = run_models(["fct_habits"], **NOTHING_FOUND, **raw)["fct_habits"]
    newest = MONDAY + timedelta(34 - last_days)
    kept = {
        "raw_athletes": raw["raw_athletes"],
        "raw_diary": raw["raw_diary"].filter(pl.col("local_date") <= newest),
        "raw_sessions": raw["raw_sessions"].filter(pl.col("started_at").dt.date() <= newest),
    }
    less = run_models(["fct_habits"], **NOTHING_FOUND, **kept)["fct_habits"]

    assert set() == noes(less) - noes(known)


Frames = dict[str, pl.DataFrame]


def everyones(what: Callable[[list[Day]], Frames], people: list[list[Day]]) -> Frames:
    """Return raw tables with the rows of several people, each under a name of their own."""
    frames = [
        {
            name: rows.with_columns(
                athlete_id=pl.lit(str(number)),
                **{
                    key: pl.format("{} {}", pl.lit(number), key)
                    for key in ("session_id", "sha256")
                    if key in rows.columns
                },
            )
            for name, rows in what(person).items()
        }
        for number, person in enumerate(people)
    ]
    return {
        name: pl.concat([rows[name] for rows in frames], how="diagonal_relaxed")
        for name in frames[0]
    }


def lived(history: list[Day]) -> Frames:
    """Return the raw tables of one history; everybody ran and wrote on the first day."""
    sports = [
        session(day, **KINDS[what]) for day, (what, *_) in enumerate(history) if what in KINDS
    ]
    told = {MONDAY + timedelta(day): nrs for day, (_, nrs, _) in enumerate(history)}
    pain = {MONDAY: 1} | {day: nrs for day, nrs in told.items() if nrs is not None}
    ran = [9.0, *(5.0 if what == "run" else 0.0 for what, *_ in history[1:])]
    return {
        "raw_sessions": pl.concat([runs(ran), *sports], how="diagonal_relaxed"),
        "raw_diary": diary(pain),
        "raw_athletes": athlete(MONDAY + timedelta(len(history) - 1)),
    }


def marked(history: list[Day]) -> Frames:
    """Return the marks of the days that nobody remembers; the second is always one."""
    gone = [day for day, (*_, is_gone) in enumerate(history) if is_gone]
    return {"raw_marks": pl.concat([mark("unknown", day, day) for day in (1, *gone)])}


def noes(found: pl.DataFrame) -> set[tuple[str, str, date]]:
    """Return whose habit of which week is a no by that week's own records."""
    rows = found.filter(~pl.col("is_met"), pl.col("habit").is_in(TELLING))
    return set(rows.select("athlete_id", "habit", "week_start").rows())


@settings(max_examples=5, deadline=None)
@given(st.lists(st.booleans(), min_size=35, max_size=42), st.booleans())
def test_who_records_runs_alone_is_never_told_no(ran: list[bool], is_marked: bool) -> None:
    """Nothing typed in, no diary, no verdicts from files: six of the seven stay unknown."""
    loads = [5.0, *(5.0 * run for run in ran)]
    marks: dict[str, Any] = {"raw_marks": mark("unknown", 0, len(ran))} if is_marked else {}

    assert {"increase"} >= {habit for _, habit, _ in noes(habits(loads, **marks))}
