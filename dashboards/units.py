"""The units a reader measures in: from what is stored, which is metric, to what is told.

Nothing is computed from a told number again: rules, plan and exports never see these.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.athlete_settings import Units

if TYPE_CHECKING:  # the terminal's help need not wait for it
    import polars as pl

Quantity = TypeVar("Quantity", float, "pl.Expr", "pl.Series")
"""One number, a column of a frame, or a series for a chart."""

KM_A_MILE: Final = 1.609344
M_A_FOOT: Final = 0.3048
"""Exactly so since 1959 (international yard: NIST Special Publication 811, appendix B.6)."""

MINUTE_S: Final = 60
A_HAIR: Final = 1e-6
"""Of what is shown, a tenth of a kilometre or a mile: what floats lose must not cost one."""


@dataclass(frozen=True)
class System:
    """The units that go together.

    Attributes
    ----------
    distance, height, speed
        Their signs.
    km, m
        How many kilometres a unit of distance has, how many metres one of height.
    """

    distance: str
    height: str
    speed: str
    km: float
    m: float

    def from_km(self, value: "Quantity") -> "Quantity":
        """Return kilometres as a number of this unit of distance."""
        return value / self.km

    def from_m(self, value: "Quantity") -> "Quantity":
        """Return metres as a number of this unit of height."""
        return value / self.m

    def at_most(self, km: float, digits: int = 1) -> float:
        """Return kilometres as a number cut to some decimals, so that it never tells more."""
        scale = float(10**digits)
        return math.floor(self.from_km(km) * scale + A_HAIR) / scale

    def pace_s(self, seconds_per_km: float) -> float:
        """Return the seconds that one unit of distance takes."""
        return seconds_per_km * self.km


SYSTEMS: Final[dict[Units, System]] = {
    "metric": System("km", "m", "km/h", km=1.0, m=1.0),
    "imperial": System("mi", "ft", "mph", km=KM_A_MILE, m=M_A_FOOT),
}


def clock(seconds: float) -> str:
    """Return a length of time as a watch shows it: `31:02`, `1:02:31`."""
    minutes, rest = divmod(round(seconds), MINUTE_S)
    hours, minutes_left = divmod(minutes, MINUTE_S)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
