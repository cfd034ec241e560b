"""Fields that apps on the watch define (Stryd, RunScribe, CORE ...): each app has its own names.

A FIT describes them itself: number, type, unit, and the field of FIT's own they measure, if
there is one. Such a field fills what the watch itself left empty; all others are kept under
their app's name, summed up per session.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.layout import (
    BASE_TYPES,
    STRING,
    TYPE_BITS,
    BaseType,
    DeveloperField,
    dtype_of,
)
from pipeline.decode.fit.layout import Field as LayoutField
from pipeline.decode.fit.profile import MESSAGES, RECORD, Scale
from pipeline.decode.fit.scan import Block, Ints
from pipeline.decode.fit.values import Columns, Row, numbers
from pipeline.decode.samples import Floats, height

METRES = {"m": 1.0, "meters": 1.0, "km": 1000.0}
MILLIMETRES = {"mm": 1.0, "millimeters": 1.0, "cm": 10.0, "centimeters": 10.0, "m": 1000.0}
SPEEDS = {"m/s": 1.0, "mps": 1.0, "km/h": 1 / 3.6, "kmh": 1 / 3.6, "kph": 1 / 3.6}
BREATHS = {"brpm": 1.0, "breaths/min": 1.0}
CELSIUS = {"c": 1.0, "°c": 1.0, "celsius": 1.0}
PERCENT = {"%": 1.0, "percent": 1.0}

UNITS: dict[str, dict[str, float]] = {
    "distance": METRES,
    "speed": SPEEDS,
    "enhanced_speed": SPEEDS,
    "altitude": METRES,
    "enhanced_altitude": METRES,
    "heart_rate": {"bpm": 1.0},
    "cadence": {"rpm": 1.0, "spm": 1.0},
    "power": {"w": 1.0, "watt": 1.0, "watts": 1.0},
    "temperature": CELSIUS,
    "core_temperature": CELSIUS,
    "vertical_oscillation": MILLIMETRES,
    "stance_time": {"ms": 1.0, "milliseconds": 1.0, "s": 1000.0},
    "stance_time_balance": PERCENT,
    "vertical_ratio": PERCENT,
    "step_length": MILLIMETRES,
    "respiration_rate": BREATHS,
    "enhanced_respiration_rate": BREATHS,
}
"""FIT's own field that an app may measure -> the app's units, and the factor to FIT's unit."""

MAX_FIELDS = 200


class App(NamedTuple):
    """Whose field it is, and which of its own: the key under which a file describes it."""

    developer: int
    number: int


class Description(NamedTuple):
    """One field of an app.

    Attributes
    ----------
    app
        The app's identity, as the file gives it.
    name, units
        In the app's words.
    base
        The type of its values.
    native
        FIT's own column that it measures, null where there is none or the unit is unknown.
    factor
        To that column's unit.
    """

    app: str
    name: str
    units: str | None
    base: BaseType
    scale: Scale
    native: str | None
    factor: float


class Values(NamedTuple):
    """What an app wrote into some records: the known values, and which records they are of."""

    description: Description
    rows: Ints
    values: Floats


def descriptions_of(
    fields: list[Row], apps: list[Row], quality: list[str]
) -> dict[App, Description]:
    """Return what a file says of its apps' fields; texts and nameless ones are left out."""
    if len(fields) > MAX_FIELDS:
        quality.append("too_long")
    names = {row.get("developer_data_index"): _app(row) for row in apps}
    described = {}
    for row in fields[:MAX_FIELDS]:
        developer, number = row.get("developer_data_index"), row.get("field_definition_number")
        kind = int(row.get("fit_base_type_id") or 0)  # 0 is a type: enum
        base = BASE_TYPES.get(kind & TYPE_BITS)
        if developer is None or number is None or base in (None, STRING):
            continue
        described[App(int(developer), int(number))] = Description(
            names.get(developer) or f"app {developer:.0f}",
            row.get("field_name") or f"field {number:.0f}",
            row.get("units"),
            base,
            Scale(row.get("scale") or 1, row.get("offset") or 0),
            *_native(row),
        )
    return described


