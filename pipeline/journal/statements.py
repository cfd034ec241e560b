"""What one line of a journal says."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pipeline.home import Home, checked_athlete_name

MARKS = ("unknown", "ill", "injured", "seen_by_doctor")
"""What days can be marked as: without data, ill, injured; and when a doctor has looked."""

PAIRS = ("same", "apart")
KINDS = (*MARKS, *PAIRS, "exclude", "edit", "add", "unlog", "programme", "shoe", "exercise", "undo")

PROGRAMMES = ("leg", "back", "core", "mixed")
"""What a strength programme trains: legs, back extensors, trunk stability, several of them."""

CUSHIONINGS = ("minimal", "normal", "high")
"""How much of a shoe lies between foot and road, in the runner's own judgement."""

TRAINED = ("leg", "back", "core", "other_core", "none")
"""What an exercise trains that no list knows (SCIENCE F.1)."""

COLUMNS = ("written_at", "kind", "from_date", "to_date", "note", "session", "other", "facts")
FIRST_COLUMNS = 5
"""So many cells had a line when there were only marks; such lines are still read."""

GERMAN_DATE = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
SESSION_ID = re.compile(r"[0-9a-f]{16}")
EARLIEST = dt.date(1990, 1, 1)
FIRST_MOMENT = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
LAST_MOMENT = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
"""What was said or run lies between these, wherever on earth."""
MOST_KM = 500.0
MOST_MIN = 48 * 60.0

WORD = r"^[a-z][a-z0-9_]{0,39}$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class Exercise(BaseModel):
    """Sets of one exercise, in FIT's numbers for what it is (SCIENCE F.1).

    Where nobody has counted them, `sets` is null and `seconds` is all the time it took.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    category: int | None = Field(default=None, ge=0, lt=65534)
    subtype: int | None = Field(default=None, ge=0, lt=65534)
    title: str | None = Field(default=None, max_length=100)
    sets: int | None = Field(default=None, ge=1, le=50)
    repetitions: int | None = Field(default=None, ge=1, le=1000)
    seconds: float | None = Field(default=None, gt=0, le=MOST_MIN * 60)
    weight_kg: float | None = Field(default=None, gt=0, le=1000)


class Facts(BaseModel):
    """What a line says in numbers; what a later version adds to it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    started_at: AwareDatetime | None = Field(default=None, ge=FIRST_MOMENT, lt=LAST_MOMENT)
    utc_offset_s: int | None = Field(default=None, gt=-86_400, lt=86_400)
    sport: str | None = Field(default=None, pattern=WORD)
    sub_sport: str | None = Field(default=None, pattern=WORD)
    distance_km: float | None = Field(default=None, gt=0, le=MOST_KM)
    duration_min: float | None = Field(default=None, gt=0, le=MOST_MIN)
    rpe: float | None = Field(default=None, ge=0, le=10)
    date: dt.date | None = Field(default=None, ge=EARLIEST)
    time: str | None = Field(default=None, pattern=CLOCK)
    moment: str | None = Field(default=None, pattern=WORD)
    body_site: str | None = Field(default=None, max_length=100)
    pain_nrs: int | None = Field(default=None, ge=0, le=10)
    action: Literal["start", "stop"] | None = None
    programme: Literal["leg", "back", "core", "mixed"] | None = None
    exercises: tuple[Exercise, ...] | None = Field(default=None, max_length=50)
    shoe: str | None = Field(default=None, min_length=1, max_length=100)
    cushioning: Literal["minimal", "normal", "high"] | None = None
    limit_km: float | None = Field(default=None, gt=0, le=10_000)
    km_before: float | None = Field(default=None, ge=0, le=10_000)
    title: str | None = Field(default=None, min_length=1, max_length=100)
    trains: Literal["leg", "back", "core", "other_core", "none"] | None = None
    written_at: AwareDatetime | None = None

    def written(self) -> str:
        """Return a compact JSON object of what is known."""
        return self.model_dump_json(exclude_none=True)


