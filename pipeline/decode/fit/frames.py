"""FIT's messages -> `Activity`; knows nothing of how the messages were read."""

from functools import reduce
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.activity import Activity
from pipeline.decode.fit.clock import Clocks
from pipeline.decode.fit.developer import developer_rows
from pipeline.decode.fit.heart_rates import with_stored_heart_rates
from pipeline.decode.fit.messages import Messages
from pipeline.decode.fit.sessions import session_rows, with_both_feet, with_sport
from pipeline.decode.fit.sets import set_rows
from pipeline.decode.fit.values import Columns, first_known
from pipeline.decode.fit.wearer import with_profile
from pipeline.decode.frames import Row, cleaned, finished
from pipeline.decode.problems import NoRecording
from pipeline.decode.samples import TIME, Floats, Samples, height
from pipeline.decode.times import in_order, last_known, with_possible_dates, with_possible_times
from pipeline.errors import N_, NotAnActivity, UnreadableFile

ACTIVITY = "activity"
DAMAGE = {"truncated", "damaged", "crc_mismatch"}
SEMICIRCLES = 2**31

COLUMNS = {
    "distance_m": ("distance",),
    "speed_mps": ("enhanced_speed", "speed"),
    "altitude_m": ("enhanced_altitude", "altitude"),
    "heart_rate_bpm": ("heart_rate",),
    "power_w": ("power",),
    "temperature_c": ("temperature",),
    "vertical_oscillation_mm": ("vertical_oscillation",),
    "stance_time_ms": ("stance_time",),
    "stance_time_balance_pct": ("stance_time_balance",),
    "step_length_mm": ("step_length",),
    "vertical_ratio_pct": ("vertical_ratio",),
    "respiration_rate_brpm": ("enhanced_respiration_rate", "respiration_rate"),
    "core_temperature_c": ("core_temperature",),
}
"""Our column -> FIT's, the better one first."""


def activity_of(messages: Messages, quality: list[str]) -> Activity:
    """Return the activity in a FIT file's messages.

    Raises
    ------
    NotAnActivity
        If there is none.
    NoDate, WrongDate
        If it cannot be put on a day.
    """
    _keep_activities(messages, quality)
    clocks = Clocks(messages, quality)
    columns = with_stored_heart_rates(messages.records(), messages.rows("hr"))
    samples = with_possible_times(cleaned(_samples(columns, clocks)), quality)
    sessions = with_possible_dates(session_rows(messages, clocks, samples, quality), quality)
    index = session_of(samples[TIME], columns["segment"], sessions)
    samples, index = in_order(samples, index, quality)
    sessions = with_both_feet(with_sport(sessions, samples, index))
    sessions = with_profile(sessions, messages, clocks, has_place=_has_place(samples))
    return finished(
        "fit",
        sessions,
        samples,
        index,
        quality,
        laps=_numbered(_laps(messages, clocks), sessions, "lap_index"),
        sets=_numbered(set_rows(messages, clocks), sessions, "set_index"),
        developer=_developer(messages, samples, index, quality),
    )


def _keep_activities(messages: Messages, quality: list[str]) -> None:
    """Forget the messages of those parts of a file that hold no activity.

    Raises
    ------
    NotAnActivity
        If none does.
    UnreadableFile
        If one began but was damaged before anything was recorded.
    """
    kinds = {row["segment"]: row.get("type") for row in messages.rows("file_id")}
    with_session = {row["segment"] for row in messages.rows("session")}
    with_records = messages.with_records()
    good = {segment for segment, kind in kinds.items() if kind == ACTIVITY} | with_session
    good |= {s for s in with_records if _says_nothing(kinds.get(s))}
    if not good & (with_session | with_records):
        if good and DAMAGE & set(quality):
            raise UnreadableFile(problem=N_("an activity that breaks off before its first record"))
        kind = next((k for k in kinds.values() if k not in (None, ACTIVITY)), None)
        raise NoRecording(kind=ACTIVITY) if good else NotAnActivity(kind=_kind(kind))
    messages.keep(good)


