"""One made-up session as the FIT file a watch would have written."""

from itertools import pairwise
from typing import Any

import numpy as np
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.profile_type import Event, EventType, Intensity, LapTrigger

from sample_data.body import KINDS_WITH_WARM_UP_LAP, WARM_UP_S, Trace, follow, smart_samples
from sample_data.fit_frame import instant, sport_fields, write_head, write_session, write_timer
from sample_data.fit_still import write_strength, write_swim
from sample_data.fit_writer import FitWriter, fit_ms
from sample_data.people import Outing, Runner

DYNAMICS = {
    "vertical_oscillation",
    "stance_time",
    "stance_time_balance",
    "step_length",
    "vertical_ratio",
}


def activity_bytes(runner: Runner, outing: Outing) -> bytes:
    """Return the whole FIT file of one outing."""
    writer = FitWriter()
    write_head(writer, runner, outing)
    if outing.sport == "training":
        write_strength(writer, outing)
    elif outing.sport == "swimming":
        write_swim(writer, outing)
    else:
        _write_moving(writer, runner, outing)
    return writer.to_bytes()


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
    write_session(
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
        write_timer(writer, outing, trace.clock_s[pause_at] + 1, EventType.STOP_ALL)
        write_timer(writer, outing, trace.clock_s[pause_at + 1], EventType.START)
        writer.add_rows(RecordMessage, {name: values[before:] for name, values in columns.items()})


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
        "start_time": instant(outing, clock[first]),
        "timestamp": instant(outing, clock[last]),
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
    cadence, fraction = divmod(int(128 * turns.mean()), 128)
    facts = {
        **sport_fields(outing),
        "enhanced_avg_speed": float(np.ptp(part["distance"])) / (last - first),
        "enhanced_max_speed": float(part["enhanced_speed"].max()),
        "avg_heart_rate": round(float(part["heart_rate"].mean())),
        "max_heart_rate": int(part["heart_rate"].max()),
        "avg_cadence": cadence,
        "avg_fractional_cadence": fraction / 128,
        "max_cadence": int(turns.max()),
        "total_cycles": round(float(turns.sum()) / 60),
    }
    if "enhanced_altitude" in part:
        steps = np.diff(part["enhanced_altitude"])
        facts["total_ascent"] = round(float(steps[steps > 0].sum()))
        facts["total_descent"] = round(float(-steps[steps < 0].sum()))
    return facts


def _first(trace: Trace, column: str) -> float | None:
    """Return a column's first value, None where the trace has no such column."""
    return float(trace.columns[column][0]) if column in trace.columns else None
