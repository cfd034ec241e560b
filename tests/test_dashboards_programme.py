"""What the page tells of a strength programme: an answer, its limits, a picture without guesses."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from dashboards.i18n import translator
from dashboards.rendering import _environment
from dashboards.sections.cohort_programmes import cohort_programmes_section
from dashboards.sections.programme import programme_section
from dashboards.wording import programme as wording
from dashboards.wording.programme_beside import beside
from pipeline.programme import VERDICTS, evaluate
from pipeline.programme.arms import SCHEMA
from tests.benchmarks.programme_rule import KEPT
from tests.test_dashboards_page import CLAIMS, FORBIDDEN
from tests.test_programmes import EIGHT_WEEKS, LEG, day, history, ticks

Row = dict[str, Any]
EN = translator("en")
TODAY = 152
PERSON = pl.DataFrame({"athlete_id": ["me"], "today": [day(TODAY)]})
QUIET_WEEK = range(75, 81)
STEADY = {n: (3, 4, 5)[n % 3] for n in range(TODAY + 1) if n not in QUIET_WEEK}
RATED = {58: 5.0, 114: 7.5}
RATING = (
    "Running capability, 0 to 10: 5.0 before, 7.5 at the end (+2.5); from 2 points on a change "
    "matters for one person."
)


def marts(models: dict[str, pl.DataFrame], pain: dict[int, int]) -> dict[str, pl.DataFrame]:
    """Return what the section reads, judged by these scores."""
    logs = pl.DataFrame(
        {
            "local_date": [day(number) for number in pain],
            "pain_nrs": list(pain.values()),
            "is_medicated": False,
        },
        schema={"local_date": pl.Date, "pain_nrs": pl.Int64, "is_medicated": pl.Boolean},
    )
    judged = evaluate(models["fct_programme_periods"], logs)
    return {**models, "fct_programmes": judged, "dim_athletes": PERSON}


@pytest.fixture(scope="module")
def ended() -> dict[str, pl.DataFrame]:
    """Return what the section reads of a leg programme that changed nothing."""
    lifts = dict.fromkeys([n for n in range(60, 116) if n % 7 in (0, 3)], "strength_training")
    entries = ticks(
        {
            number: {"pain_nrs": score, "run_capability": RATED.get(number)}
            for number, score in STEADY.items()
        }
    )
    return marts(history(EIGHT_WEEKS, TODAY, strength=lifts, raw_diary=entries), STEADY)


def row_of(verdict: str, **columns: Any) -> Row:
    """Return a row of `fct_programmes`, as far as the answer needs it."""
    return {
        "programme": "leg",
        "started_on": date(2026, 8, 17),
        "judged_until": date(2026, 10, 11),
        "verdict": verdict,
        "baseline_nrs": 5.0,
        "last_28_days_nrs": 2.4,
        "is_mcid_reached": True,
        "baseline_days": 56,
        "baseline_logs": 30,
        "programme_logs": 30,
        **columns,
    }


@pytest.mark.parametrize(
    ("verdict", "columns", "words"),
    [
        ("clear_improvement", {}, "clearly lower than before the leg programme: 2.4"),
        ("worse", {"last_28_days_nrs": 7.5}, "clearly higher"),
        ("possible", {}, "Possibly: pain was 2.4"),
        ("no_clear_change", {"is_mcid_reached": False}, "No clear change"),
        ("no_clear_change", {"last_28_days_nrs": 7.5}, "Pain was higher, 7.5"),
        ("too_early", {}, "judged once, after eight weeks (12 Oct 2026)"),
        ("not_enough_data", {"last_28_days_nrs": None}, "too few entries"),
    ],
)
def test_each_verdict_has_its_sentence(verdict: str, columns: Row, words: str) -> None:
    """One plain sentence; only what the rule calls clear is called clear."""
    told = wording.answer(row_of(verdict, **columns), EN)

    assert words in told
    assert ("clearly" in told) == (verdict in {"clear_improvement", "worse"})
    assert verdict in {*VERDICTS, "too_early"}


def test_what_is_missing_is_named() -> None:
    """A short baseline, a short programme or silence at its end: each says how much it takes."""
    thin = wording.missing(row_of("not_enough_data", baseline_logs=9, baseline_days=20), EN)
    short = row_of("not_enough_data", judged_until=date(2026, 8, 30))
    silent = wording.missing(row_of("not_enough_data", programme_logs=8), EN)

    assert "9 entries over 20 days; 14 over 28 are needed" in thin[0]
    assert ["The programme lasted 14 days; 28 are the least."] == wording.missing(short, EN)
    assert "8 entries; 14 are needed, 7 of them in its last four weeks" in silent[0]
    assert [] == wording.missing(row_of("clear_improvement"), EN)


def test_the_figures_quoted_are_those_measured() -> None:
    """False alarms for either way of logging, those of size alone, and true drops: as counted."""
    kept = pl.read_csv(KEPT).filter(group="all")
    is_drop = pl.col("situation").str.contains("drops")
    nothing, drops = kept.filter(~is_drop), kept.filter(is_drop)
    rule = "clear_improvement"

    told = wording.rule(EN)

    for shares, words in (
        (nothing.filter(logged=0.6)[rule], "{} of 100 clearly better if six of ten days have"),
        (nothing.filter(logged=1.0)[rule], "{} of 100 if every day has one"),
        (nothing["mcid_alone"], "in {} of 100"),
        (drops[rule], "called clear in only {} of 100"),
    ):
        low, high = (round(100 * share) for share in (shares.min(), shares.max()))
        assert words.format(f"{low} to {high}") in told


def test_a_programme_is_told_with_its_limits(ended: dict[str, pl.DataFrame]) -> None:
    """Beside the answer: what one phase cannot tell, what was done, what was run."""
    told = programme_section(ended, EN)

    assert "No clear change: pain was 4.0" in told["answer"]
    assert "One phase change cannot separate programme, time and running less." == told["caveat"]
    assert [
        "Done: 16 of 16 planned sessions; two or more in 8 of 8 weeks.",
        "Run per week: 7.0\u00a0km before, 7.0\u00a0km in the programme (0%).",
        RATING,
    ] == told["beside"]


def test_weeks_that_do_not_count_are_named(ended: dict[str, pl.DataFrame]) -> None:
    """How many weeks were left out is said, also where none is left to count."""
    row = ended["fct_programmes"].row(0, named=True)

    one = beside(row | {"weeks_left_out": 1}, EN)[0]
    all_of_them = beside(row | {"sessions_planned": 0, "weeks_left_out": 8}, EN)[0]

    assert one.endswith("8 of 8 weeks. One week does not count, since a day of it is unknown.")
    assert "8 weeks do not count, since a day of each is unknown." == all_of_them


def test_having_run_less_and_painkillers_are_said(ended: dict[str, pl.DataFrame]) -> None:
    """A better answer that comes with fewer kilometres or painkillers does not stand alone."""
    row = ended["fct_programmes"].row(0, named=True) | {
        "week_km_programme": 3.5,
        "load_change_pct": -50.0,
        "medicated_logs": 3,
        "is_without_medicated": True,
        "recorded_days_late": 9,
    }

    told = beside(row, EN)

    assert "Run per week: 7.0\u00a0km before, 3.5\u00a0km in the programme (−50%)." in told
    assert "3 days with a painkiller are left out; with them the answer would be better." in told
    assert any("written down 9 days later" in sentence for sentence in told)


def test_the_picture_has_a_mark_only_where_something_is_known(
    ended: dict[str, pl.DataFrame],
) -> None:
    """Weeks with one entry or two have no dot; the one still running is hollow."""
    picture = programme_section(ended, EN)["picture"]
    weeks = ended["fct_programme_weeks"]

    assert weeks.height - 2 == len(picture["pain"]["dots"])
    assert 2 == len(picture["capability"]["dots"])
    assert 2 == len(picture["pain"]["levels"])
    hollow = [bar["is_complete"] for bar in picture["kilometres"]["bars"]]
    assert (weeks.sort("week")["unknown_days"] == 0).to_list() == hollow
    assert False in hollow
    assert ["start 6 Mar 2026", "end 30 Apr 2026"] == [p["label"] for p in picture["phases"]]


def test_a_week_under_painkillers_is_drawn_hollow(ended: dict[str, pl.DataFrame]) -> None:
    """One day with a painkiller is enough: the week's mean says less of the back."""
    weeks = ended["fct_programme_weeks"]
    medicated = weeks.with_columns(medicated_logs=(pl.col("week") == -8).cast(pl.Int64))

    dots = programme_section(ended | {"fct_programme_weeks": medicated}, EN)["picture"]["pain"]

    hollow = [dot["is_hollow"] for dot in dots["dots"]]
    assert (True, 1) == (hollow[0], sum(hollow))


