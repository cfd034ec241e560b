"""The numbers leave the house whole, harmless and explained; nothing of anybody else's is lost."""

import csv
import io
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from lxml import html
from polars.testing import assert_frame_equal

from dashboards.i18n import translator
from dashboards.sections.numbers import numbers_list, numbers_readme
from dashboards.site import write_site
from dashboards.wording.numbers import EMPTY, ROUNDED, UNITS
from pipeline import warehouse
from pipeline.export import SHOWN, Shown, write_shown, written_by_export
from pipeline.export.cells import as_csv, as_parquet, in_order
from pipeline.export.folders import in_place_of
from pipeline.export.meanings import column_meaning, table_meaning, unit_of
from pipeline.home import Home
from pipeline.originals.forget import forget
from pipeline.progress import quiet
from pipeline.refresh import refresh
from tests.dashboards_data import marts_of
from tests.dashboards_made import MADE_AT
from tests.made_files import gpx_run
from tests.terminal import Answer, answered

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = (
    'timezone = "Europe/Berlin"\nas_of = 2026-11-21\n[inbox]\nsettle_s = 0\n'
    "[athletes.anna]\n[athletes.ludmilla]\n"
)
NOTE = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home of two athletes after a run, one with a note that looks like a formula."""
    return filled(tmp_path_factory.mktemp("built") / "home")


def filled(place: Path) -> Home:
    """Return a home in which anna and ludmilla have run and logged."""
    home = Home(place)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    for name in ("anna", "ludmilla"):
        (home.inbox / name).mkdir()
        for days in (0, 2, 5):
            data = gpx_run(NOON - timedelta(days), 5 + days)
            (home.inbox / name / f"{name}{days}.gpx").write_bytes(data)
        quoted = NOTE.replace('"', '""')
        text = f'date,pain,note\n2026-11-20,3,"{quoted}"\n2026-11-21,,unscored\n'
        (home.diary / f"{name}.csv").write_text(text, "utf-8")
    refresh(home)
    return home


def told(capsys: pytest.CaptureFixture[str], home: Home, *words: str) -> Answer:
    """Return what `backstride export` answers."""
    return answered(capsys, "export", *words, home=home.root)


def cells(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV as a program reads them that knows nothing of ours."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("a=b", "a=b"),
        (" =1", " =1"),
        ("one\n=two", "one\n=two"),
        ('he said "ow", twice', 'he said "ow", twice'),
        ("Jürgen ❤", "Jürgen ❤"),
        ("", ""),
    ],
)
def test_no_spreadsheet_computes_what_somebody_typed(typed: str, cell: str) -> None:
    """A text that begins like a formula has an apostrophe in CSV; in Parquet it is as typed."""
    rows = pl.DataFrame({"athlete_id": ["anna"], "note": [typed]})

    assert cells(as_csv(rows)) == [["athlete_id", "note"], ["anna", cell]]
    assert_frame_equal(rows, pl.read_parquet(io.BytesIO(as_parquet(rows))))


def test_a_csv_is_read_alike_everywhere() -> None:
    """Mark, commas, points, ISO dates, UTC; unknown is empty, 0 is 0, a list is one cell."""
    row: dict[str, Any] = {
        "km": [-1.25, None, 0.0],
        "is_met": [True, None, False],
        "day": [date(2026, 11, 21), None, date(1990, 1, 1)],
        "at": [NOON, None, NOON + timedelta(microseconds=250_000)],
        "files": [["=a.fit", "b.fit"], None, []],
        "said": ["x", None, ""],
    }
    schema = {"at": pl.Datetime("us", "UTC"), "files": pl.List(pl.String)}

    data = as_csv(pl.DataFrame(row, schema_overrides=schema))

    assert data.startswith(b"\xef\xbb\xbfkm,is_met,day,at,files,said\n")
    lines = data.decode("utf-8-sig").splitlines()[1:]
    assert lines == [
        "-1.25,true,2026-11-21,2026-11-21T12:00:00Z,'=a.fit; b.fit,x",
        ",,,,,",
        '0.0,false,1990-01-01,2026-11-21T12:00:00.250Z,"",""',
    ]


def test_a_number_says_no_more_than_its_unit_can() -> None:
    """A CSV ends kilometres at the metre and ratios at four decimals; a Parquet keeps all."""
    third = 1 / 3
    row = {"distance_km": third, "acwr": third, "week_change_pct": third, "pain_nrs": 3}
    rows = pl.DataFrame([row, dict.fromkeys(row)])

    told = cells(as_csv(rows))

    assert ["0.333", "0.3333", "0.33", "3"] == told[1]
    assert [""] * 4 == told[2]
    assert_frame_equal(rows, pl.read_parquet(io.BytesIO(as_parquet(rows))))


def test_the_same_rows_are_the_same_file() -> None:
    """However the warehouse happens to hold them, rows go by athlete, then by date."""
    rows = marts_of("spiky")["fct_training_load"]
    shuffled = rows.sample(fraction=1, shuffle=True, seed=7)

    ordered = in_order(shuffled)

    assert as_csv(in_order(rows)) == as_csv(ordered)
    assert ordered["local_date"].is_sorted()


def test_every_public_table_is_written_as_it_is(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has a CSV and a Parquet with all its rows, and no private table has any."""
    out = tmp_path / "out"
    with warehouse.reading(built) as con:
        names = [name for (name,) in con.sql("select table_name from duckdb_tables()").fetchall()]
        public = {name for name in names if name[:4] in ("fct_", "dim_")} | {"int_daily_load"}
        wanted = {name: in_order(con.sql(f"from {name}").pl()) for name in public}

    answer = told(capsys, built, "--out", str(out))

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == str(out)
    files = {f"{name}.{form}" for name in public for form in ("csv", "parquet")}
    assert {path.name for path in out.iterdir()} == files | {"README.txt", "columns.csv"}
    for name, rows in wanted.items():
        assert_frame_equal(rows, pl.read_parquet(out / f"{name}.parquet"))
        assert (out / f"{name}.csv").read_bytes() == as_csv(rows)
    notes = {row[-1] for row in cells((out / "fct_pain_entries.csv").read_bytes())}
    assert any("'" + NOTE in row for row in cells((out / "fct_pain_entries.csv").read_bytes()))
    assert NOTE not in notes


