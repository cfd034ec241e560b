"""Claims about the section of pain: what is hollow, what stays words, what is told when."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dashboards import template
from dashboards.figures.pain import PainRows, pain_drawing, pain_figure
from dashboards.figures.pain_panels import dated
from dashboards.figures.pain_strips import SEVERITY_MARKS, severity_names
from dashboards.i18n import LANGUAGES, translator
from dashboards.page import write_page
from dashboards.sections.charts import chart_sections
from dashboards.sections.pain import pain_rows, pain_section
from tests.dashboards_data import marts, marts_of
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, Made, days_until, steady_km
from tests.test_dashboards_figures import points

EN = translator("en")
MONDAY = date(2026, 11, 16)
WORDS = ["not_present", "unspecified", "mild", "moderate", "severe"]


def said(day: date, pain: int | None, **more: Any) -> dict[str, Any]:
    """Return a row of `raw_diary`."""
    return {
        "source": "diary/kim.csv",
        "local_date": day,
        "body_site": "low_back",
        "pain_nrs": pain,
        "line": 2,
        "imported_at": MADE_AT,
        **more,
    }


def in_words(day: date, severity: str) -> dict[str, Any]:
    """Return a row of `raw_symptoms`."""
    return {
        "source": "export.xml",
        "sha256": "c" * 64,
        "symptom": "low_back_pain",
        "severity": severity,
        "started_at": datetime.combine(day, time(19), UTC),
        "imported_at": MADE_AT,
    }


def strength(action: str, programme: str, day: date) -> dict[str, Any]:
    """Return a row of `raw_programmes`."""
    return {"action": action, "programme": programme, "on_date": day, "written_at": MADE_AT}


def somebody() -> Made:
    """Return a runner whose diary and phone tell all there is to tell."""
    entries = [
        said(MONDAY, 2, local_time="07:00", medication="ibuprofen", quality="dull"),
        said(MONDAY, 6, local_time="21:00"),
        said(MONDAY + timedelta(1), 3, sitting_h=9.0, sleep_h=6.5, lifting="yes"),
        said(MONDAY + timedelta(2), 5, quality="sharp", lifting="no"),
        said(MONDAY + timedelta(3), None, run_capability=6.0),
        said(MONDAY + timedelta(4), 7, quality="shooting", medication="x", lifting=SCRIPT_NOTE),
        said(MONDAY + timedelta(5), 1, moment="before", local_time="06:00"),
        said(MONDAY + timedelta(5), 2, moment="after"),
        said(MONDAY + timedelta(6), 4, moment="next_morning"),
        said(MONDAY + timedelta(6), 4, moment="during", body_site="knee"),
    ]
    words = [in_words(MONDAY - timedelta(n), word) for n, word in enumerate(WORDS)]
    visit = {"kind": "seen_by_doctor", "from_date": MONDAY, "to_date": MONDAY}
    return Made(
        name="kim",
        km=steady_km(days_until(TODAY, 60)) | {MONDAY + timedelta(5): 8.0},
        marks=[visit | {"written_at": MADE_AT}],
        more={
            "diary": entries,
            "symptoms": words,
            "programmes": [
                strength("start", "core", date(2026, 9, 1)),
                strength("stop", "core", date(2026, 10, 1)),
                strength("start", "leg", MONDAY),
            ],
        },
    )


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    """Return the marts of somebody who tells everything, with programmes and a rest."""
    return marts(somebody())


@pytest.fixture(scope="module")
def figure(frames: dict[str, pl.DataFrame]) -> go.Figure:
    """Return the figure of somebody who tells everything."""
    return pain_figure(pain_rows(frames), EN)


def traces(figure: go.Figure) -> dict[str, Any]:
    """Return the traces of a figure by name."""
    return {trace.name: trace for trace in figure.data}


def test_a_day_with_a_painkiller_is_hollow(figure: go.Figure) -> None:
    """The day's worst is drawn hollow, also where the tablet stands beside another entry."""
    drawn = traces(figure)
    scores = {
        "Back pain": ("circle", {1: 3, 5: 2, 6: 4}),
        "Back pain, with a painkiller": ("circle-open", {0: 6}),
        "sharp or shooting": ("x", {2: 5}),
        "sharp or shooting, with a painkiller": ("x-open", {4: 7}),
    }

    for name, (symbol, expected) in scores.items():
        assert symbol == drawn[name].marker.symbol
        assert {MONDAY + timedelta(day): nrs for day, nrs in expected.items()} == points(
            drawn[name]
        )


