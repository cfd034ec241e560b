"""The sheet for the physio: what stands on it, and that it stands on two pages."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from dashboards import physio
from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.page import page_content
from dashboards.physio import write_physio
from dashboards.sections.physio import physio_section
from dashboards.sections.physio_glance import glance
from dashboards.sections.physio_picture import physio_picture
from dashboards.sections.physio_tables import shortened
from dashboards.sections.physio_weeks import days_so_far, mondays
from pipeline.models import run_model
from pipeline.red_flags import SIGNS
from tests.dashboards_data import RUNNERS, marts, marts_of, steady
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, mark
from tests.physio_made import PAST, crowded
from tests.test_dashboards_page import CLAIMS, FORBIDDEN, visible_text

EN = translator("en")
LARGEST = 40_000
EACH_SHEET = [
    pytest.param(runner, language, id=f"{runner}-{language}")
    for runner in RUNNERS
    for language in LANGUAGES
]


@pytest.fixture(scope="module")
def full() -> dict[str, pl.DataFrame]:
    """Return the marts of a runner of whom too much is known."""
    return marts(crowded())


def sheet(frames: dict[str, pl.DataFrame], folder: Path, language: Language = "en") -> str:
    """Write a sheet and return it."""
    path = folder / ("max.physio.html" if language == "en" else f"max.physio.{language}.html")
    write_physio(frames, language=language, path=path, made_at=MADE_AT, page="max.html")
    return path.read_text("utf-8")


# ---------- every runner


@pytest.mark.parametrize(("runner", "language"), EACH_SHEET)
def test_every_runner_has_a_sheet(tmp_path: Path, runner: str, language: Language) -> None:
    """Whatever is known, the sheet is well built, small, and claims nothing nobody knows."""
    page = sheet(marts_of(runner), tmp_path, language)
    tree, said = html.fromstring(page), visible_text(page)

    assert len(page.encode()) < LARGEST
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//div[contains(@class, 'sheet')]")) == 2
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [] == [word for word in (*FORBIDDEN, *CLAIMS) if word in said.lower()]
    assert "None " not in said.replace("None is open", "")
    assert "nan" not in said.split()


def test_the_sheet_needs_no_script_and_fetches_nothing(tmp_path: Path) -> None:
    """It carries no script, allows none, and names no address but the pages beside it."""
    tree = html.fromstring(sheet(marts_of("spiky"), tmp_path))

    assert [] == tree.xpath("//script | //link | //*[@src]")
    assert "script-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    assert {"#main", "max.html", "max.physio.de.html"} == set(tree.xpath("//a/@href"))
    assert "url(" not in "".join(tree.xpath("//style/text()"))


def test_the_listed_marts_are_enough(tmp_path: Path) -> None:
    """What a sheet says comes from `MARTS` alone."""
    frames = marts_of("spiky")
    listed = {name: frames[name] for name in physio.MARTS}

    assert sheet(frames, tmp_path) == sheet(listed, tmp_path)


# ---------- too much to tell


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_open_sign_is_ever_left_out(
    full: dict[str, pl.DataFrame], tmp_path: Path, language: Language
) -> None:
    """However many warning signs are open, each stands there with its date and urgency."""
    section = physio_section(full, translator(language))
    told = [sign for group in section["signs"]["open"] for sign in group["signs"]]
    said = visible_text(sheet(full, tmp_path, language))

    still_open = full["fct_red_flags"].filter("is_open")
    assert still_open.height == len(told) >= len(SIGNS)
    assert [] == [sign for sign in told if sign not in said]
    assert ["112" in group["urgency"] for group in section["signs"]["open"]] == [True, False]


def test_past_signs_tell_who_looked_and_how_soon_it_was(full: dict[str, pl.DataFrame]) -> None:
    """A sign a doctor has looked at keeps its urgency; of many the newest are shown.

    With many open, which come first, it is the newest alone.
    """
    closed = full["fct_red_flags"].filter(~pl.col("is_open"))
    signs = physio_section(full | {"fct_red_flags": closed}, EN)["signs"]
    beside_open = physio_section(full, EN)["signs"]

    seen = EN.date(PAST + timedelta(9))
    assert 3 == len(signs["past"])
    assert beside_open["past"] == signs["past"][:1]
    assert all(f"seen by a doctor on {seen}" in sign for sign in signs["past"])
    assert any("(at once)" in sign or "(within days)" in sign for sign in signs["past"])
    assert signs["more"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_stay_words(
    full: dict[str, pl.DataFrame], tmp_path: Path, language: Language
) -> None:
    """Notes, painkillers, shoes and activities are text nobody translates, and are cut."""
    page = sheet(full, tmp_path, language)
    tree = html.fromstring(page)
    typed = [element.text_content() for element in tree.xpath("//*[@translate='no']")]

    assert SCRIPT_NOTE not in page
    assert [] == tree.xpath("//img | //*[@onerror]")
    assert any(SCRIPT_NOTE in text for text in typed)
    assert len(typed) == 1 + 6 + 2 + 3 + 5  # name, notes, painkillers, shoes, activities
    assert max(len(text) for text in typed) <= 140


def test_words_are_cut_with_a_sign() -> None:
    """A cut is seen, and line breaks of a user do not make more lines."""
    assert shortened("a\n b\tc") == "a b c"
    assert shortened("x" * 100, 10) == "x" * 9 + "…"


# ---------- numbers


def test_weeks_are_twelve_and_end_today(full: dict[str, pl.DataFrame]) -> None:
    """Twelve Mondays, the last one this week's; the days count from the first data on."""
    weeks = mondays(TODAY)

    assert 12 == len(weeks)
    assert weeks[-1] <= TODAY < weeks[-1] + timedelta(7)
    assert (weeks[0], TODAY) == (days_so_far(full)[0], days_so_far(full)[-1])
    assert 3 == len(days_so_far(marts_of("three days")))
    assert 12 == len(physio_section(full, EN)["weeks"].rows)


