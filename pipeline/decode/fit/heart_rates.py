"""Heart rates that a strap stored under water and handed over afterwards (`hr` messages).

Each message holds some beats: the heart rate at each, and twelve bits of its time in 1/1024 s.
The first says what these times are in seconds of FIT's clock.
"""

import numpy as np

from pipeline.decode.fit.values import Columns, Row, first_known
from pipeline.decode.samples import Floats

TICKS_A_SECOND = 1024
TWELVE_BITS = 0xFFF


def with_stored_heart_rates(columns: Columns, rows: list[Row]) -> Columns:
    """Return records with the mean heart rate since the last one, where they had none."""
    if not rows or "timestamp" not in columns:
        return columns
    beats = np.array([beat for part in _parts(rows) for beat in beats_of(part)])
    if not len(beats):
        return columns
    heart_rate = _means(columns["timestamp"], beats[np.argsort(beats[:, 0], kind="stable")])
    return columns | {"heart_rate": first_known(columns.get("heart_rate"), heart_rate)}


def _parts(rows: list[Row]) -> list[list[Row]]:
    """Return the messages of each part of the file: its strap counts on its own."""
    numbers = dict.fromkeys(row["segment"] for row in rows)
    return [[row for row in rows if row["segment"] == number] for number in numbers]


def beats_of(rows: list[Row]) -> list[tuple[float, float]]:
    """Return time, in seconds of FIT's clock, and heart rate of the beats in some messages."""
    beats, ticks, zero_s = [], 0, None
    for row in rows:
        whole = [round(time * TICKS_A_SECOND) for time in row.get("event_timestamp") or () if time]
        if whole and row.get("timestamp") is not None:
            zero_s = row["timestamp"] + _fraction_s(row) - whole[0] / TICKS_A_SECOND
        for low in _twelve_bits(row.get("event_timestamp_12") or []):
            last = (whole or [ticks])[-1]
            whole.append(last + ((low - last) & TWELVE_BITS))
        ticks = (whole or [ticks])[-1]
        if zero_s is not None:
            rates = row.get("filtered_bpm") or []
            times = (zero_s + tick / TICKS_A_SECOND for tick in whole)
            beats += [beat for beat in zip(times, rates, strict=False) if beat[1]]
    return beats


def _fraction_s(row: Row) -> float:
    return row.get("fractional_timestamp") or row.get("time256") or 0.0


def _twelve_bits(packed: list[float | None]) -> list[int]:
    """Return the numbers of twelve bits in some bytes, three of which hold two."""
    bits = int.from_bytes(bytes(int(byte or 0) for byte in packed), "little")
    return [bits >> 12 * place & TWELVE_BITS for place in range(len(packed) * 8 // 12)]


def _means(times: Floats, beats: Floats) -> Floats:
    """Return the mean heart rate of the beats between each record and the one before."""
    sums = np.concatenate([[0.0], np.cumsum(beats[:, 1])])
    order = np.argsort(times, kind="stable")
    until = np.searchsorted(beats[:, 0], times[order], side="right")
    since = np.concatenate([until[:1] - 1, until[:-1]]).clip(0)
    with np.errstate(invalid="ignore"):
        means = (sums[until] - sums[since]) / (until - since)
    heart_rate = np.full(len(times), np.nan)
    heart_rate[order] = np.where(until > since, means, np.nan)
    return heart_rate
