"""`backstride log` and `mark`: one entry, one span of days, for the right athlete."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.diary import DiaryEntry, append_entry, diaries, live_diary
from pipeline.errors import BadDate, UnknownAthlete, WhichAthlete
from pipeline.home import ME, Home
from pipeline.journal import append_mark
from pipeline.settings import Settings, load_settings

EARLIEST = date(1990, 1, 1)


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
    athlete_id = _athlete(home, settings, athlete)
    today = settings.today(athlete_id)
    clock = datetime.now(ZoneInfo(settings.timezone_of(athlete_id)))
    local_date = _day(day, today)
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
) -> Path:
    """Append a span of days to the journal and return the journal.

    Raises
    ------
    BadMark, BadDate, UnknownAthlete, WhichAthlete
        If something does not fit; nothing is written then.
    """
    home.create()
    settings = load_settings(home)
    athlete_id = _athlete(home, settings, athlete)
    today = settings.today(athlete_id)
    first = _day(from_date, today)
    last = first if to_date is None else _day(to_date, today)
    return append_mark(home, athlete_id, kind, first, last, note)


def _athlete(home: Home, settings: Settings, name: str | None) -> str:
    """Return whose entry it is: the one named, or the only one there is."""
    known = sorted(set(settings.athletes) | {owner for owner, _ in diaries(home)})
    if name is None:
        if len(known) > 1:
            raise WhichAthlete(known=", ".join(known))
        return known[0] if known else ME
    if name != ME and name not in known:
        raise UnknownAthlete(name=name, home=str(home.root), known=", ".join(sorted({ME, *known})))
    return name


def _day(text: str | None, today: date) -> date:
    """Return the date meant; today where none is given.

    Raises
    ------
    BadDate
        If it is none, lies before 1990 or after today.
    """
    try:
        day = today if text is None else date.fromisoformat(text)
    except ValueError as problem:
        raise BadDate(text=text or "", example=today.isoformat()) from problem
    if not EARLIEST <= day <= today:
        raise BadDate(text=day.isoformat(), example=today.isoformat())
    return day
