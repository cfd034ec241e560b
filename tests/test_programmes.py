"""When a strength programme ran, how much of it was done, and what was run beside it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy import stats

from pipeline.models import run_model, run_models
from pipeline.programme.arms import arms
from tests.histories import MONDAY, athlete, diary, runs

Row = dict[str, Any]
MODELS = ("fct_programme_periods", "fct_programme_weeks")


def day(number: int) -> date:
    """Return the calendar day of a number; 0 is a Monday."""
    return MONDAY + timedelta(number)


def told(*lines: tuple[str, str | None, int]) -> pl.DataFrame:
    """Return `raw_programmes` of lines told on the day they are about, in this order."""
    rows = [
        {
            "athlete_id": "me",
            "action": action,
            "programme": programme,
            "on_date": day(number),
            "written_at": datetime.combine(day(number), datetime.min.time(), UTC)
            + timedelta(minutes=place),
        }
        for place, (action, programme, number) in enumerate(lines)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def spans(*lines: tuple[str, str | None, int], today: int = 400) -> list[tuple[Any, ...]]:
    """Return programme, first and last day of each programme told of."""
    rows = run_model(
        "int_programme_spans", raw_programmes=told(*lines), raw_athletes=athlete(day(today))
    )
    numbers = rows.sort("started_on").select(
        "programme",
        (pl.col("started_on") - MONDAY).dt.total_days(),
        (pl.col("ended_on") - MONDAY).dt.total_days().alias("end"),
    )
    return numbers.rows()


def history(
    lines: Sequence[tuple[str, str | None, int]],
    today: int,
    km: Mapping[int, float] | None = None,
    strength: Mapping[int, str] | None = None,
    pain: Mapping[int, int] | None = None,
    **raw: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    """Return the models of a programme beside runs, strength sessions and a diary.

    Where no run is given, there is one kilometre every day.
    """
    kilometres = km or dict.fromkeys(range(today + 1), 1.0)
    ran = runs([kilometres.get(number, 0.0) for number in range(today + 1)])
    lifted = [
        {
            "session_id": f"lift-{number}",
            "sha256": f"lift-{number}",
            "athlete_id": "me",
            "session_index": 0,
            "sport": "training",
            "sub_sport": sub_sport,
            "started_at": datetime.combine(day(number), datetime.min.time(), UTC)
            + timedelta(hours=7),
            "utc_offset_s": 0,
            "timer_s": 2400.0,
        }
        for number, sub_sport in (strength or {}).items()
    ]
    sessions = pl.concat([ran, pl.DataFrame(lifted)], how="diagonal") if lifted else ran
    scores = {day(number): score for number, score in (pain or {}).items()}
    given = {"raw_diary": diary(scores)} if scores else {}
    return run_models(
        MODELS,
        **{
            "raw_programmes": told(*lines),
            "raw_athletes": athlete(day(today)),
            "raw_sessions": sessions,
            **given,
            **raw,
        },
    )


def period(models: Mapping[str, pl.DataFrame]) -> Row:
    """Return the only row of `fct_programme_periods`."""
    row: Row = models["fct_programme_periods"].row(0, named=True)
    return row


def ticks(answers: Mapping[int, Mapping[str, object]]) -> pl.DataFrame:
    """Return `raw_diary` of rows without a score, each with its answers."""
    rows = [
        {
            "athlete_id": "me",
            "local_date": day(number),
            "line": number + 2,
            "imported_at": datetime.combine(day(number), datetime.min.time(), UTC),
            **columns,
        }
        for number, columns in answers.items()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


LEG = ("start", "leg", 60)
EIGHT_WEEKS = (LEG, ("stop", "leg", 115))


# ---------- from when to when


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("start", "leg", 10)], [("leg", 10, None)]),
        ([("start", "leg", 10), ("stop", "leg", 65)], [("leg", 10, 65)]),
        ([("start", "leg", 10), ("stop", None, 65)], [("leg", 10, 65)]),
        ([("start", "leg", 10), ("stop", "core", 65)], [("leg", 10, None)]),
        (
            [("start", "leg", 10), ("stop", "leg", 65), ("stop", "leg", 70)],
            [("leg", 10, 65)],
        ),
        ([("start", "leg", 10), ("start", "back", 40)], [("leg", 10, 39), ("back", 40, None)]),
        (
            [("start", "leg", 10), ("start", "back", 40), ("stop", "leg", 50)],
            [("leg", 10, 39), ("back", 40, None)],
        ),
        ([("start", "leg", 10), ("start", "core", 10)], [("core", 10, None)]),
        ([("stop", "leg", 5), ("start", "leg", 10)], [("leg", 10, None)]),
        ([("start", "leg", 10), ("stop", "leg", 10)], [("leg", 10, 10)]),
        ([("stop", "leg", 5)], []),
        ([("start", "leg", 401)], []),
    ],
)
def test_a_programme_ends_when_told_or_when_the_next_begins(
    lines: list[tuple[str, str | None, int]], expected: list[tuple[Any, ...]]
) -> None:
    """The first fitting end counts; a next start ends what ran; what is to come has not begun."""
    assert expected == spans(*lines)


def test_a_start_written_down_afterwards_says_so() -> None:
    """Told two weeks later, the first day can have been chosen to fit."""
    days_late = [
        period(
            history(
                [],
                70,
                raw_programmes=told(LEG).with_columns(pl.col("written_at") + timedelta(days)),
            )
        )["recorded_days_late"]
        for days in (-3, 0, 1, 14)
    ]

    assert [0, 0, 0, 14] == days_late


def test_it_is_judged_over_its_first_eight_weeks_once_they_are_over() -> None:
    """On the 56th day it still runs; from the day after on it is judged, and by those days only."""
    last_day, after, long_after = (period(history([LEG], today)) for today in (115, 116, 200))

    assert [False, True, True] == [row["is_judgeable"] for row in (last_day, after, long_after)]
    assert {day(115)} == {row["judged_until"] for row in (last_day, after, long_after)}


def test_an_early_end_is_judged_at_once() -> None:
    """Who stops after five weeks is judged by five."""
    row = period(history([LEG, ("stop", None, 94)], 100))

    assert (True, day(94)) == (row["is_judgeable"], row["judged_until"])


def test_the_baseline_is_at_most_eight_weeks_and_none_of_another_programme() -> None:
    """It begins with the first score of the 56 days before, after what was trained earlier."""
    pain = dict.fromkeys(range(200), 3)

    def baseline(*lines: tuple[str, str | None, int]) -> list[tuple[date, int]]:
        rows = history(lines, 199, pain=pain)["fct_programme_periods"].sort("started_on")
        return rows.select("baseline_from", "baseline_days").rows()

    assert [(day(4), 56)] == baseline(LEG)
    assert [(day(0), 20), (day(50), 30)] == baseline(
        ("start", "core", 20), ("stop", "core", 49), ("start", "leg", 80)
    )
    no_scores = period(history([LEG], 199))
    assert (None, None) == (no_scores["baseline_from"], no_scores["baseline_days"])


# ---------- how much was done


def test_two_sessions_a_week_are_planned_and_more_are_counted_apart() -> None:
    """Three sessions in one week and one in the next: 3 of 4 planned, one beyond."""
    lifts = dict.fromkeys([60, 62, 64, 70], "strength_training")

    row = period(history([LEG, ("stop", None, 73)], 100, strength=lifts))

    assert (3, 4, 75.0, 1) == (
        row["sessions_done"],
        row["sessions_planned"],
        row["adherence_pct"],
        row["sessions_beyond"],
    )
    assert (1, 2) == (row["weeks_with_two"], row["weeks_counted"])


@pytest.mark.parametrize(
    ("sub_sport", "sessions"),
    [("strength_training", 1), ("pilates", 1), ("yoga", 0), ("flexibility_training", 0)],
)
def test_strength_and_pilates_count_stretching_does_not(sub_sport: str, sessions: int) -> None:
    """What trains none of the trial's three groups is no session of a programme."""
    weeks = history([LEG], 80, strength={61: sub_sport})["fct_programme_weeks"]

    assert sessions == weeks.filter(week=0)["sessions"].item()


