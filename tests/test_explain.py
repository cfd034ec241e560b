"""Claims about `backstride explain`: every number of a day, and none from elsewhere."""

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboards import facts, wording
from dashboards.i18n import translator
from dashboards.wording.families import LOAD_FAMILIES, PAIN_FAMILIES
from dashboards.wording.formulas import WORKINGS
from dashboards.wording.judging import NEEDED_DAYS
from dashboards.wording.rules import UNITS
from flows.cli import run_command
from flows.explained_lines import explained_lines
from flows.explaining import DayAhead, NoSuchDay, explained
from pipeline.home import Home
from pipeline.models import run_model
from pipeline.refresh import refresh
from tests.dashboards_data import RUNNERS, marts_of
from tests.made_files import drop_weeks, gpx_run

EN = translator("en")
DE = translator("de")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
YESTERDAY = TODAY - timedelta(days=1)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
WIDTH = 100

Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home folder whose newest day has two runs, one far too long, and pain."""
    place = Home(tmp_path_factory.mktemp("explained") / "home")
    place.create()
    place.settings_file.write_text(SETTINGS, "utf-8")
    drop_weeks(place.inbox, NOON)
    (place.inbox / "long.gpx").write_bytes(gpx_run(NOON.replace(hour=6), 12.0))
    (place.diary / "me.csv").write_text(f"date,pain\n{TODAY},5\n", "utf-8")
    refresh(place)
    return place


@pytest.fixture
def explain(home: Home, capsys: pytest.CaptureFixture[str]) -> Explain:
    """Return `backstride explain` as a function of its words: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command(["explain", *words, "--home", str(home.root)])
        return code, *capsys.readouterr()

    return run


# ---------- the sentences behind it


def test_every_rule_has_a_name_a_unit_and_a_formula() -> None:
    """No rule of the models reaches the terminal or the page as a code, in either language."""
    rules = {rule for runner in ("spiky", "steady") for rule in rules_of(runner)}

    assert set(UNITS) == set(WORKINGS) == rules
    for t in (EN, DE):
        assert not {rule for rule in rules if wording.rule_name(rule, t) == rule}


def rules_of(runner: str) -> list[str]:
    """Return the rules a made-up runner is judged by."""
    return marts_of(runner)["fct_signals"]["rule"].unique().to_list()


def every_mix_of_flags() -> list[list[dict[str, Any]]]:
    """Return every combination of families at every level they can have."""
    levels = {
        "red_flag": (None, "see_doctor"),
        "F6": (None, "watch", "high"),
        "F7": (None, "watch", "high"),
        "F1": (None, "watch", "high"),
        "F2": (None, "watch", "high"),
        "return": (None, "watch"),
        "F5": (None, "watch"),
        "F3": (None, "watch"),
    }
    return [
        [
            {"family": family, "level": level, "cause": "week"}
            for family, level in zip(levels, mix, strict=True)
            if level
        ]
        for mix in itertools.product(*levels.values())
    ]


def test_the_deciding_rule_was_met() -> None:
    """What is said to have made a level was there, whatever families are raised together.

    The level is the model's own; the sentence beside it is no second set of rules.
    """
    mixes = [flags for flags in every_mix_of_flags() if flags]
    rows = [
        {"athlete_id": str(day), "local_date": TODAY, **flag}
        for day, flags in enumerate(mixes)
        for flag in flags
    ]
    found = run_model("int_flag_levels", fct_flags=pl.DataFrame(rows))
    status_of = {int(row["athlete_id"]): row for row in found.iter_rows(named=True)}

    for day, flags in enumerate(mixes):
        at = {flag["family"]: flag["level"] for flag in flags}
        pain, load = at.keys() & set(PAIN_FAMILIES), at.keys() & set(LOAD_FAMILIES)
        was_met = {
            "red_flag": "red_flag" in at,
            "pain_high": "high" in {at[family] for family in pain},
            "run_high": at.get("F1") == "high",
            "volume_with_pain": at.get("F2") == "high" and "F6" in at,
            "loads_with_pain": bool(pain) and len(load) > 1,
            "volume_alone": at.get("F2") == "high" and "F6" not in at,
            "watch": "high" not in at.values() and not (pain and len(load) > 1),
        }
        rule = wording.deciding_rule(status_of[day], flags)

        assert was_met[rule], (status_of[day], flags)
        assert wording.deciding_sentence(rule, flags, DE)


