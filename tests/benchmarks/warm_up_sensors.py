"""What sensors make of a made-up run: noise, drift, wrong starts and silence."""

from datetime import datetime

import numpy as np
import polars as pl

from pipeline import schemas
from pipeline.decode.samples import Floats
from tests.benchmarks.warm_up_bodies import (
    Dice,
    between,
    cadence_of,
    happens,
    minutes,
    smooth,
    wander,
)
from tests.benchmarks.warm_up_ways import Place, Way

METRES_A_DEGREE = 111_195.0
WRONG_HEART_RATES = ("silent at first", "silent now and then", "frozen", "counts steps at first")


def rows_of(
    dice: Dice, way: Way, place: Place, started_at: datetime, *, is_track: bool
) -> pl.DataFrame:
    """Return every second's record, as the sensors saw it.

    Parameters
    ----------
    dice, way, place
        What happened, where, and what chance did to the sensors.
    started_at
        The instant of the first record.
    is_track
        Whether it is kept by something that often has no strap and no foot pod.
    """
    count = way.speed.size
    keeps_heart_rate = place.loses_heart_rate or not (
        place.is_bare or happens(dice, 0.4 if is_track else 0.08)
    )
    columns: dict[str, Floats] = {"altitude_m": _altitude(dice, way, is_track=is_track)}
    columns |= _measured(dice, way, place)
    if place.is_indoor:
        del columns["altitude_m"]
    else:
        columns |= _positions(dice, way, place)
    if keeps_heart_rate:
        lost = _lost(dice, way.heart_rate) if place.loses_heart_rate else way.heart_rate
        columns["heart_rate_bpm"] = lost
    if not (place.is_bare or (is_track and happens(dice, 0.5))):
        columns["cadence_spm"] = cadence_of(dice, way.speed)
    frame = pl.DataFrame(columns).with_columns(pl.all().fill_nan(None))
    after = pl.duration(seconds=pl.int_range(count))
    return frame.with_columns(
        session_index=0, recorded_at=pl.lit(started_at, schemas.INSTANT) + after
    )


def _altitude(dice: Dice, way: Way, *, is_track: bool) -> Floats:
    """Return the height by barometer, or by satellites, which are worse at it."""
    noise = wander(dice, way.speed.size, 2.0, 60) if is_track else 0.0
    barometer = wander(dice, way.speed.size, 0.4, 40)
    height: Floats = between(dice, 5, 700) + np.cumsum(way.speed * way.grades) + noise + barometer
    return np.round(height * 5) / 5


def _measured(dice: Dice, way: Way, place: Place) -> dict[str, Floats]:
    """Return speed and distance as a watch tells them."""
    count = way.speed.size
    wrong = between(dice, 0.93, 1.07) if place.is_indoor else between(dice, 0.99, 1.01)
    noise = 1 + wander(dice, count, 0.02 if place.is_indoor else 0.01 * place.gps_m, 6)
    speed = way.speed * wrong
    told = np.where(speed == 0, 0.0, smooth(speed * noise, 5))
    if not place.is_indoor and happens(dice, 0.1):
        told[: dice.integers(8, 25)] *= between(dice, 1.4, 2.0)
    strayed = 1 + wander(dice, count, 0.006 * place.gps_m, 8)
    return {
        "speed_mps": np.round(np.maximum(told, 0), 3),
        "distance_m": np.round(np.cumsum(np.maximum(speed * strayed, 0)), 2),
    }


def _positions(dice: Dice, way: Way, place: Place) -> dict[str, Floats]:
    """Return the way over open sea, each position off by some metres."""
    count = way.speed.size
    heading = between(dice, 0, 2 * np.pi) + np.cumsum(wander(dice, count, 0.01, 30))
    off = [_strays(dice, count, place.gps_m) for _ in range(2)]
    north = np.cumsum(way.speed * np.cos(heading)) + off[0]
    east = np.cumsum(way.speed * np.sin(heading)) + off[1]
    latitude = 40.0 + north / METRES_A_DEGREE
    longitude = -30.0 + east / METRES_A_DEGREE / np.cos(np.radians(40.0))
    return {"latitude_deg": latitude, "longitude_deg": longitude}


def _strays(dice: Dice, count: int, metres: float) -> Floats:
    """Return an error that wanders slowly, as watches filter it."""
    return smooth(wander(dice, count, metres, 25), 15) + dice.normal(0, 0.1, count)


def _lost(dice: Dice, heart_rate: Floats) -> Floats:
    """Return a heart rate that is wrong or missing for minutes."""
    lost = heart_rate.copy()
    how = WRONG_HEART_RATES[dice.integers(len(WRONG_HEART_RATES))]
    first = minutes(dice, 2, 12)
    if how == "silent at first":
        lost[:first] = np.nan
    elif how == "counts steps at first":
        lost[20:first] = np.round(between(dice, 160, 180) + wander(dice, lost.size, 2, 8))[20:first]
    else:
        for begin in dice.integers(0, lost.size, dice.integers(2, 6)):
            piece = slice(begin, begin + minutes(dice, 0.5, 8))
            lost[piece] = lost[begin] if how == "frozen" else np.nan
    return lost