def test_hollow_on_the_long_chart_too(frames: dict[str, pl.DataFrame]) -> None:
    """Where loads and pain stand over each other, a painkiller's day is hollow as well."""
    daily = chart_sections(frames, EN)["daily"]
    drawn = traces(go.Figure(daily["figure"]))

    assert "circle-open" == drawn["Back pain, with a painkiller"].marker.symbol
    assert {MONDAY: 6, MONDAY + timedelta(4): 7} == points(drawn["Back pain, with a painkiller"])
    assert daily["has_painkillers"]


def test_words_stand_in_a_strip_without_a_scale(figure: go.Figure) -> None:
    """Each of a health app's words has a sign of its own; none has a height or a number."""
    drawn = traces(figure)
    names = severity_names(EN)
    axes = {drawn[name].yaxis for name in names.values()}

    assert len(WORDS) == len({SEVERITY_MARKS[word]["symbol"] for word in WORDS})
    assert {0} == {value for name in names.values() for value in points(drawn[name]).values()}
    assert 1 == len(axes)
    assert drawn["Back pain"].yaxis not in axes
    assert figure.layout[axes.pop().replace("y", "yaxis")].visible is False


def test_each_thing_told_has_a_panel_of_its_own(figure: go.Figure) -> None:
    """No two scales share a panel: capability, hours and lifting stand below the scores."""
    drawn = traces(figure)
    panels = [
        "Seen by a doctor",
        "Back pain",
        "mild",
        "Running capability, 0 to 10",
        "Sitting, hours",
        "Sleep, hours",
        "lifted",
    ]
    axes = [drawn[name].yaxis for name in panels]
    domains = [figure.layout[axis.replace("y", "yaxis")].domain for axis in axes]

    assert len(set(axes)) == len(panels)
    assert all(upper[0] >= lower[1] for upper, lower in pairwise(domains))
    assert all(0 <= bottom < top <= 1 for bottom, top in domains)
    assert not any(axis.overlaying for axis in figure.select_yaxes())
    assert axes[-1] == figure.layout.xaxis.anchor


def test_missing_is_missing(figure: go.Figure) -> None:
    """Nothing is joined, smoothed or filled: only a programme, which has a length, is a line."""
    lines = [trace.name for trace in figure.data if trace.mode != "markers"]

    assert ["trunk stability programme", "leg programme"] == lines
    assert {MONDAY + timedelta(3): 6.0} == points(traces(figure)["Running capability, 0 to 10"])
    assert {MONDAY + timedelta(1): 6.5} == points(traces(figure)["Sleep, hours"])


def test_nothing_lifted_is_not_nothing_told(figure: go.Figure) -> None:
    """A no is drawn as a no; a day that says nothing of lifting stays empty."""
    drawn = traces(figure)

    assert [MONDAY + timedelta(2)] == list(points(drawn["nothing lifted"]))
    assert [MONDAY + timedelta(1), MONDAY + timedelta(4)] == list(points(drawn["lifted"]))


def test_programme_rest_and_doctor_are_marked(
    frames: dict[str, pl.DataFrame], figure: go.Figure
) -> None:
    """A programme that goes on reaches to today, a rest is tinted, a visit has its sign."""
    drawn = traces(figure)
    tinted = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    rests = frames["fct_rest_blocks"].sort("rest_from").to_dicts()

    assert (str(MONDAY), str(TODAY)) == drawn["leg programme"].x
    assert ("2026-09-01", "2026-10-01") == drawn["trunk stability programme"].x
    assert [MONDAY] == list(points(drawn["Seen by a doctor"]))
    assert rests
    assert [
        (f"{rest['rest_from'] - timedelta(days=1)} 12:00", f"{rest['rest_until']} 12:00")
        for rest in rests
    ] == [(shape.x0, shape.x1) for shape in tinted]
    assert {f"{drawn['Back pain'].yaxis} domain"} == {shape.yref for shape in tinted}


def test_every_colour_has_a_dark_one(figure: go.Figure) -> None:
    """All that can be drawn can be drawn in the dark scheme."""
    text = figure.to_json()
    colours = {text[at : at + 7] for at in range(len(text)) if text[at] == "#"}

    assert set() == {each for each in colours if len(each.strip('"')) == 7} - template.DARK.keys()


def test_scores_alone_need_no_titles() -> None:
    """Who only logs a number has one plain panel."""
    drawing = pain_drawing(pain_rows(marts_of("steady")), EN)

    assert [] == drawing["layout"]["annotations"]
    assert ["Back pain"] == [trace["name"] for trace in drawing["data"]]
    assert [0, 1] == drawing["layout"]["yaxis"]["domain"]