def test_a_tick_in_the_diary_counts_and_a_day_counts_once() -> None:
    """Ticks for strength or core stand beside files; watch and tick of one day are one session."""
    answers: dict[int, dict[str, object]] = {
        60: {"strength": "leg", "core": "yes"},
        62: {"core": "yes"},
        64: {"strength": "no"},
        65: {"strength": None, "core": "no"},
    }

    weeks = history([LEG], 80, strength={60: "strength_training"}, raw_diary=ticks(answers))

    assert 2 == weeks["fct_programme_weeks"].filter(week=0)["sessions"].item()


TWICE_A_WEEK = {n: "strength_training" for n in range(60, 400) if n % 7 in (4, 0)}


@pytest.mark.parametrize("today", [116, 120, 180, 300])
@pytest.mark.parametrize("stop", [None, 115, 116, 119])
def test_sixteen_sessions_are_planned_whenever_the_end_is_told(
    stop: int | None, today: int
) -> None:
    """Never ended, ended on the last day, the day after or in week nine: 16 of 16."""
    end = [("stop", "leg", stop)] if stop and stop <= today else []

    models = history([LEG, *end], today, strength=TWICE_A_WEEK)

    row = period(models)
    assert (16, 16, 8, 8, 0) == (
        row["sessions_done"],
        row["sessions_planned"],
        row["weeks_with_two"],
        row["weeks_counted"],
        row["sessions_beyond"],
    )
    weeks = models["fct_programme_weeks"].sort("week")
    assert weeks.filter(phase="during")["week"].to_list() == list(range(8))


