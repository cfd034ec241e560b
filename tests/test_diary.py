"""What a runner writes about a sore back is read as it was meant, or refused with its line."""

import csv
import io
import json
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.diary import (
    MOMENTS,
    DiaryEntry,
    append_entry,
    is_diary,
    live_diary,
    parse_diary,
    with_entry,
)
from pipeline.diary.problems import BadDiaryEntry, DiaryWithoutDate, NotADiary
from pipeline.errors import BadName, HomeUnwritable, NotAnActivity, Reason, UnreadableFile
from pipeline.home import Home

TODAY = date(2026, 11, 22)


def entries(text: str | bytes) -> list[dict[str, object]]:
    """Return what a diary says, leaving out what it does not say."""
    data = text.encode() if isinstance(text, str) else text
    rows = parse_diary(data, TODAY).entries.to_dicts()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def entry(cells: str, header: str = "date,pain") -> dict[str, object]:
    """Return the one entry of a diary of one row, without its line."""
    (only,) = entries(f"{header}\n{cells}\n")
    return {name: value for name, value in only.items() if name != "line"}


def refused(text: str | bytes) -> list[str]:
    """Return the sentences of the rows that are refused."""
    data = text.encode() if isinstance(text, str) else text
    return parse_diary(data, TODAY).refused["reason"].to_list()


def test_date_and_pain_are_enough() -> None:
    """Two columns make a diary; pain is about the low back unless it says otherwise."""
    assert [
        {
            "local_date": date(2026, 11, 20),
            "body_site": "low_back",
            "pain_nrs": 3,
            "line": 2,
        }
    ] == entries("date,pain\n2026-11-20,3\n")


def test_frames_have_the_shape_of_the_warehouse() -> None:
    """Whatever a diary holds, its frames have the columns the warehouse expects."""
    read = parse_diary(b"date,pain\n2026-11-20,3\n2026-11-21,12\n", TODAY)

    assert dict(schemas.DIARY) == dict(read.entries.schema)
    assert dict(schemas.DIARY_REFUSED) == dict(read.refused.schema)


def test_every_column_is_read() -> None:
    """All a runner can say about a moment arrives."""
    text = (
        "date,time,when,body_site,side,pain,leg_pain,quality,altered_stride,run_capability,rpe,"
        "medication,red_flags,note,psfs_1,psfs_2,psfs_3,psfs_4,psfs_5,shoe,sleep,sitting_h,lifting,"
        "strength,core,warmup,cross,drills\n"
        "2026-11-20,07:05,next_morning,Knee,left,4,yes,dull,no,7.5,6,ibuprofen 400,fever,"
        "stiff,1,2,3,4,5.5,Ghost,7,9.25,20 kg,leg,yes,no,bike,X\n"
    )

    assert entries(text) == [
        {
            "local_date": date(2026, 11, 20),
            "local_time": "07:05",
            "moment": "next_morning",
            "body_site": "knee",
            "side": "left",
            "pain_nrs": 4,
            "leg_pain": True,
            "quality": "dull",
            "altered_stride": False,
            "run_capability": 7.5,
            "rpe": 6.0,
            "medication": "ibuprofen 400",
            "red_flags": "fever_infection",
            "note": "stiff",
            "psfs_1": 1.0,
            "psfs_2": 2.0,
            "psfs_3": 3.0,
            "psfs_4": 4.0,
            "psfs_5": 5.5,
            "sitting_h": 9.25,
            "sleep_h": 7.0,
            "lifting": "20 kg",
            "strength": "leg",
            "core": "yes",
            "warm_up": "no",
            "cross_training": "bike",
            "drills": "yes",
            "shoe": "Ghost",
            "line": 2,
        }
    ]


