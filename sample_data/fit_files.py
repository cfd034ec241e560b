"""One made-up session as the FIT file a watch would have written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.device_info_message import DeviceInfoMessage
from fit_tool.profile.messages.event_message import EventMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.messages.set_message import SetMessage
from fit_tool.profile.messages.sport_message import SportMessage
from fit_tool.profile.messages.user_profile_message import UserProfileMessage
from fit_tool.profile.messages.zones_target_message import ZonesTargetMessage
from fit_tool.profile.profile_type import (
    Activity,
    Event,
    EventType,
    FileType,
    Gender,
    Intensity,
    LapTrigger,
    Manufacturer,
    SessionTrigger,
    Sport,
    SubSport,
)

from sample_data.body import KINDS_WITH_WARM_UP_LAP, WARM_UP_S, Trace, follow
from sample_data.fit_writer import FitWriter, fit_local_seconds, fit_ms
from sample_data.plan import SEED, Outing, Runner

SMART_GAPS_S = (8, 11)  # smart recording: a sample each 8 to 10 seconds
DYNAMICS = {
    "vertical_oscillation",
    "stance_time",
    "stance_time_balance",
    "step_length",
    "vertical_ratio",
}
PRODUCTS = {"band": (1, "Made-up Band"), "watch": (2, "Made-up Watch")}
SPORT_NAMES = {"running": "Run", "cycling": "Ride", "training": "Strength", "swimming": "Pool swim"}
SUB_SPORTS = {
    "treadmill": SubSport.TREADMILL,
    "swim": SubSport.LAP_SWIMMING,
    "legs": SubSport.STRENGTH_TRAINING,
    "core": SubSport.STRENGTH_TRAINING,
    "back": SubSport.STRENGTH_TRAINING,
}
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


def activity_bytes(runner: Runner, outing: Outing) -> bytes:
    """Return the whole FIT file of one outing."""
    writer = FitWriter()
    _write_head(writer, runner, outing)
    if outing.sport == "training":
        _write_strength(writer, outing)
    elif outing.sport == "swimming":
        _write_swim(writer, outing)
    else:
        _write_moving(writer, runner, outing)
    return writer.to_bytes()


def settings_bytes(runner: Runner, written_at: datetime) -> bytes:
    """Return a settings file: a valid FIT file that is no activity."""
    writer = FitWriter()
    product, _ = PRODUCTS["watch"]
    writer.add(
        FileIdMessage,
        type=FileType.SETTINGS,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        time_created=fit_ms(written_at),
    )
    _write_profile(writer, runner)
    return writer.to_bytes()


def _write_head(writer: FitWriter, runner: Runner, outing: Outing) -> None:
    """Write what stands before the first sample: file, device, person, sport, start."""
    product, product_name = PRODUCTS.get(outing.recorder, PRODUCTS["watch"])
    started = fit_ms(outing.starts_at)
    writer.add(
        FileIdMessage,
        type=FileType.ACTIVITY,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        time_created=started,
    )
    writer.add(
        DeviceInfoMessage,
        timestamp=started,
        device_index=0,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        product_name=product_name,
        software_version=1.0,
    )
    _write_profile(writer, runner)
    writer.add(
        SportMessage,
        sport=Sport[outing.sport.upper()],
        sub_sport=SUB_SPORTS.get(outing.kind, SubSport.GENERIC),
        sport_name=SPORT_NAMES.get(outing.sport, outing.sport.title()),
    )
    _write_timer(writer, outing, 0, EventType.START)


def _write_profile(writer: FitWriter, runner: Runner) -> None:
    """Write the person: sex, weight and the two heart rates that TRIMP needs."""
    writer.add(
        UserProfileMessage,
        gender=Gender.FEMALE if runner.is_female else Gender.MALE,
        weight=runner.weight_kg,
        resting_heart_rate=runner.resting_bpm,
        default_max_running_heart_rate=runner.max_bpm,
        default_max_heart_rate=runner.max_bpm,
    )
    writer.add(ZonesTargetMessage, max_heart_rate=runner.max_bpm)


def _write_timer(writer: FitWriter, outing: Outing, after_s: float, what: EventType) -> None:
    """Write that the timer was started or stopped."""
    writer.add(
        EventMessage,
        timestamp=_at(outing, after_s),
        event=Event.TIMER,
        event_type=what,
        event_group=0,
    )


def _write_moving(writer: FitWriter, runner: Runner, outing: Outing) -> None:
    """Write a run, ride, hike or walk: samples, pause, laps, totals."""
    trace = follow(runner, outing)
    if outing.recorder == "band":
        without = {"position_lat", "position_long", "enhanced_altitude"}
        columns = {name: v for name, v in trace.columns.items() if name not in without}
        trace = Trace(columns, trace.clock_s)
    else:
        _write_records(writer, outing, trace)
    for first, last in _lap_bounds(outing, trace):
        writer.add(LapMessage, **_lap_facts(outing, trace, first, last))
    _write_session(
        writer,
        outing,
        trace.elapsed_s,
        trace.timer_s,
        total_distance=float(trace.columns["distance"][-1]),
        num_laps=len(_lap_bounds(outing, trace)),
        total_calories=round(runner.weight_kg * outing.km),
        start_position_lat=_first(trace, "position_lat"),
        start_position_long=_first(trace, "position_long"),
        **_summary(outing, trace, 0, trace.timer_s),
    )


def _write_records(writer: FitWriter, outing: Outing, trace: Trace) -> None:
    """Write the samples this recorder keeps, and the timer's stop and start at a pause."""
    is_every_second = outing.recorder == "every_second"
    kept = np.arange(trace.timer_s + 1) if is_every_second else smart_samples(outing, trace)
    columns = {
        name: values[kept]
        for name, values in trace.columns.items()
        if is_every_second or name not in DYNAMICS
    }
    columns["timestamp"] = fit_ms(outing.starts_at) + 1000 * trace.clock_s[kept]
    pause_at = trace.pause_at
    before = kept.size if pause_at is None else int(np.searchsorted(kept, pause_at)) + 1
    writer.add_rows(RecordMessage, {name: values[:before] for name, values in columns.items()})
    if pause_at is not None:
        _write_timer(writer, outing, trace.clock_s[pause_at], EventType.STOP_ALL)
        _write_timer(writer, outing, trace.clock_s[pause_at + 1], EventType.START)
        writer.add_rows(RecordMessage, {name: values[before:] for name, values in columns.items()})