def _app(row: Row) -> str | None:
    """Return an app's identity: its 16 bytes, or else its maker."""
    identity = row.get("application_id") or []
    if any(identity):
        return bytes(identity).hex()
    return row.get("manufacturer_id")


def _native(row: Row) -> tuple[str | None, float]:
    """Return the column of records that a field measures, and the factor to its unit.

    No unit means FIT's own; one that we do not know could be anything.
    """
    if row.get("native_mesg_num") != RECORD or row.get("native_field_num") is None:
        return None, 1.0
    column = MESSAGES[RECORD].fields.get(int(row["native_field_num"]), "")
    factor = {"": 1.0, **UNITS.get(column, {})}.get((row.get("units") or "").lower())
    return (column, factor) if column in UNITS and factor is not None else (None, 1.0)


def values_of(block: Block, rows: Ints, described: dict[App, Description]) -> Iterator[Values]:
    """Yield what apps wrote into a block's messages, field by field.

    Parameters
    ----------
    block
        Records.
    rows
        The place of each among all records.
    described
        Fields without a description are passed over.
    """
    for field in block.layout.developer:
        description = described.get(App(field.developer, field.number))
        if description and field.size and field.size % description.base.size == 0:
            values = _values(block, field, description)
            is_known = ~np.isnan(values)
            yield Values(description, rows[is_known], values[is_known])


def _values(block: Block, field: DeveloperField, description: Description) -> Floats:
    base = description.base
    count = field.size // base.size
    form = f"{block.layout.order}{base.format}"
    dtype = dtype_of(
        {"value": (form if count == 1 else f"({count},){form}", field.offset)}, block.layout.size
    )
    raw = block.content(dtype)["value"]
    return numbers(raw, LayoutField("value", base, count, description.scale))


def fill_native(columns: Columns, found: Values) -> None:
    """Fill in what an app measured and the watch did not."""
    if found.description.native is None:
        return
    nothing = np.full(height(columns), np.nan)
    column = columns.setdefault(found.description.native, nothing)
    is_missing = np.isnan(column[found.rows])
    column[found.rows[is_missing]] = found.values[is_missing] * found.description.factor


class _Tally:
    """How often a field spoke in each session, and what it said."""

    def __init__(self, sessions: int) -> None:
        self.counts = np.zeros(sessions)
        self.sums = np.zeros(sessions)
        self.least = np.full(sessions, np.inf)
        self.most = np.full(sessions, -np.inf)

    def add(self, sessions: NDArray[np.int32], values: Floats) -> None:
        """Take in the values of some records."""
        count = len(self.counts)
        self.counts += np.bincount(sessions, minlength=count)
        self.sums += np.bincount(sessions, weights=values, minlength=count)
        np.minimum.at(self.least, sessions, values)
        np.maximum.at(self.most, sessions, values)


def developer_rows(
    found: Iterable[Values], session_of_row: NDArray[np.int32], quality: list[str]
) -> list[dict[str, Any]]:
    """Return, for each session and each field of an app, how often it spoke and what it said."""
    sessions = int(session_of_row.max(initial=-1)) + 1
    tallies: dict[tuple[str, str, str | None], _Tally] = {}
    for each in found:
        key = each.description[:3]
        if key not in tallies and len(tallies) >= MAX_FIELDS:
            quality.append("too_long")
            continue
        tally = tallies.setdefault(key, _Tally(sessions))
        tally.add(session_of_row[each.rows], each.values)
    return [
        {
            "session_index": session,
            "app": app,
            "field": name,
            "unit": unit,
            "record_count": int(tally.counts[session]),
            "mean": float(tally.sums[session] / tally.counts[session]),
            "min": float(tally.least[session]),
            "max": float(tally.most[session]),
        }
        for session in range(sessions)
        for (app, name, unit), tally in tallies.items()
        if tally.counts[session]
    ]
