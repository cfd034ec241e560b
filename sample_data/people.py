"""The two made-up runners, what one session of theirs is, and where their chance comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

SEED = 20261121
HOME_ZONE = ZoneInfo("Europe/Berlin")


def happens(rng: np.random.Generator, share: float) -> bool:
    """Return whether something that happens in that share of cases happens now."""
    return bool(rng.random() < share)


@dataclass(frozen=True)
class Runner:
    """A made-up person, as far as heart rate, pace and step rate need one.

    Attributes
    ----------
    threshold_mps
        The speed held for about an hour; every other speed is a share of it.
    step_rate_spm
        Steps a minute, both feet, at an easy pace.
    sea_deg
        Latitude and longitude of the open water the loops are drawn on.
    """

    name: str
    is_female: bool
    weight_kg: float
    resting_bpm: int
    max_bpm: int
    threshold_mps: float
    step_rate_spm: float
    sea_deg: tuple[float, float]


ANNA = Runner("anna", True, 61.5, 52, 188, 3.75, 168.0, (54.90, 5.00))
BEN = Runner("ben", False, 78.0, 58, 184, 3.60, 162.0, (54.70, 5.40))


@dataclass(frozen=True)
class Outing:
    """One session as planned.

    Attributes
    ----------
    kind
        How it is paced (`body.PACES`) or which strength programme it follows
        (`fit_files.PROGRAMMES`).
    km
        Distance; 0 for strength.
    recorder
        `band`, `watch`, `every_second`, `phone`, `strava` or `garmin_connect`.
    hills_m
        Height of the longer waves of the ground.
    rpe
        Effort 0-10 typed into the watch afterwards, None where it was not.
    number
        Place in the runner's history; seeds this outing's own chance.
    """

    starts_at: datetime
    sport: str
    kind: str
    km: float = 0.0
    recorder: str = "watch"
    hills_m: float = 2.5
    rpe: int | None = None
    number: int = 0

    @property
    def day(self) -> date:
        """The local calendar day of the start."""
        return self.starts_at.date()
