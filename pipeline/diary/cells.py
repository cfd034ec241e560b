"""What one cell of a diary says, or why it says nothing that can be used."""

import re
from datetime import date, time

from pipeline.diary.denials import MEDICINE, denies, is_denied, words_of
from pipeline.diary.table import NUMBER
from pipeline.diary.words import DASHES, MOMENTS, NO, YES, plain
from pipeline.errors import N_

HIGHEST = 10
HOURS_OF_A_DAY = 24
EARLIEST = date(1990, 1, 1)
SHOWN_LETTERS = 40

NOT_ON_SCALE = N_("Line {line}: {column} is {value}; use 0-10. Row skipped.")
PAIN_NOT_ON_SCALE = N_("Line {line}: pain is {value}; use 0-10. Row skipped.")
PAIN_NOT_WHOLE = N_("Line {line}: pain is {value}; use a whole number from 0 to 10. Row skipped.")
PAIN_EMPTY = N_("Line {line}: pain is empty; not counted as 0.")
TWO_DAYS = N_("Line {line}: {value} can mean two days; write {example}.")
NO_DAY = N_("Line {line}: {value} is no date; write it like {example}. Row skipped.")
DAY_EMPTY = N_("Line {line}: the date is empty. Row skipped.")
IN_THE_FUTURE = N_("Line {line}: the date is in the future.")
TOO_EARLY = N_("Line {line}: the date is before 1990. Row skipped.")
NO_TIME = N_("Line {line}: {value} is not a time; write 07:30. Row skipped.")
NO_MOMENT = N_(
    "Line {line}: '{value}' is no time of day; use morning, before, during, after, evening or "
    "next_morning. Row skipped."
)
NOT_HOURS = N_("Line {line}: {column} is {value}; use hours from 0 to 24. Row skipped.")
NOT_YES_OR_NO = N_("Line {line}: {column} is {value}; use yes or no. Row skipped.")
TOO_MANY_CELLS = N_(
    "Line {line}: {found} cells for {expected} columns; put a text with commas into quotation "
    "marks. Row skipped."
)
NEVER_CLOSED = N_("Line {line}: a quotation mark is never closed. Row skipped.")

YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T\s]+(.*))?")
DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})(?:,?\s+(.*))?")
EITHER_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4}|[0-9]{2})(?:,?\s.*)?")
TIME = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?)?"
    r"\s*(uhr|[ap]\.?m\.?)?(?:\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"([0-9]{1,2}) ?[:h] ?([0-5][0-9])|([0-9.,]+) ?(?:h|hrs?|hours?|std\.?|stunden?)?",
    re.IGNORECASE,
)
OF_TEN = re.compile(r"\s*/\s*10$")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class RefusedRowError(Exception):
    """A row that is no entry; the template lacks only its line."""

    def __init__(self, template: str, **facts: str | int) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


