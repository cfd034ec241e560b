"""`backstride diary edit`, `undo` and `gone`: corrected or taken back, never deleted."""

from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from flows.diary.answers import Answers
from flows.diary.log import Prepared, told_before, write
from flows.diary.rows import Kept, Row, kept_entries, key_of
from flows.whose import athlete_meant
from pipeline.diary import DiaryEntry, gone
from pipeline.diary.problems import EntryNotCounting, NoEntries, NoSuchEntry, NothingToEdit
from pipeline.diary.words import LOW_BACK
from pipeline.home import Home
from pipeline.journal import Facts, Spoken, read_entries, say, take_back
from pipeline.settings import load_settings
from pipeline.tables import LIVE


class Edited(NamedTuple):
    """What an entry said, what it says now, and where that was written."""

    before: Kept
    entry: DiaryEntry
    path: Path
    moved: list[Spoken]


class TakenBack(NamedTuple):
    """The entry that no longer counts, the one that counts in its place, and the line.

    Attributes
    ----------
    closed
        Warning signs that only this entry named.
    """

    entry: Kept
    again: Kept | None
    said: Spoken
    closed: list[str]


class Noted(NamedTuple):
    """Entries that are missing from the diary, and the lines by which they are taken back."""

    missing: list[Row]
    said: list[Spoken]


def edit_entry(home: Home, athlete: str | None, number: int, answers: Answers) -> Edited:
    """Append a corrected entry to the live diary; the old one stays as a trace.

    One that moves to another day, time or site is taken back where it stood.

    Raises
    ------
    BadDiaryEntry, BadDate, UnknownAthlete, WhichAthlete
        If something does not fit; nothing is written then.
    """
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    kept = kept_entries(home, athlete_id)
    before = _counting(kept, number)
    said = answers.columns(settings.today(athlete_id))
    if not said:
        raise NothingToEdit
    entry = DiaryEntry(**({"body_site": LOW_BACK} | told_before(before.row) | said))
    path, _ = write(home, Prepared(athlete_id, entry, is_first=False, before=before))
    moved: list[Spoken] = []
    if key_of(asdict(entry)) != key_of(before.row):
        note = _moved_to(asdict(entry))
        moved = [_say_unlog(home, athlete_id, one.row, note) for one in _scores(kept, before)]
    return Edited(before, entry, path, moved)


def undo_entry(home: Home, athlete: str | None, number: int | None) -> TakenBack:
    """Write that an entry no longer counts; without a number, the one logged last.

    Raises
    ------
    BadDiaryEntry, UnknownAthlete, WhichAthlete
        If there is no such entry that counts.
    """
    athlete_id = athlete_meant(home, load_settings(home), athlete)
    kept = kept_entries(home, athlete_id)
    entry = _newest(kept) if number is None else _counting(kept, number)
    said = _say_unlog(home, athlete_id, entry.row)
    _move_back(home, athlete_id, entry.row)
    counted = [one.row for one in kept if one.counts]
    now = [one for one in kept_entries(home, athlete_id) if one.counts]
    again = next((one for one in now if one.row not in counted), None)
    still = {sign for one in now for sign in _signs(one)}
    return TakenBack(entry, again, said, [sign for sign in _signs(entry) if sign not in still])


def missing_entries(home: Home, athlete: str | None, *, is_noted: bool) -> Noted:
    """Return what the diary held before and holds no more; if that was meant, take it back.

    Raises
    ------
    UnknownAthlete, WhichAthlete
        If nobody is called so, or several could be meant.
    """
    athlete_id = athlete_meant(home, load_settings(home), athlete)
    missing = gone.published(home, athlete_id)
    return Noted(missing, [_say_unlog(home, athlete_id, row) for row in missing if is_noted])


def _signs(entry: Kept) -> list[str]:
    return entry.row["red_flags"].split(", ") if entry.row["red_flags"] else []


def _counting(kept: list[Kept], number: int) -> Kept:
    if not 1 <= number <= len(kept):
        raise NoSuchEntry(number=number, last=len(kept))
    if not kept[number - 1].counts:
        raise EntryNotCounting(number=number)
    return kept[number - 1]


def _newest(kept: list[Kept]) -> Kept:
    """Return the entry logged last: the lowest line of the live diary, else the latest day."""
    counting = [one for one in kept if one.counts]
    if not counting:
        raise NoEntries
    logged = [one for one in counting if one.row["source"].startswith(LIVE)]
    if not logged:
        return counting[-1]
    return max(logged, key=lambda one: (one.row["imported_at"], one.row["line"]))


def _scores(kept: list[Kept], entry: Kept) -> list[Kept]:
    """Return one entry for each score that was given at an entry's moment and still stands."""
    key = key_of(entry.row)
    same = [one for one in kept if one.state != "taken back" and key_of(one.row) == key]
    return list({one.row["pain_nrs"]: one for one in same}.values())


def _moved_to(row: Row) -> str:
    """Return the note of a line that takes back what an edit has moved: where it is now."""
    return f"→ {' '.join(filter(None, key_of(row)))}"


def _move_back(home: Home, athlete_id: str, row: Row) -> None:
    """Let what an edit has moved to an entry count where it stood, if an edit has."""
    note = _moved_to(row)
    for line in read_entries(home, athlete_id):
        if line.counts and line.statement.kind == "unlog" and line.statement.note == note:
            take_back(home, athlete_id, line.number)


def _say_unlog(home: Home, athlete_id: str, row: Row, note: str = "") -> Spoken:
    facts = Facts(
        date=row["local_date"],
        time=row["local_time"],
        moment=row["moment"],
        body_site=row["body_site"],
        pain_nrs=row["pain_nrs"],
    )
    return say(home, athlete_id, "unlog", facts=facts, note=note)