@dataclass(frozen=True)
class Statement:
    """One line.

    Attributes
    ----------
    written_at
        When it was said, in UTC.
    kind
        One of `KINDS`.
    from_date, to_date
        First and last day of a mark, both included.
    note
        In the runner's own words.
    session, other
        Full ids of the sessions it is about.
    facts
        Its numbers.
    """

    written_at: dt.datetime
    kind: str
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    note: str | None = None
    session: str | None = None
    other: str | None = None
    facts: Facts = field(default_factory=Facts)

    def cells(self) -> tuple[str, ...]:
        """Return its line."""
        return (
            self.written_at.isoformat(),
            self.kind,
            self.from_date.isoformat() if self.from_date else "",
            self.to_date.isoformat() if self.to_date else "",
            self.note or "",
            self.session or "",
            self.other or "",
            self.facts.written(),
        )


def journal_of(home: Home, athlete_id: str) -> Path:
    """Return where an athlete's journal lies."""
    return home.journal / f"{checked_athlete_name(athlete_id)}.csv"


def statement_of(cells: Sequence[str]) -> Statement | None:
    """Return what one line says, null for the heading and for kinds of other readers.

    Raises
    ------
    ValueError
        If the line is not whole or says something impossible.
    """
    if cells[0] == COLUMNS[0] or (len(cells) > 1 and cells[1] not in KINDS):
        return None
    if len(cells) not in (FIRST_COLUMNS, len(COLUMNS)):
        raise ValueError("a cell is missing")
    written_at, kind, first, last, note, session, other, facts = (
        *cells,
        *[""] * (len(COLUMNS) - len(cells)),
    )
    said = Statement(
        written_at=_moment(written_at),
        kind=kind,
        from_date=_day(first) if first else None,
        to_date=_day(last) if last else None,
        note=note or None,
        session=session or None,
        other=other or None,
        facts=Facts.model_validate_json(facts) if facts else Facts(),
    )
    if not is_whole(said):
        raise ValueError("something is missing")
    return said


def _day(text: str) -> dt.date:
    """Return a date as it was written, or as a German Excel has rewritten it."""
    german = GERMAN_DATE.fullmatch(text)
    if german:
        day, month, year = map(int, german.groups())
        return dt.date(year, month, day)
    return dt.date.fromisoformat(text)


def _moment(text: str) -> dt.datetime:
    """Return when a line was written, in UTC; a time without a zone is this computer's."""
    written_at = dt.datetime.fromisoformat(text)
    if not FIRST_MOMENT.year <= written_at.year < LAST_MOMENT.year:
        raise ValueError(text)
    return written_at.astimezone(dt.UTC)


def is_whole(said: Statement) -> bool:
    """Tell whether a line has what its kind needs."""
    ids = [text for text in (said.session, said.other) if text is not None]
    if not all(SESSION_ID.fullmatch(text) for text in ids):
        return False
    if said.kind in MARKS:
        return bool(said.from_date and said.to_date and said.from_date <= said.to_date)
    if said.kind in PAIRS:
        return said.session is not None and len(set(ids)) > 1
    if said.kind in ("exclude", "edit"):
        return said.session is not None and (said.kind == "exclude" or said.facts != Facts())
    return _has_its_facts(said)


def _has_its_facts(said: Statement) -> bool:
    """Tell whether a line about no session of a file says all it is about."""
    facts = said.facts
    has_size = facts.distance_km is not None or facts.duration_min is not None
    has_start = facts.started_at is not None and facts.utc_offset_s is not None
    names_programme = facts.action == "stop" or facts.programme is not None
    whole = {
        "add": has_start and facts.sport is not None and has_size,
        "unlog": facts.date is not None and facts.body_site is not None,
        "programme": facts.date is not None and facts.action is not None and names_programme,
        "shoe": facts.date is not None and facts.action is not None and facts.shoe is not None,
        "exercise": facts.title is not None and facts.trains is not None,
        "undo": facts.written_at not in {None, said.written_at},
    }
    return whole[said.kind]
