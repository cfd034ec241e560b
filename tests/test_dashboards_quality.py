"""Claims about the last section: what is missing, doubted, merged or corrected."""

import re
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from dashboards.i18n import Language, translator
from dashboards.page import write_page
from dashboards.sections.quality import quality_section
from dashboards.tables import Table
from dashboards.wording.doubts import gap_told, match_sentence, suspect_sentence
from dashboards.wording.files import quality_sentence
from dashboards.wording.sports import sport_name, sport_told
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE

EN = translator("en")


def tables(runner: str = "doubted") -> dict[str, Table]:
    """Return the folded tables of a runner by their caption."""
    return {table.caption: table for table in quality_section(marts_of(runner), EN)["details"]}


def lines(runner: str = "doubted") -> dict[str, tuple[str, str]]:
    """Return the value and the note of each line by its name."""
    section = quality_section(marts_of(runner), EN)
    return {line["name"]: (line["value"], line["note"]) for line in section["lines"]}


def texts(table: Table) -> list[list[str]]:
    """Return what a table says."""
    return [[cell.text for cell in row] for row in table.rows]


def page(folder: Path, language: Language = "en") -> html.HtmlElement:
    """Return the section on the page of the runner with doubts."""
    file = write_page(
        marts_of("doubted"), language=language, path=folder / "kim.html", made_at=MADE_AT
    )
    return html.fromstring(file.read_text("utf-8")).xpath("//section[@aria-labelledby='quality']")[
        0
    ]


def test_a_pair_in_doubt_comes_with_both_answers() -> None:
    """Two files that may be one run stand with when, how far, why, and a command either way."""
    (row,) = texts(tables()["Possibly the same run twice"])

    assert row == [
        "18 Nov 2026",
        f"{SCRIPT_NOTE}.gpx: 09:00, 9.0\u00a0km",
        "evening.fit: 09:00, 9.0\u00a0km",
        "The same run by length and duration, 2\u00a0h apart: one clock may have been wrong.",
        "backstride same cccc3333 dddd4444",
        "backstride apart cccc3333 dddd4444",
    ]
    assert ("1", "Both count until you say that they are one run.") == lines()[
        "Possibly the same run twice"
    ]


def test_merged_files_are_named() -> None:
    """Two files of one run count once, and the page says which and how to part them."""
    (row,) = texts(tables()["Files told as one run"])

    assert ["morning.fit: 09:00, 8.0\u00a0km", "morning.gpx: 09:00, 7.9\u00a0km"] == row[1:3]
    assert "backstride apart aaaa1111 bbbb2222" == row[-1]
    assert ("1", "2 recordings tell of them; each run counts once.") == lines()[
        "Runs told by several files"
    ]


def test_suspects_come_with_what_was_found_and_commands() -> None:
    """A ride, a drive home and an ultra are asked about, each with what was found."""
    found = [row[2:] for row in texts(tables()["Sessions to check"])]

    assert [row[1] for row in found] == [
        "13.0 min faster than 25\u00a0km/h; from 2 min on it is asked about",
        "the last 6.2\u00a0km faster than 25\u00a0km/h, as in a car",
        "27\u00a0h; from 24\u00a0h on it is asked about",
        "104.0\u00a0km; from 100\u00a0km on it is asked about",
    ]
    assert 'backstride exclude eeee5555 --reason "..."' == found[0][2]
    assert "backstride edit eeee5555 --distance ..." == found[0][3]
    assert ("3", "They count as recorded until you say otherwise.") == lines()["Sessions to check"]


def test_corrections_say_what_was_before() -> None:
    """Every word of the runner is listed with what the file says, and how to take it back."""
    corrected = tables()["Corrected by you"]
    said = {(row[0], row[1]): row[2:] for row in texts(corrected)}

    assert said["9 Oct 2026", "corrected"][1] == (
        "12.0\u00a0km instead of 21.0\u00a0km; effort 5 of 10"
    )
    assert said["20 Oct 2026", "corrected"][1:] == ["moved to 20 Oct 2026", "a day later"]
    assert said["4 Oct 2026", "taken out"][2] == SCRIPT_NOTE
    assert said["20 Oct 2026", "added"][0] == "Forgot the watch, 5.0\u00a0km"
    assert said["11 Nov 2026 – 14 Nov 2026", "marked ill"][2] == SCRIPT_NOTE
    assert ("3 Nov 2026", "told as two") in said
    assert "backstride undo --athlete kim" == corrected.note_command


def test_what_was_taken_out_counts_nowhere() -> None:
    """The longest run was the dog's: it is listed, and in no day's kilometres."""
    marts = marts_of("doubted")
    day = marts["fct_sessions"].filter("is_excluded")["local_date"].item()
    counted = marts["int_daily_load"].filter(load_measure="distance_km", local_date=day)

    others = marts["fct_sessions"].filter(~pl.col("is_excluded"), local_date=day)
    assert counted["daily_load"].item() == others["distance_m"].sum() / 1000
    assert lines()["Corrected by you"] == (
        "8",
        "One session taken out: it counts nowhere on this page.",
    )


