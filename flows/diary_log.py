"""`backstride log` and `mark`: one entry, one span of days, for the right athlete."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.whose import athlete_meant, day_meant
from pipeline.diary import DiaryEntry, append_entry, live_diary
from pipeline.home import Home
from pipeline.journal import Spoken, append_mark
from pipeline.settings import load_settings


def log_pain(
    home: Home,
    athlete: str | None,
    *,
    pain: int,
    when: str | None,
    day: str | None,
    note: str,
) -> Path:
    """Append one pain score to the live diary and return the diary.

    An entry of today carries the time of day, so several a day stand side by side.

    Raises
    ------
    BadDiaryEntry, BadDate, UnknownAthlete, WhichAthlete
        If something does not fit; nothing is written then.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    today = settings.today(athlete_id)
    clock = datetime.now(ZoneInfo(settings.timezone_of(athlete_id)))
    local_date = day_meant(day, today)
    entry = DiaryEntry(
        local_date=local_date,
        local_time=f"{clock:%H:%M}" if local_date == today else None,
        moment=when,
        pain_nrs=pain,
        note=note or None,
    )
    path = live_diary(home, athlete_id)
    append_entry(path, entry)
    return path


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