def test_sessions_after_an_early_end_are_not_done() -> None:
    """Ended on a Wednesday in week five: four whole weeks count, what came after does not."""
    early = period(history([LEG, ("stop", None, 90)], 120, strength=TWICE_A_WEEK))

    assert (8, 8, 4) == (early["sessions_done"], early["sessions_planned"], early["weeks_counted"])


@pytest.mark.parametrize(("today", "planned"), [(66, 0), (67, 2), (73, 2), (74, 4)])
def test_a_week_counts_once_its_last_day_is_over(today: int, planned: int) -> None:
    """On a week's last day the second session may still come."""
    assert planned == period(history([LEG], today))["sessions_planned"]


def test_a_week_of_which_a_day_is_unknown_does_not_count_whatever_it_holds() -> None:
    """A watch in the drawer for a week: were it counted for its two sessions, all look diligent."""
    unknown = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["unknown"],
            "from_date": [day(67)],
            "to_date": [day(73)],
        }
    )
    two_weeks, km = [LEG, ("stop", None, 73)], dict.fromkeys([*range(67), *range(74, 101)], 1.0)
    lifts = dict.fromkeys([60, 62], "strength_training")

    row = period(history(two_weeks, 100, km, lifts, raw_marks=unknown))
    answered = ticks({68: {"strength": "yes"}, 70: {"core": "yes"}})
    with_ticks = period(history(two_weeks, 100, km, lifts, raw_marks=unknown, raw_diary=answered))

    assert (2, 2, 1) == (row["sessions_done"], row["sessions_planned"], row["weeks_counted"])
    assert (2, 2, 1, 1) == (
        with_ticks["sessions_done"],
        with_ticks["sessions_planned"],
        with_ticks["weeks_counted"],
        with_ticks["weeks_left_out"],
    )


def test_in_its_first_days_nothing_is_planned_yet() -> None:
    """A programme of three days has missed nothing."""
    row = period(history([LEG], 62))

    assert (0, None) == (row["sessions_planned"], row["adherence_pct"])


# ---------- what was run beside it


def test_having_run_less_is_seen() -> None:
    """28 km a week before and 21 in the programme: a quarter less."""
    km = dict.fromkeys(range(60), 4.0) | dict.fromkeys(range(60, 130), 3.0)

    row = period(history(EIGHT_WEEKS, 129, km, pain=dict.fromkeys(range(130), 3)))

    assert (28.0, 21.0) == (row["week_km_baseline"], row["week_km_programme"])
    assert pytest.approx(-25) == row["load_change_pct"]


