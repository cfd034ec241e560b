"""Claims about what the charts draw: objects, not pixels."""

import re
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboards import facts, template
from dashboards.figures import (
    daily_load_figure,
    longest_run_figure,
    pain_figure,
    weekly_figure,
)
from dashboards.figures.weekly import jump_names
from dashboards.i18n import translator
from dashboards.sections import chart_answers
from dashboards.sections.charts import DAILY_DAYS, chart_sections
from dashboards.sections.pain import pain_rows
from tests.dashboards_data import marts_of
from tests.dashboards_made import TODAY

EN = translator("en")
DE = translator("de")


def days_of(runner: str) -> pl.DataFrame:
    """Return a runner's days in kilometres."""
    return facts.in_kilometres(marts_of(runner)["fct_training_load"]).sort("local_date")


def daily(runner: str = "spiky") -> go.Figure:
    """Return the figure of a runner's days."""
    marts = marts_of(runner)
    return daily_load_figure(days_of(runner), facts.back_pain(marts), marts["fct_days"], EN)


def weekly(runner: str = "spiky") -> go.Figure:
    """Return the figure of a runner's weeks."""
    weeks = facts.in_kilometres(marts_of(runner)["fct_weekly_load"]).sort("week_start")
    return weekly_figure(weeks, EN)


def longest(runner: str = "spiky") -> go.Figure:
    """Return the figure of a runner's single runs."""
    return longest_run_figure(facts.runs(marts_of(runner)), EN)


def pain(runner: str = "spiky") -> go.Figure:
    """Return the figure of a runner's diary."""
    return pain_figure(pain_rows(marts_of(runner)), EN)


def traces(figure: go.Figure) -> dict[str, go.Figure]:
    """Return the traces of a figure by name."""
    return {trace.name: trace for trace in figure.data}


def points(trace: Any) -> dict[date, Any]:
    """Return what a trace shows on which day, however its dates are written."""
    if trace.x is not None:
        return dict(zip(map(date.fromisoformat, trace.x), trace.y, strict=True))
    first = date.fromisoformat(trace.x0)
    days = [first + timedelta(milliseconds=trace.dx * number) for number in range(len(trace.y))]
    return {day: value for day, value in zip(days, trace.y, strict=True) if value is not None}


ALL_FIGURES = pytest.mark.parametrize("draw", [daily, weekly, longest, pain])


def test_rest_unknown_and_run_look_different() -> None:
    """A rest day is a tick at 0, an unknown day is hatched, and only a run is a plain bar."""
    days, drawn = days_of("spiky"), traces(daily())

    runs = [km for km in drawn["Run"].y if km is not None]
    assert days.filter(pl.col("daily_load") > 0).height == len(runs)
    assert 0 not in runs
    assert ("scatter", "line-ns-open") == (
        drawn["Rest day"].type,
        drawn["Rest day"].marker.symbol,
    )
    rest = days.filter(pl.col("daily_load") == 0)["local_date"]
    assert [str(day) for day in rest] == list(drawn["Rest day"].x)
    assert drawn["Unknown day"].marker.pattern.shape == "/"
    assert days["daily_load"].is_null().to_list() == [
        is_unknown == 1 for is_unknown in drawn["Unknown day"].y
    ]


def test_days_start_where_the_calendar_starts() -> None:
    """Dates are a start and a step of one day, so every value stands on its own date."""
    days, bars = days_of("spiky"), traces(daily())["Run"]

    assert (str(days["local_date"].min()), 86_400_000) == (bars.x0, bars.dx)
    assert days.height == len(bars.y)


def test_ratio_is_grey_and_shaded_where_it_means_nothing() -> None:
    """Every day is either judged, or shaded and out of the judged line; never both."""
    days, figure = days_of("spiky"), daily()
    is_ok = (days["load_state"] == "ok").to_list()
    judged = traces(figure)["Ratio"].y
    shaded = [shape for shape in figure.layout.shapes if shape.type == "rect"]

    assert all(ok for ok, ratio in zip(is_ok, judged, strict=True) if ratio is not None)
    days_shaded = [
        any(shape.x0[:10] < str(day) <= shape.x1[:10] for shape in shaded)
        for day in days["local_date"]
    ]
    assert [not ok for ok in is_ok] == days_shaded


def test_only_line_behind_the_ratio_is_one() -> None:
    """No band lies behind the ratio: the only line is 1.0, as usual."""
    figure = daily()
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]

    assert [(1.0, 1.0)] == [(line.y0, line.y1) for line in lines]
    assert {template.SHADE} == {
        shape.fillcolor for shape in figure.layout.shapes if shape.type == "rect"
    }


