"""What a runner has said stays said, whatever happens to the machine."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.errors import BadName, HomeUnwritable
from pipeline.home import Home
from pipeline.journal import (
    Facts,
    append_mark,
    journal_of,
    problems_of,
    read_entries,
    read_journal,
    say,
    take_back,
)
from pipeline.journal.problems import (
    BadMark,
    NoSuchLine,
    NoteTooLong,
    NothingToTakeBack,
    TakenBackAlready,
)

MONDAY = date(2026, 5, 4)
SUNDAY = date(2026, 5, 10)
NOON = datetime(2026, 5, 11, 12, tzinfo=UTC)
A, B = "0123456789abcdef", "fedcba9876543210"
RUN = Facts(
    started_at=datetime(2026, 5, 4, 16, 30, tzinfo=UTC),
    utc_offset_s=7200,
    sport="running",
    distance_km=8.2,
    duration_min=45,
    rpe=5,
)
FORGETFUL = hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


def said(home: Home) -> list[tuple[str, date, date, str | None]]:
    """Return what was said, without when."""
    marks = read_journal(home, "me").marks.select("kind", "from_date", "to_date", "note")
    return [(kind, first, last, note) for kind, first, last, note in marks.iter_rows()]


def test_athlete_who_never_said_anything_has_no_marks(home: Home) -> None:
    """No journal means no marks, in the shape every mark has."""
    assert_frame_equal(schemas.empty(schemas.RAW["marks"]), read_journal(home, "me").marks)


def test_marks_are_read_back_as_they_were_made(home: Home) -> None:
    """A week of illness keeps its days, its note and when it was said."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY, note='fever, "39"\nand a cough', now=NOON)

    expected = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["ill"],
            "from_date": [MONDAY],
            "to_date": [SUNDAY],
            "note": ['fever, "39" and a cough'],
            "written_at": [NOON],
        },
        schema=dict(schemas.RAW["marks"]),
    )
    assert_frame_equal(expected, read_journal(home, "me").marks)


def test_when_it_was_said_is_kept_in_utc(home: Home) -> None:
    """A mark made in Berlin and one made in Auckland can be put in order."""
    auckland = timezone(timedelta(hours=12))
    append_mark(home, "me", "ill", MONDAY, MONDAY, now=NOON.astimezone(auckland))

    assert [NOON] == read_journal(home, "me").marks["written_at"].to_list()
    assert b"2026-05-11T12:00:00+00:00" in journal_of(home, "me").read_bytes()


def test_earlier_lines_are_never_rewritten(home: Home) -> None:
    """A later word stands below the earlier one and leaves every byte of it as it was."""
    append_mark(home, "me", "unknown", MONDAY, SUNDAY)
    before = journal_of(home, "me").read_bytes()
    append_mark(home, "me", "seen_by_doctor", SUNDAY, SUNDAY, note="all well")

    assert journal_of(home, "me").read_bytes().startswith(before)
    assert [
        ("unknown", MONDAY, SUNDAY, None),
        ("seen_by_doctor", SUNDAY, SUNDAY, "all well"),
    ] == said(home)


def test_journals_of_two_athletes_are_apart(home: Home) -> None:
    """What Anna says is said of Anna's days alone."""
    append_mark(home, "anna", "injured", MONDAY, SUNDAY)

    assert [] == said(home)
    assert ["anna"] == read_journal(home, "anna").marks["athlete_id"].to_list()


@FORGETFUL
@given(cut=st.integers(1, 120))
def test_power_cut_costs_at_most_the_line_being_written(home: Home, cut: int) -> None:
    """Wherever a line breaks off, those before it stand and the next one can be written."""
    path = journal_of(home, "me")
    path.unlink(missing_ok=True)
    append_mark(home, "me", "ill", MONDAY, SUNDAY, note="before")
    whole = path.read_bytes()
    append_mark(home, "me", "injured", MONDAY, MONDAY, note="the line that broke off")
    path.write_bytes(path.read_bytes()[: max(len(whole), path.stat().st_size - cut)])

    torn = said(home)
    append_mark(home, "me", "unknown", SUNDAY, SUNDAY)

    before = ("ill", MONDAY, SUNDAY, "before")
    assert torn[0] == before
    assert torn[1:] in ([], [("injured", MONDAY, MONDAY, None)]) or torn[1][3] == (
        "the line that broke off"
    )
    assert said(home) == [*torn, ("unknown", SUNDAY, SUNDAY, None)]