def test_german_diary_says_the_same() -> None:
    """A diary kept in German in a German spreadsheet reads like its English twin."""
    german = (
        "Datum;Uhrzeit;Wann;Ort;Seite;Schmerz (0-10);Beinschmerz;Qualität;Laufstil verändert;"
        "Lauffähigkeit;Anstrengung;Medikament;Warnzeichen;Notiz\r\n"
        "20.11.2026;7:05 Uhr;nächster Morgen;LWS;links;4,0;ja;stechend, ziehend;nein;7,5;6;"
        "nein;keine;nach dem Sitzen; sehr steif\r\n"
    )
    expected = {
        "local_date": date(2026, 11, 20),
        "local_time": "07:05",
        "moment": "next_morning",
        "body_site": "low_back",
        "side": "left",
        "pain_nrs": 4,
        "leg_pain": True,
        "quality": "sharp, pulling",
        "altered_stride": False,
        "run_capability": 7.5,
        "rpe": 6.0,
        "note": "nach dem Sitzen; sehr steif",
        "line": 2,
    }

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert [expected] == entries(german.encode(encoding)), encoding


def test_phone_and_spreadsheet_may_share_a_file() -> None:
    """Lines in two encodings are each read in their own."""
    data = "date,pain,note\n2026-11-19,2,Rücken\n".encode("cp1252")
    data += "2026-11-20,3,Rücken \N{RUNNER}\n".encode()

    assert ["Rücken", "Rücken \N{RUNNER}"] == [row["note"] for row in entries(data)]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("first", ["", "sep={}\n", "\n\n"], ids=["plain", "excel", "blank lines"])
def test_separators_and_line_ends_do_not_matter(separator: str, line_end: str, first: str) -> None:
    """The same rows mean the same in every dialect, and blank lines mean nothing."""
    rows = ["date,when,pain,note", "2026-11-20,before,3,a", "", '2026-11-21,after,5,"b"', ",,,"]
    text = first.format(separator) + "\n".join(rows).replace(",", separator)

    found = entries(text.replace("\n", line_end))

    assert [(3, "before", "a"), (5, "after", "b")] == [
        (row["pain_nrs"], row["moment"], row["note"]) for row in found
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """A note of several lines moves the number of every line below it."""
    text = 'date,pain,note\n2026-11-18,2,"one\ntwo\n\nthree"\n\n2026-11-19,3,\n2026-11-20,99,\n'

    assert [(2, "one\ntwo\n\nthree"), (7, None)] == [
        (row["line"], row.get("note")) for row in entries(text)
    ]
    assert ["Line 8: pain is 99; use 0-10. Row skipped."] == refused(text)


def test_quotation_mark_that_is_never_closed_costs_its_own_row_only() -> None:
    """A forgotten quotation mark does not swallow the days below it."""
    text = (
        'date,pain,note\n2026-11-17,2,"bad day\n2026-11-18,3,fine\n'
        '2026-11-19,4,"closed"\n2026-11-20,5,5" nail\n'
    )

    assert [3, 4, 5] == [row["pain_nrs"] for row in entries(text)]
    assert ["Line 2: a quotation mark is never closed. Row skipped."] == refused(text)


def test_quotation_marks_are_told_apart_where_the_day_stands_last() -> None:
    """A note of several lines before the day is one row; a forgotten mark still costs one."""
    good = 'note,pain,date\n"one\ntwo",3,2026-11-17\n'
    bad = 'note,pain,date\n"one,3,2026-11-17\nfine,4,2026-11-18\n"last",5,2026-11-19\n'

    assert ["one\ntwo"] == [row["note"] for row in entries(good)]
    assert [4, 5] == [row["pain_nrs"] for row in entries(bad)]
    assert ["Line 2: a quotation mark is never closed. Row skipped."] == refused(bad)


def test_endless_quotation_is_cut_off() -> None:
    """A stray quotation mark in a long diary neither crashes nor takes for ever."""
    text = "date,pain,note\n" + '2026-11-17,2,"x\n' + "2026-11-18,3,y\n" * 20_000
    started = time.perf_counter()

    assert len(entries(text)) == 20_000
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-11-20,12", "Line 2: pain is 12; use 0-10. Row skipped."),
        ("2026-11-20,-1", "Line 2: pain is -1; use 0-10. Row skipped."),
        ("2026-11-20,bad", "Line 2: pain is bad; use 0-10. Row skipped."),
        ("2026-11-20,NaN", "Line 2: pain is NaN; use 0-10. Row skipped."),
        ("2026-11-20,=1+1", "Line 2: pain is =1+1; use 0-10. Row skipped."),
        ("2026-11-20,30/100", "Line 2: pain is 30/100; use 0-10. Row skipped."),
        (
            "2026-11-20,3.5",
            "Line 2: pain is 3.5; use a whole number from 0 to 10. Row skipped.",
        ),
        (
            '2026-11-20,"3,5"',
            "Line 2: pain is 3,5; use a whole number from 0 to 10. Row skipped.",
        ),
        ("2026-11-20,", "Line 2: pain is empty; not counted as 0."),
        ("2026-11-20", "Line 2: pain is empty; not counted as 0."),
        ("03/04/2026,3", "Line 2: 03/04/2026 can mean two days; write 2026-04-03."),
        ("03-04-26,3", "Line 2: 03-04-26 can mean two days; write 2026-04-03."),
        (
            "13/04/2026,3",
            "Line 2: 13/04/2026 is no date; write it like 2026-04-13. Row skipped.",
        ),
        (
            "04/13/2026 08:00,3",
            "Line 2: 04/13/2026 08:00 is no date; write it like 2026-04-13. Row skipped.",
        ),
        (
            "2026-02-30,3",
            "Line 2: 2026-02-30 is no date; write it like 2026-11-22. Row skipped.",
        ),
        (
            "46348,3",
            "Line 2: 46348 is no date; write it like 2026-11-22. Row skipped.",
        ),
        ("2026-11-23,3", "Line 2: the date is in the future."),
        ("2126-11-20,3", "Line 2: the date is in the future."),
        ("1989-12-31,3", "Line 2: the date is before 1990. Row skipped."),
        (",3", "Line 2: the date is empty. Row skipped."),
        (
            "2026-11-20 noonish,3",
            "Line 2: noonish is not a time; write 07:30. Row skipped.",
        ),
        (
            "2026-11-20,3,0",
            (
                "Line 2: 3 cells for 2 columns; put a text with commas into quotation marks. "
                "Row skipped."
            ),
        ),
    ],
)
def test_bad_row_is_refused_with_its_line_and_what_to_write(row: str, sentence: str) -> None:
    """A row that cannot be meant is told in one sentence; its neighbours are read."""
    text = f"date,pain\n{row}\n2026-11-19,3\n"

    assert [sentence] == refused(text)
    assert len(entries(text)) == 1