def test_a_week_with_two_entries_has_no_median() -> None:
    """A single log shows no change: below 3 days of a week there is no median, and no line."""
    pain = marts_of("spiky")["fct_pain_days"].filter(body_site="low_back")
    weeks = run_model("fct_pain_weeks", fct_pain_days=pain)
    few = weeks.filter(pl.col("logged_days") < 3)
    many = weeks.filter(pl.col("logged_days") >= 3)

    assert few.height > 0 < many.height
    assert few["median_nrs"].is_null().all()
    week = many.row(0, named=True)
    start = week["week_start"]
    scores = pain.filter(pl.col("local_date").is_between(start, start + timedelta(6)))["pain_nrs"]
    assert scores.median() == week["median_nrs"]


def test_every_day_is_a_mark_or_a_gap() -> None:
    """Each day with an entry is one mark; each other day lies in a span without an entry."""
    frames = marts_of("spiky")
    picture = physio_picture(frames, EN)
    days = days_so_far(frames)
    a_day = (100 - picture["left"]) / 84
    empty = round(sum(gap["width"] for gap in picture["gaps"]) / a_day)

    assert len(days) == len(picture["pain"]["marks"]) + empty
    assert 12 == len(picture["load"]["bars"])
    assert not picture["load"]["bars"][-1]["is_complete"] or TODAY.weekday() == 6


def test_painkillers_are_hollow_and_counted(full: dict[str, pl.DataFrame]) -> None:
    """A score of a day with a painkiller is hollow; the table counts such days by name."""
    section = physio_section(full, EN)
    hollow = [one for one in section["picture"]["pain"]["marks"] if one["is_hollow"]]

    assert len(hollow) == 28
    assert f"with a painkiller: {len(hollow)}." in section["pain"]