@pytest.mark.parametrize(("last", "is_told"), [(60, False), (65, False), (69, True)])
def test_less_than_a_week_has_no_kilometres_per_week(last: int, *, is_told: bool) -> None:
    """On a programme's first day nobody has run 100 % less than before."""
    days = range(last + 1)

    row = period(history([LEG], last, dict.fromkeys(days, 4.0), pain=dict.fromkeys(days, 3)))

    assert is_told == (row["load_change_pct"] is not None)


def test_a_rise_from_nothing_has_no_percentage() -> None:
    """Who did not run before has run more, by no percentage."""
    km = {0: 1.0} | dict.fromkeys(range(60, 130), 3.0)
    here = {number: 3 for number in range(130)}

    row = period(history(EIGHT_WEEKS, 129, km, pain=here))

    assert (0.0, 21.0, None) == (
        row["week_km_baseline"],
        row["week_km_programme"],
        row["load_change_pct"],
    )


# ---------- weeks


def test_weeks_count_from_the_start_and_belong_to_a_phase() -> None:
    """Eight before, eight of the programme, and those after until today."""
    weeks = history(EIGHT_WEEKS, 130)["fct_programme_weeks"].sort("week")

    assert list(range(-8, 11)) == weeks["week"].to_list()
    assert ["before"] * 8 + ["during"] * 8 + ["after"] * 3 == weeks["phase"].to_list()


def test_a_week_with_two_scores_has_no_mean() -> None:
    """From three scores on a week has a figure (SCIENCE E.5)."""
    pain = {60: 4, 61: 6, 67: 1, 68: 2, 69: 6}

    weeks = history([LEG], 80, pain=pain)["fct_programme_weeks"]

    assert [(0, 2, None), (1, 3, 3.0)] == weeks.filter(pl.col("week").is_in([0, 1])).sort(
        "week"
    ).select("week", "logs", "mean_nrs").rows()


def test_a_week_still_running_has_days_nobody_knows() -> None:
    """On its third day four are still to come."""
    weeks = history([LEG], 62)["fct_programme_weeks"]

    assert (4, 3.0) == weeks.filter(week=0).select("unknown_days", "week_km").row(0)


# ---------- running capability


@pytest.mark.parametrize("lines", [EIGHT_WEEKS, [LEG], [LEG, ("stop", None, 190)]])
def test_capability_is_that_near_start_end_and_follow_up(
    lines: Sequence[tuple[str, str | None, int]],
) -> None:
    """The rating nearest to each day, within its window, whenever the end is told."""
    answers: dict[int, dict[str, object]] = {
        20: {"run_capability": 1.0},
        40: {"run_capability": 4.0},
        61: {"run_capability": 9.0},
        110: {"psfs_1": 6.0, "psfs_2": 8.0, "psfs_3": None},
        128: {"run_capability": 2.0},
        210: {"run_capability": 8.0},
    }

    row = period(history(lines, 280, raw_diary=ticks(answers)))

    assert (4.0, 7.0, 3.0) == (
        row["capability_before"],
        row["capability_end"],
        row["capability_change"],
    )
    assert (8.0, None) == (row["capability_3_months"], row["capability_6_months"])


# ---------- the group


def judged(changes: Sequence[tuple[str, str, float, float | None]]) -> pl.DataFrame:
    """Return `fct_programmes` of athletes, arms and changes of pain and capability."""
    rows = [
        {
            "athlete_id": who,
            "programme": arm,
            "started_on": day(place),
            "verdict": "possible",
            "change_nrs": nrs,
            "capability_change": points,
        }
        for place, (who, arm, nrs, points) in enumerate(changes)
    ]
    schema = {
        "athlete_id": pl.String,
        "programme": pl.String,
        "started_on": pl.Date,
        "verdict": pl.String,
        "change_nrs": pl.Float64,
        "capability_change": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema)


LEGS, BACKS = [-3.0, -1.0, -2.5, 0.5, -2.0, -1.0], [-1.0, -1.5, 0.0, 0.5, -0.5]


def group() -> pl.DataFrame:
    """Return six athletes who trained their legs, five their backs and one the trunk."""
    rows = [(f"l{n}", "leg", change, change * -2) for n, change in enumerate(LEGS)]
    rows += [(f"b{n}", "back", change, None) for n, change in enumerate(BACKS)]
    return judged([*rows, ("c", "core", -1.0, 2.0)])