def smart_samples(outing: Outing, trace: Trace) -> np.ndarray:
    """Return the seconds smart recording keeps: gaps of 8 to 10, both ends, the pause's edges."""
    rng = np.random.default_rng([SEED, outing.number])
    gaps = rng.integers(*SMART_GAPS_S, trace.timer_s // SMART_GAPS_S[0] + 1)
    regular = np.concatenate([[0], np.cumsum(gaps)])
    edges = [trace.timer_s]
    if trace.pause_at is not None:
        edges += [trace.pause_at, trace.pause_at + 1]
    return np.union1d(regular[regular < trace.timer_s], edges)


def _lap_bounds(outing: Outing, trace: Trace) -> list[tuple[int, int]]:
    """Return first and last second of each lap: the warm-up if there is one, then kilometres."""
    distance = trace.columns["distance"]
    has_warm_up = outing.kind in KINDS_WITH_WARM_UP_LAP
    start = WARM_UP_S if has_warm_up else 0
    kilometres = np.arange(distance[start] + 1000, distance[-1], 1000)
    crossings = np.searchsorted(distance, kilometres).tolist()
    return list(pairwise(sorted({0, start, *crossings, trace.timer_s})))


def _lap_facts(outing: Outing, trace: Trace, first: int, last: int) -> dict[str, Any]:
    """Return one lap's fields."""
    is_warm_up = outing.kind in KINDS_WITH_WARM_UP_LAP and first == 0
    clock, distance = trace.clock_s, trace.columns["distance"]
    return {
        "start_time": _at(outing, clock[first]),
        "timestamp": _at(outing, clock[last]),
        "event": Event.LAP,
        "event_type": EventType.STOP,
        "total_elapsed_time": float(clock[last] - clock[first]),
        "total_timer_time": float(last - first),
        "total_distance": round(float(distance[last] - distance[first]), 2),
        "intensity": Intensity.WARMUP if is_warm_up else Intensity.ACTIVE,
        "lap_trigger": LapTrigger.MANUAL if is_warm_up else LapTrigger.DISTANCE,
        **_summary(outing, trace, first, last),
    }


def _summary(outing: Outing, trace: Trace, first: int, last: int) -> dict[str, Any]:
    """Return averages and sums over some seconds, under the names laps and sessions share."""
    part = {name: values[first : last + 1] for name, values in trace.columns.items()}
    turns = part["cadence"] + part["fractional_cadence"]
    cadence, fraction = divmod(float(turns.mean()), 1)
    facts = {
        "sport": Sport[outing.sport.upper()],
        "sub_sport": SUB_SPORTS.get(outing.kind, SubSport.GENERIC),
        "enhanced_avg_speed": float(np.ptp(part["distance"])) / (last - first),
        "enhanced_max_speed": float(part["enhanced_speed"].max()),
        "avg_heart_rate": round(float(part["heart_rate"].mean())),
        "max_heart_rate": int(part["heart_rate"].max()),
        "avg_cadence": int(cadence),
        "avg_fractional_cadence": fraction,
        "max_cadence": int(turns.max()),
        "total_cycles": round(float(turns.sum()) / 60),
    }
    if "enhanced_altitude" in part:
        steps = np.diff(part["enhanced_altitude"])
        facts["total_ascent"] = round(float(steps[steps > 0].sum()))
        facts["total_descent"] = round(float(-steps[steps < 0].sum()))
    return facts


def _write_strength(writer: FitWriter, outing: Outing) -> None:
    """Write sets and the rests between them, with no samples: the wrist is busy."""
    after_s = 60.0
    sets = list(_sets(outing))
    for index, (is_active, exercise, duration_s) in enumerate(sets):
        has_weight = is_active and exercise.weight_kg is not None
        writer.add(
            SetMessage,
            timestamp=_at(outing, after_s),
            duration=duration_s,
            repetitions=exercise.repetitions if is_active else None,
            weight=exercise.weight_kg if has_weight else None,
            set_type=int(is_active),
            start_time=_at(outing, after_s),
            category=[exercise.category] if is_active else None,
            category_subtype=[exercise.subtype] if is_active else None,
            message_index=index,
        )
        after_s += duration_s
    _write_whole_lap(writer, outing, after_s)
    _write_session(writer, outing, after_s, after_s, num_laps=1, **_sport(outing))


def _sets(outing: Outing) -> Iterator[tuple[bool, Exercise, float]]:
    """Yield each set of the programme (active or rest, exercise, seconds)."""
    rng = np.random.default_rng([SEED, outing.number])
    for exercise in PROGRAMMES[outing.kind]:
        for _ in range(exercise.sets):
            yield True, exercise, round(exercise.active_s * rng.uniform(0.9, 1.1), 1)
            yield False, exercise, round(REST_BETWEEN_SETS_S * rng.uniform(0.7, 1.4), 1)


def _write_swim(writer: FitWriter, outing: Outing) -> None:
    """Write a swim in a pool: laps and totals, no samples and no heart rate under water."""
    rng = np.random.default_rng([SEED, outing.number])
    laps = round(outing.km * 1000 / SWIM_LAP_M)
    after_s = 0.0
    for _ in range(laps):
        lap_s = round(SWIM_LAP_M / SWIM_MPS * rng.uniform(0.95, 1.05))
        writer.add(
            LapMessage,
            start_time=_at(outing, after_s),
            timestamp=_at(outing, after_s + lap_s),
            total_elapsed_time=float(lap_s),
            total_timer_time=float(lap_s),
            total_distance=float(SWIM_LAP_M),
            num_lengths=SWIM_LAP_M // POOL_M,
            **_sport(outing),
        )
        after_s += lap_s
    _write_session(
        writer,
        outing,
        after_s,
        after_s,
        num_laps=laps,
        total_distance=float(laps * SWIM_LAP_M),
        pool_length=float(POOL_M),
        num_active_lengths=laps * SWIM_LAP_M // POOL_M,
        **_sport(outing),
    )


def _write_whole_lap(writer: FitWriter, outing: Outing, lasting_s: float) -> None:
    """Write one lap over everything."""
    writer.add(
        LapMessage,
        start_time=_at(outing, 0),
        timestamp=_at(outing, lasting_s),
        total_elapsed_time=lasting_s,
        total_timer_time=lasting_s,
        **_sport(outing),
    )


def _write_session(
    writer: FitWriter, outing: Outing, elapsed_s: float, timer_s: float, **facts: Any
) -> None:
    """Write the timer's stop, the session and the activity that says what the local clock read."""
    _write_timer(writer, outing, elapsed_s, EventType.STOP_ALL)
    writer.add(
        SessionMessage,
        start_time=_at(outing, 0),
        timestamp=_at(outing, elapsed_s),
        event=Event.SESSION,
        event_type=EventType.STOP,
        trigger=SessionTrigger.ACTIVITY_END,
        message_index=0,
        first_lap_index=0,
        total_elapsed_time=float(elapsed_s),
        total_timer_time=float(timer_s),
        workout_rpe=None if outing.rpe is None else outing.rpe * 10,
        **facts,
    )
    writer.add(
        ActivityMessage,
        timestamp=_at(outing, elapsed_s),
        total_timer_time=float(timer_s),
        num_sessions=1,
        type=Activity.MANUAL,
        event=Event.ACTIVITY,
        event_type=EventType.STOP,
        local_timestamp=fit_local_seconds(outing.starts_at) + round(elapsed_s),
    )


def _sport(outing: Outing) -> dict[str, Any]:
    """Return sport and sub-sport, for messages that know little else."""
    return {
        "sport": Sport[outing.sport.upper()],
        "sub_sport": SUB_SPORTS.get(outing.kind, SubSport.GENERIC),
    }


def _at(outing: Outing, after_s: float) -> int:
    """Return the instant some seconds after the start, as fit-tool takes it."""
    return fit_ms(outing.starts_at) + 1000 * int(after_s)


def _first(trace: Trace, column: str) -> float | None:
    """Return a column's first value, None where the trace has no such column."""
    return float(trace.columns[column][0]) if column in trace.columns else None