def test_days_are_counted_by_kind() -> None:
    """Each day of the last eight weeks is a run, other sport, rest or unknown, once."""
    value, note = lines()["Last 8 weeks"]
    numbers = [int(number) for number in re.findall(r"\d+", note)]

    assert (value, 56) == ("56 days", sum(numbers))
    counts = {row[0]: int(row[1]) for row in texts(tables()["Days by kind"])}
    assert (counts["among them marked ill"], counts["among them marked injured"]) == (4, 2)


def test_a_marked_day_with_a_run_is_a_run_day() -> None:
    """Who marks days unknown and finds a recording among them keeps the run."""
    days = marts_of("doubted")["fct_days"]

    assert [] == days.filter(day_state="run").filter(~pl.col("unknown_because").is_null()).rows()


def test_thousands_of_other_files_are_a_few_rows() -> None:
    """A watch's memory holds 1500 files that are no run: one row a kind, with some names."""
    ignored = tables()["Files without an activity"]

    assert texts(ignored)[0] == [
        "Not an activity (monitoring); nothing to load.",
        "1,500",
        "GARMIN/Monitor/0000.FIT, GARMIN/Monitor/0001.FIT, GARMIN/Monitor/0002.FIT and 1,497 more",
    ]
    assert (2, 1503) == (len(ignored.rows), ignored.size)
    known = tables()["Files known already"]
    assert (40, ["Older than a later version of it.", "2", "cut.zip"]) == (
        known.size,
        texts(known)[1],
    )


def test_tables_of_reasons_are_lists_on_a_phone() -> None:
    """A reason needs the width of the screen: beside a file's name it would be eight lines."""
    refused = tables("spiky")

    assert refused["Refused files"].is_stacked
    assert refused["Refused diary rows"].is_stacked
    assert all(table.is_stacked for table in tables().values() if "Files" in table.headers)


def test_harmless_oddities_say_so() -> None:
    """What was odd about a file but cost nothing says that nothing was lost."""
    (row,) = texts(tables()["Loaded with a remark"])

    assert row[0].count("nothing was lost") == 2
    assert row[1] == "6"


def test_an_assumed_sport_is_told_with_its_session() -> None:
    """Several sessions of one file can be told apart by name and length."""
    (row,) = texts(tables()["Sessions whose sport was assumed"])

    assert row[1:] == [
        "running",
        "11.0",
        "To work",
        "1b1b8888.fit",
        "backstride edit 1b1b8888 --sport ...",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_commands_and_own_words_are_not_translated(tmp_path: Path, language: Language) -> None:
    """No machine translates a command, a file's name or a note; none of them becomes markup."""
    section = page(tmp_path, language)
    kept = section.xpath(".//*[@translate='no']")

    assert [] == section.xpath(".//img")
    assert SCRIPT_NOTE in [element.text for element in kept]
    commands = section.xpath(".//code[@translate='no']/text()")
    assert "backstride same cccc3333 dddd4444" in commands


def test_a_steady_runner_sees_no_doubts() -> None:
    """Where nothing is odd, nothing is listed but the days."""
    assert ["Days by kind"] == list(tables("steady"))


def test_why_two_recordings_may_be_one() -> None:
    """Each rule is told in words, also where a file has no times or no clock agrees."""
    facts = {"verdict": "possible", "start_gap_s": 20_700.0, "overlap_share": None}
    codes = ("shifted", "overlap", "start_and_overlap", "overruled")

    assert [match_sentence(facts | {"because": code}, EN) for code in codes] == [
        "The same run by length and duration, 5.75\u00a0h apart: one clock may have been wrong.",
        "They begin together, but are too different to be sure.",
        "They begin together and are about as long.",
        "You said that they are one run, but something else you said bars it.",
    ]


@pytest.mark.parametrize(
    ("gap_s", "told"), [(0, "0 min"), (5400, "1.5\u00a0h"), (90_000, "one day"), (3e6, "35 days")]
)
def test_a_gap_is_told_in_its_own_size(gap_s: float, told: str) -> None:
    """Minutes, hours or days, whichever one would say."""
    assert told == gap_told(gap_s, EN)


def test_a_sport_is_told_with_its_kind() -> None:
    """FIT's words become words of the language; what nobody has put in words stays FIT's."""
    assert "training (strength)" == sport_told("training", "strength_training", EN)
    assert "running" == sport_told("running", "generic", EN)
    assert "cycling (gravel cycling)" == sport_told("cycling", "gravel_cycling", EN)


@pytest.mark.parametrize("code", ["because", "reason", "quality"])
def test_a_code_nobody_knows_is_told_as_it_is(code: str) -> None:
    """A newer warehouse on an older page is readable, if not pretty."""
    match = {"because": "because", "verdict": "same", "start_gap_s": None, "overlap_share": None}
    told = {
        "because": match_sentence(match, EN),
        "reason": suspect_sentence("reason", EN),
        "quality": quality_sentence("quality", EN),
    }

    assert code == told[code]
    assert sport_name("ice_skating", EN) == "ice skating"


@pytest.mark.parametrize(("runner", "tone"), [("silent", "careful"), ("steady", "ok")])
def test_unknown_weeks_are_not_fine(runner: str, tone: str) -> None:
    """Of weeks nobody knows anything about it is not said that they are in order."""
    found = quality_section(marts_of(runner), EN)["lines"]

    assert [tone] == [line["tone"] for line in found if line["name"] == "Last 8 weeks"]