def test_an_arm_has_the_interval_of_a_mean() -> None:
    """Mean and 95 % interval are those of Student's t, as scipy has them."""
    row = arms(group()).filter(arm="leg").row(0, named=True)

    low, high = stats.t.interval(0.95, 5, np.mean(LEGS), stats.sem(LEGS))
    assert (6, 6) == (row["athletes"], row["capability_athletes"])
    assert pytest.approx((np.mean(LEGS), low, high)) == (
        row["mean_change_nrs"],
        row["ci_low"],
        row["ci_high"],
    )
    assert pytest.approx(-2 * np.mean(LEGS)) == row["capability_change"]


def test_arms_are_compared_as_welch_does() -> None:
    """Difference and interval are those of a t test for unequal variances, for three at once."""
    row = arms(group()).filter(arm="leg-back").row(0, named=True)

    test = stats.ttest_ind(LEGS, BACKS, equal_var=False)
    low, high = test.confidence_interval(1 - 0.05 / 3)
    assert pytest.approx((np.mean(LEGS) - np.mean(BACKS), low, high)) == (
        row["mean_change_nrs"],
        row["ci_low"],
        row["ci_high"],
    )
    assert (11, None) == (row["athletes"], row["capability_change"])


def test_changes_all_alike_are_no_certainty() -> None:
    """Five times -1 against -2 and five others: the arms' means are told, no interval of zero."""
    alike = [(f"l{n}", "leg", -1.0, None) for n in range(5)]
    others = [(f"b{n}", "back", float(-n), None) for n in range(5)]

    told = arms(judged([*alike, *others]))

    assert [None, None] == told.filter(pl.col("arm") != "back")["ci_low"].to_list()
    assert told.filter(arm="back")["ci_low"].item() is not None


@pytest.mark.parametrize("few", range(1, 6))
def test_an_interval_takes_five_athletes(few: int) -> None:
    """With four a single odd change decides: neither the arm nor its difference has an interval."""
    legs = [(f"l{n}", "leg", change, change) for n, change in enumerate(LEGS[:few])]
    backs = [(f"b{n}", "back", change, change) for n, change in enumerate(BACKS)]

    told = arms(judged([*legs, *backs])).filter(pl.col("arm").str.starts_with("leg"))

    for name in ("ci_low", "capability_ci_high"):
        assert [few == 5] * 2 == told[name].is_not_null().to_list()


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_interval_is_narrower_than_its_data_can_bear(seed: int) -> None:
    """Any arms of any size: an interval has a width, and its mean lies within."""
    rng = np.random.default_rng(seed)
    sizes = zip(("leg", "back", "core"), rng.integers(0, 8, 3), strict=True)
    rows = [
        (f"{name}{n}", name, float(rng.integers(-2, 1)), None)
        for name, size in sizes
        for n in range(size)
    ]

    told = arms(judged(rows)).drop_nulls("ci_low")

    assert all(row["ci_low"] < row["mean_change_nrs"] < row["ci_high"] for row in told.to_dicts())


def test_one_athlete_has_no_interval() -> None:
    """A single change is told, how far others may lie from it is not known."""
    row = arms(group()).filter(arm="core").row(0, named=True)

    assert (1, -1.0, None, None) == (
        row["athletes"],
        row["mean_change_nrs"],
        row["ci_low"],
        row["ci_high"],
    )


def test_an_athlete_counts_once_with_the_first_programme_judged() -> None:
    """A second programme begins where the first left off; one too early counts nowhere."""
    twice = judged([("a", "leg", -2.0, None), ("a", "back", 0.0, None), ("b", "back", 1.0, None)])
    early = twice.with_columns(
        verdict=pl.when(athlete_id="b").then(pl.lit("too_early")).otherwise("verdict")
    )

    assert [("leg", 1), ("back", 1), ("leg-back", 2)] == arms(twice).select(
        "arm", "athletes"
    ).rows()
    assert [("leg", 1)] == arms(early).select("arm", "athletes").rows()


def test_a_group_without_programmes_compares_nothing() -> None:
    """No programme, no arm; and everybody's order changes nothing."""
    assert 0 == arms(judged([])).height
    assert_frame_equal(arms(group()), arms(group().reverse()))
