"""Claims about the plan on the page: the slider looks up, the tables say the same."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import html

from dashboards import wording
from dashboards.bundle import packed
from dashboards.facts import Marts
from dashboards.i18n import DASH, LANGUAGES, Language, translator
from dashboards.page import write_page
from dashboards.sections.balance import balance_section
from dashboards.sections.plan import plan_section
from dashboards.wording.balance import usual_range
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT

EN = translator("en")
DE = translator("de")
CANDIDATES = {
    "athlete_id": pl.String,
    "kind": pl.String,
    "km": pl.Float64,
    "level": pl.String,
    "headline_family": pl.String,
    "is_allowed": pl.Boolean,
}
FLAGS = {
    "athlete_id": pl.String,
    "kind": pl.String,
    "km": pl.Float64,
    "family": pl.String,
    "level": pl.String,
    "cause": pl.String,
    "value": pl.Float64,
    "threshold": pl.Float64,
    "evidence": pl.String,
}


def candidate(km: float, level: str = "ok", family: str | None = None) -> dict[str, Any]:
    """Return a run of `fct_plan_candidates`; allowed as long as its status is steady."""
    return {
        "athlete_id": "ben",
        "kind": "run",
        "km": km,
        "level": level,
        "headline_family": family,
        "is_allowed": level == "ok",
    }


def raised(km: float, family: str = "F1", **facts: Any) -> dict[str, Any]:
    """Return a row of `fct_plan_flags`: a run of so many kilometres after one of 10."""
    common = {"level": "watch", "cause": "longest", "threshold": 1.1, "evidence": "B"}
    row = {"athlete_id": "ben", "kind": "run", "km": km, "family": family, "value": km / 10}
    return row | common | facts


def made_up(state: str = "ok", ceiling: float | None = 11.0) -> Marts:
    """Return a runner whose plan ends at 11 km: 11.5 and 12 are longer, 12.5 is too much."""
    plan = {
        "plan_state": state,
        "next_run_max_km": ceiling,
        "longest_30d_km": 10.0,
        "week_high_km": 30.0,
    }
    runs = [
        *(candidate(half / 2) for half in range(23)),
        candidate(11.5, "watch", "F1"),
        candidate(12.0, "watch", "F1"),
        candidate(12.5, "high", "F1"),
    ]
    flags = [
        *(raised(km) for km in (11.5, 12.0)),
        raised(12.5, level="high", threshold=2.0),
        raised(12.5, "F4", level="info", cause="uncoupled", threshold=1.5, evidence="X"),
    ]
    frames = {
        "fct_plan": marts_of("steady")["fct_plan"]
        .head(1)
        .with_columns(**{name: pl.lit(value) for name, value in plan.items()}),
        "fct_plan_candidates": pl.DataFrame(runs, schema=CANDIDATES),
        "fct_plan_flags": pl.DataFrame(flags, schema=FLAGS),
    }
    return {**marts_of("steady"), **frames}


def page(path: Path, frames: Marts, language: Language = "en") -> str:
    """Return a page without the plotly bundle."""
    file = path / f"page.{language}.html"
    write_page(frames, language=language, path=file, made_at=MADE_AT)
    return file.read_text("utf-8").replace(packed(), "")


def told(tried: dict[str, Any], at: int) -> tuple[str, str, str, list[str]]:
    """Look up what the slider shows, as the page's script does."""
    outcome = tried["outcomes"][tried["outcome"][at]]
    lines = [tried["lines"][line] for line in tried["added"][at]]
    return tried["km"][at], outcome["word"], outcome["verdict"], lines


# ---------- the slider


def test_the_slider_starts_at_the_ceiling() -> None:
    """What it shows first is the longest run within the plan, and that adds nothing."""
    tried = plan_section(made_up(), EN)["try_run"]

    first = told(tried, tried["start"])
    assert ("11.0\u00a0km", "Steady", "within the plan", ["Adds no signal."]) == first