def test_words_alone_are_drawn_without_scores() -> None:
    """Whose phone alone tells of the back has a picture, and is told how to log a score."""
    made = Made(name="lu", more={"symptoms": [in_words(MONDAY, "mild")]})
    section = pain_section(marts(made), EN)

    assert ["mild"] == [trace["name"] for trace in section["figure"]["data"]]
    assert section["answer"].startswith("No entry yet.")
    assert section["symptoms"].startswith("The one word of your health app: mild (16 Nov 2026).")
    assert not section["shows"]["scores"]


def test_tables_that_were_never_written_are_empty() -> None:
    """A page is written where programmes, rests and comparisons were never worked out."""
    known = marts(somebody())
    absent = ("fct_programmes", "fct_rest_blocks", "fct_pain_around_runs", "fct_symptoms")
    absent += ("fct_diary_days", "fct_pain_entries")
    section = pain_section({name: known[name] for name in known.keys() - set(absent)}, EN)

    assert section["figure"] is not None
    assert section["around"] is None
    assert not section["symptoms"]


def shown(frames: dict[str, pl.DataFrame], path: Path, language: Any = "en") -> html.HtmlElement:
    """Return the section of pain as a page shows it."""
    file = write_page(frames, language=language, path=path / "kim.html", made_at=MADE_AT)
    (section,) = html.fromstring(file.read_text("utf-8")).xpath("//section[h2[@id='pain']]")
    return section


def test_key_names_only_what_is_drawn(frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    """A picture of scores has no key for tablets, words, doctors or programmes."""
    full = shown(frames, tmp_path).text_content()
    plain = shown(marts_of("steady"), tmp_path).text_content()

    for words in (
        "on a day with a painkiller",
        "seen by a doctor",
        "strength programme",
        "rest from running that the back asked for",
        "Health app:",
        "nothing is tested with them",
        "The newest word of your health app, of 5 days: not present (16 Nov 2026).",
    ):
        assert words in full
        assert words not in plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_holds_what_the_picture_shows(
    frames: dict[str, pl.DataFrame], tmp_path: Path, language: Any
) -> None:
    """Every day that says anything is a row; words stay words and typed text stays text."""
    (table,) = shown(frames, tmp_path, language).xpath(".//details//table")
    rows = {
        row.xpath("th")[0].text_content(): row.xpath("td") for row in table.xpath(".//tbody/tr")
    }
    t = translator(language)
    friday = [cell.text_content() for cell in rows[t.date(MONDAY + timedelta(4))]]

    assert 11 == len(rows)
    assert 9 == len(table.xpath(".//thead//th"))
    assert SCRIPT_NOTE in friday
    assert ["7", "1"] == friday[:2]
    thursday = [cell.text_content() for cell in rows[t.date(MONDAY + timedelta(3))]]
    assert ["\N{EN DASH}", "\N{EN DASH}", t.number(6.0, 1)] == thursday[:3]


def test_around_runs_counts_and_compares(frames: dict[str, pl.DataFrame]) -> None:
    """Entries of the back that belong to a run are counted; a comparison needs enough runs."""
    compared = pl.DataFrame(
        {
            "comparison": ["after_before", "next_morning_before"],
            "n": [12, 3],
            "mean_difference_nrs": [-0.5, None],
            "ci_low": [-1.1, None],
            "ci_high": [0.1, None],
            "status": ["ok", "not_enough_data"],
        }
    )
    table = pain_section({**frames, "fct_pain_around_runs": compared}, EN)["around"]

    assert [
        ["before", "1", "–", "–"],
        ["after", "1", "−0.5 (−1.1 to +0.1)", "12"],
        ["the next morning", "1", "too few", "3"],
    ] == [[cell.text for cell in row] for row in table.rows]


def test_no_entry_of_a_run_no_table() -> None:
    """Who never says when it hurts sees no table of runs."""
    assert pain_section(marts_of("steady"), EN)["around"] is None


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 10)))
def test_dates_are_written_the_shorter_way(scores: dict[date, int]) -> None:
    """However they are written, the same values stand on the same days, and nothing between."""
    days = sorted(scores)
    trace = go.Scatter(dated(days, [scores[day] for day in days]))

    assert {day: scores[day] for day in days} == points(trace)


def test_any_rows_make_a_figure() -> None:
    """Nothing told at all is no error where the section does not ask for a figure."""
    rows = PainRows(until=TODAY, seen_on=(MONDAY,))

    assert ["Seen by a doctor"] == [trace.name for trace in pain_figure(rows, EN).data]