def test_more_pain_is_drawn_higher_and_later_weeks_further_right(
    ended: dict[str, pl.DataFrame],
) -> None:
    """Dots keep the order of weeks; the scale runs from 0 at the bottom to 10 at the top."""
    picture = programme_section(ended, EN)["picture"]
    places = [dot["x"] for dot in picture["pain"]["dots"]]

    assert sorted(places) == places
    assert 0 < min(places) < max(places) < 100
    bottom, middle, top = (y for y, _ in picture["pain"]["scale"])
    assert bottom > middle > top


def test_while_it_runs_nothing_is_compared() -> None:
    """Four weeks in: the baseline is drawn, no change, no level of the programme, no new start."""
    models = history([LEG], 90, pain=STEADY)

    told = programme_section(marts(models, STEADY), EN)

    assert "Too early to say" in told["answer"]
    assert 1 == len(told["picture"]["pain"]["levels"])
    assert told["begin"] is None
    assert 1 == len(told["picture"]["phases"])


def test_without_a_programme_the_trial_and_a_way_to_begin_are_told() -> None:
    """No programme: what it takes to have one judged, and the command."""
    models = history([], 90, raw_programmes=pl.DataFrame(schema={"athlete_id": pl.String}))

    told = programme_section(marts(models, {}), EN)
    page = shown(told)

    assert "nothing to judge" in told["answer"]
    assert "backstride programme start leg" in page
    assert "no group without exercise" in page
    assert "<svg" not in page
    assert [] == [word for word in (*FORBIDDEN, *CLAIMS, "will help") if word in page.lower()]


