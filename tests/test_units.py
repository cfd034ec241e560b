"""Claims about metric and imperial: what is told, in which unit, and never more than allowed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dashboards.cohort import write_cohort
from dashboards.i18n import LANGUAGES, Language, Translator, translator
from dashboards.page import page_content, write_page
from dashboards.physio import write_physio
from dashboards.run_pages import run_pages, write_run_page, years_of
from dashboards.sections.try_run import try_run_section
from dashboards.units import KM_A_MILE
from dashboards.wording import next_run, next_week
from dashboards.wording.rules import rule_limit
from dashboards.wording.try_run import tried_range
from pipeline.athlete_settings import Units
from pipeline.home import Home
from tests.dashboards_data import marts_of, of_the_group
from tests.dashboards_made import MADE_AT

EN, DE = translator("en"), translator("de")
MILES, MEILEN = translator("en", "imperial"), translator("de", "imperial")
TRANSLATORS = (EN, DE, MILES, MEILEN)
KM_A_UNIT: dict[Units, float] = {"metric": 1.0, "imperial": KM_A_MILE}

RUNNERS = ("spiky", "three days", "silent", "doubted")
METRIC = re.compile(r"\bkm\b|kilomet|\bkm/h|min/km|\bm/s\b|\d\s?m\b", re.IGNORECASE)
IMPERIAL = re.compile(r"\bmi\b|min/mi|\bft\b|\bmph\b|\b[Mm]iles?\b|\bMeilen?\b")
FOREIGN: dict[Units, re.Pattern[str]] = {"metric": IMPERIAL, "imperial": METRIC}
OWN: dict[Units, re.Pattern[str]] = {"metric": METRIC, "imperial": IMPERIAL}

DISTANCES = st.floats(0, 1_000)
A_MILLIMETRE = 1e-6
"""In kilometres: what a number at the edge may lose to its float."""


def told_km(told: str, t: Translator) -> float:
    """Return the kilometres of a distance as it is told."""
    marks = str.maketrans(",.", ".,") if t.language == "de" else {}
    number = re.split(r"[\u00a0\u2013]", told)[-2].translate(marks).replace(",", "")
    return float(number) * KM_A_UNIT[t.units]


# ---------- a ceiling


@given(km=DISTANCES, t=st.sampled_from(TRANSLATORS))
def test_a_ceiling_never_tells_more_than_allowed(km: float, t: Translator) -> None:
    """In either unit and language who runs what is told stays within what the rules allow."""
    told = told_km(t.distance_at_most(km), t)

    assert told <= km + A_MILLIMETRE
    assert told > km - 0.1 * KM_A_UNIT[t.units] - A_MILLIMETRE


@given(low=DISTANCES, high=DISTANCES, t=st.sampled_from(TRANSLATORS))
def test_a_range_never_ends_above_what_is_allowed(low: float, high: float, t: Translator) -> None:
    """The upper end of a week's range is cut to whole kilometres or miles, never rounded up."""
    assert told_km(t.distance_range(min(low, high), max(low, high)), t) <= (
        max(low, high) + A_MILLIMETRE
    )


@given(km=st.integers(0, 400), t=st.sampled_from(TRANSLATORS))
def test_a_tried_distance_is_at_most_the_one_asked(km: int, t: Translator) -> None:
    """The answers of the slider are of half kilometres; none is told as a longer run."""
    asked = km / 2

    assert told_km(tried_range(0, asked, t), t) <= asked + A_MILLIMETRE


def test_the_slider_begins_where_the_plan_ends() -> None:
    """The longest run within the plan reads the same on the slider and in the box above it."""
    marts = marts_of("steady")
    plan = marts["fct_plan"].row(0, named=True)
    for t in TRANSLATORS:
        tried = try_run_section(marts, plan, t)["try_run"]

        assert next_run(plan, t).endswith(tried["km"][tried["start"]])
        verdict = tried["outcomes"][tried["outcome"][tried["start"]]]["verdict"]
        assert verdict == t.gettext("within the plan")


def test_a_small_week_is_told_with_a_decimal() -> None:
    """Below ten a whole unit is too coarse an end; ends that read alike are told once."""
    small = {"plan_state": "ok", "week_low_km": 1.2, "week_high_km": 2.1}
    level = {"plan_state": "ok", "week_low_km": 8.0, "week_high_km": 8.0}
    usual = {"plan_state": "ok", "week_low_km": 24.6, "week_high_km": 35.9}

    assert [next_week(plan, EN) for plan in (small, level, usual)] == [
        "1.2\u20132.1\u00a0km",
        "up to 8.0\u00a0km",
        "25\u201335\u00a0km",
    ]
    assert [next_week(plan, MILES) for plan in (small, level, usual)] == [
        "0.7\u20131.3\u00a0mi",
        "up to 4.9\u00a0mi",
        "15\u201322\u00a0mi",
    ]


@given(low=DISTANCES, high=DISTANCES, t=st.sampled_from(TRANSLATORS))
def test_a_week_that_is_a_range_has_two_ends(low: float, high: float, t: Translator) -> None:
    """Nobody reads `4-4 mi`, nor that nothing is enough: then the upper end stands alone."""
    told = next_week({"plan_state": "ok", "week_low_km": min(low, high), "week_high_km": high}, t)
    least, dash, most = told.partition("\u2013")

    assert not dash or least != most.partition("\u00a0")[0]
    assert least != "0"


# ---------- how it reads


