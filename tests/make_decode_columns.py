"""Write `decode_columns.csv`: what two independent decoders find in every column of every FIT.

fitparse and fitdecode read the messages; of `pipeline` only the table of message and field
numbers is used. Run it when a file joins the corpus: `python -m tests.make_decode_columns`.
What is compared is the message as it stands in the file: no cleaning, no choice of a better
source, no field of an app on the watch. Where our decoder differs, a person says why in
`decode_differences.csv`.
"""

import csv
import struct
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import fitdecode
import fitparse
from fitparse import records as fitparse_records

from pipeline.decode.fit.profile import MESSAGES
from tests.conftest import CORPUS

COLUMNS_CSV = Path(__file__).with_name("decode_columns.csv")
HEADER = ("file", "message", "column", "by", "count", "sum", "moment", "words")
ID = 8
"""So many characters of a file's name tell it from all others."""

TIMESTAMP = 253
RECORD, PACKED = 20, 8
"""The field of three bytes in which old watches pack speed and distance: it counts as these."""

GIVE_UPS = (
    fitparse.FitParseError,
    fitdecode.FitError,
    AssertionError,
    KeyError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the oracles raise where they cannot go on; what came before counts."""

Message = tuple[int, dict[int, Any]]
"""Number of its kind, and field number -> its first value that is known."""

Row = dict[str, Any]
"""Column -> value of one message."""


class Summary(NamedTuple):
    """A column in numbers that tell any change of it.

    Attributes
    ----------
    count
        How many values are known; in the row without a column, how many messages there are.
    sum, moment
        Of the values, and of each times its place, counted from 1; a word's number counts.
    words
        A checksum of the texts; of an enumeration, of its words.
    """

    count: int
    sum: float | None = None
    moment: float | None = None
    words: int | None = None


class Word(NamedTuple):
    """A value of an enumeration."""

    number: float
    text: str


def summary_of(values: Sequence[Any]) -> Summary:
    """Return a column in numbers; `values` holds one value a message, None where unknown."""
    known = [(place, value) for place, value in enumerate(values, 1) if value is not None]
    numbers = [(place, number_of(value)) for place, value in known]
    numbers = [(place, number) for place, number in numbers if number is not None]
    texts = [text for _, value in known if (text := text_of(value)) is not None]
    return Summary(
        len(known),
        sum(number for _, number in numbers) if numbers else None,
        sum(number * place for place, number in numbers) if numbers else None,
        crc32("\n".join(texts).encode()) if texts else None,
    )


def number_of(value: Any) -> float | None:
    """Return what counts as a number in a value."""
    if isinstance(value, Word):
        return value.number
    return None if isinstance(value, str) else value


def text_of(value: Any) -> str | None:
    """Return what counts as a text in a value."""
    if isinstance(value, Word):
        return value.text
    return value.strip() if isinstance(value, str) else None


class Plain(fitparse.FitFileDataProcessor):
    """Leaves values as they are: times are seconds."""

    def run_type_processor(self, field_data: Any) -> None:
        """Do nothing."""

    run_field_processor = run_unit_processor = run_message_processor = run_type_processor


def by_fitparse(path: Path) -> Iterator[Message]:
    """Yield a file's messages as fitparse reads them."""
    fitparse_records.DEV_TYPES.clear()
    for message in fitparse.FitFile(str(path), check_crc=False, data_processor=Plain()):
        yield message.mesg_num, fields_of(message.mesg_num, message.fields, "values")


def by_fitdecode(path: Path) -> Iterator[Message]:
    """Yield a file's messages as fitdecode reads them."""
    with fitdecode.FitReader(
        path,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                number = frame.global_mesg_num
                yield number, fields_of(number, frame.fields, "enum")


ORACLES = {"fitparse": by_fitparse, "fitdecode": by_fitdecode}


def fields_of(message: int, fields: Iterable[Any], words: str) -> dict[int, Any]:
    """Return a message's values by number: first its own, then what is unpacked from others."""
    own = [field for field in fields if field.field_def is not None and not is_of_app(field)]
    unpacked = [field for field in fields if is_unpacked(message, field)]
    found: dict[int, Any] = {}
    for field in [*own, *unpacked]:
        number = field.field_def.def_num if field.field_def else field.field.def_num
        if found.get(number) is None and (message, number) != (RECORD, PACKED):
            found[number] = value_of(field, getattr(field.type, words, None))
    return found


def is_of_app(field: Any) -> bool:
    """Return whether an app on the watch has defined a field."""
    return hasattr(field.field_def, "dev_data_index")


def is_unpacked(message: int, field: Any) -> bool:
    """Return whether a field stands in other bytes than its own, and in no field that we read."""
    if field.field_def is not None:
        return False
    number, name = field.field.def_num, field.field.name
    return number == TIMESTAMP or (message == RECORD and name in ("speed", "distance"))


def value_of(field: Any, words: Mapping[Any, str] | None) -> Any:
    """Return a value: a number, a text, or a word and its number; of an array the first known."""
    value, raw = first(field.value), first(field.raw_value)
    if raw is None:
        return None
    if isinstance(value, str) and isinstance(raw, int | float):
        return raw if field.parent_field else Word(raw, value)
    is_enumeration = bool(words) and "date_time" not in field.type.name
    return Word(raw, f"unknown_{raw}") if is_enumeration else value


def first(value: Any) -> Any:
    """Return the first known value of an array, any other value as it is."""
    if not isinstance(value, tuple):
        return value
    return next((each for each in value if each is not None), None)


def content_of(messages: Iterator[Message]) -> dict[str, list[Row]]:
    """Return kind of message -> its messages, under '' one if the oracle came to the end."""
    content: dict[str, list[Row]] = {}
    try:
        for number, fields in messages:
            if number in MESSAGES and MESSAGES[number].name != "hr":
                name, columns = MESSAGES[number]
                row = {column: fields.get(field) for field, column in columns.items()}
                content.setdefault(name, []).append(row)
    except GIVE_UPS:
        return content
    return content | {"": [{}]}


def summaries_of(rows: Sequence[Row]) -> dict[str, Summary]:
    """Return one kind of message in numbers, under '' how many there are."""
    columns = dict.fromkeys(column for row in rows for column in row)
    found = {column: summary_of([row.get(column) for row in rows]) for column in columns}
    return {"": Summary(len(rows))} | {c: each for c, each in found.items() if each.count}


def file_rows(path: Path) -> Iterator[Row]:
    """Yield the CSV's rows of one file: one where the oracles agree, else one of each."""
    found = {name: content_of(read(path)) for name, read in ORACLES.items()}
    for kind in dict.fromkeys(kind for content in found.values() for kind in content):
        summaries = {name: summaries_of(content.get(kind, [])) for name, content in found.items()}
        for column in dict.fromkeys(column for each in summaries.values() for column in each):
            told = {name: each.get(column, Summary(0)) for name, each in summaries.items()}
            if len(set(told.values())) == 1:
                told = {"both": next(iter(told.values()))}
            for by, summary in told.items():
                if summary.count:
                    key = {"file": path.name[:ID], "message": kind, "column": column, "by": by}
                    yield key | written(summary)


def written(summary: Summary) -> Row:
    """Return a summary as the CSV holds it: a moment that is the sum is left out."""
    told = {name: f"{value:.12g}" for name, value in summary._asdict().items() if value is not None}
    if told.get("moment") == told.get("sum"):
        told.pop("moment", None)
    return told


def main() -> None:
    """Write the CSV beside this script."""
    warnings.simplefilter("ignore")
    paths = sorted((CORPUS / "fit").iterdir())
    with COLUMNS_CSV.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        for path in paths:
            writer.writerows(file_rows(path))
    sys.stdout.write(f"{len(paths)} files, {COLUMNS_CSV.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
