"""What the page tells of shoes: kilometres against limits, and new pairs beside the pain."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dashboards.figures.pain import PainRows, pain_figure
from dashboards.i18n import LANGUAGES, translator
from dashboards.page import write_page
from dashboards.sections.pain import pain_rows, pain_section
from dashboards.sections.shoes import new_pairs, shoes_section
from dashboards.wording import shoes as wording
from tests.dashboards_data import marts, marts_of
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, Made, days_until, mild_pain
from tests.test_dashboards_page import CLAIMS, FORBIDDEN

EN = translator("en")
HOSTILE = f"{SCRIPT_NOTE}%{{x}} {'w' * 50}"


def pair(name: str, days_ago: int, action: str = "start", **more: Any) -> dict[str, Any]:
    """Return a row of `raw_shoes`, said on its day."""
    day = TODAY - timedelta(days_ago)
    return {
        "action": action,
        "shoe": name,
        "on_date": day,
        "written_at": datetime.combine(day, time(9), UTC),
        **more,
    }


def runner(*pairs: dict[str, Any], km: float = 10.0, count: int = 40) -> Made:
    """Return somebody who runs every day, with a diary and these pairs."""
    days = days_until(TODAY, count)
    made = Made(name="kim", km=dict.fromkeys(days, km), pain=mild_pain(days))
    made.more["shoes"] = list(pairs)
    return made


@pytest.fixture(scope="module")
def worn() -> dict[str, Any]:
    """Return the marts of a runner with a retired, a worn out and a hostile pair."""
    return marts(
        runner(
            pair("Old", 39, km_before=500.0),
            pair("Old", 20, "stop"),
            pair("Ghost", 19, limit_km=90.0, cushioning="high"),
            pair(HOSTILE, 9),
        )
    )


def test_only_pairs_in_use_have_a_box_and_all_stand_in_the_table(worn: dict[str, Any]) -> None:
    """A retired pair is history; the newest comes first."""
    section = shoes_section(worn, EN)

    assert [HOSTILE, "Ghost"] == [one["name"] for one in section["pairs"]]
    assert [HOSTILE, "Ghost", "Old"] == [row[0].text for row in section["table"].rows]
    assert all(row[0].is_typed for row in section["table"].rows)
    assert section["answer"].startswith("1 pair you run in has reached its limit. ")
    assert section["answer"].endswith("--retire --athlete kim")


def test_a_box_tells_kilometres_limit_state_and_cushioning(worn: dict[str, Any]) -> None:
    """100 km of 90: the bar is full, its mark stands at nine tenths of the way."""
    _, ghost = shoes_section(worn, EN)["pairs"]

    told = {name: ghost[name] for name in ("km", "limit", "word", "cushioning", "tone")}
    assert {
        "km": "100\u00a0km",
        "limit": "own limit 90\u00a0km",
        "word": "Limit reached",
        "cushioning": "high",
        "tone": "careful",
    } == told
    assert {"km": "100.0%", "limit_from": "81.0%", "limit_to": "90.0%"} == ghost["bar"]
    assert "Since 3 Nov 2026, 10 runs." == ghost["in_use"]


def test_runs_of_which_no_pair_is_known_are_told() -> None:
    """Ten of 28 days before the first pair: nobody guesses in what."""
    section = shoes_section(marts(runner(pair("Ghost", 17))), EN)

    assert "For 10 of 28 runs of the last 28 days no pair is known." == section["unknown"]


@pytest.mark.parametrize("name", ["steady", "nobody", "pain only", "silent"])
def test_without_a_pair_the_section_says_how_to_tell_of_one(name: str) -> None:
    """Nothing is drawn, nothing is held against the runner."""
    section = shoes_section(marts_of(name), EN)

    assert "No pair of shoes is known yet" in section["answer"]
    assert ([], None, "") == (section["pairs"], section["table"], section["unknown"])
    assert section["command"].startswith("backstride shoe NAME --from DATE")


def state(name: str, *, is_worn: bool = True) -> dict[str, Any]:
    """Return as much of a row of `fct_shoes` as the answer needs."""
    return {"athlete_id": "me", "shoe_state": name, "is_worn": is_worn}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([state("over"), state("over"), state("due")], "2 pairs you run in have reached"),
        ([state("due"), state("ok")], "1 pair you run in comes near"),
        ([state("ok"), state("over", is_worn=False)], "No pair you run in has come near"),
        ([state("retired", is_worn=False)], "No pair is in use at present."),
    ],
)
def test_the_answer_names_the_most_worn_pair_in_use(
    rows: list[dict[str, Any]], expected: str
) -> None:
    """What rests in the cupboard is not counted."""
    assert wording.answer(rows, EN).startswith(expected)


# ---------- beside the pain


def test_a_new_pair_is_a_mark_on_the_chart_of_pain(worn: dict[str, Any]) -> None:
    """On the day it was put on, with its name; tags in a name stay letters."""
    rows = pain_rows(worn)
    (trace,) = [each for each in pain_figure(rows, EN).data if each.name == "New pair of shoes"]

    days = [TODAY - timedelta(back) for back in (39, 19, 9)]
    assert [str(day) for day in days] == list(trace.x)
    assert ("Old", "Ghost") == trace.text[:2]
    assert "<" not in trace.text[2]
    assert HOSTILE not in trace.hovertemplate
    section = pain_section(worn, EN)
    assert section["shows"]["shoes"]
    at = section["table"].headers.index("New shoes")
    named = {row[0].text: row[at] for row in section["table"].rows if row[at].text != "–"}
    assert {EN.date(days[0]): "Old", EN.date(days[1]): "Ghost", EN.date(days[2]): HOSTILE} == {
        day: cell.text for day, cell in named.items()
    }
    assert all(cell.is_typed for cell in named.values())


def test_a_pair_that_is_as_old_as_the_files_was_not_new_on_their_first_day() -> None:
    """Of an account's list nobody knows when its first pair was bought; of the second one does."""
    days = days_until(TODAY, 20)
    gear = {day: "First" if day < days[10] else "Second" for day in days}
    frames = marts(of_a_list(gear))

    assert ["Second"] == new_pairs(frames)["name"].to_list()
    assert [days[10]] == new_pairs(frames)["started_on"].to_list()
    assert {"First", "Second"} == set(frames["fct_shoes"]["name"])