def test_each_distance_tells_its_own_signals() -> None:
    """Beyond the plan each signal stands with value, limit and letter, the heaviest first."""
    tried = plan_section(made_up(), EN)["try_run"]

    assert told(tried, 23) == (
        "11.5\u00a0km",
        "Careful",
        "beyond the plan",
        ["Longest run: 1.15\u00a0×, limit 1.10\u00a0× (evidence B)"],
    )
    assert told(tried, 25) == (
        "12.5\u00a0km",
        "Too much, too soon",
        "beyond the plan",
        [
            "Longest run: 1.25\u00a0×, limit 2.00\u00a0× (evidence B)",
            (
                "Ratio of 7 days to the weeks before: 1.25\u00a0×, limit 1.50\u00a0× (evidence X), "
                "for information only"
            ),
        ],
    )


def test_no_run_is_a_rest_day() -> None:
    """The slider's left end is a day of rest, not 0.0 km."""
    assert "rest day" == told(plan_section(made_up(), EN)["try_run"], 0)[0]


def test_what_many_distances_share_is_stored_once() -> None:
    """26 distances need three outcomes, and a text that several share stands once."""
    tried = plan_section(made_up(), EN)["try_run"]

    assert (26, 26, 26) == tuple(len(tried[name]) for name in ("km", "outcome", "added"))
    assert 3 == len(tried["outcomes"])
    assert len(set(tried["lines"])) == len(tried["lines"]) == 5


def test_signals_of_today_are_not_the_runs_fault() -> None:
    """A run that adds nothing to a day with an open signal says that those stay."""
    frames = dict(made_up())
    frames["fct_plan_candidates"] = frames["fct_plan_candidates"].with_columns(
        level=pl.lit("watch"), headline_family=pl.lit("F2")
    )
    tried = plan_section(frames, EN)["try_run"]

    assert ["Adds no signal; those of today stay."] == told(tried, tried["start"])[3]


def test_a_quiet_distance_beyond_the_ceiling_is_not_in_the_plan() -> None:
    """Where a longer run would be quiet again the plan still ends at the first signal."""
    frames = dict(made_up(ceiling=11.0))
    is_twelve = pl.col("km") == 12.0
    frames["fct_plan_flags"] = frames["fct_plan_flags"].filter(~is_twelve)
    frames["fct_plan_candidates"] = frames["fct_plan_candidates"].with_columns(
        level=pl.when(is_twelve).then(pl.lit("ok")).otherwise("level"), is_allowed=is_twelve
    )

    assert told(plan_section(frames, EN)["try_run"], 24) == (
        "12.0\u00a0km",
        "Steady",
        "beyond the plan",
        ["Adds no signal itself, but less than that does."],
    )


@pytest.mark.parametrize(
    ("state", "ceiling"), [("too_little_history", None), ("ok", None), ("pain_first", 0.0)]
)
def test_without_a_ceiling_there_is_nothing_to_try(
    tmp_path: Path, state: str, ceiling: float | None
) -> None:
    """No slider and no table where no limit is known or the back comes first; words say why."""
    frames = made_up(state, ceiling)
    tree = html.fromstring(page(tmp_path, frames))

    assert plan_section(frames, EN)["try_run"] is None
    assert [] == tree.xpath("//input")
    assert [] == tree.xpath("//section[@aria-labelledby='week']//table")
    assert tree.xpath("//section[@aria-labelledby='week']//p[@class='muted']")[0].text


def test_the_page_carries_the_table_and_hides_the_slider(tmp_path: Path) -> None:
    """Without JavaScript the slider is hidden and labelled all the same; its data are JSON."""
    text = page(tmp_path, made_up())
    tree = html.fromstring(text)
    data = re.findall(r'id="chart-data">(.*?)</script>', text)[0]
    slider = tree.xpath("//input[@type='range']")[0]

    assert plan_section(made_up(), EN)["try_run"] == json.loads(data)["try_run"]
    assert tree.xpath("//div[@class='try']/@hidden")
    assert tree.xpath("//label/@for") == [slider.get("id")]
    assert ("0", "25", "22") == tuple(slider.get(name) for name in ("min", "max", "value"))
    assert tree.xpath("//div[@class='try']//*[@role='status']")


def test_a_page_without_charts_still_has_its_slider(tmp_path: Path) -> None:
    """Where nothing is drawn the slider's script runs, and plotly is not carried along."""
    empty = dict(made_up())
    for name in ("fct_training_load", "fct_weekly_load", "fct_pain_days", "fct_sessions"):
        empty[name] = empty[name].clear()
    file = write_page(empty, language="en", path=tmp_path / "p.html", made_at=MADE_AT)
    text = file.read_text("utf-8")

    assert 1 == len(re.findall(r"<script>", text))
    assert 1 == text.count("sha256-")
    assert '"figures":{}' in text
    assert 'id="plotly-packed"' not in text


