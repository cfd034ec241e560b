"""What a user can set in `backstride.toml`, and its defaults.

Unknown keys are refused with the nearest known one: a misspelt setting must never be
silently without effect.
"""

import difflib
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)
from tzlocal import get_localzone_name

from pipeline.athlete_settings import (
    NO_FROM,
    AthleteSettings,
    Change,
    PlausibleDate,
    Units,
    checked_timezone,
)
from pipeline.errors import BadSetting, BrokenSettings, NameTaken, UnknownSetting
from pipeline.files import write_atomically
from pipeline.home import ME, Home, checked_athlete_name

MEGABYTE = 1_000_000


class InboxLimits(BaseModel):
    """How much a dropped file may unpack to before it is refused."""

    model_config = ConfigDict(extra="forbid")

    settle_s: float = Field(default=2.0, ge=0)
    member_megabytes: int = Field(default=512, gt=0)
    apple_export_megabytes: int = Field(default=4_000, gt=0)
    archive_megabytes: int = Field(default=8_000, gt=0)
    ratio: int = Field(default=200, gt=0)
    depth: int = Field(default=4, gt=0)
    members: int = Field(default=100_000, gt=0)

    @property
    def member_bytes(self) -> int:
        """Largest size one member may unpack to."""
        return self.member_megabytes * MEGABYTE

    @property
    def apple_export_bytes(self) -> int:
        """Largest size an Apple Health export may have: it is streamed, never in memory."""
        return self.apple_export_megabytes * MEGABYTE

    @property
    def archive_bytes(self) -> int:
        """Largest size all members of one archive may unpack to."""
        return self.archive_megabytes * MEGABYTE


def _in_capitals(country: Any) -> Any:
    return country.upper() if isinstance(country, str) else country


class Settings(BaseModel):
    """All settings of one home folder, read from its file alone.

    A desktop's own LANGUAGE or TIMEZONE is not meant for us.

    Attributes
    ----------
    timezone
        IANA name used where neither a file nor its position says; the computer's own
        where absent.
    language
        Of the terminal; the system's where absent. Pages are always written in both.
    units
        In which distances, pace and climb are told, `metric` or `imperial`; an athlete's own go
        before it.
    country
        Whose numbers for emergencies and doctors on call are shown; none where absent.
    week_starts_on
        The first row of the year calendar; every number stays by ISO weeks.
    as_of
        Pretend that today is this date: for demos and for looking back.
    athletes
        Folders of the inbox that are athletes.
    inbox
        Limits for dropped files.
    """

    model_config = ConfigDict(extra="forbid", validate_default=True)

    timezone: str = Field(default_factory=get_localzone_name)
    language: Literal["en", "de"] | None = None
    units: Units = "metric"
    country: Annotated[Literal["DE", "AT", "CH", "GB"], BeforeValidator(_in_capitals)] | None = None
    week_starts_on: Literal["monday", "sunday"] = "monday"
    as_of: PlausibleDate | None = None
    athletes: dict[str, AthleteSettings] = Field(default_factory=dict)
    inbox: InboxLimits = Field(default_factory=InboxLimits)

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        return checked_timezone(name)

    @field_validator("athletes")
    @classmethod
    def _athletes_can_be_folders(
        cls, athletes: dict[str, AthleteSettings]
    ) -> dict[str, AthleteSettings]:
        for name in athletes:
            checked_athlete_name(name)
        return athletes

    def athlete(self, athlete_id: str) -> AthleteSettings:
        """Return one athlete's settings, defaults where nothing is set."""
        return self.athletes.get(athlete_id, AthleteSettings())

    def timezone_of(self, athlete_id: str) -> str:
        """Return the IANA name of the zone an athlete lives in."""
        return self.athlete(athlete_id).timezone or self.timezone

    def units_of(self, athlete_id: str) -> Units:
        """Return the units an athlete reads distances in."""
        return self.athlete(athlete_id).units or self.units

    def today(self, athlete_id: str = ME) -> date:
        """Return the athlete's calendar date now, or the date set by `as_of`."""
        return self.as_of or datetime.now(ZoneInfo(self.timezone_of(athlete_id))).date()


def load_settings(home: Home) -> Settings:
    """Return the settings of a home folder; defaults where there is no file.

    Raises
    ------
    BrokenSettings
        If the file is not TOML.
    UnknownSetting, BadSetting
        If a key or a value does not fit.
    """
    if not home.settings_file.exists():
        return Settings()
    try:
        values = tomllib.loads(home.settings_file.read_text("utf-8"))
        return Settings(**values)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BrokenSettings(path=str(home.settings_file), problem=str(problem)) from problem
    except ValidationError as problem:
        raise _first_problem(home, problem) from problem


def _first_problem(home: Home, problem: ValidationError) -> UnknownSetting | BadSetting:
    """Return the first thing wrong with the settings as a sentence."""
    first = problem.errors()[0]
    key = _key(first["loc"])
    if first["type"] == "extra_forbidden":
        nearest = _key((*first["loc"][:-1], _nearest(first["loc"])))
        return UnknownSetting(path=str(home.settings_file), key=key, nearest=nearest)
    is_missing = first["type"] == "missing"
    problem_told = NO_FROM if is_missing else first["msg"].removeprefix("Value error, ")
    return BadSetting(path=str(home.settings_file), key=key, problem=problem_told)


def _key(parts: Sequence[int | str]) -> str:
    """Return a setting's name with its tables; tables of one name are counted from 1."""
    names = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts)
    return "".join(names).removeprefix(".")


def _nearest(parts: Sequence[int | str]) -> str:
    """Return the known name most like the last one, among those of the same table."""
    fields = _model_of(parts[:-1]).model_fields
    known = [field.alias or name for name, field in fields.items()]
    return difflib.get_close_matches(str(parts[-1]), known, n=1, cutoff=0)[0]


def _model_of(table: Sequence[int | str]) -> type[BaseModel]:
    """Return what a table's keys have to fit."""
    match table:
        case ["athletes", _]:
            return AthleteSettings
        case ["athletes", _, "changes", _]:
            return Change
        case ["inbox"]:
            return InboxLimits
        case _:
            return Settings


def remove_athlete(home: Home, name: str) -> None:
    """Take an athlete out of `backstride.toml`, keeping the rest of the file as it is."""
    if name not in load_settings(home).athletes:
        return
    import tomlkit  # noqa: PLC0415 - only few commands write settings

    document = tomlkit.parse(home.settings_file.read_text("utf-8"))
    document["athletes"].remove(name)
    write_atomically(home.settings_file, tomlkit.dumps(document).encode())


def add_athlete(home: Home, name: str, display_name: str | None = None) -> bool:
    """Name an athlete in `backstride.toml`, keeping the rest of the file as it is.

    Returns
    -------
    bool
        False if the athlete was there already.

    Raises
    ------
    BadName, NameTaken
        If it cannot be a folder and a page of its own.
    """
    checked_athlete_name(name)
    known = load_settings(home).athletes
    if name in known:
        return False
    for other in known:
        if other.casefold() == name.casefold():  # one folder and one page on many disks
            raise NameTaken(name=name, other=other)
    import tomlkit  # noqa: PLC0415 - only this command writes settings

    text = home.settings_file.read_text("utf-8") if home.settings_file.exists() else ""
    document = tomlkit.parse(text)
    athlete = tomlkit.table()
    if display_name:
        athlete["display_name"] = display_name
    athletes = document.setdefault("athletes", tomlkit.table(is_super_table=True))
    athletes[name] = athlete
    write_atomically(home.settings_file, tomlkit.dumps(document).encode())
    return True
