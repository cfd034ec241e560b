"""What is kept of a made-up run: a session's row, records with gaps, laps."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline import schemas
from pipeline.decode.samples import Floats
from tests.benchmarks.warm_up_bodies import Dice, Runner, happens, smooth
from tests.benchmarks.warm_up_sensors import METRES_A_DEGREE, rows_of
from tests.benchmarks.warm_up_shapes import WORKING, Plan
from tests.benchmarks.warm_up_ways import Place, Way, way_of

LAP_M = 1_000.0


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A session's row, its records after `schemas.RECORDS` and its laps after `schemas.LAPS`."""

    sport: str
    sub_sport: str | None
    name: str | None
    started_at: datetime
    timer_s: float
    elapsed_s: float
    distance_m: float
    rpe: float | None
    records: pl.DataFrame
    laps: pl.DataFrame


def record(
    dice: Dice,
    who: Runner,
    plan: Plan,
    place: Place,
    started_at: datetime,
    *,
    is_warm: bool = False,
    name: str | None = None,
) -> Recording:
    """Return what is kept of a plan that is carried out.

    Parameters
    ----------
    dice, who
        The runner, and what chance does.
    plan, place
        What is run, and where.
    started_at
        The instant of the first record.
    is_warm
        Whether the heart is up from something before.
    name
        What the session is called.
    """
    way = way_of(dice, who, plan, place, is_warm=is_warm)
    is_track = not place.is_indoor and (
        place.is_bare or (not place.loses_heart_rate and happens(dice, 0.12))
    )
    if is_track:  # phones write on while somebody stands
        way = way._replace(is_paused=np.zeros_like(way.is_paused))
    kept = _kept(dice, way, is_track=is_track)
    rows = rows_of(dice, way, place, started_at, is_track=is_track)
    written = rows[kept]
    laps = pl.DataFrame() if is_track else _laps(dice, way, rows, started_at)
    hidden = ["distance_m", "speed_mps"] if is_track else []
    return Recording(
        sport="running",
        sub_sport=place.sub_sport,
        name=name,
        started_at=started_at,
        timer_s=float(kept[-1] - way.is_paused.sum()),
        elapsed_s=float(kept[-1]),
        distance_m=_track_m(written) if is_track else float(written["distance_m"][-1]),
        rpe=_rpe(dice, way, who),
        records=schemas.conform(written.drop(hidden), schemas.RECORDS),
        laps=schemas.conform(laps, schemas.LAPS),
    )


def _kept(dice: Dice, way: Way, *, is_track: bool) -> NDArray[np.int64]:
    """Return which seconds are written: all that are not paused, or one in a few."""
    seconds = np.flatnonzero(~way.is_paused)
    if not happens(dice, 0.5 if is_track else 0.18):
        return seconds
    steps = np.cumsum(dice.integers(1, 8, seconds.size))
    few = seconds[np.concatenate([[0], steps[steps < seconds.size]])]
    return np.union1d(few, seconds[-1:])


def _rpe(dice: Dice, way: Way, who: Runner) -> float | None:
    """Return how hard it was, if it was said: after the hardest five minutes."""
    if happens(dice, 0.55):
        return None
    hardest = smooth(way.speed, min(300, way.speed.size)).max() / who.threshold_mps
    usual = np.interp(hardest, (0.5, 0.75, 0.85, 0.95, 1.02, 1.1), (2, 3, 4.5, 6.5, 8, 9.5))
    return float(np.clip(np.round(usual + dice.normal(0, 1)), 1, 10))


def _track_m(rows: pl.DataFrame) -> float:
    """Return the length of a way from its positions."""
    north = np.diff(rows["latitude_deg"].to_numpy())
    east = np.diff(rows["longitude_deg"].to_numpy()) * np.cos(np.radians(40.0))
    return float(np.hypot(north, east).sum() * METRES_A_DEGREE)


def _laps(dice: Dice, way: Way, rows: pl.DataFrame, started_at: datetime) -> pl.DataFrame:
    """Return the laps: those of a workout on the watch, those of the button, or kilometres."""
    distance_m = rows["distance_m"].to_numpy()
    turns = np.flatnonzero(np.diff(way.block)) + 1
    how = dice.random()
    words: list[str | None]
    if how < 0.25:
        words = list(way.kinds)
    elif how < 0.45:
        words = [WORKING if happens(dice, 0.5) else None] * len(way.kinds)
    else:
        turns = np.flatnonzero(np.diff(distance_m // LAP_M)) + 1
        words = [WORKING if how < 0.7 else None] * (turns.size + 1)
    ends = [0, *turns.tolist(), way.speed.size]
    pieces = [slice(*piece) for piece in pairwise(ends)]
    return pl.DataFrame(
        [
            {"lap_index": index, "intensity": word, **_lap(way, rows, distance_m, piece)}
            for index, (piece, word) in enumerate(zip(pieces, words, strict=True))
        ],
        infer_schema_length=None,
    ).with_columns(
        session_index=0,
        started_at=pl.lit(started_at, schemas.INSTANT) + pl.duration(seconds="from_s"),
    )


def _lap(way: Way, rows: pl.DataFrame, distance_m: Floats, piece: slice) -> dict[str, object]:
    """Return what is told of one lap."""
    elapsed_s = piece.stop - piece.start
    before_m = distance_m[piece.start - 1] if piece.start else 0.0
    beats = rows["heart_rate_bpm"][piece].mean() if "heart_rate_bpm" in rows.columns else None
    return {
        "from_s": piece.start,
        "elapsed_s": float(elapsed_s),
        "timer_s": float(elapsed_s - way.is_paused[piece].sum()),
        "distance_m": float(distance_m[piece.stop - 1] - before_m),
        "avg_heart_rate_bpm": beats,
    }