def test_painkillers_are_told_of_half_a_year_by_week(full: dict[str, pl.DataFrame]) -> None:
    """The span is named; each of 26 weeks has its days, and names have theirs in all of them."""
    taken = physio_section(full, EN)["painkillers"]
    first = mondays(TODAY, 26)[0]
    days = full["fct_pain_days"].filter(pl.col("local_date") >= first, body_site="low_back")
    medicated = days.filter("is_medicated").height
    weeks = taken["picture"]["weeks"]

    assert taken["told"] == (
        f"On {medicated} of {days.height} days with an entry; newest: {EN.date(TODAY)}."
    )
    assert 26 == len(weeks)
    assert medicated == sum(int(week["number"] or 0) for week in weeks)
    assert medicated == sum(int(row[1].text) for row in taken["table"].rows)
    assert "26" in taken["table"].caption


def test_a_week_without_an_entry_is_no_week_without_a_painkiller() -> None:
    """It is marked apart; who never took one has neither picture nor table."""
    made = crowded(420)
    made.more["diary"] = [row for row in made.more["diary"] if row["local_date"] < PAST]
    last_year = physio_section(marts(made), EN)["painkillers"]
    none = physio_section(marts_of("steady"), EN)["painkillers"]

    assert last_year["told"] == "No entry about the back: what was taken is not known."
    assert none["told"].startswith("No painkiller is named on the ")
    assert (none["picture"], none["table"], last_year["table"]) == (None, None, None)


def test_the_first_minute_has_its_numbers(full: dict[str, pl.DataFrame]) -> None:
    """Six boxes: pain now and at worst, painkillers, last full week, programme, capability."""
    told = {one["name"]: (one["number"], one["note"]) for one in glance(full, EN)}
    week = (
        full["fct_weekly_load"]
        .filter(load_measure="distance_km", week_start=mondays(TODAY)[-2])
        .row(0, named=True)
    )

    assert told["Newest pain"] == ("8 of 10", EN.date(TODAY))
    assert told["Highest score"] == ("8 of 10", "in 12 weeks; 84 of 84 days logged")
    assert told["Last full week"][0] == EN.distance(week["weekly_load"])
    assert told["Strength programme"][0] == "ended"
    assert told["Running capability"][0] == "6.0 of 10"
    assert 6 == len(told)


def test_numbers_nobody_knows_are_dashes() -> None:
    """Who has told nothing has no 0 in any box; a silent runner's last week is not one of 0 km."""
    nothing = glance(marts_of("nobody"), EN)
    silent = {one["name"]: one["number"] for one in glance(marts_of("silent"), EN)}

    assert {"–"} == {one["number"] for one in nothing}
    assert ("2 of 10", "–") == (silent["Newest pain"], silent["Last full week"])


