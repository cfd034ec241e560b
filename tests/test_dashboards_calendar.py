"""What the page draws of a year, and what it says while there is little to draw."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.page import write_page
from dashboards.sections.calendar import calendar_section
from dashboards.sections.calendar_picture import PITCH
from dashboards.sections.first_weeks import first_weeks_section
from tests.dashboards_data import RUNNERS, beginner, marts, marts_of
from tests.dashboards_made import MADE_AT, TODAY, Made, days_until, mark, mild_pain, steady_km

EN = translator("en")
MAX_BYTES = 60_000
"""Of which the picture and its key take a quarter, the days one by one the rest."""
DRAWN = ("spiky", "ten years", "three days", "pain only", "silent")
YOUNG = ("three days", "27 days", "nobody", "pain only")


def section_of(runner: str, language: Language, folder: Path, heading: str) -> Any:
    """Return a section of a runner's written page."""
    path = folder / "page.html"
    write_page(marts_of(runner), language=language, path=path, made_at=MADE_AT)
    tree = html.fromstring(path.read_text("utf-8"))
    return tree.xpath(f"//section[@aria-labelledby='{heading}']")[0]


def drawn(section: dict[str, Any], kind: str) -> set[tuple[int, int]]:
    """Return week and row of every square of a kind."""
    found, weeks_before = set(), 0
    for quarter in section["quarters"]:
        path = dict(quarter["paths"]).get(kind, "")
        for x, y in re.findall(r"M(\d+) (\d+)", path):
            found.add((weeks_before + int(x), int(y)))
        weeks_before += quarter["width"] // PITCH
    return found