def test_long_distances_keep_the_page_small() -> None:
    """Nobody's table is large: 220 km in half kilometres, each with three signals."""
    kilometres = [half / 2 for half in range(441)]
    frames = dict(made_up())
    frames["fct_plan_candidates"] = pl.DataFrame(
        [candidate(km, "high", "F1") for km in kilometres], schema=CANDIDATES
    )
    families = ("F1", "F2", "F4")
    flags = [raised(km, family) for km in kilometres[20:] for family in families]
    frames["fct_plan_flags"] = pl.DataFrame(flags, schema=FLAGS)

    assert len(json.dumps(plan_section(frames, DE)["try_run"])) < 150_000


# ---------- the same as a table


def test_distances_that_come_to_the_same_stand_in_one_row() -> None:
    """The table names ranges of distances with their status, and what they would add."""
    table = plan_section(made_up(), EN)["tried"][0]

    limit = "Longest run: limit {}\u00a0× (evidence B)"
    ratio = (
        "Ratio of 7 days to the weeks before: limit 1.50\u00a0× (evidence X), for information only"
    )
    assert [[cell.text for cell in row] for row in table.rows] == [
        [f"0{DASH}11\u00a0km", "✓ Steady", "within the plan", "none"],
        [f"11.5{DASH}12\u00a0km", "▲ Careful", "beyond the plan", limit.format("1.10")],
        [
            "12.5\u00a0km",
            "■ Too much, too soon",
            "beyond the plan",
            f"{limit.format('2.00')}; {ratio}",
        ],
    ]


def test_german_distances() -> None:
    """The German slider and table count with a comma."""
    section = plan_section(made_up(), DE)

    assert "11,5\u00a0km" in section["try_run"]["km"]
    assert f"11,5{DASH}12\u00a0km" == section["tried"][0].rows[1][0].text


@pytest.mark.parametrize("runner", ["steady", "spiky", "painless"])
def test_the_plan_and_its_slider_never_disagree(runner: str) -> None:
    """Whatever the models found: within the plan up to the ceiling, beyond it above."""
    frames = marts_of(runner)
    plan, tried = frames["fct_plan"].row(0, named=True), plan_section(frames, EN)["try_run"]
    if tried is None:
        assert plan["next_run_max_km"] is None or plan["plan_state"] == "pain_first"
        return
    runs = frames["fct_plan_candidates"].filter(kind="run").sort("km")
    verdicts = [told(tried, at)[2] for at in range(runs.height)]

    within = [km <= plan["next_run_max_km"] for km in runs["km"]]
    assert [verdict == "within the plan" for verdict in verdicts] == within
    assert tried["start"] == sum(within) - 1


# ---------- what sets the limits


@pytest.mark.parametrize("state", ["ok", "returning"])
def test_the_family_that_sets_a_limit_is_named(state: str) -> None:
    """Run and week each say which family of signals a longer one would meet first."""
    row = returning(
        plan_state=state,
        next_run_max_km=11.0,
        week_high_km=30.0,
        next_run_limited_by="F1",
        week_limited_by="F2",
    )

    assert wording.next_run_note(row, EN).endswith(" What sets the limit: Longest run.")
    assert wording.next_week_note(row, EN).endswith(
        " What sets the limit: Distance in 7 and 14 days."
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"plan_state": "pain_first", "next_run_limited_by": "F6", "week_limited_by": "F6"},
        {"plan_state": "ok", "next_run_limited_by": None, "week_limited_by": None},
        {"plan_state": "ok"},
    ],
    ids=["the back comes first", "nothing limits", "an older row"],
)
def test_without_a_limiting_family_none_is_named(facts: dict[str, Any]) -> None:
    """Where the back comes first, or no family is known, the notes stand alone."""
    row = returning(next_run_max_km=11.0, week_high_km=30.0, **facts)

    assert "What sets" not in wording.next_run_note(row, EN) + wording.next_week_note(row, EN)