def _says_nothing(kind: str | None) -> bool:
    return kind is None or kind.startswith("unknown")


def _kind(kind: str | None) -> str:
    return N_("FIT without records") if kind is None else kind.replace("_", " ")


def _samples(columns: Columns, clocks: Clocks) -> Samples:
    """Return FIT's columns of records under our names and in our units."""
    nothing = np.full(height(columns), np.nan)
    samples = {TIME: clocks.microseconds(columns.get("timestamp", nothing), columns["segment"])}
    for name, semicircles in (("latitude_deg", "position_lat"), ("longitude_deg", "position_long")):
        if semicircles in columns:
            samples[name] = columns[semicircles] * (180 / SEMICIRCLES)
    for name, sources in COLUMNS.items():
        found = [columns[source] for source in sources if source in columns]
        if found:
            samples[name] = reduce(first_known, found)
    cadences = _cadences(columns)
    if cadences:
        samples["cadence_spm"] = reduce(first_known, cadences)
    return samples | {"row": columns["row"]}


def _developer(
    messages: Messages, samples: Samples, index: NDArray[np.int32], quality: list[str]
) -> list[Row]:
    """Return what apps recorded in each session; `samples` are in order, `row` tells of old."""
    session_of_row = np.empty_like(index)
    session_of_row[samples["row"].astype(np.int64)] = index
    return developer_rows(messages.developer(), session_of_row, quality)


def _cadences(columns: Columns) -> list[Floats]:
    """Return what records say of cadence, best source first."""
    cadences = [columns["cadence"]] if "cadence" in columns else []
    if cadences and "fractional_cadence" in columns:
        cadences = [cadences[0] + np.nan_to_num(columns["fractional_cadence"])]
    return cadences + ([columns["cadence256"]] if "cadence256" in columns else [])


def _laps(messages: Messages, clocks: Clocks) -> list[Row]:
    return [
        {
            "segment": row["segment"],
            "started_at": clocks.instant(row, "start_time"),
            "timer_s": row.get("total_timer_time"),
            "elapsed_s": row.get("total_elapsed_time"),
            "distance_m": row.get("total_distance"),
            "avg_heart_rate_bpm": row.get("avg_heart_rate"),
            "intensity": row.get("intensity"),
        }
        for row in messages.rows("lap")
    ]


def session_of(time: Floats, segment: Floats, sessions: list[Row]) -> NDArray[np.int32]:
    """Return the index of the session each row fell into: the last one begun.

    Rows of a chained file belong to the sessions of their own segment, if it has any.
    """
    index = np.zeros(len(time), dtype=np.int32)
    if len(sessions) == 1:
        return index
    for number in np.unique(segment):
        own = [row for row in sessions if row["segment"] == number] or sessions
        starts = [row["started_at"].timestamp() * 1e6 for row in own]
        rows = segment == number
        last = np.searchsorted(starts, last_known(time[rows], segment[rows]), side="right") - 1
        index[rows] = np.array([row["session_index"] for row in own])[np.maximum(last, 0)]
    return index


def _numbered(rows: list[Row], sessions: list[Row], place: str) -> list[Row]:
    """Return laps or sets with their session and their place in it, in the order of the file."""
    times = [row["started_at"].timestamp() * 1e6 if row["started_at"] else np.nan for row in rows]
    segments = np.array([row["segment"] for row in rows], dtype=float)
    counts = [0] * len(sessions)
    numbered = []
    for row, index in zip(
        rows, session_of(np.array(times), segments, sessions).tolist(), strict=True
    ):
        numbered.append(row | {"session_index": index, place: counts[index]})
        counts[index] += 1
    return sorted(numbered, key=itemgetter("session_index"))


def _has_place(samples: Samples) -> bool:
    return "latitude_deg" in samples and not bool(np.isnan(samples["latitude_deg"]).all())