def test_the_picture_needs_no_script_and_no_foreign_thing(ended: dict[str, pl.DataFrame]) -> None:
    """Server-made SVG with a name for each strip, numbers behind a summary, nothing fetched."""
    page = shown(programme_section(ended, EN))

    assert 5 == page.count("<svg")
    assert 4 == page.count('role="img"')
    assert "<script" not in page
    assert "http" not in page
    assert "Show as table" in page
    assert "Week by week" in page


def shown(programme: Row) -> str:
    """Return the section as it stands on the page."""
    head = '{% from "macros.html" import grid with context %}{% include "programme.html" %}'
    template = _environment().from_string(head)
    return template.render(programme=programme, t=EN, _=EN.gettext, ngettext=EN.ngettext)


def arm(name: str, mean: float, low: float | None, high: float | None) -> Row:
    """Return a row of `fct_cohort_programmes`."""
    facts = {"athlete_id": "", "arm": name, "athletes": 4}
    return facts | {"mean_change_nrs": mean, "ci_low": low, "ci_high": high}


def group(*rows: Row) -> Row | None:
    """Return the group's section of such rows."""
    return cohort_programmes_section(pl.DataFrame(list(rows), schema=SCHEMA), EN)


def test_a_group_without_programmes_has_no_section() -> None:
    """Nobody's programme has been judged: nothing is compared, nothing shown."""
    assert group() is None


def test_arms_that_cannot_be_told_apart_are_told_so() -> None:
    """An interval that spans 0 is no difference; too few athletes are no comparison."""
    alike = group(arm("leg", -2, -3, -1), arm("back", -1.5, -3, 0), arm("leg-back", -0.5, -2, 1))
    alone = group(arm("leg", -2, None, None))

    assert alike is not None
    assert alone is not None
    assert "No difference between the programmes can be told" in alike["answer"]
    assert "it takes 5 athletes in each of two" in alone["answer"]
    assert "−2.0 (no interval)" == alone["arms"][0]["pain"]
    assert alone["arms"][0]["bar"] is None


def test_a_difference_is_told_with_its_interval() -> None:
    """Where the interval lies on one side of 0, the two arms and the points are named."""
    told = group(arm("leg", -3, -4, -2), arm("back", 0, -1, 1), arm("leg-back", -3, -5, -1))

    assert told is not None
    assert (
        "Pain changed differently: leg programme against back-extensor programme −3.0 "
        "(−5.0 to −1.0)." == told["answer"]
    )
    assert {"mean": "25.0%", "low": "8.3%", "high": "41.7%"} == told["arms"][2]["bar"]
    assert "allotted to a programme by chance" in told["note"]
    assert "those of differences of 98.3%, since three are looked at" in told["note"]


def test_the_judged_date_is_the_day_after_eight_weeks() -> None:
    """What the page promises is the day on which the models begin to judge."""
    start = row_of("too_early")["started_on"]

    assert EN.date(start + timedelta(56)) in wording.answer(row_of("too_early"), EN)