@pytest.mark.parametrize(
    ("header", "cell", "sentence"),
    [
        ("time", "25:00", "Line 2: 25:00 is not a time; write 07:30. Row skipped."),
        ("time", "7", "Line 2: 7 is not a time; write 07:30. Row skipped."),
        ("rpe", "11", "Line 2: rpe is 11; use 0-10. Row skipped."),
        ("psfs_2", "x", "Line 2: psfs_2 is x; use 0-10. Row skipped."),
        ("leg_pain", "maybe", "Line 2: leg_pain is maybe; use yes or no. Row skipped."),
        (
            "when",
            "noon",
            (
                "Line 2: 'noon' is no time of day; use morning, before, during, after, evening "
                "or next_morning. Row skipped."
            ),
        ),
    ],
)
def test_other_columns_are_judged_too(header: str, cell: str, sentence: str) -> None:
    """A word nobody knows is told, not dropped."""
    assert [sentence] == refused(f"date,pain,{header}\n2026-11-20,3,{cell}\n")


def test_refusals_can_be_told_in_another_language() -> None:
    """A stored refusal holds its template and facts, so the page can say it in German."""
    read = parse_diary(b"date,pain\n2026-11-20,12\n", TODAY)
    (row,) = read.refused.to_dicts()
    german = "Zeile {line}: Schmerz ist {value}; erlaubt 0-10. Zeile übersprungen."

    reason = Reason.stored(row["reason_template"], row["reason_facts"])

    assert row["reason"] == reason.told()
    assert reason.told({reason.template: german, "12": "12"}.__getitem__) == (
        "Zeile 2: Schmerz ist 12; erlaubt 0-10. Zeile übersprungen."
    )
    assert json.loads(row["reason_facts"]) == {"line": 2, "value": "12"}