def clean(text: str) -> str:
    """Return a cell's text without control characters; line breaks and tabs may stay."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shown(text: str) -> str:
    """Return a cell as it may stand in a sentence: short and on one line."""
    line = " ".join(clean(text).split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[: SHOWN_LETTERS - 1]}…"


def day(text: str, today: date) -> tuple[date, str]:
    """Return the day a cell names and whatever follows it, a time of day perhaps."""
    if not text:
        raise RefusedRowError(DAY_EMPTY)
    year_first, day_first = YEAR_FIRST.fullmatch(text), DAY_FIRST.fullmatch(text)
    if year_first:
        year, _, month, day, rest = year_first.groups()
    elif day_first:
        day, month, year, rest = day_first.groups()
    else:
        raise _no_day(text, today)
    found = date_of(year, month, day)
    if found is None:
        raise _no_day(text, today)
    if found > today:
        raise RefusedRowError(IN_THE_FUTURE)
    if found < EARLIEST:
        raise RefusedRowError(TOO_EARLY)
    return found, rest or ""


def _no_day(text: str, today: date) -> RefusedRowError:
    """Return why a text names no day, or two, and how to write the likelier one."""
    either = EITHER_FIRST.fullmatch(text)
    if not either:
        return RefusedRowError(NO_DAY, value=shown(text), example=today.isoformat())
    first, second, year = either.groups()
    year = year if len(year) > 2 else f"20{year}"  # noqa: PLR2004 - digits of a short year
    readings = [day for day in (date_of(year, second, first), date_of(year, first, second)) if day]
    example = (readings or [today])[0].isoformat()
    template = TWO_DAYS if len(set(readings)) > 1 else NO_DAY
    return RefusedRowError(template, value=shown(text), example=example)


def date_of(year: str, month: str, day: str) -> date | None:
    """Return the date that three numbers make, if they make one."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def time_of_day(text: str) -> str | None:
    """Return a time of day as HH:MM, as written: an offset behind it changes nothing."""
    if not text:
        return None
    match = TIME.fullmatch(text)
    hours, minutes, half = match.groups() if match else (None, None, None)
    if hours is None or not (minutes or half):
        raise RefusedRowError(NO_TIME, value=shown(text))
    hour, half = int(hours), (half or "").lower()[:1]
    if half in ("a", "p"):
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(minutes or 0)).isoformat("minutes")
    except ValueError:
        raise RefusedRowError(NO_TIME, value=shown(text)) from None


def moment(text: str) -> str | None:
    """Return the part of the day or of the run that a cell names."""
    found = MOMENTS.get(plain(text))
    if text and not found:
        raise RefusedRowError(NO_MOMENT, value=shown(text))
    return found


def number(text: str) -> float | None:
    """Return a number with a point or a comma, `3/10` being 3; null if it is none."""
    digits = OF_TEN.sub("", text)
    return float(digits.replace(",", ".")) if NUMBER.fullmatch(digits) else None


def pain(text: str) -> int | None:
    """Return pain on the numeric rating scale; an empty cell or a dash is unknown, never 0."""
    if not text or text in DASHES:
        return None
    value = number(text)
    if value is None or not 0 <= value <= HIGHEST:
        raise RefusedRowError(PAIN_NOT_ON_SCALE, value=shown(text))
    if value != int(value):
        raise RefusedRowError(PAIN_NOT_WHOLE, value=shown(text))
    return int(value)


def scale(column: str, text: str) -> float | None:
    """Return a rating from 0 to 10."""
    if not text:
        return None
    value = number(text)
    if value is None or not 0 <= value <= HIGHEST:
        raise RefusedRowError(NOT_ON_SCALE, column=column, value=shown(text))
    return value


def hours(column: str, text: str) -> float | None:
    """Return hours of a day: `7.5`, `7,5 h` and `7:30` are the same."""
    if not text:
        return None
    match = HOURS.fullmatch(text)
    whole, minutes, decimal = match.groups("") if match else ("", "", "")
    value = int(whole) + int(minutes) / 60 if whole else number(decimal)
    if value is None or not 0 <= value <= HOURS_OF_A_DAY:
        raise RefusedRowError(NOT_HOURS, column=column, value=shown(text))
    return value


def yes_or_no(column: str, text: str) -> bool | None:
    """Return a yes or a no; a rating above 0 is a yes."""
    if not text:
        return None
    word, value = text.casefold(), number(text)
    if word in YES or (value is not None and 0 < value <= HIGHEST):
        return True
    if word in NO or value == 0 or (is_denied(words_of(text)) and denies(text)):
        return False
    raise RefusedRowError(NOT_YES_OR_NO, column=column, value=shown(text))


def unless_no(text: str) -> str | None:
    """Return what was taken, unless a text only says that nothing was.

    >>> unless_no("keine Tabletten"), unless_no("no ibuprofen, paracetamol")
    (None, 'no ibuprofen, paracetamol')
    """
    return None if denies(text, MEDICINE) else text