def test_both_units_in_both_languages() -> None:
    """A run, its pace, its climb and a car's speed, by the exact foot and mile."""
    assert ["26.2\u00a0mi", "26,2\u00a0mi"] == [t.distance(42.195) for t in (MILES, MEILEN)]
    assert ["5:00\u00a0min/km", "8:03\u00a0min/mi"] == [t.pace(300) for t in (EN, MILES)]
    assert ["1,000\u00a0m", "3.281\u00a0ft"] == [t.elevation(1000) for t in (EN, MEILEN)]
    assert ["25\u00a0km/h", "16\u00a0mph"] == [t.speed(7) for t in (EN, MILES)]
    limit = {"rule": "week_step", "threshold": 30.0}
    assert ["limit +30% and 5\u00a0km more", "limit +30% and 3.1\u00a0mi more"] == [
        rule_limit(limit, t) for t in (EN, MILES)
    ]


@given(km=st.lists(st.one_of(st.none(), DISTANCES), min_size=1))
def test_a_series_is_told_as_its_numbers_are(km: list[float | None]) -> None:
    """What a chart draws is what a table tells, and what is not known stays so."""
    series = pl.Series("km", km, pl.Float64)
    expected = [value and pytest.approx(value / KM_A_MILE) for value in km]

    assert expected == MILES.from_km(series).to_list()
    assert expected == series.to_frame().select(MILES.from_km(pl.col("km")))["km"].to_list()
    assert km == EN.from_km(series).to_list()


# ---------- whole pages


def in_units(runner: str, units: Units) -> dict[str, pl.DataFrame]:
    """Return a made-up runner's marts, told in some units."""
    frames = marts_of(runner)
    return frames | {"dim_athletes": frames["dim_athletes"].with_columns(units=pl.lit(units))}


def told_texts(page: str) -> Iterator[str]:
    """Yield the texts that a page shows or reads aloud, but for a user's own words."""
    tree = html.fromstring(page)
    for element in tree.xpath("//script | //style | //*[@translate='no'][not(self::code)]"):
        element.drop_tree()
    yield from (text.strip() for text in tree.xpath("//body//text()"))
    yield from tree.xpath("//body//@aria-label | //body//@title | //body//@data-label")


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a drawing or a table of the slider."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in strings(one))


def foreign(texts: Iterator[str], units: Units) -> list[str]:
    """Return the texts that tell a distance in the other units."""
    return [text for text in texts if FOREIGN[units].search(text)]


EACH = [
    pytest.param(runner, language, units, id=f"{runner}-{language}-{units}")
    for runner in RUNNERS
    for language in LANGUAGES
    for units in KM_A_UNIT
]


@pytest.mark.parametrize(("runner", "language", "units"), EACH)
def test_a_page_speaks_one_unit(
    tmp_path: Path, runner: str, language: Language, units: Units
) -> None:
    """Page, sheet and charts of a runner tell no distance in the units they do not read."""
    marts, page, sheet = in_units(runner, units), tmp_path / "p.html", tmp_path / "s.html"
    write_page(marts, language=language, path=page, made_at=MADE_AT)
    write_physio(marts, language=language, path=sheet, made_at=MADE_AT)
    content = page_content(marts, language, MADE_AT)
    drawn = [chart["figure"] for chart in content["charts"].values()]

    for path in (page, sheet):
        texts = list(told_texts(path.read_text("utf-8")))
        assert [] == foreign(iter(texts), units)
        assert any(OWN[units].search(text) for text in texts)
    assert [] == foreign(strings([*drawn, content["plan"]["try_run"]]), units)


def write_years(home: Home, marts: dict[str, pl.DataFrame]) -> None:
    """Write the pages of all years that tell something new."""
    for page in run_pages(marts, years_of(home, marts, b"")):
        write_run_page(home, page, MADE_AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_speaks_the_unit_too(tmp_path: Path, language: Language) -> None:
    """The pages of years tell length, pace and climb in miles and feet."""
    home, marts = Home(tmp_path), in_units("spiky", "imperial")
    write_years(home, marts)
    ending = ".html" if language == "en" else ".de.html"
    pages = [path for path in home.runs("anna").glob(f"????{ending}")]
    texts = [text for path in pages for text in told_texts(path.read_text("utf-8"))]

    assert pages
    assert [] == foreign(iter(texts), "imperial")
    assert any("min/mi" in text for text in texts)


def test_years_are_written_anew_for_other_units(tmp_path: Path) -> None:
    """A page of a year that tells kilometres is not what a reader of miles is left with."""
    home = Home(tmp_path)
    metric, imperial = in_units("spiky", "metric"), in_units("spiky", "imperial")
    write_years(home, metric)

    assert {} == years_of(home, metric, b"").digests
    assert {2025, 2026} <= set(years_of(home, imperial, b"").digests)


def test_a_group_tells_each_in_their_own_units(tmp_path: Path) -> None:
    """Of two runners one reads kilometres and one miles: each row carries its unit."""
    people = {"anna": in_units("spiky", "metric"), "ben": in_units("steady", "imperial")}
    path = tmp_path / "index.html"
    write_cohort(people, of_the_group(people), language="en", path=path, made_at=MADE_AT)
    rows = html.fromstring(path.read_text("utf-8")).xpath("//tbody/tr")
    told = {row.xpath("string(.//a)"): " ".join(row.text_content().split()) for row in rows}

    assert METRIC.search(told["Anna"])
    assert not IMPERIAL.search(told["Anna"])
    assert "mi" in told["Ben"]
    assert not METRIC.search(told["Ben"])


def test_units_change_labels_alone() -> None:
    """The tested distances' outcomes and every mark of the calendar stand as before."""
    metric, imperial = (page_content(in_units("steady", units), "en", MADE_AT) for units in OWN)
    tried = [one["plan"]["try_run"] for one in (metric, imperial)]

    assert tried[0]["outcome"] == tried[1]["outcome"]
    assert tried[0]["km"] != tried[1]["km"]
    assert metric["calendar"]["quarters"] == imperial["calendar"]["quarters"]