def test_the_limits_are_what_adds_no_signal() -> None:
    """A signal of today may stay; the longest run within the plan adds none to it."""
    row = returning(plan_state="ok", next_run_max_km=11.0, week_high_km=30.0)

    assert wording.next_run_note(row, EN) == (
        "The longest that adds no signal. Your longest run of the last 30 days was 4.0\u00a0km."
    )
    told = wording.next_week_note(row, EN)
    assert "the most that adds no signal" in told
    assert "weekdays as in a middle one of your last four weeks" in told


# ---------- a return after a break


def returning(**facts: Any) -> dict[str, Any]:
    """Return a row of `fct_plan` of somebody in the weeks after a break."""
    row = {
        "plan_state": "returning",
        "next_run_max_km": None,
        "week_low_km": None,
        "week_high_km": None,
        "longest_30d_km": 4.0,
        "return_run_limit_km": 7.04,
        "return_week_limit_km": 17.5,
        "returned_on": date(2026, 11, 19),
        "days_off": 23,
    }
    return row | facts


def test_a_return_has_numbers() -> None:
    """After a break the plan says how far, how much a week, since when and after how long."""
    row = returning()

    assert "up to 7.0\u00a0km" == wording.next_run(row, EN)
    assert "up to 17.5\u00a0km" == wording.next_week(row, EN)
    note = wording.next_run_note(row, EN)
    assert note.startswith("Return on Thu 19 Nov after 23 days without a run. After a break:")
    assert "bis 7,0\u00a0km" == wording.next_run(row, DE)


def test_the_day_after_a_run_is_a_rest_day_in_a_return() -> None:
    """Two running days in a row are one too many after a break, whatever the run's limit."""
    assert "rest day" == wording.next_run(returning(next_run_max_km=0.0), EN)


def test_a_return_without_numbers_is_told_in_words() -> None:
    """Where nothing is known of the weeks before the break, the rule stands in words."""
    names = ("return_run_limit_km", "return_week_limit_km", "returned_on", "days_off")
    row = returning(**dict.fromkeys(names))

    assert ("short and easy", "a share of before") == (
        wording.next_run(row, EN),
        wording.next_week(row, EN),
    )
    assert wording.next_run_note(row, EN).startswith(
        "After a break: in the first week at most half"
    )


def test_too_little_history_names_the_longest_run() -> None:
    """Without a limit the runner reads what to stay near, and what is missing."""
    row = returning(plan_state="too_little_history")

    assert wording.next_run_note(row, EN) == (
        "No limit can be computed yet: it takes 30 days of known history and 3 runs in the last "
        "30. Stay near your longest run of the last 30 days, 4.0\u00a0km."
    )


# ---------- balance


@pytest.mark.parametrize("language", LANGUAGES)
def test_balance_describes_and_never_judges(tmp_path: Path, language: Language) -> None:
    """Each part of the last full week stands with its own usual range, and no word of alarm."""
    tree = html.fromstring(page(tmp_path, marts_of("spiky"), language))
    section = tree.xpath("//section[@aria-labelledby='balance']")[0]

    assert 3 == len(section.xpath(".//li"))
    assert 3 == len(section.xpath(".//svg[@aria-hidden='true']"))
    assert [] == section.xpath(".//*[contains(@class, 'careful') or contains(@class, 'high')]")
    assert 1 < len(section.xpath(".//tbody/tr")) <= 8


@pytest.mark.parametrize(
    ("low", "high", "told_range"),
    [(5.0, 6.9, f"5{DASH}7 days"), (2.4, 3.0, f"2{DASH}3 days"), (4.0, 4.0, "4 days")],
)
def test_usual_days_are_whole_days(low: float, high: float, told_range: str) -> None:
    """Nobody trains on 6.9 days: the range is rounded outward."""
    row = {"part": "training_days", "usual_low": low, "usual_high": high}

    assert told_range == usual_range(row, EN)


def test_the_answer_names_what_is_out_of_the_usual_first() -> None:
    """A week with a long run and a jump held more kilometres than usual."""
    told_answer = balance_section(marts_of("spiky"), EN)["answer"]

    assert told_answer.startswith("Your last full week (from 16 Nov 2026). More than usual: dist")


def test_without_a_whole_week_there_is_no_balance() -> None:
    """Three days of history make no week, and a bar over nothing is not drawn."""
    section = balance_section(marts_of("three days"), EN)

    assert ("No week is complete yet.", [], None) == (
        section["answer"],
        section["parts"],
        section["table"],
    )