def scores(section: dict[str, Any]) -> dict[tuple[int, int], int]:
    """Return the score at each week and row, read back from where its figures stand."""
    figures: dict[tuple[int, int], str] = {}
    weeks_before = 0
    for quarter in section["quarters"]:
        for line in quarter["scores"]:
            for x, figure in zip(line["x"].split(), line["text"], strict=True):
                place = (weeks_before + int(x) // PITCH, line["y"] // PITCH)
                figures[place] = figures.get(place, "") + figure
        weeks_before += quarter["width"] // PITCH
    return {place: int(text) for place, text in figures.items()}


def places(days: pl.DataFrame, chosen: pl.Expr) -> set[tuple[int, int]]:
    """Return week and row of the days that fit, the first week drawn being 0."""
    week = pl.col("week_index") - days["week_index"].min()
    return set(days.filter(chosen).select(week, "weekday_index").rows())


@pytest.mark.parametrize("runner", DRAWN)
def test_every_day_is_drawn_as_what_it_was(runner: str) -> None:
    """Each shade holds its days and no others; rest is a bare square, unknown is hatched."""
    days = marts_of(runner)["fct_calendar"]
    section = calendar_section(marts_of(runner), EN)
    is_unknown = pl.col("distance_km").is_null() & (pl.col("day_state") != "run")

    for step in range(1, 5):
        assert places(days, pl.col("km_step") == step) == drawn(section, f"km{step}")
    is_bare = pl.col("day_state").is_not_null() & pl.col("km_step").is_null()
    assert places(days, is_bare) == drawn(section, "day")
    assert places(days, is_unknown) == drawn(section, "unknown")
    assert places(days, pl.col("has_other_sport")) == drawn(section, "other")
    assert places(days, pl.col("is_today")) == drawn(section, "today")


@pytest.mark.parametrize("runner", DRAWN)
def test_every_score_stands_on_its_day(runner: str) -> None:
    """The figures of the picture are the diary's worst scores, 0 among them."""
    days = marts_of(runner)["fct_calendar"]
    week = pl.col("week_index") - days["week_index"].min()
    scored = days.filter(pl.col("pain_nrs").is_not_null())
    told = scored.select(week, "weekday_index", "pain_nrs").rows()

    assert {(week, row): nrs for week, row, nrs in told} == scores(
        calendar_section(marts_of(runner), EN)
    )


def test_a_ten_is_two_figures_on_one_day() -> None:
    """10 reads as 10, beside a 1 and a 0 on other days."""
    days = days_until(TODAY, 15)
    made = Made(km=steady_km(days), pain={days[0]: 10, days[7]: 1, days[14]: 0})
    section = calendar_section(marts(made), EN)

    assert [10, 1, 0] == [nrs for _, nrs in sorted(scores(section).items())]
    assert {(0, 6)} == drawn(section, "stop")


def test_sunday_can_come_first() -> None:
    """The setting moves the rows and their names together."""
    frames = dict(marts_of("spiky"))
    monday = calendar_section(frames, EN)
    frames["dim_athletes"] = frames["dim_athletes"].with_columns(week_starts_on=pl.lit("sunday"))
    sunday = calendar_section(frames, EN)

    assert ["Mo", "Su"] == [monday["quarters"][0]["weekdays"][row][1] for row in (0, -1)]
    assert ["Su", "Sa"] == [sunday["quarters"][0]["weekdays"][row][1] for row in (0, -1)]


def test_only_signs_that_are_there_are_explained() -> None:
    """Who has no diary reads nothing of scores; who marked days unknown reads of them."""
    shows = calendar_section(marts_of("painless"), EN)["shows"]

    assert (True, False, False, False) == tuple(
        shows[sign] for sign in ("rest", "score", "stop", "unknown")
    )
    assert calendar_section(marts_of("spiky"), EN)["shows"]["unknown"]


def test_the_sentence_and_the_table_are_the_mart_s() -> None:
    """Kilometres, running days and scores of the year, and of each month, newest first."""
    spans = marts_of("spiky")["fct_calendar_spans"]
    year = spans.filter(span="year").row(0, named=True)
    section = calendar_section(marts_of("spiky"), EN)

    assert section["answer"].startswith(
        f"{EN.distance(year['distance_km'], 0)} on {year['run_days']} running days since 17 Nov 2025. "
        f"Back pain was scored on {year['entry_days']} days, at most 5 of 10."
    )
    months = [row[0].text for row in section["table"].rows]
    assert ("November 2026", "November 2025, from 17 Nov") == (months[0], months[-1])
    assert len(months) == spans.filter(span="month").height


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("runner", ["spiky", "ten years"])
def test_the_calendar_is_small_and_named(runner: str, language: Language, tmp_path: Path) -> None:
    """A year takes few kilobytes, says what it is, and its table is there without scripts."""
    section = section_of(runner, language, tmp_path, "calendar")

    assert len(html.tostring(section)) < MAX_BYTES
    assert section.xpath(".//div[@role='img']/@aria-label")[0]
    assert all(svg.get("aria-hidden") == "true" for svg in section.xpath(".//svg"))
    assert section.xpath(".//details//tbody/tr")
    assert not section.xpath(".//*[contains(@d, 'None')]")


@pytest.mark.parametrize("runner", DRAWN)
def test_every_day_can_be_read(runner: str) -> None:
    """Each day of the picture is a row of its month: its distance or rest, and its worst pain."""
    days = marts_of(runner)["fct_calendar"].sort("local_date")
    section = calendar_section(marts_of(runner), EN)
    rows = [row for month in section["months"][::-1] for row in month["rows"]]

    assert days.height == len(rows)
    for day, row in zip(days.to_dicts(), rows, strict=True):
        assert row["day"].endswith(f" {day['local_date'].day}")
        assert bool(row["link"]) == (day["day_state"] == "run")
        if day["day_state"] == "run" and day["distance_km"] is not None:
            assert row["done"].startswith(EN.distance(day["distance_km"]))
        nrs = "–" if day["pain_nrs"] is None else str(day["pain_nrs"])
        assert nrs == row["score"].split(",")[0]


@pytest.mark.parametrize("runner", [*RUNNERS, "ten years"])
def test_a_pressed_cell_finds_its_day(runner: str) -> None:
    """From the day of a quarter's upper left cell a script counts to the day of every cell."""
    days = marts_of(runner)["fct_calendar"].sort("local_date").to_dicts()
    quarters = calendar_section(marts_of(runner), EN)["quarters"]
    columns = [
        quarter["first"] + timedelta(7 * column)
        for quarter in quarters
        for column in range(quarter["width"] // PITCH)
    ]

    for day in days:
        begin = columns[day["week_index"] - days[0]["week_index"]]
        assert begin + timedelta(day["weekday_index"]) == day["local_date"]


def test_a_diary_older_than_the_runs_has_a_picture(tmp_path: Path) -> None:
    """Months of which nothing is known are empty weeks between what is known."""
    section = section_of("early diary", "en", tmp_path, "calendar")

    marks = [bool(svg.xpath(".//path | ./text")) for svg in section.xpath(".//svg")]
    assert [True, False, True] == marks


def test_every_day_heads_its_row(tmp_path: Path) -> None:
    """Who has the table read aloud hears of which day a distance or a score is."""
    section = section_of("early diary", "en", tmp_path, "calendar")
    heads = section.xpath(".//*[@class='days']//tbody/tr/th[@scope='row']")

    assert marts_of("early diary")["fct_calendar"].height == len(heads)


def test_without_a_day_there_is_no_picture(tmp_path: Path) -> None:
    """An empty calendar is a sentence, not a grid of nothing."""
    section = section_of("nobody", "en", tmp_path, "calendar")

    assert not section.xpath(".//svg | .//table")
    assert "each session and each entry fills its day" in section.text_content()


@pytest.mark.parametrize("runner", YOUNG)
def test_a_young_page_says_what_comes_when(runner: str, tmp_path: Path) -> None:
    """Until load can be judged there is a list of what comes, with what is there already."""
    section = section_of(runner, "en", tmp_path, "first-weeks")

    assert section.xpath(".//li[.//svg]")
    assert bool(section.xpath(".//ol")) == (runner in ("nobody", "pain only"))


@pytest.mark.parametrize("runner", ["spiky", "steady", "painless", "silent", "ten years"])
def test_a_page_with_history_has_no_such_list(runner: str) -> None:
    """Thirty known days are the end of the first weeks, whatever else is missing."""
    assert not first_weeks_section(marts_of(runner), EN)["is_shown"]


@pytest.mark.parametrize(
    ("runner", "is_folded"), [("nobody", True), ("three days", True), ("27 days", False)]
)
def test_the_first_week_folds_what_would_be_empty(
    runner: str, is_folded: bool, tmp_path: Path
) -> None:
    """Charts of three days stand behind one line; nothing is lost, and runs stay outside."""
    path = tmp_path / "page.html"
    write_page(marts_of(runner), language="en", path=path, made_at=MADE_AT)
    tree = html.fromstring(path.read_text("utf-8"))
    folded = tree.xpath("//details[@class='fold']//section/@aria-labelledby")

    expected = {"balance", "built-up", "weeks", "longest", "pain", "association"}
    assert is_folded == (expected <= set(folded))
    assert not {"status", "why", "week", "calendar", "habits", "quality"} & set(folded)
    assert expected <= set(tree.xpath("//section/@aria-labelledby"))


def test_steps_come_one_by_one_and_stay() -> None:
    """Day by day more is there, never less; load comes with the thirtieth day."""
    before: set[str] = set()
    for count in (1, 7, 20, 28, 29):
        made = beginner(count)
        made.pain = mild_pain(days_until(TODAY, count), rate=1.0)
        steps = first_weeks_section(marts(made), EN)["steps"]
        there = {step["step"] for step in steps if step["is_there"]}
        assert before <= there
        assert all(step["share"] == "100%" for step in steps if step["is_there"])
        before = there
    assert ["load", "association"] == [step["step"] for step in steps if not step["is_there"]]


def test_who_sent_nothing_reads_how_to_begin() -> None:
    """Two steps with their commands, each gone once it was taken."""
    assert ["backstride run", "backstride log 0 --athlete finn"] == [
        command for _, command in first_weeks_section(marts_of("nobody"), EN)["starts"]
    ]
    assert [] == first_weeks_section(marts_of("three days"), EN)["starts"]


def returned() -> Made:
    """Return a runner of years ago who has run again for a few weeks, and then fell silent."""
    first = TODAY - timedelta(days=900)
    km = {first: 8.0} | steady_km(days_until(TODAY - timedelta(days=30), 16))
    return Made(name="lou", km=km)


def test_who_ran_years_ago_is_no_beginner() -> None:
    """Few known days in a long history are no good start, and what is to come is no news."""
    frames = marts(returned())

    assert frames["dim_athletes"]["known_days"].item() < 30
    assert not first_weeks_section(frames, EN)["is_shown"]


def test_days_enough_but_not_the_right_ones_fill_no_bar() -> None:
    """Twenty known days and two unknown weeks: the last seven are asked for, not 20 of 7."""
    days = days_until(TODAY, 34)
    made = Made(name="mia", km=steady_km(days[:20]), marks=[mark("unknown", days[20], TODAY)])
    steps = {step["step"]: step for step in first_weeks_section(marts(made), EN)["steps"]}

    assert ("once the last 7 days are known", "0%") == (
        steps["week"]["told"],
        steps["week"]["share"],
    )
    assert steps["month"]["told"].startswith("needs 28 known days; so far 2")
    assert steps["load"]["told"].startswith("needs 30 known days and 3 runs in 30 days; so far 2")
