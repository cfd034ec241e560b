"""What is exported is what was said: read back, it makes the same entries in any home."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.diary.rows import kept_entries
from pipeline import schemas, warehouse
from pipeline.diary import MOMENTS, as_csv, parse_diary
from pipeline.diary.reading import KEY
from pipeline.diary.words import HEADINGS
from pipeline.home import Home
from pipeline.journal import Facts, say
from pipeline.models import run_model
from pipeline.refresh import refresh
from tests.terminal import Answer, answered

TODAY = date(2026, 11, 22)
SETTINGS = 'timezone = "Europe/Berlin"\nas_of = 2026-11-22\n[inbox]\nsettle_s = 0\n'

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
odd = st.sampled_from(
    [
        '=HYPERLINK("http://x","y")',
        'he said "ow"',
        "one\ntwo\n\nthree",
        "x\n2026-11-20,,,,,4\n2026-11-21,,,,,5",
        "a, b; c\td",
        "-",
        "yes",
        "sep=;",
    ]
)
number = st.sampled_from(["", "0", "10", "3.3333333333333335", "0,000001", "7:20"])
cells = {
    **dict.fromkeys(HEADINGS, text | odd),
    "local_date": st.dates(date(1990, 1, 1), TODAY).map(str),
    "local_time": st.sampled_from(["", "07:30", "23:59"]),
    "moment": st.sampled_from(["", *MOMENTS]),
    "pain_nrs": st.integers(0, 10).map(str) | st.just(""),
    "leg_pain": st.sampled_from(["", "yes", "no"]),
    "altered_stride": st.sampled_from(["", "yes", "no"]),
    **{name: number.filter(lambda cell: ":" not in cell) for name in ("rpe", "run_capability")},
    **{f"psfs_{n}": number.filter(lambda cell: ":" not in cell) for n in range(1, 6)},
    "sitting_h": number,
    "sleep_h": number,
}


def diary_of(rows: list[dict[str, str]]) -> bytes:
    """Return a diary of cells as somebody's program might write it."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
        [list(HEADINGS.values()), *([row[name] for name in HEADINGS] for row in rows)]
    )
    return file.getvalue().encode()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries(cells), max_size=4))
def test_export_reads_back_as_the_same_entries(rows: list[dict[str, str]]) -> None:
    """Whatever was said in whatever words, an export says it again, letter by letter."""
    read = parse_diary(diary_of(rows), TODAY)
    once = read.entries.unique(KEY, keep="last", maintain_order=True).drop("line")

    again = parse_diary(as_csv(once.to_dicts()), TODAY)

    assert read.refused.height + read.entries.height == len(rows)
    assert again.refused.height == 0
    assert_frame_equal(once, again.entries.drop("line"), check_exact=True)


def test_notes_are_exported_as_they_are() -> None:
    """A formula stays a formula: the file is a diary, and changing texts would break it."""
    said = parse_diary(b'date,pain,note\n2026-11-20,3,"=1+1 ""x"""\n', TODAY).entries

    assert b'"=1+1 ""x"""' in as_csv(said.to_dicts())


# ------------------------------------------------------------ of a home folder


Backstride = Callable[..., Answer]


@pytest.fixture
def backstride(capsys: pytest.CaptureFixture[str]) -> Backstride:
    """Return the command line as a function of its words."""

    def run(*words: str, home: Home) -> Answer:
        return answered(capsys, *words, home=home.root)

    return run


def empty_home(place: Path) -> Home:
    """Return a home folder nobody has said anything in."""
    home = Home(place)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