@pytest.mark.parametrize(
    ("cells", "header", "known"),
    [
        ("2026-11-20,,7", "date,pain,run_capability", {"run_capability": 7.0}),
        ("2026-11-20,,6", "date,pain,rpe", {"rpe": 6.0}),
        ("2026-11-20,,fever", "date,pain,red_flags", {"red_flags": "fever_infection"}),
        ("2026-11-20,,yes", "date,pain,leg_pain", {"leg_pain": True}),
        (
            "2026-11-20,,4,6",
            "date,pain,psfs_1,psfs_2",
            {"psfs_1": 4.0, "psfs_2": 6.0, "run_capability": 5.0},
        ),
        ("2026-11-20,,yes", "date,pain,strength", {"strength": "yes"}),
        ("2026-11-20,,9", "date,pain,sitting_h", {"sitting_h": 9.0}),
        ("2026-11-20,,ibuprofen", "date,pain,medication", {"medication": "ibuprofen"}),
        ("2026-11-20,,stechend", "date,pain,quality", {"quality": "sharp"}),
    ],
)
def test_empty_pain_is_unknown_where_the_row_says_something_else(
    cells: str, header: str, known: dict[str, object]
) -> None:
    """A rating without pain is kept; its pain is unknown, not 0."""
    expected = {"local_date": date(2026, 11, 20), "body_site": "low_back", **known}

    assert expected == entry(cells, header)


@pytest.mark.parametrize("cell", ["no", "nein", "none", "keine", "0", "-", "No."])
def test_no_red_flags_is_no_red_flag(cell: str) -> None:
    """Whoever writes 'none' has ticked nothing, and pain stays empty."""
    assert ["Line 2: pain is empty; not counted as 0."] == refused(
        f"date,pain,red_flags\n2026-11-20,,{cell}\n"
    )


def test_own_activities_stand_in_for_running_capability() -> None:
    """The mean of the activities rated is the capability, unless that is given itself."""
    header = "date,pain,psfs_1,psfs_2,psfs_3,run_capability"

    assert entry("2026-11-20,3,4,,8,", header)["run_capability"] == 6.0
    assert entry("2026-11-20,3,4,,8,9", header)["run_capability"] == 9.0


@pytest.mark.parametrize(
    ("cell", "pain"), [("0", 0), ("10", 10), ("3.0", 3), ('"3,0"', 3), (" 4 ", 4), ("7/10", 7)]
)
def test_whole_numbers_are_read_however_they_are_written(cell: str, pain: int) -> None:
    """Zero pain is a value, and a decimal comma is not an error."""
    assert entry(f"2026-11-20,{cell}")["pain_nrs"] == pain


@pytest.mark.parametrize(
    ("cell", "day", "clock"),
    [
        ("2026-04-03", date(2026, 4, 3), None),
        ("2026-4-3", date(2026, 4, 3), None),
        ("2026/04/03", date(2026, 4, 3), None),
        ("03.04.2026", date(2026, 4, 3), None),
        ("3. 4. 2026", date(2026, 4, 3), None),
        ("2026-04-03 07:30", date(2026, 4, 3), "07:30"),
        ("2026-04-03T07:30:15.123+02:00", date(2026, 4, 3), "07:30"),
        ("2026-04-03T23:30:00Z", date(2026, 4, 3), "23:30"),
        ("03.04.2026 19:05", date(2026, 4, 3), "19:05"),
        ('"03.04.2026, 7.05 Uhr"', date(2026, 4, 3), "07:05"),
        ("2026-04-03 7 pm", date(2026, 4, 3), "19:00"),
        ("2026-04-03 12:15 am", date(2026, 4, 3), "00:15"),
    ],
)
def test_days_and_times_are_read_as_written(cell: str, day: date, clock: str | None) -> None:
    """A day is the runner's own; an offset behind the time does not move it."""
    found = entry(f"{cell},3")

    assert (day, clock) == (found["local_date"], found.get("local_time"))


