"""An account's own list of its activities, in whatever language and order it comes."""

import csv
import io
import time
from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.diary import is_diary
from pipeline.errors import NotAnActivity
from pipeline.listing import is_listing, read_listing

FIRST = {
    "en": "Activity ID|Activity Date|Activity Name|Activity Type|Activity Description|Elapsed Time|"
    "Distance|Max Heart Rate|Relative Effort|Commute|Activity Private Note|Activity Gear|Filename",
    "de": "Aktivitäts-ID|Aktivitätsdatum|Name der Aktivität|Aktivitätsart|Aktivitätsbeschreibung|"
    "Verstrichene Zeit|Distanz|Max. Herzfrequenz|Relative Leistung|Pendeln|Hinweis zur "
    "Privatsphäre für Aktivitäten|Aktivitätsausrüstung|Dateiname",
    "it": "ID attività|Data dell’attività|Nome attività|Tipo attività|Descrizione dell’attività|"
    "Tempo trascorso|Distanza|a|Sforzo|b|c|Attrezzatura attività|Nome del file",
    "nl": "Activiteits-ID|Datum van activiteit|Naam activiteit|Activiteitstype|a|Verstreken tijd|"
    "Afstand|b|Inspanning|c|d|Uitrusting voor activiteit|Bestandsnaam",
    "pt": "ID da atividade|Data da atividade|Nome da atividade|Tipo de atividade|a|b|Distância|c|"
    "Esforço relativo|d|e|Equipamento da atividade|Nome do arquivo",
    "xx": "一|二|三|四|五|六|七|八|九|十|甲|乙|丙",
}
"""The first columns, as exports in these languages have them; the last language is unknown."""
RUN = {"en": "Run", "de": "Lauf", "it": "Corsa", "nl": "Hardlopen", "pt": "Corrida", "xx": "Run"}
ROW = ["12345", "Dec 9, 2022, 3:24:49 PM", "Morning", "Run", "", "3189", "9.44", "", "", "false"]


def rows_of(content: bytes) -> pl.DataFrame:
    """Return the activities of a list that have a file."""
    return read_listing(content).rows


def headings(language: str) -> list[str]:
    """Return all columns of an export: behind the file's name, some stand a second time."""
    first = FIRST[language].split("|")
    behind = [f"column {number}" for number in range(13, 43)]
    behind[2], behind[4], behind[24] = first[5], first[6], first[8]
    effort = {"en": "Perceived Exertion", "de": "Gefühlte Anstrengung"}.get(language, "!")
    return [*first, *behind, effort, "Type"]


def row(
    file: str, *, rpe: str = "", sport: str = "Run", gear: str = "", note: str = ""
) -> list[str]:
    """Return one activity's cells."""
    return [*ROW[:3], sport, note, *ROW[5:], "private", gear, file, *[""] * 30, rpe, ""]


def table(*rows: Sequence[str], separator: str = ",") -> bytes:
    """Return a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("language", FIRST)
def test_names_sport_shoe_and_exertion_are_read_in_any_language(language: str) -> None:
    """A list says the same whatever the account's language: by headings or by place."""
    content = table(
        headings(language),
        row("activities/11.GPX.gz", rpe="6,5", sport=RUN[language], gear="Pegasus 40"),
    )

    assert is_listing(content)
    assert not is_diary(content)
    assert rows_of(content).rows() == [("11.gpx", "Morning", "running", None, "Pegasus 40", 6.5, 2)]
    assert schemas.LISTED == dict(rows_of(content).schema)


def test_list_of_2018_is_read() -> None:
    """Before 2019 the columns had short names; they stood in the same order."""
    content = (
        b"id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"
        b"18,2018-09-12 15:02:23,Evening Ride,Ride,,783,3681.0,true,Merida,activities/18.fit.gz\n"
    )

    assert rows_of(content).rows() == [
        ("18.fit", "Evening Ride", "cycling", None, "Merida", None, 2)
    ]


@pytest.mark.parametrize(
    ("word", "sport"),
    [
        ("Trail Run", ("running", "trail")),
        ("Radfahrt", ("cycling", None)),
        ("Krafttraining", ("training", "strength_training")),
        ("Course à pied", ("running", None)),
        ("Marche", ("walking", None)),
        ("Carrera", ("running", None)),
        ("Caminata", ("walking", None)),
        ("Camminata", ("walking", None)),
        ("Caminhada", ("walking", None)),
        ("Wandeling", ("walking", None)),
        ("Quidditch", (None, None)),
    ],
)
def test_sports_are_in_the_words_of_fit(word: str, sport: tuple[str | None, str | None]) -> None:
    """A sport in the account's language is one of FIT's; what nobody knows stays unknown."""
    content = table(headings("en"), row("activities/1.fit", sport=word))

    assert [sport] == rows_of(content).select("sport", "sub_sport").rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_list_saved_by_a_spreadsheet_is_read(encoding: str, separator: str) -> None:
    """A list opened and saved again in Excel is the same list."""
    content = table(headings("de"), row("activities/1.tcx.gz"), separator=separator)

    rows = rows_of(content.decode().encode(encoding))

    assert ["1.tcx"] == rows["file_name"].to_list()


