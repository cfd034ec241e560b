"""Fields that apps on the watch define (Stryd, RunScribe, CORE ...): each app has its own names.

A FIT describes them itself: number, type, unit, and the field of FIT's own they measure, if
there is one. Such a field fills what the watch itself left empty; all others are kept under
their app's name, summed up per session.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.fit.layout import BASE_TYPES, STRING, BaseType, DeveloperField, dtype_of
from pipeline.decode.fit.layout import Field as LayoutField
from pipeline.decode.fit.profile import MESSAGES, PACKED, RECORD, Scale
from pipeline.decode.fit.scan import Block
from pipeline.decode.fit.values import Columns, Row, first_known, numbers
from pipeline.decode.samples import Floats, Samples, known

UNITS_TO_OURS = {
    ("vertical_oscillation", "centimeters"): 10.0,
    ("vertical_oscillation", "cm"): 10.0,
    ("stance_time", "s"): 1000.0,
    ("step_length", "m"): 1000.0,
    ("step_length", "centimeters"): 10.0,
    ("distance", "km"): 1000.0,
}
"""Column of ours and an app's unit -> the factor to FIT's unit; other units are FIT's own."""

IN_FIT_S_OWN_UNITS = ("timestamp", "position_lat", "position_long", PACKED)

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
        The column of ours it measures, null where there is none.
    """

    app: str
    name: str
    units: str | None
    base: BaseType
    scale: Scale
    native: str | None

    @property
    def column(self) -> str:
        """The name of its column among the records', apart from FIT's own and other apps'."""
        return f"{self.app}/{self.name}/{self.units}"


def descriptions_of(fields: list[Row], apps: list[Row]) -> dict[App, Description]:
    """Return what a file says of its apps' fields; one without its identity is left out."""
    names = {row.get("developer_data_index"): _app(row) for row in apps}
    described = {}
    for row in fields[:MAX_FIELDS]:
        developer, number = row.get("developer_data_index"), row.get("field_definition_number")
        base = BASE_TYPES.get(int(row.get("fit_base_type_id") or 0))  # 0 is a type: enum
        if developer is None or number is None or base in (None, STRING):
            continue
        described[App(int(developer), int(number))] = Description(
            names.get(developer) or f"app {developer:.0f}",
            row.get("field_name") or f"field {number:.0f}",
            row.get("units"),
            base,
            Scale(row.get("scale") or 1, row.get("offset") or 0),
            _native(row),
        )
    return described


def _app(row: Row) -> str | None:
    """Return an app's identity: its 16 bytes, or else its maker."""
    identity = row.get("application_id") or []
    if any(identity):
        return bytes(identity).hex()
    return row.get("manufacturer_id")


def _native(row: Row) -> str | None:
    """Return the column of records that a field measures, in a unit that we know."""
    if row.get("native_mesg_num") != RECORD or row.get("native_field_num") is None:
        return None
    column = MESSAGES[RECORD].fields.get(int(row["native_field_num"]))
    return None if column in IN_FIT_S_OWN_UNITS else column


def developer_columns(block: Block, described: dict[App, Description]) -> Columns:
    """Return the values of apps' fields in a block's messages; undescribed ones are unknown."""
    columns = {}
    for field in block.layout.developer:
        description = described.get(App(field.developer, field.number))
        if description and field.size and field.size % description.base.size == 0:
            columns[description.column] = _values(block, field, description)
    return columns


def _values(block: Block, field: DeveloperField, description: Description) -> Floats:
    base = description.base
    count = field.size // base.size
    form = f"{block.layout.order}{base.format}"
    dtype = dtype_of(
        {"value": (form if count == 1 else f"({count},){form}", field.offset)}, block.layout.size
    )
    raw = block.content(dtype)["value"]
    return numbers(raw, LayoutField("value", "value", base, count, description.scale))


def with_native(columns: Columns, described: dict[App, Description]) -> Columns:
    """Return records' columns, filled with what an app measured and the watch did not."""
    filled = dict(columns)
    for description in described.values():
        if description.native and description.column in columns:
            unit = (description.units or "").lower()
            values = columns[description.column] * UNITS_TO_OURS.get((description.native, unit), 1)
            filled[description.native] = first_known(filled.get(description.native), values)
    return filled


def developer_rows(
    samples: Samples, index: NDArray[np.int32], described: dict[str, Description]
) -> list[dict[str, Any]]:
    """Return, for each session and each field of an app, how often it spoke and what it said."""
    rows = []
    for column, description in described.items():
        for session, values in _by_session(samples.get(column, np.empty(0)), index):
            rows.append(
                {
                    "session_index": session,
                    "app": description.app,
                    "field": description.name,
                    "unit": description.units,
                    "record_count": len(values),
                    "mean": float(values.mean()),
                    "min": float(values.min()),
                    "max": float(values.max()),
                }
            )
    return rows


def _by_session(values: Floats, index: NDArray[np.int32]) -> Iterator[tuple[int, Floats]]:
    """Yield the known values of each session that has some."""
    for session in np.unique(index[: len(values)]).tolist():
        certain = known(values[index == session])
        if len(certain):
            yield session, certain