def test_entry_of_today_is_not_in_the_future() -> None:
    """What is logged this evening counts today."""
    assert entry(f"{TODAY.isoformat()},3")["local_date"] == TODAY


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("vor", "before"),
        ("Vor dem Lauf", "before"),
        ("while running", "during"),
        ("Während", "during"),
        ("NACH", "after"),
        ("morgens", "morning"),
        ("abends", "evening"),
        ("nächster Morgen", "next_morning"),
        ("next morning", "next_morning"),
        ("naechster morgen", "next_morning"),
    ],
)
def test_parts_of_the_day_are_known_in_both_languages(cell: str, moment: str) -> None:
    """Pain before, during and after a run can be told apart in either language."""
    assert entry(f"2026-11-20,3,{cell}", "date,pain,when")["moment"] == moment


@pytest.mark.parametrize(
    ("cell", "site"),
    [
        ("", "low_back"),
        ("Rücken", "low_back"),
        ("Lower Back", "low_back"),
        ("Knie (links)", "knee"),
        ("linker großer Zeh", "linker_grosser_zeh"),
    ],
)
def test_body_sites_are_named_alike(cell: str, site: str) -> None:
    """One site has one name, so that a knee is never counted as a back."""
    assert entry(f"2026-11-20,3,{cell}", "date,pain,location")["body_site"] == site


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("yes", True),
        ("Ja", True),
        ("x", True),
        ("1", True),
        ("4", True),
        ("nein", False),
        ("0", False),
        ("FALSE", False),
        ("", None),
    ],
)
def test_yes_and_no_are_known_in_both_languages(cell: str, answer: bool | None) -> None:
    """Leg pain is a yes or a no; a rating above 0 is a yes, silence is neither."""
    assert entry(f"2026-11-20,3,{cell}", "date,pain,leg_pain").get("leg_pain") is answer


def test_several_entries_of_a_day_stand_side_by_side() -> None:
    """Morning and evening, back and knee, even the same twice: every row is kept, in order."""
    text = (
        "date,when,body_site,pain\n2026-11-20,morning,,2\n2026-11-20,evening,,4\n"
        "2026-11-20,evening,knee,1\n2026-11-20,evening,,5\n"
    )

    assert [2, 3, 4, 5] == [row["line"] for row in entries(text)]


def test_notes_are_only_text() -> None:
    """A formula, markup or a control character in a note is nothing but letters."""
    note = '"=HYPERLINK(""http://x"",""y"")<script>\x07"'

    assert entry(f"2026-11-20,3,{note}", "date,pain,note")["note"] == (
        '=HYPERLINK("http://x","y")<script>'
    )


def test_note_at_the_end_may_hold_separators() -> None:
    """A phone that appends lines knows nothing of quotation marks; its words are kept."""
    header = "date,pain,note"

    assert entry("2026-11-20,3,stiff, then fine, really", header)["note"] == (
        "stiff, then fine, really"
    )
    assert "note" not in entry("2026-11-20,3,,,,", header)
    assert ["Line 2: 4 cells for 3 columns"] == [
        sentence.split(";")[0] for sentence in refused(f"{header}\n2026-11-20,3,5,stiff\n")
    ]


@pytest.mark.parametrize(
    "text",
    ["Activity ID,Activity Date,Name\n1,2,3\n", "date,distance\n2026-11-20,10\n", "hello\n"],
    ids=["strava", "no pain", "words"],
)
def test_table_without_pain_is_no_diary(text: str) -> None:
    """A table about something else is not an activity, and its columns are named."""
    with pytest.raises(NotADiary, match="No column called pain or Schmerz; found: ") as problem:
        parse_diary(text.encode(), TODAY)

    assert isinstance(problem.value, NotAnActivity)
    assert text.split(",", maxsplit=1)[0].strip() in str(problem.value)
    assert not is_diary(text.encode())