def test_rows_that_make_no_sense_are_left_out() -> None:
    """A line break in a description, a torn row, a huge cell: the other rows are read."""
    content = table(
        headings("en"),
        row("activities/1.fit", note='rain\nwind, "sun"\n1,2,3'),
        ["torn", "row"],
        row("activities/2.fit", note="x" * 200_000),
        row("../../etc/passwd"),
        row("media/3.jpg"),
        row("activities/4.fit", rpe="11"),
        [*row("activities/5.fit"), "one", "more"],
        [],
        row("activities/6.fit")[:13],
    )

    rows = rows_of(content)

    assert ["1.fit", "4.fit", "5.fit", "6.fit"] == rows["file_name"].to_list()
    assert [None] * 4 == rows["rpe"].to_list()
    assert [2, 9] == rows["line"].to_list()[:2]


def test_torn_heading_costs_no_rows() -> None:
    """Where the first line is torn, columns are found by what is in them and their place."""
    content = table(["Activity ID"], row("activities/1.fit", rpe="6", gear="Pegasus"))

    assert [("1.fit", "Morning", "running", None, "Pegasus", None, 2)] == rows_of(content).rows()


def test_activities_without_a_file_are_counted() -> None:
    """What was typed in by hand has no file: it is not loaded, and not forgotten either."""
    content = table(headings("en"), row("activities/1.fit"), row(""), row(""))

    assert (1, 2) == (read_listing(content).rows.height, read_listing(content).without_file)


def test_exertion_nobody_has_given_is_unknown() -> None:
    """Strava's scale begins at 1: an empty cell and a 0 are unknown, never an easy run."""
    files = [
        row(f"activities/{n}.fit", rpe=rpe) for n, rpe in enumerate(["", "0", "0.0", "1", "10"])
    ]

    assert [None, None, None, 1.0, 10.0] == rows_of(table(headings("en"), *files))["rpe"].to_list()


def test_exertion_is_not_taken_from_a_foreign_order() -> None:
    """In an unknown language whose columns stand elsewhere, no number is taken for exertion."""
    columns = headings("xx")
    columns[37] = "something else"

    assert [None] == rows_of(table(columns, row("activities/1.fit", rpe="6")))["rpe"].to_list()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"date,pain,note\n2026-11-21,3,activities/1.fit\n",
        b"Datum;Schmerz;Notiz\n21.11.2026;3;Dateiname\n",
        b"name,size\nactivities/1.fit,3\n",
        b"a,b,c,d,e,f,g,h,i,j,k,filename\n1,2,3,4,5,6,7,8,9,10,11,report.pdf\n",
        b"Activity ID,Activity Date,Activity Name,Activity Type\n1,2,3,4\n",
        b'"' * 5000,
    ],
)
def test_other_tables_are_no_lists(content: bytes) -> None:
    """A diary or somebody's spreadsheet is not taken for a list of activities."""
    assert not is_listing(content)
    with pytest.raises(NotAnActivity):
        rows_of(content)


def test_nothing_else_of_the_list_is_kept() -> None:
    """Descriptions, private notes, dates and weights are read by nobody."""
    rows = rows_of(table(headings("en"), row("activities/1.fit", note="secret")))

    assert not {"secret", "private", "12345"} & {str(cell) for cell in rows.row(0)}


def test_long_names_are_cut_and_cannot_turn_a_line() -> None:
    """A name of a million letters, or one that writes backwards, harms no page."""
    cells = row("activities/1.fit", gear="a\nb\u202ec\x1b[31m")
    cells[2] = "x" * 100_000

    (found,) = rows_of(table(headings("en"), cells)).rows(named=True)

    assert (200, "a bc[31m") == (len(found["title"]), found["gear"])


def test_twenty_thousand_activities_take_seconds() -> None:
    """A life's list of 20 000 activities is read in seconds."""
    content = table(
        headings("en"), *[row(f"activities/{n}.fit", note="n" * 800) for n in range(20_000)]
    )
    started = time.perf_counter()

    assert rows_of(content).height == 20_000
    assert time.perf_counter() - started < 10


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=10),
    st.sampled_from(sorted(FIRST)),
)
def test_no_damage_stops_the_run(patches: list[tuple[int, bytes]], language: str) -> None:
    """Whatever is wrong with a list, it is read in part or said to be none."""
    content = bytearray(table(headings(language), *[row(f"activities/{n}.fit") for n in range(9)]))
    for place, patch in patches:
        content[place % len(content) : place % len(content)] = patch

    try:
        rows = rows_of(bytes(content))
    except NotAnActivity:
        return
    assert rows["file_name"].null_count() == 0
    assert rows.filter(pl.col("rpe") > 10).is_empty()


def test_diary_is_a_diary() -> None:
    """The two tables a runner may drop are told apart."""
    diary = f"date,pain\n{date(2026, 11, 21)},3\n".encode()

    assert (True, False) == (is_diary(diary), is_listing(diary))
