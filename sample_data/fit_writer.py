"""Puts messages into the bytes of a FIT file; fit-tool knows the profile, numpy packs the rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np
from fit_tool.data_message import DataMessage
from fit_tool.definition_message import DefinitionMessage
from fit_tool.field import Field
from fit_tool.fit_file_header import FitFileHeader
from fit_tool.record import Record
from fit_tool.utils.crc import crc16

FIT_EPOCH_S = 631_065_600  # 1989-12-31 00:00 UTC in Unix time


def fit_ms(instant: datetime) -> int:
    """Return an instant as fit-tool takes it: Unix milliseconds."""
    return round(instant.timestamp()) * 1000


def fit_local_seconds(local: datetime) -> int:
    """Return a local clock reading as FIT's `local_date_time`, which fit-tool leaves to us."""
    offset = local.utcoffset()
    assert offset is not None, "a start without a zone has no local clock"
    return round(local.timestamp() + offset.total_seconds()) - FIT_EPOCH_S


class FitWriter:
    """Collects messages in order and returns the file.

    fit-tool's own builder makes an object of a hundred fields for each sample, which takes
    half a minute for this folder; here the samples of a session are packed as one table.
    """

    def __init__(self) -> None:
        self._body = bytearray()
        self._local_ids: dict[bytes, int] = {}

    def add(self, message_type: type[DataMessage], **fields: Any) -> None:
        """Append one message; a field given as None is left out."""
        message = message_type()
        for name, value in fields.items():
            if value is not None:
                setattr(message, name, value)
        message.set_definition_message(self._define(message))
        self._body += Record.from_message(message).to_bytes()

    def add_rows(self, message_type: type[DataMessage], columns: Mapping[str, np.ndarray]) -> None:
        """Append one message a row; all have the same fields, none of them missing."""
        template = message_type()
        for name, values in columns.items():
            setattr(template, name, values[0].item())
        definition = self._define(template)
        fields = [field for field in template.fields if field.is_valid()]
        layout = [("header", "u1"), *((f.name, f"<{f.base_type.struct_format}") for f in fields)]
        rows = np.zeros(len(next(iter(columns.values()))), np.dtype(layout))
        rows["header"] = definition.local_id
        for field in fields:
            rows[field.name] = _stored(field, columns[field.name])
        self._body += rows.tobytes()

    def to_bytes(self) -> bytes:
        """Return header, messages and checksum."""
        header = FitFileHeader(records_size=len(self._body), gen_crc=True).to_bytes()
        content = header + bytes(self._body)
        return content + crc16(content).to_bytes(2, "little")

    def _define(self, message: DataMessage) -> DefinitionMessage:
        """Return the message's definition, written first if this file has not met it yet."""
        definition = DefinitionMessage.from_data_message(message)
        layout = definition.to_bytes()
        is_new = layout not in self._local_ids
        local_id = self._local_ids.setdefault(layout, len(self._local_ids))
        definition.local_id = message.local_id = local_id
        if is_new:
            self._body += Record.from_message(definition).to_bytes()
        return definition


def _stored(field: Field, values: np.ndarray) -> np.ndarray:
    """Return values as the integers FIT stores."""
    return np.rint((values + (field.offset or 0)) * (field.scale or 1)).astype(np.int64)
