"""What one athlete's table in `backstride.toml` may say, and from which date on."""

import difflib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from pipeline.errors import N_

METRES = 1000
FASTEST_S, SLOWEST_S = 120, 720
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)

NO_PACE = N_(
    'write the pace as minutes and seconds for one kilometre, in quotes and from "2:00" to '
    '"12:00", for example "4:40"'
)
NO_DATE = N_(
    "write the date as year, month and day, without quotes and from 1990 to 2099, for example "
    "2026-03-01"
)
NO_TABLES = N_("write two brackets around its name, for example [[athletes.me.changes]]")
NO_FROM = N_("it is missing; say from which date on it holds, for example from = 2026-03-01")
SAME_DATE = N_("two changes hold from the same date; make them one")
NOT_IN_ORDER = N_(
    "the resting heart rate has to be below the one at the threshold, and both below the "
    "maximum, before and after every change"
)


def athlete_table(athlete_id: str) -> str:
    """Return the head of an athlete's table, quoted where TOML asks for it."""
    is_bare = re.fullmatch(r"[A-Za-z0-9_-]+", athlete_id)
    return f"[athletes.{athlete_id if is_bare else json.dumps(athlete_id, ensure_ascii=False)}]"


def checked_timezone(name: str) -> str:
    """Return the name of a time zone.

    Raises
    ------
    ValueError
        If there is none of this name, with the nearest that there is.
    """
    if name not in available_timezones():
        nearest = difflib.get_close_matches(name, available_timezones(), n=1)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise ValueError(f"'{name}' is not a time zone such as Europe/Berlin{hint}")
    return name


def _checked_pace(pace: Any) -> Any:
    if not isinstance(pace, str) or not re.fullmatch(r"\d{1,2}:[0-5]\d", pace):
        raise ValueError(NO_PACE)
    if not FASTEST_S <= _seconds(pace) <= SLOWEST_S:
        raise ValueError(NO_PACE)
    return pace


def _seconds(pace: str) -> int:
    minutes, seconds = pace.split(":")
    return 60 * int(minutes) + int(seconds)


def _checked_date(day: Any) -> date:
    """Return a date of TOML's own; pydantic alone would take 0 for the first day of 1970."""
    if isinstance(day, date) and not isinstance(day, datetime) and FIRST_DAY <= day <= LAST_DAY:
        return day
    raise ValueError(NO_DATE)


PlausibleDate = Annotated[date, BeforeValidator(_checked_date)]

Units = Literal["metric", "imperial"]
"""In which pages and terminal tell distances; whatever is kept and computed is metric."""


class Profile(BaseModel):
    """What heart and legs can do.

    Attributes
    ----------
    max_heart_rate_bpm, resting_heart_rate_bpm, threshold_heart_rate_bpm
        Where absent, what the watch wrote into its user profile.
    threshold_pace
        What can be kept up for an hour: minutes and seconds for one kilometre.
    """

    model_config = ConfigDict(extra="forbid")

    max_heart_rate_bpm: int | None = Field(default=None, ge=100, le=240)
    resting_heart_rate_bpm: int | None = Field(default=None, ge=25, le=120)
    threshold_heart_rate_bpm: int | None = Field(default=None, ge=80, le=220)
    threshold_pace: Annotated[str, BeforeValidator(_checked_pace)] | None = None

    @property
    def threshold_speed_mps(self) -> float | None:
        """The pace at the threshold as a speed."""
        return None if self.threshold_pace is None else METRES / _seconds(self.threshold_pace)

    def said(self) -> dict[str, int | str]:
        """Return what of a profile is said at all."""
        return self.model_dump(include=set(Profile.model_fields), exclude_none=True)

    def is_in_order(self) -> bool:
        """Tell whether rest is below threshold and maximum, as far as they are said."""
        rates = (
            self.resting_heart_rate_bpm,
            self.threshold_heart_rate_bpm,
            self.max_heart_rate_bpm,
        )
        return all(low < high for low, high in pairwise(rate for rate in rates if rate))


class Change(Profile):
    """What is different from a date on; the rest holds as before."""

    from_date: PlausibleDate = Field(alias="from")


class AthleteSettings(Profile):
    """What is known about one athlete beside the files.

    Attributes
    ----------
    display_name
        The name on the page; the folder's name where absent.
    timezone
        IANA name; the general one where absent.
    units
        Of distances, pace and climb; the general ones where absent.
    sex
        Chooses the TRIMP constants (SCIENCE A.2); men's where unknown, and said so.
    birth_year, past_cancer, osteoporosis, weak_immune_system, long_cortisone
        What a doctor would ask first; together with new or changed pain it asks for a visit
        (SCIENCE E.2), alone it says nothing.
    running_activities
        Up to five things in running, in the runner's own words, whose capability is rated from
        0 to 10 every few weeks (PSFS).
    shoe_limit_km
        From how many kilometres on a pair of shoes is told to be worn; 600 to 800 where absent.
    changes
        What is different from a date on.
    """

    display_name: str | None = Field(default=None, max_length=64)
    timezone: str | None = None
    units: Units | None = None
    sex: Literal["female", "male"] | None = None
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    past_cancer: bool | None = None
    osteoporosis: bool | None = None
    weak_immune_system: bool | None = None
    long_cortisone: bool | None = None
    running_activities: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(), max_length=5
    )
    shoe_limit_km: int | None = Field(default=None, ge=50, le=5000)
    changes: tuple[Change, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str | None) -> str | None:
        return name if name is None else checked_timezone(name)

    @field_validator("changes", mode="before")
    @classmethod
    def _tables(cls, changes: Any) -> Any:
        if not isinstance(changes, list) or not all(isinstance(one, dict) for one in changes):
            raise ValueError(NO_TABLES)
        return changes

    @model_validator(mode="after")
    def _one_change_a_date(self) -> "AthleteSettings":
        if len({change.from_date for change in self.changes}) < len(self.changes):
            raise ValueError(SAME_DATE)
        return self

    @model_validator(mode="after")
    def _heart_rates_in_order(self) -> "AthleteSettings":
        if not all(profile.is_in_order() for profile in self._standing()):
            raise ValueError(NOT_IN_ORDER)
        return self

    def _standing(self) -> Iterator[Profile]:
        """Yield what holds before the first change and after each."""
        said = self.said()
        yield Profile.model_construct(None, **said)
        for change in sorted(self.changes, key=lambda change: change.from_date):
            said |= change.said()
            yield Profile.model_construct(None, **said)