def test_acute_and_chronic_are_always_beside_the_ratio() -> None:
    """Both means are drawn, in km a day and told apart by more than colour."""
    drawn = traces(daily())

    assert drawn["Mean of 7 days"].line.dash != drawn["Mean of 28 days"].line.dash
    told = ("Mean of 7 days", "Mean of 28 days", "Run")
    assert all("km" in drawn[name].hovertemplate for name in told)
    expected = days_of("spiky")["acute_load"].round(1).to_list()
    assert expected == list(drawn["Mean of 7 days"].y)


def test_panels_name_their_units() -> None:
    """Each panel says what it shows and in which unit, in both languages."""
    marts = marts_of("spiky")
    pain = facts.back_pain(marts)
    german = daily_load_figure(days_of("spiky"), pain, marts["fct_days"], DE)

    assert [
        "<b>Distance per day, km</b>",
        "<b>Mean km per day: 7 and 28 days</b>",
        "<b>Ratio of 7 days to the 21 before</b>",
        "<b>Back pain, 0 to 10</b>",
    ] == [note.text for note in daily().layout.annotations]
    assert german.layout.annotations[0].text == "<b>Strecke je Tag, km</b>"


def test_pain_is_one_dot_per_logged_day_and_nothing_between() -> None:
    """The diary is drawn as dots of the day's maximum: no line, no zero for a missing day."""
    logged = facts.back_pain(marts_of("spiky"))
    (dots,) = pain().data

    assert "markers" == dots.mode
    assert dict(logged.select("local_date", "pain_nrs").rows()) == points(dots)


def test_jumps_differ_by_colour_and_sign() -> None:
    """Weeks over 10 and over 30 % carry a sign of their own besides colour and pattern."""
    drawn = traces(weekly())
    small, large = drawn["more than 10% more"], drawn["more than 30% more"]

    assert {"△"} == set(small.text)
    assert {"▲"} == set(large.text)
    assert small.marker.color != large.marker.color
    assert small.marker.pattern.shape != large.marker.pattern.shape


def test_incomplete_weeks_are_hollow() -> None:
    """A week with an unknown day is drawn without a filling and never called a jump."""
    weeks = facts.in_kilometres(marts_of("spiky")["fct_weekly_load"])
    hollow = traces(weekly())["not complete"]

    assert weeks.filter(~pl.col("is_complete")).height == len(hollow.x)
    assert hollow.marker.color == "rgba(0,0,0,0)"


def test_each_spike_class_has_its_own_mark() -> None:
    """Runs beyond the longest of the 30 days before differ in shape, not in colour alone."""
    drawn = traces(longest())
    names = ("not judged", "at most 10% longer", "10 to 30% longer", "30 to 100% longer")
    symbols = [drawn[name].marker.symbol for name in names]

    assert len(names) == len(set(symbols))
    assert "1.6×" in drawn["30 to 100% longer"].text
    assert 24.3 in drawn["30 to 100% longer"].y


@ALL_FIGURES
def test_nothing_can_be_dragged_or_zoomed(draw: object) -> None:
    """A finger on a chart scrolls the page."""
    figure = draw()  # type: ignore[operator]
    axes = [axis for axis in figure.layout if re.fullmatch(r"[xy]axis\d*", axis)]

    assert figure.layout.dragmode is False
    assert all(figure.layout[axis].fixedrange for axis in axes)


@ALL_FIGURES
def test_every_colour_has_a_dark_one(draw: object) -> None:
    """The page can swap each colour it draws with for the dark scheme."""
    text = draw().to_json()  # type: ignore[operator]
    text = text[: text.find('"template"')] if '"template"' in text else text
    colours = set(re.findall(r"#[0-9a-f]{6}", text))

    assert set() == colours - template.DARK.keys() - {"#ffffff"}


@pytest.mark.slow
def test_ten_years_draw_two_years_of_days() -> None:
    """Days go back two years; the weeks show all there is."""
    charts = chart_sections(marts_of("ten years"), EN)

    assert len(traces(go.Figure(charts["daily"]["figure"]))["Run"].y) == DAILY_DAYS
    weeks = sum(len(trace["x"]) for trace in charts["weeks"]["figure"]["data"])
    assert weeks > 500
    assert str(TODAY - timedelta(days=DAILY_DAYS)) == charts["daily"]["first"]


def test_an_old_week_is_named_by_its_date() -> None:
    """Of somebody silent for a month the last full week is not last week."""
    told = {}
    for runner in ("silent", "steady"):
        weeks = facts.in_kilometres(marts_of(runner)["fct_weekly_load"]).sort("week_start")
        days = facts.in_kilometres(marts_of(runner)["fct_training_load"])
        told[runner] = chart_answers.weeks(weeks, days, EN)

    assert told["silent"].startswith("The newest week of which every day is known began on 26 Oct")
    assert told["steady"].startswith("Last full week: ")


def test_a_week_without_a_jump_is_called_so() -> None:
    """A week of 0 after a week of 0, or far below the week before, is not "10% more"."""
    assert "no jump" == jump_names(EN)["none"]
