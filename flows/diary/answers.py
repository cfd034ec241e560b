"""What is typed about one moment becomes columns of the diary, or one sentence why not."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from pipeline.diary.cells import (
    HIGHEST,
    TWO_DAYS,
    RefusedRowError,
    day,
    hours,
    moment,
    number,
    shown,
    time_of_day,
    unless_no,
)
from pipeline.diary.done import tag
from pipeline.diary.meanings import several_words, signs, word
from pipeline.diary.problems import NoSuchMoment, NotHours, NotOnScale, NotWhole, TwoDays
from pipeline.diary.words import HEADINGS, QUALITIES, SIDES, SITES
from pipeline.errors import BadDate
from pipeline.journal.problems import NotATime
from pipeline.red_flags import SIGNS

DAYS_BACK = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1}
NOT_TYPED: tuple[object, ...] = (None, [], ())
EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True)
class Answers:
    """What is typed, option by option: null is not said, an empty text takes back."""

    pain: str | None = None
    day: str | None = None
    time: str | None = None
    when: str | None = None
    site: str | None = None
    side: str | None = None
    quality: str | None = None
    leg_pain: bool | None = None
    altered_stride: bool | None = None
    painkiller: str | None = None
    rpe: str | None = None
    sitting: str | None = None
    sleep: str | None = None
    lifting: str | None = None
    red_flag: list[str] | None = None
    note: str | None = None

    @classmethod
    def typed(cls, options: Mapping[str, Any]) -> "Answers":
        """Return what of a command's options is about the entry."""
        names = (field.name for field in fields(cls))
        return cls(**{name: options[name] for name in names if options.get(name) not in NOT_TYPED})

    def columns(self, today: dt.date) -> dict[str, Any]:
        """Return column of the diary -> value; null where it is taken back.

        Raises
        ------
        BadDiaryEntry, BadDate, NotATime
            With what to type instead.
        """
        said: dict[str, Any] = {}
        for option, (column, read) in READERS.items():
            typed = getattr(self, option)
            if typed is not None:
                said[column] = read(typed)
        if self.day is not None:
            said["local_date"] = day_said(self.day, today)
        return said


def day_said(text: str, today: dt.date) -> dt.date:
    """Return the day meant: `yesterday`, 2026-11-20 or 20.11.2026, never one of two.

    Raises
    ------
    TwoDays, BadDate
        If it can mean two days, or is none from 1990 to today.
    """
    typed = text.strip().lower()
    if typed in DAYS_BACK:
        return today - dt.timedelta(DAYS_BACK[typed])
    problem = BadDate(text=shown(text), example=today.isoformat())
    try:
        found, rest = day(typed, dt.date.max)
    except RefusedRowError as refusal:
        if refusal.template == TWO_DAYS:
            raise TwoDays(**refusal.facts) from refusal
        raise problem from refusal
    if rest.strip() or not EARLIEST <= found <= today:
        raise problem
    return found


def _pain(text: str) -> int | None:
    value = _scale("pain_nrs", text)
    if value is not None and value != int(value):
        raise NotWhole(value=shown(text))
    return None if value is None else int(value)


def _scale(column: str, text: str) -> float | None:
    """Return a rating from 0 to 10; an empty text takes it back."""
    value = number(text.strip())
    if text.strip() and (value is None or not 0 <= value <= HIGHEST):
        raise NotOnScale(column=HEADINGS[column], value=shown(text))
    return value


def rating(text: str) -> float:
    """Return how well something can be done, from 0 to 10.

    Raises
    ------
    NotOnScale
        If it is no such number.
    """
    value = _scale("run_capability", text)
    if value is None:
        raise NotOnScale(column=HEADINGS["run_capability"], value=shown(text))
    return value


def _hours(column: str, text: str) -> float | None:
    try:
        return hours(column, text.strip())
    except RefusedRowError as refusal:
        raise NotHours(**refusal.facts) from refusal


def _time(text: str) -> str | None:
    try:
        return time_of_day(text.strip())
    except RefusedRowError as refusal:
        raise NotATime(text=shown(text)) from refusal


def _moment(text: str) -> str | None:
    try:
        return moment(text.strip())
    except RefusedRowError as refusal:
        raise NoSuchMoment(value=shown(text)) from refusal


def _signs(typed: list[str]) -> str | None:
    """Return signs by their names, words or numbers in the list of signs."""
    names = dict(enumerate(SIGNS, 1))
    return signs(", ".join(names.get(_whole(text), text) for text in typed))


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and text.isascii() else 0


def _one_line(read: Callable[[str], str | None], text: str) -> str | None:
    """Return a text as a diary gives it back: on one line, or not at all."""
    return read(" ".join(text.split())) or None


READERS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "pain": ("pain_nrs", _pain),
    "time": ("local_time", _time),
    "when": ("moment", _moment),
    "site": ("body_site", partial(_one_line, partial(word, words=SITES))),
    "side": ("side", partial(_one_line, partial(word, words=SIDES))),
    "quality": ("quality", partial(_one_line, partial(several_words, words=QUALITIES))),
    "leg_pain": ("leg_pain", bool),
    "altered_stride": ("altered_stride", bool),
    "painkiller": ("medication", partial(_one_line, unless_no)),
    "rpe": ("rpe", partial(_scale, "rpe")),
    "sitting": ("sitting_h", partial(_hours, "sitting_h")),
    "sleep": ("sleep_h", partial(_hours, "sleep_h")),
    "lifting": ("lifting", partial(_one_line, tag)),
    "red_flag": ("red_flags", _signs),
    "note": ("note", partial(_one_line, str)),
}
"""Option -> column, and how it is read."""