@pytest.mark.parametrize(
    ("runner", "told"),
    [
        ("steady", ""),
        ("nobody", "There is no entry: whether there are warning signs is not known."),
        ("silent", "The diary has been silent since 23 Oct 2026"),
    ],
)
def test_a_silent_diary_names_no_sign_and_denies_none(runner: str, told: str) -> None:
    """Above the warning signs stands since when nobody has said anything."""
    silence = physio_section(marts_of(runner), EN)["silence"]

    assert silence.startswith(told)
    assert bool(silence) == bool(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_lies_below_the_scale_of_pain(
    full: dict[str, pl.DataFrame], tmp_path: Path, language: Language
) -> None:
    """It has a strip of its own with its name, so that no line of pain can be taken for it."""
    page = html.fromstring(sheet(full, tmp_path, language))
    pain, *_ = page.xpath("//svg[contains(@class, 'strip')]")
    lane = page.xpath("//svg[contains(@class, 'lane')]")[0]

    assert [] == pain.xpath(".//*[@class='programme']")
    assert lane.xpath(".//*[@class='programme']")
    assert lane.xpath("string(text)") == lane.get("aria-label") != ""


def test_activities_are_named_with_first_and_newest_rating(
    full: dict[str, pl.DataFrame],
) -> None:
    """Each own activity is compared with its first rating; the mean comes last."""
    table = physio_section(full, EN)["capability"]
    newest = full["fct_run_capability"].filter(activity_number=2).sort("local_date").row(-1)
    told = dict(zip(full["fct_run_capability"].columns, newest, strict=True))

    assert 6 == len(table.rows)
    assert table.rows[1][0].text.startswith("0 Ww")
    assert table.rows[1][2].text == f"{told['rating']:.1f} ({EN.date(TODAY)})"
    assert told["change_since_first"] == told["rating"] - told["first_rating"]
    assert "Mean of the day" == table.rows[-1][0].text


def test_an_activity_without_a_name_keeps_its_number() -> None:
    """Ratings of an activity the settings do not name are told by its number."""
    made = crowded(60)
    made.settings["running_activities"] = ["hills"]
    table = physio_section(marts(made), EN)["capability"]

    assert ["hills", "Activity 2"] == [row[0].text for row in table.rows[:2]]


def test_what_nobody_asked_is_not_a_no(full: dict[str, pl.DataFrame]) -> None:
    """Lasting facts are yes, no, or not told."""
    told = dict(physio_section(full, EN)["lasting"])
    unasked = dict(physio_section(marts_of("steady"), EN)["lasting"])

    assert ("1950", "yes", "no") == (
        told["Year of birth"],
        told["Osteoporosis"],
        told["Long use of cortisone"],
    )
    assert {"not told"} == set(unasked.values())


def test_unlogged_and_unknown_days_are_counted() -> None:
    """Days without an entry and days nobody knows a run of are named."""
    made = steady()
    made.pain = {day: 1 for day in made.pain if day != TODAY}
    made.marks = [mark("unknown", TODAY - timedelta(5), TODAY - timedelta(3))]
    frames = marts(made)
    said = physio_section(frames, EN)["unknown"]
    logged = sum(day > TODAY - timedelta(len(days_so_far(frames))) for day in made.pain)
    days = len(days_so_far(frames))

    assert f"On {days - logged} of {days} days there is no entry about the back" in said[0]
    unknown = frames["fct_days"].filter(day_state="unknown").height
    assert unknown > 0
    assert f"not known whether there was a run: {unknown}." in said[1]


def test_the_longest_run_and_the_spikes_are_told() -> None:
    """The runs far beyond the month before stand there, and the longest of the weeks."""
    table = physio_section(marts_of("spiky"), EN)["runs"]

    assert "24.3" in [row[1].text for row in table.rows]
    assert len(table.rows) <= 8
    assert len(table.headers) == len(table.rows[0]) == 5


def test_a_short_table_says_what_it_leaves_out(full: dict[str, pl.DataFrame]) -> None:
    """Of ten runs far beyond the month before, the furthest stand there, and that is said."""
    section = physio_section(full, EN)
    runs = full["fct_sessions"].filter(pl.col("local_date") > TODAY - timedelta(182))
    longer = runs.filter(pl.col("spike_class").is_in(("small", "moderate", "large")))
    furthest = longer.sort("spike_ratio", descending=True)["spike_ratio"].head(7)

    assert section["longest"].startswith(f"{longer.height} runs of the last 6 months")
    assert "Shown are the 7 of them that went furthest beyond it" in section["runs"].note
    assert {f"{ratio:.2f}" for ratio in furthest} <= {row[3].text for row in section["runs"].rows}
    assert "Shown are all of them" in physio_section(marts_of("spiky"), EN)["runs"].note
    assert physio_section(marts_of("three days"), EN)["runs"].note == "Shown is the longest run."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_made_with_its_page_says_the_same(tmp_path: Path, language: Language) -> None:
    """What the page has told already is not told anew, and not told otherwise."""
    frames = marts_of("spiky")
    alone, beside = tmp_path / "a", tmp_path / "b"
    alone.mkdir()
    beside.mkdir()
    content = page_content(frames, language, MADE_AT)
    path = beside / f"max.physio{'' if language == 'en' else '.de'}.html"
    write_physio(
        frames, language=language, path=path, made_at=MADE_AT, page="max.html", content=content
    )

    assert sheet(frames, alone, language) == path.read_text("utf-8")