def test_diary_without_days_says_so() -> None:
    """Pain without a date cannot be placed; the user learns which columns were found."""
    with pytest.raises(DiaryWithoutDate, match="No column called date or Datum; found: tga, pain"):
        parse_diary(b"tga,pain\n2026-11-20,3\n", TODAY)


@pytest.mark.parametrize(
    "data",
    [b"\x0e\x20\x01\x00.FIT\x00\x00", bytes(64), bytes(range(256)), b"\xff\xfe\x00"],
    ids=["fit", "zeros", "all bytes", "half a letter"],
)
def test_bytes_that_are_no_text_are_unreadable(data: bytes) -> None:
    """A file that is no text is unreadable, and never mistaken for an empty diary."""
    with pytest.raises(UnreadableFile):
        parse_diary(data, TODAY)

    assert not is_diary(data)


@pytest.mark.parametrize("text", ["", "\n\n", "date,pain\n", "\ufeff"])
def test_diary_without_entries_is_empty(text: str) -> None:
    """A diary just begun holds nothing, and that is no error."""
    read = parse_diary(text.encode(), TODAY)

    assert (0, 0) == (read.entries.height, read.refused.height)


def test_diary_cut_off_by_a_power_failure_is_read_to_there() -> None:
    """Zero bytes that a file system leaves at the end are not pain."""
    assert len(entries(b"date,pain\n2026-11-20,3\n" + bytes(500))) == 1


def test_diary_is_known_by_its_heading_alone() -> None:
    """A look at the first bytes tells a diary, however large the file."""
    assert is_diary(b"Datum;Schmerz\n" + b"01.01.2026;3\n" * 100_000)
    assert not is_diary(b'<?xml version="1.0"?><gpx><name>pain</name></gpx>')
    assert not is_diary(b"")


def test_ten_years_of_entries_are_read_in_seconds() -> None:
    """Three entries a day for ten years take no longer than a glance."""
    days = (TODAY - timedelta(days=n) for n in range(3650))
    rows = "".join(f"{d},0{h}:00,morning,{h},note\n" for d in days for h in (1, 2, 3))
    started = time.perf_counter()

    assert len(entries("date,time,when,pain,note\n" + rows)) == 10_950
    assert time.perf_counter() - started < 5


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Whatever is in a file, it is read, or refused with a sentence."""
    for prefix in (b"", b"date,pain,note\n", b"\xff\xfe"):
        try:
            read = parse_diary(prefix + data, TODAY)
        except (NotADiary, UnreadableFile):
            continue
        assert read.refused["reason"].str.starts_with("Line ").all()


@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), TODAY),
            st.integers(0, 10),
            st.text(st.characters(exclude_categories=["C"]), max_size=30).map(str.strip),
        ),
        max_size=10,
    ),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_what_is_read(
    rows: list[tuple[date, int, str]], separator: str, encoding: str
) -> None:
    """Any day, any pain and any note survive any spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([("date", "pain", "note"), *rows])

    found = entries(text.getvalue().encode(encoding))

    assert rows == [(r["local_date"], r["pain_nrs"], r.get("note", "")) for r in found]


# ---------------------------------------------------------------- the live diary


def test_first_entry_makes_the_diary(tmp_path: Path) -> None:
    """The first log makes a file with a heading that explains itself."""
    diary = tmp_path / "diary" / "me.csv"

    append_entry(diary, DiaryEntry(TODAY, "07:30", "morning", pain_nrs=3, note="stiff, sore"))

    assert diary.read_text("utf-8") == (
        "date,time,when,body_site,side,pain,leg_pain,quality,altered_stride,run_capability,rpe,"
        "medication,red_flags,note\n"
        '2026-11-22,07:30,morning,low_back,,3,,,,,,,,"stiff, sore"\n'
    )


def test_entry_follows_the_diary_it_is_written_into() -> None:
    """A German diary keeps its columns, their order, its separator and what we do not know."""
    data = "Datum;Schlaf;Schmerz;Notiz\r\n20.11.2026;7;2;träge\r\n".encode("cp1252")

    after = with_entry(data, DiaryEntry(TODAY, pain_nrs=4, note="träge"))

    assert after == data + "2026-11-22;;4;träge\r\n".encode("cp1252")


