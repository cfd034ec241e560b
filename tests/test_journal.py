"""What the user has said about days stays said, whatever happens to the machine."""

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
from pipeline.errors import BadMark, BadName, HomeUnwritable
from pipeline.home import Home
from pipeline.journal import append_mark, journal_of, read_marks

MONDAY = date(2026, 5, 4)
SUNDAY = date(2026, 5, 10)
NOON = datetime(2026, 5, 11, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return an empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


def said(home: Home) -> list[tuple[str, date, date, str | None]]:
    """Return what was said, without when."""
    marks = read_marks(home, "me").select("kind", "from_date", "to_date", "note")
    return [(kind, first, last, note) for kind, first, last, note in marks.iter_rows()]


def test_athlete_who_never_said_anything_has_no_marks(home: Home) -> None:
    """No journal means no marks, in the shape every mark has."""
    assert_frame_equal(schemas.empty(schemas.RAW["marks"]), read_marks(home, "me"))


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
    assert_frame_equal(expected, read_marks(home, "me"))


def test_when_it_was_said_is_kept_in_utc(home: Home) -> None:
    """A mark made in Berlin and one made in Auckland can be put in order."""
    auckland = timezone(timedelta(hours=12))
    append_mark(home, "me", "ill", MONDAY, MONDAY, now=NOON.astimezone(auckland))

    assert [NOON] == read_marks(home, "me")["written_at"].to_list()
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
    assert ["anna"] == read_marks(home, "anna")["athlete_id"].to_list()


@hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200
)
@given(cut=st.integers(1, 90))
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
        b"2026-05-11T12:00:00+00:00,same,abc,def,1,2,3\r\n"
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