def counted(home: Home) -> pl.DataFrame:
    """Return what counts of the diary, wherever it was read from."""
    with warehouse.reading(home) as con:
        raw = {name: con.sql(f"from raw.{name}").pl() for name in ("diary", "retractions")}
    rows = run_model("stg_diary", raw_diary=raw["diary"], raw_retractions=raw["retractions"])
    return rows.drop("source", "line").sort(*KEY)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with a live diary, a dropped one and an entry taken back."""
    home = empty_home(tmp_path / "home")
    (home.inbox / "old.csv").write_text(
        "date,pain,note\n2026-11-18,2,dropped\n2026-11-19,7,slip\n2026-11-20,8,\n", "utf-8"
    )
    refresh(home)
    (home.diary / "me.csv").write_text(
        'Datum;Schmerz;Notiz;Schlaf\n20.11.2026;3;"Rücken; ""steif""\nmorgens";7,5\n', "utf-8"
    )
    say(home, "me", "unlog", facts=Facts(date=date(2026, 11, 19), body_site="low_back", pain_nrs=7))
    return home


def test_export_dropped_into_an_empty_home_makes_the_same_entries(
    backstride: Backstride, home: Home, tmp_path: Path
) -> None:
    """What counts goes along, what was replaced or taken back does not."""
    out = tmp_path / "export.csv"
    done = backstride("diary", "export", "--out", str(out), home=home)
    printed = backstride("diary", "export", home=home)
    other = empty_home(tmp_path / "other")
    (other.inbox / "export.csv").write_bytes(out.read_bytes())
    refresh(home)
    refresh(other)

    assert (0, 0) == (done.returncode, printed.returncode)
    assert out.read_text("utf-8") == printed.stdout
    assert counted(home).height == 2
    assert_frame_equal(counted(home), counted(other))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    live=st.lists(st.tuples(st.integers(18, 20), st.integers(2, 4)), max_size=6),
    dropped=st.lists(st.tuples(st.integers(18, 20), st.integers(2, 4)), max_size=4),
    taken=st.lists(st.tuples(st.integers(18, 20), st.integers(2, 4)), max_size=2),
)
def test_entries_listed_as_counting_are_those_the_models_count(
    tmp_path_factory: pytest.TempPathFactory,
    live: list[tuple[int, int]],
    dropped: list[tuple[int, int]],
    taken: list[tuple[int, int]],
) -> None:
    """The list follows the law of `stg_diary`, of which it tells the outcome before a run."""
    home = empty_home(tmp_path_factory.mktemp("law") / "home")
    rows = {"me.csv": live, "me.sync-conflict-1.csv": dropped}
    for name, said in rows.items():
        lines = "".join(f"2026-11-{day},{pain}\n" for day, pain in said)
        (home.diary / name).write_text(f"date,pain\n{lines}", "utf-8")
    for day, pain in taken:
        facts = Facts(date=date(2026, 11, day), body_site="low_back", pain_nrs=pain)
        say(home, "me", "unlog", facts=facts)

    kept = kept_entries(home, "me")

    raw = pl.DataFrame(
        [_raw(home, name, said) for name, lines in rows.items() for said in enumerate(lines, 2)],
        schema=dict(schemas.RAW["diary"]),
    )
    retractions = pl.DataFrame(
        [
            {"athlete_id": "me", "local_date": date(2026, 11, day), "pain_nrs": pain}
            for day, pain in taken
        ],
        schema=dict(schemas.RAW["retractions"]),
    ).with_columns(body_site=pl.lit("low_back"))
    law = run_model("stg_diary", raw_diary=raw, raw_retractions=retractions)
    assert sorted(law.select("local_date", "pain_nrs").rows()) == [
        (one.row["local_date"], one.row["pain_nrs"]) for one in kept if one.counts
    ]
    assert [*range(1, len(kept) + 1)] == [one.number for one in kept]


def _raw(home: Home, name: str, said: tuple[int, tuple[int, int]]) -> dict[str, Any]:
    line, (day, pain) = said
    changed_at = (home.diary / name).stat().st_mtime
    return {
        "athlete_id": "me",
        "source": f"../diary/{name}",
        "sha256": name,
        "local_date": date(2026, 11, day),
        "pain_nrs": pain,
        "line": line,
        "imported_at": datetime.fromtimestamp(changed_at, UTC),
    }