def test_letter_the_file_cannot_hold_does_not_break_it() -> None:
    """An emoji in an old Windows file leaves the earlier lines and is read back."""
    data = "Datum;Schmerz;Notiz\n20.11.2026;2;träge\n".encode("cp1252")

    after = with_entry(data, DiaryEntry(TODAY, pain_nrs=4, note="gut \N{RUNNER} träge"))

    assert after.startswith(data)
    assert ["träge", "gut \N{RUNNER} träge"] == [row["note"] for row in entries(after)]


def test_missing_column_is_added_without_touching_a_cell() -> None:
    """A red flag finds its column, and all that was written stays where it was."""
    data = b'date,pain,shoe\n2026-11-20,2,"Ghost\n15"\n2026-11-21,3\n'

    after = with_entry(data, DiaryEntry(TODAY, pain_nrs=4, red_flags="fever", leg_pain=True))

    assert after == (
        b'date,pain,shoe,leg_pain,red_flags\n2026-11-20,2,"Ghost\n15"\n2026-11-21,3\n'
        b"2026-11-22,4,,yes,fever\n"
    )


def test_time_needs_no_column_of_its_own() -> None:
    """A phone that appends two columns finds them unmoved after the form has logged."""
    data = b"date,pain\n2026-11-20,2"

    after = with_entry(data, DiaryEntry(TODAY, "07:30", pain_nrs=4))

    assert after == data + b"\n2026-11-22 07:30,4\n"
    assert entries(after)[1]["local_time"] == "07:30"


def test_unquoted_note_stays_a_note_when_a_column_is_added() -> None:
    """Words behind a comma never become the value of a column added later."""
    data = b"date,pain,note\n2026-11-20,2,stiff, fever\n2026-11-21,3,,,\n"

    after = with_entry(data, DiaryEntry(TODAY, pain_nrs=4, red_flags="fever"))

    first, second, third = entries(after)
    assert ("stiff, fever", None) == (first["note"], first.get("red_flags"))
    assert second.get("red_flags") is None
    assert third["red_flags"] == "fever_infection"


def test_row_that_would_change_its_meaning_stops_the_entry() -> None:
    """A row nobody can place is named, and the diary is left as it is."""
    data = b"date,pain,note\n2026-11-20,2,5,stiff\n"

    with pytest.raises(BadDiaryEntry, match=r"Line 2 of the diary has more cells"):
        with_entry(data, DiaryEntry(TODAY, pain_nrs=4, red_flags="fever"))

    assert with_entry(data, DiaryEntry(TODAY, pain_nrs=4)).startswith(data)


@pytest.mark.parametrize("data", [b"when,sleep\n", b"2026-11-20,3\n", b"tga,pain\n", b"\x00\x01"])
def test_file_that_is_no_diary_is_left_alone(tmp_path: Path, data: bytes) -> None:
    """A diary broken by hand is not made worse; the user is told what is wrong with it."""
    diary = tmp_path / "me.csv"
    diary.write_bytes(data)

    with pytest.raises(BadDiaryEntry, match=r"me\.csv is no pain diary.* Nothing was written"):
        append_entry(diary, DiaryEntry(TODAY, pain_nrs=3))

    assert diary.read_bytes() == data