def of_a_list(gear: dict[date, str]) -> Made:
    """Return a runner whose account lists a pair for each day's run."""
    made = Made(name="lou")
    for number, (day, name) in enumerate(gear.items()):
        sha256 = f"{number:064d}"
        made.files.append(
            {
                "sha256": sha256,
                "content_sha256": sha256,
                "name": f"{number}.gpx",
                "kind": "gpx",
                "status": "loaded",
                "quality": [],
                "bytes": 1,
                "imported_at": MADE_AT,
            }
        )
        listed = {"file_name": f"{number}.gpx", "folder": "", "line": number, "gear": name}
        made.more.setdefault("listed", []).append({**listed, "imported_at": MADE_AT})
        made.more.setdefault("sessions", []).append(
            {
                "session_id": f"lou-{number}",
                "sha256": sha256,
                "session_index": 0,
                "sport": "running",
                "started_at": datetime.combine(day, time(8), UTC),
                "utc_offset_s": 3600,
                "distance_m": 8000.0,
                "timer_s": 2880.0,
            }
        )
    return made


def test_without_new_shoes_nothing_is_drawn() -> None:
    """Neither mark nor key nor column."""
    section = pain_section(marts_of("steady"), EN)

    assert not section["shows"]["shoes"]
    assert "New shoes" not in section["table"].headers
    figure = pain_figure(PainRows(until=TODAY, seen_on=(TODAY,)), EN)
    assert ["Seen by a doctor"] == [trace.name for trace in figure.data]


# ---------- on the page


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_pairs_stay_text_and_untranslated(
    tmp_path: Path, worn: dict[str, Any], language: Any
) -> None:
    """However hostile a name is, it is shown as typed and runs nothing; nothing is overclaimed."""
    path = write_page(worn, language=language, path=tmp_path / "kim.html", made_at=MADE_AT)
    page = html.fromstring(path.read_text("utf-8"))
    (section,) = page.xpath("//section[@aria-labelledby='shoes']")

    assert [] == page.xpath("//img")
    assert [HOSTILE, "Ghost"] == section.xpath(".//h3[@translate='no']/text()")
    assert {"no"} == set(section.xpath(f".//*[contains(text(), '{'w' * 50}')]/@translate"))
    text = section.text_content().lower()
    assert not any(word in text for word in (*FORBIDDEN, *CLAIMS))
    assert "D)" in section.text_content()


def test_the_shoes_stand_between_the_programme_and_what_is_missing(
    tmp_path: Path, worn: dict[str, Any]
) -> None:
    """The order of the page."""
    path = write_page(worn, language="en", path=tmp_path / "kim.html", made_at=MADE_AT)
    titles = html.fromstring(path.read_text("utf-8")).xpath("//main//h2/@id")

    assert titles.index("programme") < titles.index("shoes") < titles.index("quality")