@pytest.mark.parametrize("runner", ["spiky", "steady", "27 days"])
def test_what_is_divided_gives_the_value(runner: str) -> None:
    """Measured over reference is the value that stands beside them, for each rule that divides."""
    signals = marts_of(runner)["fct_signals"].drop_nulls(["measured", "reference", "value"])
    divided = {
        "session_spike": lambda m, r: m / r,
        "week_step": lambda m, r: 100 * (m / r - 1),
        "fortnight_step": lambda m, r: 100 * (m / r - 1),
        "monotony": lambda m, r: m / r,
        "acwr_uncoupled": lambda m, r: m / r,
        "descent": lambda m, r: m / r,
        "pain_above_usual": lambda m, r: m - r,
    }

    found = [row for row in signals.iter_rows(named=True) if row["rule"] in divided]
    assert found
    for row in found:
        value = divided[row["rule"]](row["measured"], row["reference"])
        assert value == pytest.approx(row["value"], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("runner", RUNNERS)
@pytest.mark.parametrize("t", [EN, DE], ids=["en", "de"])
def test_every_rule_of_every_runner_can_be_told(runner: str, t: Any) -> None:
    """Whatever is known or not, each rule is told without a gap, a null or an empty sentence."""
    for row in facts.latest_signals(marts_of(runner)):
        is_judged = row["is_over"] is not None
        told = (
            wording.working(row, t)
            if is_judged
            else wording.not_judged_sentence(row["not_judged"], t, row["rule"])
        )
        words = f"{told} {wording.rule_value(row, t)} {wording.rule_limit(row, t)}"

        assert told
        assert is_judged is (row["not_judged"] is None)
        assert not {"None", "nan"} & set(words.split())
        assert "{" not in words
        assert wording.rule_value(row, t) or not is_judged


def test_the_days_that_are_missing_are_enough() -> None:
    """A rule said to need so many days of history is judged from just that day on."""
    first = marts_of("steady")["fct_sessions"]["local_date"].min()
    signals = marts_of("steady")["fct_signals"].filter(pl.col("rule").is_in(list(NEEDED_DAYS)))
    building = signals.filter(not_judged="building").group_by("rule").agg(pl.max("local_date"))

    needed = {rule: (last - first).days + 2 for rule, last in building.iter_rows()}
    assert len(needed) > 1
    assert needed == {rule: NEEDED_DAYS[rule] for rule in needed}
    assert wording.not_judged_sentence("building", EN, "week_step", 30) == (
        "Needs 5 more days of history."
    )


# ---------- the command


def test_the_newest_day_is_told_whole(explain: Explain) -> None:
    """Level, rules with their formulas, signals, loads, sessions and plan stand in this order."""
    code, told, _ = explain("today")
    titles = (
        "me, 21 Nov 2026: ■ Too much, too soon",
        "Rules: value, limit and where it comes from",
        "Signals alive on this day",
        "Load up to this day",
        "Sessions of this day",
        "Plan from here",
    )

    assert code == 0
    assert [told.index(title) for title in titles] == sorted(told.index(title) for title in titles)
    assert "limit 1.10\u00a0× and 1\u00a0km more" in told
    assert (
        "= 12.0\u00a0km on Sat 21 Nov / 8.0\u00a0km, the longest run of the 30 days before" in told
    )
    assert "The run of Sat 21 Nov (12.0\u00a0km) was 50% longer" in told
    assert "It goes on Sat 28 Nov if no new run raises it." in told
    assert "Pain together with two signals of load counts as too much." in told


def test_a_day_knows_nothing_of_later_ones(explain: Explain) -> None:
    """A day is explained by what was known then: without tomorrow's run, entry and plan."""
    _, told, _ = explain("yesterday")

    assert "me, 20 Nov 2026: ✓ Steady" in told
    assert "Pain cannot be judged: there is no entry yet." in told
    assert "12.0\u00a0km" not in told
    assert "Plan from here" not in told


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", TODAY),
        ("heute", TODAY),
        ("Yesterday", YESTERDAY),
        ("2026-11-20", YESTERDAY),
        ("20.11.2026", YESTERDAY),
    ],
)
def test_a_day_as_people_write_it(explain: Explain, words: str, day: date) -> None:
    """A date may be written as in the diary, or said."""
    _, told, _ = explain(words, "--json")

    assert day.isoformat() == json.loads(told)["local_date"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2026-10-01"], "2026-10-01 has no status: the days from 2026-10-13 to 2026-11-21 have"),
        (["2027-01-01"], "lies ahead: the days from 2026-10-13 to 2026-11-21 have a status"),
        (["soon"], "'soon' is not a date"),
        (["03/04/2026"], "is not a date"),
        (["2026-11-20 later"], "is not a date"),
        (["today", "--athlete", "nobody"], "no athlete 'nobody'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_day_without_an_answer(explain: Explain, words: list[str], said: str) -> None:
    """A day before the first, after the last, or none at all: one line that says what to do."""
    code, told, error = explain(*words)

    assert (2, "", 1) == (code, told, len(error.strip().splitlines()))
    assert said in error


def test_days_since_the_last_run_of_the_program_are_not_ahead(home: Home) -> None:
    """Two days later the newest days only wait for the next run; the one after them is ahead."""
    home.settings_file.write_text(SETTINGS.replace("11-21", "11-23"), "utf-8")
    try:
        with pytest.raises(NoSuchDay):
            explained(home, None, "2026-11-23")
        with pytest.raises(DayAhead):
            explained(home, None, "2026-11-24")
    finally:
        home.settings_file.write_text(SETTINGS, "utf-8")


def test_without_a_date_it_is_today(explain: Explain) -> None:
    """As status does, explain speaks of today where nothing else is said."""
    assert explain("today") == explain()


@pytest.mark.parametrize(("is_over", "is_told"), [(False, True), (None, True), (True, False)])
def test_a_signal_outlives_its_rule(home: Home, is_over: bool | None, is_told: bool) -> None:
    """Where a rule is under its limit again, the day of the signal that still lives stands by."""
    found = explained(home, None, "today")
    raised_on = TODAY - timedelta(days=4)
    day = replace(
        found.day,
        flags=[
            flag | {"raised_on": raised_on} for flag in found.day.flags if flag["family"] == "F1"
        ],
        signals=[row | {"is_over": is_over} for row in found.day.signals],
    )
    told = list(explained_lines(replace(found, day=day), EN))

    assert is_told is ("    ▲ a signal of Tue 17 Nov is still alive" in told)
    assert is_told is (sum("still alive" in line for line in told) == 1)


def test_whose_day_it_is_must_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With two athletes nobody is guessed at."""
    place = Home(tmp_path / "home")
    place.create()
    place.settings_file.write_text(SETTINGS + "[athletes.anna]\n[athletes.ben]\n", "utf-8")
    for name in ("anna", "ben"):
        (place.diary / f"{name}.csv").write_text(f"date,pain\n{TODAY},2\n", "utf-8")
    refresh(place)

    assert run_command(["explain", "today", "--home", str(place.root)]) == 2
    assert "Say whose: --athlete NAME. There are anna, ben" in capsys.readouterr().err
    whose = ["--athlete", "ben"]
    assert run_command(["explain", "today", *whose, "--home", str(place.root)]) == 0


def test_json_holds_every_number(explain: Explain, home: Home) -> None:
    """A program reads one object: rules, flags, all load measures and the day's sessions."""
    found = json.loads(explain("today", "--json")[1])

    assert {
        "athlete",
        "local_date",
        "level",
        "headline_family",
        "decided_by",
        "signals",
        "flags",
        "load",
        "sessions",
    } == set(found)
    assert ("me", "high", "loads_with_pain") == (
        found["athlete"],
        found["level"],
        found["decided_by"],
    )
    (spike,) = [row for row in found["signals"] if row["rule"] == "session_spike"]
    assert spike["value"] == pytest.approx(spike["measured"] / spike["reference"])
    assert (True, "B", "2026-11-21") == (spike["is_over"], spike["evidence"], spike["seen_on"])
    assert found["load"]["distance_km"]["daily_load"] == pytest.approx(20, rel=0.01)
    assert ["12.0", "8.0"] == [f"{row['distance_km']:.1f}" for row in found["sessions"]]


def test_status_and_explain_agree(
    explain: Explain, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reasons of today's status are the flags that explain tells of today."""
    run_command(["status", "--json", "--home", str(home.root)])
    status = json.loads(capsys.readouterr().out)
    day = json.loads(explain("today", "--json")[1])

    assert status["reasons"] == day["flags"]
    assert (status["level"], status["local_date"]) == (day["level"], day["local_date"])


@pytest.mark.parametrize("t", [EN, DE], ids=["en", "de"])
def test_it_fits_the_terminal(home: Home, t: Any) -> None:
    """No line is wider than 100 columns, in either language, on a day with all its parts."""
    lines = list(explained_lines(explained(home, None, "today"), t))

    assert [] == [line for line in lines if len(line) > WIDTH]