def test_link_to_a_synced_folder_stays_a_link(tmp_path: Path) -> None:
    """A diary that lives in a phone's folder is written there."""
    phone = tmp_path / "phone" / "pain.csv"
    phone.parent.mkdir()
    phone.write_text("date,pain\n")
    diary = tmp_path / "me.csv"
    diary.symlink_to(phone)

    append_entry(diary, DiaryEntry(TODAY, pain_nrs=3))

    assert diary.is_symlink()
    assert phone.read_text() == "date,pain\n2026-11-22,3\n"


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """The form and the command line may log in the same second."""
    diary = tmp_path / "me.csv"

    def log(number: int) -> None:
        for _ in range(10):
            append_entry(diary, DiaryEntry(TODAY, pain_nrs=number))

    writers = [threading.Thread(target=log, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found = parse_diary(diary.read_bytes(), TODAY).entries
    assert {0: 10, 1: 10, 2: 10, 3: 10} == dict(found["pain_nrs"].value_counts().iter_rows())
    assert [diary] == list(tmp_path.iterdir())


def test_diary_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A disk that refuses is told as such."""
    (tmp_path / "me.csv").mkdir()

    with pytest.raises(HomeUnwritable, match=r"me\.csv cannot be written"):
        append_entry(tmp_path / "me.csv", DiaryEntry(TODAY, pain_nrs=3))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pain_nrs": 12}, "pain is 12; use 0-10. Nothing was written."),
        ({"pain_nrs": 3, "rpe": 11.0}, "rpe is 11.0; use 0-10."),
        ({"pain_nrs": 3, "moment": "noon"}, "'noon' is no time of day"),
        ({"note": "only words"}, "There is nothing to write: give your pain from 0 to 10."),
    ],
)
def test_entry_that_could_not_be_read_back_is_refused(
    said: dict[str, object], sentence: str
) -> None:
    """Nothing is written that the diary would refuse when it is read."""
    with pytest.raises(BadDiaryEntry, match=sentence):
        DiaryEntry(TODAY, **said)  # type: ignore[arg-type]


def test_diaries_lie_where_an_athletes_name_says(tmp_path: Path) -> None:
    """Each athlete has one diary, and no name leads out of the folder."""
    assert live_diary(Home(tmp_path), "anna") == tmp_path / "diary" / "anna.csv"
    with pytest.raises(BadName):
        live_diary(Home(tmp_path), "../anna")


words = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
said_something = st.builds(
    DiaryEntry,
    local_date=st.dates(date(1990, 1, 1), TODAY),
    local_time=st.none() | st.times().map(lambda clock: clock.isoformat("minutes")),
    moment=st.none() | st.sampled_from(MOMENTS),
    body_site=st.sampled_from(["low_back", "knee", "big_toe"]),
    pain_nrs=st.integers(0, 10),
    leg_pain=st.none() | st.booleans(),
    altered_stride=st.none() | st.booleans(),
    run_capability=st.none() | st.sampled_from([0.0, 7.5, 10.0]),
    rpe=st.none() | st.sampled_from([0.0, 6.5]),
    note=st.none() | words.filter(bool),
    psfs_2=st.none() | st.sampled_from([0.0, 1 / 3, 10.0]),
    sleep_h=st.none() | st.integers(0, 24 * 60).map(lambda minutes: minutes / 60),
    strength=st.none() | st.sampled_from(["yes", "no", "leg"]),
    red_flags=st.none() | st.sampled_from(["unnamed", "night_pain, weight_loss", "odd feeling"]),
)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    before=st.sampled_from(
        [
            b"",
            b"date,pain\n",
            b"Datum;Schmerz;Notiz\r\n20.11.2026;3;gut; sehr gut",
            "date\tpain\tnote\tshoe\n2026-11-20\t3\tgut\tblau\n".encode("utf-16"),
            b'\xef\xbb\xbfsep=,\nnote,pain,date\n"one\ntwo",3,2026-11-20\n',
        ]
    ),
    said=st.lists(said_something, min_size=1, max_size=4),
)
def test_every_entry_is_read_back_beside_those_before_it(
    before: bytes, said: list[DiaryEntry]
) -> None:
    """Whatever a diary looks like, logging adds exactly what was said and changes nothing."""
    data = before
    for one in said:
        data = with_entry(data, one)

    columns = [name for name in schemas.DIARY if name != "line"]
    old = parse_diary(before, TODAY).entries.select(columns)
    new = parse_diary(data, TODAY)
    expected = [{name: getattr(one, name) for name in columns} for one in said]
    for one in expected:  # the activity stands in for the capability
        if one["run_capability"] is None:
            one["run_capability"] = one["psfs_2"]
    assert new.refused.height == 0
    assert old.equals(new.entries.select(columns).head(old.height), null_equal=True)
    assert expected == new.entries.select(columns).tail(len(said)).to_dicts()