def test_garbage_and_other_kinds_are_passed_over(home: Home) -> None:
    """Lines of later versions, and bytes that are no line, cost nothing but themselves."""
    path = journal_of(home, "me")
    path.write_bytes(
        b"\xef\xbb\xbfwritten_at,kind,from_date,to_date,note\r\n"
        b"2026-05-11T12:00:00+00:00,shoe,abc,def,1,2,3,4,5,6\r\n"
        b"\x00\xff\xfe\n\n"
        b"2026-05-11T12:00:00+00:00,ill,2026-05-10,2026-05-04,backwards\n"
        b"2026-05-11T12:00:00+00:00,ill,2026-05-04,2026-05-10,by hand\r\n"
    )

    assert [("ill", MONDAY, SUNDAY, "by hand")] == said(home)


def test_two_writers_at_once_both_get_their_line(home: Home) -> None:
    """The web form and the command line can speak at the same time."""

    def speak(number: int) -> None:
        for _ in range(20):
            append_mark(home, "me", "ill", MONDAY, SUNDAY, note=f"writer {number}")

    append_mark(home, "me", "unknown", MONDAY, MONDAY)
    writers = [threading.Thread(target=speak, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(said(home)) == 81


def test_one_can_speak_while_a_run_is_at_work(home: Home) -> None:
    """A long import does not keep anybody from saying that they are ill."""
    with home.lock():
        append_mark(home, "me", "ill", MONDAY, SUNDAY)

    assert 1 == len(said(home))


def test_mark_that_says_nothing_possible_is_refused(home: Home) -> None:
    """An unknown kind and days that run backwards are told, and nothing is written."""
    with pytest.raises(BadMark, match=r"use unknown, ill, injured.*Nothing was written"):
        append_mark(home, "me", "tired", MONDAY, SUNDAY)
    with pytest.raises(BadMark, match="lies before 2026-05-10"):
        append_mark(home, "me", "ill", SUNDAY, MONDAY)
    with pytest.raises(BadName):
        append_mark(home, "../me", "ill", MONDAY, SUNDAY)

    assert not list(home.journal.iterdir())


def test_journal_that_cannot_be_written_is_a_sentence(home: Home) -> None:
    """A disk that refuses is told as such."""
    journal_of(home, "me").mkdir()

    with pytest.raises(HomeUnwritable, match=r"me\.csv cannot be written"):
        append_mark(home, "me", "ill", MONDAY, SUNDAY)


def test_lines_of_the_first_version_are_read_beside_those_of_this_one(home: Home) -> None:
    """A journal begun when there were only marks goes on under its old heading."""
    path = journal_of(home, "me")
    old = (
        b'"written_at","kind","from_date","to_date","note"\n'
        b'"2026-05-11T12:00:00+00:00","ill","2026-05-04","2026-05-10","by phone"\n'
    )
    path.write_bytes(old)

    say(home, "me", "exclude", session=A, note="car ride home", now=NOON)

    assert path.read_bytes().startswith(old)
    assert [("ill", MONDAY, SUNDAY, "by phone")] == said(home)
    assert [(A, "car ride home")] == [
        (row["session_id"], row["note"])
        for row in read_journal(home, "me").exclusions.iter_rows(named=True)
    ]


def test_each_word_about_a_session_reaches_its_table(home: Home) -> None:
    """Corrections, exclusions and verdicts on pairs come back in the warehouse's units."""
    facts = Facts(distance_km=8.2, duration_min=45, sport="cycling", rpe=0, date=MONDAY)
    say(home, "me", "edit", session=A, facts=facts, note="treadmill")
    say(home, "me", "exclude", session=A)
    say(home, "me", "same", session=A, other=B)
    say(home, "me", "apart", session=B, other=A)

    told = read_journal(home, "me")

    (edit,) = told.edits.drop("written_at").to_dicts()
    assert {
        "athlete_id": "me",
        "session_id": A,
        "distance_m": 8200.0,
        "timer_s": 2700.0,
        "sport": "cycling",
        "sub_sport": None,
        "rpe": 0.0,
        "local_date": MONDAY,
        "note": "treadmill",
    } == edit
    assert [(A, None)] == told.exclusions.select("session_id", "note").rows()
    assert [(A, B, "same"), (B, A, "apart")] == (
        told.overrules.select("session_a", "session_b", "verdict").rows()
    )


def test_added_session_is_a_session_like_any_other(home: Home) -> None:
    """A forgotten run has start, distance and minutes; what nobody measured is not zero."""
    say(home, "me", "add", facts=RUN, now=NOON)

    (session,) = read_journal(home, "me").added.to_dicts()

    assert set(schemas.RAW["sessions"]) == set(session)
    assert ("", True, 0, "running", 8200.0, 2700.0, 5.0, 7200) == tuple(
        session[name]
        for name in (
            "sha256",
            "is_added",
            "session_index",
            "sport",
            "distance_m",
            "timer_s",
            "rpe",
            "utc_offset_s",
        )
    )
    assert RUN.started_at == session["started_at"]
    assert (None, None, None) == tuple(
        session[name] for name in ("steps", "elapsed_s", "grade_adjusted_m")
    )


def test_added_session_keeps_its_id_for_ever(home: Home, tmp_path: Path) -> None:
    """The same journal on another machine gives the same ids, and another athlete's other ones."""
    say(home, "me", "add", facts=RUN, now=NOON)
    elsewhere = Home(tmp_path / "elsewhere")
    elsewhere.create()
    line = journal_of(home, "me").read_bytes()
    journal_of(elsewhere, "me").write_bytes(line)
    journal_of(elsewhere, "anna").write_bytes(line)

    ids = [
        read_journal(place, name).added["session_id"].item()
        for place, name in ((home, "me"), (elsewhere, "me"), (elsewhere, "anna"))
    ]

    assert ids[0] == ids[1] != ids[2]
    assert "2aa7e44ebe82d9ea" == ids[0]


def test_undone_line_stays_and_does_not_count(home: Home) -> None:
    """What is taken back is still to be read in the file, and reaches no table."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    line = journal_of(home, "me").read_bytes()

    written, taken = take_back(home, "me")

    assert journal_of(home, "me").read_bytes().startswith(line)
    assert (1, 2) == (taken.number, written.number)
    assert [] == said(home)


def test_taking_back_twice_walks_back_line_by_line(home: Home) -> None:
    """`undo` and `undo` again take back the last word and the one before it."""
    for day in (MONDAY, SUNDAY):
        append_mark(home, "me", "ill", day, day)

    taken = [take_back(home, "me")[1].number for _ in range(2)]

    assert [2, 1] == taken
    with pytest.raises(NothingToTakeBack, match=r"me\.csv holds nothing"):
        take_back(home, "me")


def test_undoing_an_undo_brings_its_line_back(home: Home) -> None:
    """Taken back, brought back, taken back again: the last word counts."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    counted = []
    for number in (1, 2, 3, 4):
        take_back(home, "me", number)
        counted.append(len(said(home)))

    assert [0, 1, 0, 1] == counted


def test_line_that_is_not_there_cannot_be_taken_back(home: Home) -> None:
    """A number nobody has and a line that is gone already are told, and nothing is written."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    take_back(home, "me", 1)
    before = journal_of(home, "me").read_bytes()

    for number in (0, -1, 3):
        with pytest.raises(NoSuchLine, match="the last is 2"):
            take_back(home, "me", number)
    with pytest.raises(TakenBackAlready, match="Line 1 has been taken back"):
        take_back(home, "me", 1)

    assert before == journal_of(home, "me").read_bytes()


def test_later_word_is_later_even_if_the_clock_went_back(home: Home) -> None:
    """No two lines share a moment, so an undo always means one line, and the last word wins."""
    for hours in (0, -5, 0):
        append_mark(home, "me", "ill", MONDAY, SUNDAY, now=NOON + timedelta(hours=hours))
    take_back(home, "me", 2)

    moments = [entry.statement.written_at for entry in read_entries(home, "me")]

    assert sorted(set(moments)) == moments
    assert [True, False, True, True] == [entry.counts for entry in read_entries(home, "me")]


def test_two_copies_of_a_journal_put_together_say_it_once(home: Home) -> None:
    """A file that a sync tool has merged out of two counts each line once, in its order."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    say(home, "me", "add", facts=RUN)
    take_back(home, "me", 1)
    path = journal_of(home, "me")
    heading, *lines = path.read_bytes().splitlines(keepends=True)

    path.write_bytes(heading + b"".join([*reversed(lines), *lines]))

    assert [] == said(home)
    assert 1 == read_journal(home, "me").added.height


@FORGETFUL
@given(notes=st.lists(st.text(st.characters(), max_size=60), max_size=6))
def test_whatever_is_written_as_a_reason_is_read_back(home: Home, notes: list[str]) -> None:
    """Quotation marks, commas, line breaks, emoji, half letters: each line stands by itself."""
    journal_of(home, "me").unlink(missing_ok=True)
    for note in notes:
        say(home, "me", "exclude", session=A, note=note)

    expected = [
        " ".join(note.encode("utf-8", "replace").decode().replace("\0", "").split()) or None
        for note in notes
    ]
    assert expected == read_journal(home, "me").exclusions["note"].to_list()


def test_note_that_is_a_book_is_refused(home: Home) -> None:
    """A text no reader of CSV takes as one cell is told, rather than written and lost."""
    with pytest.raises(NoteTooLong, match="10000 is the most"):
        say(home, "me", "exclude", session=A, note="x" * 10_001)

    assert not journal_of(home, "me").exists()


WORDS = st.one_of(
    st.tuples(st.just("exclude"), st.fixed_dictionaries({"session": st.just(A)})),
    st.tuples(st.just("same"), st.fixed_dictionaries({"session": st.just(A), "other": st.just(B)})),
    st.tuples(st.just("add"), st.fixed_dictionaries({"facts": st.just(RUN)})),
    st.tuples(
        st.just("edit"),
        st.fixed_dictionaries(
            {
                "session": st.just(B),
                "facts": st.builds(
                    Facts,
                    distance_km=st.floats(0.1, 500),
                    rpe=st.floats(0, 10),
                    date=st.dates(MONDAY),
                ),
            }
        ),
    ),
)


@FORGETFUL
@given(words=st.lists(WORDS, min_size=1, max_size=5), data=st.data())
def test_line_torn_anywhere_costs_itself_alone(
    home: Home, words: list, data: st.DataObject
) -> None:  # type: ignore[type-arg]
    """Wherever a power cut ends the file, the torn line says all it said or nothing."""
    path = journal_of(home, "me")
    path.unlink(missing_ok=True)
    for kind, rest in words:
        say(home, "me", kind, note='said "so"', **rest)
    whole = [entry.statement for entry in read_entries(home, "me")]
    written = path.read_bytes()
    cut = data.draw(st.integers(1, len(written)))
    path.write_bytes(written[:cut])
    complete = max(written[:cut].count(b"\n") - 1, 0)

    left = [entry.statement for entry in read_entries(home, "me")]
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    after = [entry.statement for entry in read_entries(home, "me")]

    assert whole[: len(left)] == left
    assert complete <= len(left) <= complete + 1
    assert left == after[:-1]
    assert "ill" == after[-1].kind


@FORGETFUL
@given(junk=st.binary(max_size=200))
def test_junk_in_the_file_costs_no_line(home: Home, junk: bytes) -> None:
    """Bytes that some other program left behind hide nothing that was said."""
    path = journal_of(home, "me")
    path.unlink(missing_ok=True)
    say(home, "me", "add", facts=RUN)
    path.write_bytes(path.read_bytes() + junk)
    say(home, "me", "exclude", session=A)

    told = read_journal(home, "me")

    assert (1, 1) == (told.added.height, told.exclusions.height)


@pytest.mark.parametrize(
    "line",
    [
        "{when},exclude,,,,0123,,{{}}",
        "{when},exclude,,,,,,{{}}",
        "{when},same,,,,{a},{a},{{}}",
        "{when},same,,,,{a},,{{}}",
        "{when},edit,,,,{a},,{{}}",
        '{when},edit,,,,{a},,"{{""distance_km"":-1}}"',
        '{when},edit,,,,{a},,"{{""distance_km"":1e999}}"',
        '{when},edit,,,,{a},,"{{""distance_km"":NaN}}"',
        '{when},edit,,,,{a},,"{{""sport"":""Robert\'); drop table""}}"',
        "{when},edit,,,,{a},,[[[[",
        '{when},add,,,,,,"{{""sport"":""running"",""distance_km"":5}}"',
        "0001-01-01T00:00:00+14:00,exclude,,,,{a},,{{}}",
        "9999-12-31T23:59:59-14:00,exclude,,,,{a},,{{}}",
        "yesterday,exclude,,,,{a},,{{}}",
        "{when},exclude,,,,{a},,{{}},more",
        "{when},undo,,,,,,{{}}",
    ],
)
def test_line_that_makes_no_sense_is_passed_over(home: Home, line: str) -> None:
    """A slip of somebody's editor costs its own line and never a run."""
    path = journal_of(home, "me")
    path.write_text(line.format(when=NOON.isoformat(), a=A) + "\n", "utf-8")

    assert [] == read_entries(home, "me")


def test_numbers_of_a_later_version_do_not_hide_those_of_this_one(home: Home) -> None:
    """A line that says more than this program knows still says what it knows."""
    facts = '"{""distance_km"":8.2,""shoe"":""blue""}"'
    journal_of(home, "me").write_text(f"{NOON.isoformat()},edit,,,,{A},,{facts}\n", "utf-8")

    assert [8200.0] == read_journal(home, "me").edits["distance_m"].to_list()


def test_athlete_with_a_ledger_beside_the_journal_has_one_journal(home: Home) -> None:
    """The list of originals in the same folder is never read as something said."""
    (home.journal / "me.files.csv").write_text('"2026-05-11T12:00:00+00:00","ill"\n', "utf-8")

    assert [] == read_entries(home, "me")


SAVED_BY = {
    "Excel, quoted": lambda text: text.replace('","', '";"'),
    "Excel": lambda text: text.replace('","', ";").replace('"', "").replace("\n", "\r\n"),
    "an old Mac": lambda text: text.replace("\n", "\r"),
    "a German Excel": lambda text: (
        text.replace('","', ";")
        .replace('"', "")
        .replace("2026-05-04", "04.05.2026")
        .replace("2026-05-10", "10.05.2026")
    ),
}


@pytest.mark.parametrize("program", SAVED_BY)
def test_a_journal_saved_by_another_program_says_what_it_said(home: Home, program: str) -> None:
    """What a runner has opened and saved in a spreadsheet still counts, and can be gone on with."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY, note="Grippe, im Rücken")
    path = journal_of(home, "me")
    encoding = "cp1252" if "Excel" in program else "utf-8"
    path.write_bytes(SAVED_BY[program](path.read_text("utf-8")).encode(encoding))

    append_mark(home, "me", "injured", SUNDAY, SUNDAY, note="a; b")

    assert [
        ("ill", MONDAY, SUNDAY, "Grippe, im Rücken"),
        ("injured", SUNDAY, SUNDAY, "a; b"),
    ] == said(home)
    assert [] == problems_of(home)


def test_lines_nobody_can_read_are_told(home: Home) -> None:
    """A correction that no longer counts is never dropped without a word."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    append_mark(home, "anna", "ill", MONDAY, SUNDAY)
    with journal_of(home, "me").open("a", encoding="utf-8") as file:
        file.write(
            f'{NOON.isoformat()};"ill";5/4/2026;5/10/2026;\n{NOON.isoformat()},massage,later\n"torn'
        )

    (problem,) = problems_of(home)

    assert problem.told().startswith(
        "journal/me.csv: lines that cannot be read: 2, the first is line 3."
    )
    assert 1 == len(said(home))


@pytest.mark.parametrize("ending", [".sync-conflict-20261101-101010-ABCDEFG", " (conflicted copy)"])
def test_two_machines_that_spoke_at_once_are_both_heard(home: Home, ending: str) -> None:
    """A copy that a sync program set aside is read, and what both copies say counts once."""
    append_mark(home, "me", "ill", MONDAY, SUNDAY)
    both = journal_of(home, "me").read_bytes()
    append_mark(home, "me", "injured", MONDAY, MONDAY)
    journal_of(home, "me").rename(home.journal / f"me{ending}.csv")
    journal_of(home, "me").write_bytes(both)
    append_mark(home, "me", "unknown", SUNDAY, SUNDAY)

    assert ["ill", "injured", "unknown"] == [kind for kind, *_ in said(home)]


def test_a_copy_numbered_by_a_mac_stays_apart(home: Home) -> None:
    """`anna 2` can be a person: two people's words are never mixed because of a number."""
    append_mark(home, "anna", "ill", MONDAY, SUNDAY)
    append_mark(home, "anna 2", "injured", MONDAY, SUNDAY)

    assert ["ill"] == read_journal(home, "anna").marks["kind"].to_list()
    assert ["anna", "anna 2"] == list(home.journals())


def test_a_broken_clock_makes_no_later_word_unreadable(home: Home) -> None:
    """After a line dated 2199 the next one is read, is the later one, and can take it back."""
    last_moment = datetime(2199, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    append_mark(home, "me", "unknown", MONDAY, MONDAY, now=NOON)
    append_mark(home, "me", "ill", MONDAY, SUNDAY, now=last_moment)
    append_mark(home, "me", "injured", MONDAY, SUNDAY)

    assert ["unknown", "ill", "injured"] == [kind for kind, *_ in said(home)]

    take_back(home, "me", 2)

    assert ["unknown", "injured"] == [kind for kind, *_ in said(home)]
    assert [] == problems_of(home)
