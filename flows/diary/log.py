"""`backstride log` and `mark`: one entry, one span of days, for the right athlete."""

import logging
from dataclasses import asdict, replace
from datetime import date, datetime
from math import isclose
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flows.diary.answers import Answers
from flows.diary.rows import Kept, Row, kept_entries, key_of, scored_key
from flows.whose import athlete_meant, day_meant
from pipeline.diary import DiaryEntry, append_entry, live_diary
from pipeline.diary.reading import TASKS
from pipeline.diary.words import LOW_BACK
from pipeline.errors import BackstrideError
from pipeline.home import Home
from pipeline.journal import Spoken, append_mark, read_entries, take_back
from pipeline.schemas import DIARY
from pipeline.settings import Settings, load_settings

log = logging.getLogger(__name__)


class Prepared(NamedTuple):
    """An entry that can be written.

    Attributes
    ----------
    athlete_id
        Whose.
    entry
        What it says.
    is_first
        Whether there has never been one before.
    before
        The entry of the same moment that it takes the place of; what the new one leaves open
        it says on.
    """

    athlete_id: str
    entry: DiaryEntry
    is_first: bool
    before: Kept | None


def prepared(home: Home, athlete: str | None, answers: Answers) -> Prepared:
    """Return an entry made of what was typed; nothing is written yet.

    Raises
    ------
    BadDiaryEntry, BadDate, UnknownAthlete, WhichAthlete
        If something does not fit.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    said = answers.columns(settings.today(athlete_id))
    return prepared_of(home, settings, athlete_id, said)


def prepared_of(home: Home, settings: Settings, athlete_id: str, columns: Row) -> Prepared:
    """Return an entry made of columns that are said; see `prepared`.

    An entry of today carries the time of day, so that several a day stand side by side.
    """
    today = settings.today(athlete_id)
    said: Row = {"local_date": today, "body_site": LOW_BACK, **_known(columns)}
    if said["local_date"] == today and "local_time" not in said:
        clock = datetime.now(ZoneInfo(settings.timezone_of(athlete_id)))
        said["local_time"] = f"{clock:%H:%M}"
    DiaryEntry(**said)  # whatever else is known of the moment, this has to say something
    kept = known_entries(home, athlete_id)
    key = key_of(dict.fromkeys(DIARY) | said)
    before = next((one for one in kept if one.counts and key_of(one.row) == key), None)
    earlier = {} if before is None else told_before(before.row)
    return Prepared(athlete_id, DiaryEntry(**(earlier | said)), not kept, before)


def known_entries(home: Home, athlete_id: str) -> list[Kept]:
    """Return all entries there are; where the warehouse cannot be asked, those of the live diary."""
    try:
        return kept_entries(home, athlete_id)
    except BackstrideError as problem:
        log.warning("only the live diary is asked: %s", problem)
        return kept_entries(home, athlete_id, with_dropped=False)


def _known(said: Row) -> Row:
    return {name: value for name, value in said.items() if value is not None}


def told_before(row: Row) -> Row:
    """Return what an earlier entry says, without a mean that is only worked out from its items."""
    told = _known({name: row[name] for name in _columns()})
    ratings = [told[task] for task in TASKS if task in told]
    if ratings and isclose(told.get("run_capability", 0), fmean(ratings)):
        told.pop("run_capability", None)
    return told


def _columns() -> list[str]:
    return [name for name in DIARY if name != "line"]


def with_signs(ready: Prepared, signs: str | None) -> Prepared:
    """Return an entry that names warning signs as well."""
    if not signs:
        return ready
    told = [ready.entry.red_flags, signs]
    return ready._replace(entry=replace(ready.entry, red_flags=", ".join(filter(None, told))))


def write(home: Home, ready: Prepared) -> tuple[Path, list[Spoken]]:
    """Append an entry to the live diary, and let it count.

    Returns
    -------
    tuple
        The diary, and the lines by which a retraction of the very same entry was taken back.

    Raises
    ------
    BadDiaryEntry, HomeUnwritable, JournalBusy
        If the file is there but is no diary; if the disk or another program refuses.
    """
    path = live_diary(home, ready.athlete_id)
    append_entry(path, ready.entry)
    wanted = scored_key(asdict(ready.entry))
    lines = [
        line.number
        for line in read_entries(home, ready.athlete_id)
        if line.counts and line.statement.kind == "unlog" and _named(line.statement.facts) == wanted
    ]
    return path, [take_back(home, ready.athlete_id, number)[0] for number in lines]


def _named(facts: Any) -> tuple[Any, ...]:
    """Return which entry a retraction names."""
    named: dict[str, date | str | int | None] = {
        "local_date": facts.date,
        "local_time": facts.time,
        "moment": facts.moment,
        "body_site": facts.body_site,
        "pain_nrs": facts.pain_nrs,
    }
    return scored_key(named)


def mark_days(
    home: Home,
    athlete: str | None,
    *,
    kind: str,
    from_date: str,
    to_date: str | None,
    note: str,
) -> Spoken:
    """Append a span of days to the journal.

    Raises
    ------
    BadMark, BadDate, UnknownAthlete, WhichAthlete
        If something does not fit; nothing is written then.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    today = settings.today(athlete_id)
    first = day_meant(from_date, today)
    last = first if to_date is None else day_meant(to_date, today)
    return append_mark(home, athlete_id, kind, first, last, note)
