"""What may be said in `backstride.toml` of an athlete, and from which date on."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.setting_up import SETTINGS
from pipeline import warehouse
from pipeline.errors import BadSetting, BrokenSettings, UnknownSetting
from pipeline.home import Home
from pipeline.said import load_said
from pipeline.settings import Settings, load_settings

ME = """\
[athletes.me]
max_heart_rate_bpm = 192
resting_heart_rate_bpm = 50
threshold_heart_rate_bpm = 172
threshold_pace = "4:40"
"""
RATES = ("max", "resting", "threshold")
SPRING = """\
[[athletes.me.changes]]
from = 2026-03-01
max_heart_rate_bpm = 188
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder without settings."""
    place = Home(tmp_path / "home")
    place.create()
    return place


def said(home: Home, text: str) -> Settings:
    """Return the settings a text says."""
    home.settings_file.write_text(text, "utf-8")
    return load_settings(home)


def raw(home: Home, table: str) -> list[dict[str, Any]]:
    """Return the rows of a raw table."""
    with warehouse.writing(home) as con:
        return con.sql(f"select * from raw.{table} order by all").pl().to_dicts()


def test_what_is_said_of_an_athlete_comes_into_the_warehouse(home: Home) -> None:
    """4:40 for a kilometre is 1000 m in 280 s; what is not said of a date is null."""
    settings = said(home, ME + SPRING)

    load_said(home, settings, ["me", "anna"])

    anna, me = raw(home, "athletes")
    assert (192, 50, 172) == tuple(me[f"{rate}_heart_rate_bpm"] for rate in RATES)
    assert (None,) * 3 == tuple(anna[f"{rate}_heart_rate_bpm"] for rate in RATES)
    assert (pytest.approx(1000 / 280), None) == (
        me["threshold_speed_mps"],
        anna["threshold_speed_mps"],
    )
    assert [
        {
            "athlete_id": "me",
            "from_date": date(2026, 3, 1),
            "max_heart_rate_bpm": 188.0,
            "resting_heart_rate_bpm": None,
            "threshold_heart_rate_bpm": None,
            "threshold_speed_mps": None,
        }
    ] == raw(home, "profiles")


def test_a_change_taken_back_is_gone(home: Home) -> None:
    """Settings are read anew by each run: who deletes a change never made it."""
    load_said(home, said(home, ME + SPRING), ["me"])
    load_said(home, said(home, ME), ["me"])

    assert [] == raw(home, "profiles")


@pytest.mark.parametrize("pace", ['"1:59"', '"12:01"', '"4:60"', '"4.40"', "280", '"fast"'])
def test_a_pace_is_a_time_for_a_kilometre(home: Home, pace: str) -> None:
    """What nobody runs, or is no time at all, is refused with what is expected."""
    with pytest.raises(BadSetting, match=r'threshold_pace.* from "2:00" to "12:00".*"4:40"'):
        said(home, f"[athletes.me]\nthreshold_pace = {pace}\n")


@pytest.mark.parametrize(("pace", "mps"), [("2:00", 1000 / 120), ("12:00", 1000 / 720)])
def test_from_world_class_to_a_walk(home: Home, pace: str, mps: float) -> None:
    """Both ends of what a pace may be belong to it."""
    settings = said(home, f'[athletes.me]\nthreshold_pace = "{pace}"\n')

    assert pytest.approx(mps) == settings.athlete("me").threshold_speed_mps


@pytest.mark.parametrize("bpm", [79, 221])
def test_a_threshold_is_a_heart_rate(home: Home, bpm: int) -> None:
    """No heart works for an hour at 79 or at 221."""
    with pytest.raises(BadSetting, match="threshold_heart_rate_bpm"):
        said(home, f"[athletes.me]\nthreshold_heart_rate_bpm = {bpm}\n")


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[athletes.me]\nthreshold_pase = 1\n", "athletes.me.threshold_pase", "threshold_pace"),
        (f"{SPRING}max_hart_rate_bpm = 1\n", "athletes.me.changes[1].max_hart_rate_bpm", "max_"),
        (f"{SPRING}{SPRING}form = 1\n", "athletes.me.changes[2].form", "from"),
        (f"{SPRING}sex = 1\n", "athletes.me.changes[1].sex", ""),
        ("[inbox]\ndeep = 1\n", "inbox.deep", "depth"),
    ],
    ids=["of an athlete", "of a change", "of the second change", "not dated", "of the inbox"],
)
def test_a_misspelt_key_is_named_with_the_nearest(
    home: Home, text: str, key: str, nearest: str
) -> None:
    """Also inside a change a misspelt word never stays silently without effect."""
    with pytest.raises(UnknownSetting) as refused:
        said(home, text)

    facts = refused.value.reason.facts
    table = key.rpartition(".")[0]
    assert key == facts["key"]
    assert str(facts["nearest"]).startswith(f"{table}.{nearest}")


NO_DATES = [
    '"2026-02-30"',
    '"2026-03-01"',
    "0",
    "20260301",
    "10:00:00",
    '"spring"',
    "2026-03-01T00:00:00",
    "2026-03-01T00:00:00Z",
    "0001-01-01",
    "1989-12-31",
    "2100-01-01",
    "9999-12-31",
]


@pytest.mark.parametrize("day", NO_DATES)
@pytest.mark.parametrize(
    ("line", "key"),
    [("[[athletes.me.changes]]\nfrom", r"changes\[1\]\.from"), ("as_of", "as_of")],
    ids=["change", "today"],
)
def test_a_day_is_a_real_date(home: Home, line: str, key: str, day: str) -> None:
    """A number is none, nor is the 30th of February, nor one on which nobody had a watch."""
    with pytest.raises(BadSetting, match=f"{key}.*from 1990 to 2099, for example 2026-03-01"):
        said(home, f"{line} = {day}\n")


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2099, 12, 31)])
def test_the_first_and_the_last_day_that_may_be_said(home: Home, day: date) -> None:
    """Both ends belong to it, for changes and for today alike."""
    settings = said(home, f"as_of = {day}\n[[athletes.me.changes]]\nfrom = {day}\n")

    assert (day, day) == (settings.today(), settings.athlete("me").changes[0].from_date)


def test_a_change_without_a_date_is_none(home: Home) -> None:
    """Nobody knows from when on it should hold."""
    with pytest.raises(
        BadSetting, match=r"changes\[1\]\.from'.*: it is missing.*from = 2026-03-01"
    ):
        said(home, "[[athletes.me.changes]]\nmax_heart_rate_bpm = 188\n")


@pytest.mark.parametrize(
    "text",
    [
        SPRING.replace("[[", "[").replace("]]", "]"),
        "[athletes.me]\nchanges = 3\n",
        "[athletes.me]\nchanges = [3]\n",
    ],
    ids=["single brackets", "a number", "a list of numbers"],
)
def test_changes_stand_in_two_brackets(home: Home, text: str) -> None:
    """Who forgets a bracket reads how it is written, and nothing of tuples."""
    with pytest.raises(
        BadSetting, match=r"me\.changes'.*two brackets.*\[\[athletes\.me\.changes\]\]"
    ):
        said(home, text)


def test_toml_s_own_dates_are_checked_by_toml(home: Home) -> None:
    """The 30th of February without quotes is refused, too."""
    with pytest.raises(BrokenSettings):
        said(home, "[[athletes.me.changes]]\nfrom = 2026-02-30\n")


def test_two_changes_from_one_date_are_refused(home: Home) -> None:
    """Nobody knows which of the two should hold."""
    with pytest.raises(BadSetting, match=r"athletes\.me.* two changes hold from the same date"):
        said(home, SPRING + SPRING)


@pytest.mark.parametrize(
    "text",
    [
        "[athletes.me]\nmax_heart_rate_bpm = 110\nresting_heart_rate_bpm = 110\n",
        "[athletes.me]\nmax_heart_rate_bpm = 180\nthreshold_heart_rate_bpm = 180\n",
        "[athletes.me]\nresting_heart_rate_bpm = 90\nthreshold_heart_rate_bpm = 85\n",
        ME + SPRING.replace("188", "172"),
        SPRING + "[[athletes.me.changes]]\nfrom = 2025-03-01\nthreshold_heart_rate_bpm = 189\n",
    ],
    ids=["rest", "threshold", "threshold at rest", "by a change", "between two changes"],
)
def test_heart_rates_stand_in_order(home: Home, text: str) -> None:
    """Rest below threshold below maximum, at every date; nothing can be computed otherwise."""
    with pytest.raises(BadSetting, match="below the maximum, before and after every change"):
        said(home, text)


def test_the_example_in_a_new_home_folder_fits(home: Home) -> None:
    """Whoever takes the comment signs away gets settings that hold."""
    start, end = SETTINGS.index("# [athletes.me]"), SETTINGS.index("# Limits")
    lines = SETTINGS[start:end].strip().splitlines()
    me = said(home, "\n".join(line.removeprefix("# ") for line in lines)).athlete("me")

    assert ("Alex", 172, "4:40") == (
        me.display_name,
        me.threshold_heart_rate_bpm,
        me.threshold_pace,
    )
    assert [(date(2026, 3, 1), 188)] == [
        (change.from_date, change.max_heart_rate_bpm) for change in me.changes
    ]
