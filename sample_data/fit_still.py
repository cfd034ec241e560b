"""Sessions without samples as FIT: strength sets, and lengths in a pool."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.set_message import SetMessage

from sample_data.fit_frame import instant, sport_fields, write_session
from sample_data.fit_writer import FitWriter
from sample_data.people import SEED, Outing

SWIM_MPS = 0.72
POOL_M = 25
SWIM_LAP_M = 200


@dataclass(frozen=True)
class Exercise:
    """One line of a strength programme; categories are FIT's numbers (SCIENCE F.1)."""

    category: int
    subtype: int
    sets: int
    repetitions: int | None
    active_s: float
    weight_kg: float | None = None


SQUAT = Exercise(28, 62, 3, 10, 38.0, 20.0)
ONE_LEGGED_SQUAT = Exercise(28, 42, 2, 8, 34.0)
LUNGE = Exercise(17, 32, 3, 12, 44.0)
BRIDGE = Exercise(10, 11, 3, 10, 36.0)
PLANK = Exercise(19, 43, 3, None, 30.0)
SIDE_PLANK = Exercise(19, 66, 2, None, 30.0)
SUPERMAN = Exercise(13, 29, 3, 5, 24.0)
BACK_EXTENSION = Exercise(13, 25, 3, 12, 40.0)

PROGRAMMES = {
    "legs": (SQUAT, LUNGE, ONE_LEGGED_SQUAT, BRIDGE),
    "core": (PLANK, SIDE_PLANK, PLANK, BRIDGE, SUPERMAN),
    "back": (BACK_EXTENSION, SUPERMAN, PLANK),
}
REST_BETWEEN_SETS_S = 45.0


def write_strength(writer: FitWriter, outing: Outing) -> None:
    """Write sets and the rests between them, with no samples: the wrist is busy."""
    after_s = 60.0
    sets = list(_sets(outing))
    for index, (is_active, exercise, duration_s) in enumerate(sets):
        has_weight = is_active and exercise.weight_kg is not None
        writer.add(
            SetMessage,
            timestamp=instant(outing, after_s),
            duration=duration_s,
            repetitions=exercise.repetitions if is_active else None,
            weight=exercise.weight_kg if has_weight else None,
            set_type=int(is_active),
            start_time=instant(outing, after_s),
            category=[exercise.category] if is_active else None,
            category_subtype=[exercise.subtype] if is_active else None,
            message_index=index,
        )
        after_s += duration_s
    _write_whole_lap(writer, outing, after_s)
    write_session(writer, outing, after_s, after_s, num_laps=1, **sport_fields(outing))


def _sets(outing: Outing) -> Iterator[tuple[bool, Exercise, float]]:
    """Yield each set of the programme (active or rest, exercise, seconds)."""
    rng = np.random.default_rng([SEED, outing.number])
    for exercise in PROGRAMMES[outing.kind]:
        for _ in range(exercise.sets):
            yield True, exercise, round(exercise.active_s * rng.uniform(0.9, 1.1), 1)
            yield False, exercise, round(REST_BETWEEN_SETS_S * rng.uniform(0.7, 1.4), 1)


def write_swim(writer: FitWriter, outing: Outing) -> None:
    """Write a swim in a pool: laps and totals, no samples and no heart rate under water."""
    rng = np.random.default_rng([SEED, outing.number])
    laps = round(outing.km * 1000 / SWIM_LAP_M)
    after_s = 0.0
    for _ in range(laps):
        lap_s = round(SWIM_LAP_M / SWIM_MPS * rng.uniform(0.95, 1.05))
        writer.add(
            LapMessage,
            start_time=instant(outing, after_s),
            timestamp=instant(outing, after_s + lap_s),
            total_elapsed_time=float(lap_s),
            total_timer_time=float(lap_s),
            total_distance=float(SWIM_LAP_M),
            num_lengths=SWIM_LAP_M // POOL_M,
            **sport_fields(outing),
        )
        after_s += lap_s
    write_session(
        writer,
        outing,
        after_s,
        after_s,
        num_laps=laps,
        total_distance=float(laps * SWIM_LAP_M),
        pool_length=float(POOL_M),
        num_active_lengths=laps * SWIM_LAP_M // POOL_M,
        **sport_fields(outing),
    )


def _write_whole_lap(writer: FitWriter, outing: Outing, lasting_s: float) -> None:
    """Write one lap over everything."""
    writer.add(
        LapMessage,
        start_time=instant(outing, 0),
        timestamp=instant(outing, lasting_s),
        total_elapsed_time=lasting_s,
        total_timer_time=lasting_s,
        **sport_fields(outing),
    )