def test_parquet_is_read_by_others(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB reads what was exported without us, instants with their zone."""
    out = tmp_path / "out"
    told(capsys, built, "--out", str(out), "--format", "parquet")

    rows = duckdb.sql(f"select typeof(started_at) from '{out}/fct_sessions.parquet'").fetchall()

    assert rows == [("TIMESTAMP WITH TIME ZONE",)] * 6
    assert not list(out.glob("fct_*.csv"))


def test_one_athlete_alone_is_written_alone(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not a byte of the files names the other; a name nobody has is refused."""
    out = tmp_path / "out"
    told(capsys, built, "--out", str(out), "--athlete", "anna")

    assert 3 == pl.read_csv(out / "fct_sessions.csv").height
    assert not [path for path in out.iterdir() if b"ludmilla" in path.read_bytes()]
    unknown = told(capsys, built, "--out", str(tmp_path / "other"), "--athlete", "nobody")
    assert unknown.returncode == 2
    assert not (tmp_path / "other").exists()


def test_a_new_export_takes_the_place_of_the_old_one(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the last export wrote and this one does not is gone; no temporary file stays."""
    out = tmp_path / "deep" / "out"
    told(capsys, built, "--out", str(out))
    (out / ".DS_Store").write_bytes(b"a Mac has looked at it")

    again = told(capsys, built, "--out", str(out), "--format", "csv")

    assert again.returncode == 0
    assert not list(out.glob("*.parquet"))
    assert [out] == list(out.parent.iterdir())


@pytest.mark.parametrize("stranger", ["thesis.docx", "my fct_sessions.csv", "fct_sessions.csv.bak"])
def test_what_somebody_else_has_put_there_stays(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], stranger: str
) -> None:
    """A folder with one file of another's is refused and not a byte of it changes."""
    out = tmp_path / "out"
    told(capsys, built, "--out", str(out))
    (out / stranger).write_text("two years of work")
    before = {path: path.read_bytes() for path in out.iterdir()}

    answer = told(capsys, built, "--out", str(out), "--format", "csv")

    assert answer.returncode == 2
    assert stranger in answer.stderr
    assert before == {path: path.read_bytes() for path in out.iterdir()}


def test_a_folder_within_a_folder_is_no_exports(tmp_path: Path) -> None:
    """Also where it is called like a table, a folder is somebody's and is not deleted."""
    (tmp_path / "out" / "fct_mine.csv").mkdir(parents=True)

    with pytest.raises(Exception, match=r"fct_mine\.csv"), in_place_of(tmp_path / "out"):
        pass

    assert (tmp_path / "out" / "fct_mine.csv").is_dir()


@pytest.mark.parametrize("kept", ["", "inbox", "diary/x", "dashboards/data/anna", "archive"])
def test_an_export_never_goes_where_a_run_reads_or_writes(
    built: Home, capsys: pytest.CaptureFixture[str], kept: str
) -> None:
    """A CSV in the inbox would be read as a diary; in the archive it would be an original."""
    before = sorted(built.root.rglob("*"))

    answer = told(capsys, built, "--out", str(built.root / kept))

    assert answer.returncode == 2
    assert "backstride export --out FOLDER" in answer.stderr
    assert before == sorted(built.root.rglob("*"))


def test_an_export_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """Whatever happens while files are written, readers keep the whole export they had."""
    out = tmp_path / "out"
    with in_place_of(out) as made:
        (made / "README.txt").write_text("the old one")

    def fail() -> None:
        with in_place_of(out) as made:
            (made / "fct_days.csv").write_text("half of it")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert [out] == list(tmp_path.iterdir())
    assert {"README.txt": "the old one"} == {p.name: p.read_text() for p in out.iterdir()}


def test_before_the_first_run_there_is_nothing_to_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A home without results is told what to do, and no folder is made."""
    home = Home(tmp_path / "home")

    answer = told(capsys, home)

    assert answer.returncode == 2
    assert "backstride run" in answer.stderr
    assert not home.root.exists()


def test_every_column_is_explained(
    built: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No table leaves the house without what a row is, and no column without what it means."""
    out = tmp_path / "out"
    told(capsys, built, "--out", str(out))

    columns = cells((out / "columns.csv").read_bytes())
    exported = {path.stem for path in out.glob("*.parquet")}
    assert columns[0] == ["table", "column", "type", "unit", "meaning"]
    assert {row[0] for row in columns[1:]} == exported
    assert [] == [row[:2] for row in columns[1:] if not row[4]]
    assert [] == [name for name in exported if not table_meaning(name).startswith(("One", "As"))]
    readme = (out / "README.txt").read_text("utf-8")
    assert [] == [name for name in exported if f"\n\n{name} (" not in readme]


def test_a_meaning_in_one_table_goes_before_that_in_all() -> None:
    """`source` of a habit is another thing than `source` of an entry."""
    assert column_meaning("fct_habits", "source") != column_meaning("fct_pain_entries", "source")
    assert column_meaning("pain", "source", "fct_pain_entries") == column_meaning(
        "fct_pain_entries", "source"
    )
    assert column_meaning("any", "athlete_id") == column_meaning("other", "athlete_id")


@pytest.mark.parametrize(
    ("column", "kind", "unit"),
    [
        ("distance_m", pl.Float64(), "m"),
        ("week_change_pct", pl.Float64(), "%"),
        ("km", pl.Float64(), "km"),
        ("pain_nrs", pl.Int32(), "points of 0-10"),
        ("utc_offset_s", pl.Int32(), "s"),
        ("runs_without_km", pl.Int32(), ""),
        ("form", pl.Float64(), ""),
        ("s", pl.String(), ""),
    ],
)
def test_a_unit_stands_in_the_name(column: str, kind: pl.DataType, unit: str) -> None:
    """Whoever reads a column's name knows its unit, and columns.csv says the same."""
    assert unit_of(column, kind) == unit


def test_what_the_page_shows_lies_beside_it(tmp_path: Path) -> None:
    """Seven tables as CSV and Parquet hold what the marts say of each day, week and session."""
    marts = marts_of("spiky")

    shown = write_shown(marts, tmp_path / "data", numbers_readme)

    names = {f"{name}.{form}" for name in SHOWN for form in ("csv", "parquet")}
    assert {path.name for path in (tmp_path / "data").iterdir()} == names | {
        "columns.csv",
        "README.md",
    }
    for table in shown:
        read = pl.read_parquet(tmp_path / "data" / f"{table.name}.parquet")
        assert read.height == table.rows > 0
    days = pl.read_parquet(tmp_path / "data" / "days.parquet")
    assert_frame_equal(
        marts["fct_status"].sort("local_date").select("local_date", "level"),
        days.select("local_date", "level"),
    )
    load = marts["int_daily_load"].filter(load_measure="distance_km").sort("local_date")
    assert_frame_equal(
        load.select("local_date", distance_km="daily_load"),
        days.join(load, on="local_date", how="semi").select("local_date", "distance_km"),
    )
    told_columns = cells((tmp_path / "data" / "columns.csv").read_bytes())[1:]
    assert [] == [row[:2] for row in told_columns if not row[4]]


def test_rows_stand_in_the_order_of_their_time(tmp_path: Path) -> None:
    """Weeks with another date of their own, which may be empty, still follow each other."""
    write_shown(marts_of("spiky"), tmp_path, numbers_readme)

    for name in ("habits", "weeks"):
        assert pl.read_csv(tmp_path / f"{name}.csv")["week_start"].is_sorted(), name


def test_a_week_of_unknown_effort_says_so(tmp_path: Path) -> None:
    """Beside a week's internal load stands whether it is of all seven days."""
    frames = marts_of("spiky")
    write_shown(frames, tmp_path, numbers_readme)

    weeks = pl.read_csv(tmp_path / "weeks.csv", try_parse_dates=True)
    internal = frames["fct_weekly_load"].filter(load_measure="internal_load")
    told = dict(internal.select("week_start", "is_complete").iter_rows())
    assert dict(weeks.select("week_start", "is_internal_load_complete").iter_rows()) == told


def test_a_text_beside_the_numbers_tells_of_every_file_in_both_languages(tmp_path: Path) -> None:
    """Whoever finds the folder reads what each table holds, its units and what is unknown."""
    write_shown(marts_of("nobody"), tmp_path, numbers_readme)

    text = (tmp_path / "README.md").read_text("utf-8")
    assert [] == [name for name in SHOWN if text.count(f"`{name}.csv`, `{name}.parquet`") != 2]
    for sentence in (EMPTY, UNITS, ROUNDED):
        assert sentence in text
        assert translator("de").gettext(sentence) in text


@pytest.mark.parametrize("runner", ["nobody", "pain only", "three days", "steady"])
def test_every_runner_has_their_numbers(tmp_path: Path, runner: str) -> None:
    """Also who has none yet: then files hold the names of columns and no row."""
    shown = {table.name for table in write_shown(marts_of(runner), tmp_path, numbers_readme)}

    for name in SHOWN:
        assert bool(pl.read_parquet(tmp_path / f"{name}.parquet").height) == (name in shown)
        assert (tmp_path / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_link_of_a_page_leads_to_its_file(built: Home) -> None:
    """The last section links each table relative to the page, so that a copied folder works."""
    for page in built.pages(("anna", "ludmilla")):
        tree = html.fromstring(page.read_text("utf-8"))
        links = [link for link in tree.xpath("//a/@href") if link.startswith("data/")]
        assert len(links) >= 7
        assert [] == [link for link in links if not (page.parent / link).is_file()]
        assert all(link.startswith(f"data/{page.name.partition('.')[0]}/") for link in links)


def test_a_name_with_blanks_is_quoted() -> None:
    """A folder called `Jürgen K` is an address a browser can follow."""
    files = numbers_list([Shown("days", 1234)], "Jürgen K", translator("de"))

    assert files[0].folder == "data/J%C3%BCrgen%20K/"
    assert files[0].rows == "1.234"


@pytest.mark.parametrize(
    "lost", ["data", "data/anna", "data/anna/README.md", "runs", "runs/anna/2026.de.html"]
)
def test_what_was_deleted_beside_a_page_comes_back(built: Home, tmp_path: Path, lost: str) -> None:
    """A page never links to files that are not there: the next run writes them, and only them."""
    home = Home(tmp_path / "home")
    shutil.copytree(built.root, home.root)
    refresh(home)
    as_they_were = listing(home)
    place = home.dashboards / lost
    place.unlink() if place.is_file() else shutil.rmtree(place)

    refresh(home)

    assert as_they_were.keys() == listing(home).keys()
    if "anna" in lost:
        ludmilla = home.page("ludmilla")
        assert as_they_were[ludmilla] == listing(home)[ludmilla]


def listing(home: Home) -> dict[Path, int]:
    """Return every file beside the pages and when it was written."""
    return {path: path.stat().st_mtime_ns for path in home.dashboards.rglob("*") if path.is_file()}


def test_who_is_forgotten_leaves_no_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither beside the pages nor in an export of the home; another's file in it stays."""
    home = filled(tmp_path / "home")
    told(capsys, home)
    assert (home.export / "fct_sessions.csv").exists()
    (home.export / "thesis.docx").write_text("two years of work")
    (home.work / ".export-killed").mkdir()

    forget(home, "ludmilla")

    assert not home.numbers("ludmilla").exists()
    assert not (home.work / ".export-killed").exists()
    assert [home.export / "thesis.docx"] == list(home.export.iterdir())
    assert home.numbers("anna").exists()
    assert [] == written_by_export(tmp_path / "nowhere")


def test_pages_and_numbers_are_of_one_moment(built: Home, tmp_path: Path) -> None:
    """Whoever's page is not written anew keeps the numbers they had, byte for byte."""
    home = Home(tmp_path / "home")
    home.create()
    with warehouse.reading(built) as con:
        everybody = ["anna", "ludmilla"]
        write_site(home, con, everybody, everybody, made_at=MADE_AT, report=quiet)
        (home.numbers("ludmilla") / "days.csv").write_text("as it was")
        write_site(home, con, everybody, ["anna"], made_at=MADE_AT, report=quiet)

    assert (home.numbers("ludmilla") / "days.csv").read_text() == "as it was"
    assert [] == list(home.work.iterdir())
