"""Every column of every real FIT, held against what two independent decoders found in it.

`decode_columns.csv` is written by `make_decode_columns.py`; `decode_differences.csv` by hand:
it says where we differ, why, and for which oracle.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode.fit.messages import Messages
from pipeline.decode.fit.profile import MESSAGES, RECORD
from pipeline.errors import FileProblem
from tests.conftest import CORPUS
from tests.make_decode_columns import COLUMNS_CSV, ID, ORACLES, Summary, summary_of

DIFFERENCES_CSV = Path(__file__).with_name("decode_differences.csv")
SKIPPED = {"hr"}
EVERY_FILE = "*"

pytestmark = pytest.mark.corpus

Place = tuple[str, str, str, str]
"""File, message, column, oracle; no column for the number of messages, no message for the end."""

Told = dict[tuple[str, str], Summary]
"""Message and column -> what one oracle says of them."""


def parsed(row: dict[str, str]) -> Summary:
    """Return a summary as it was before it was written."""
    total, moment, words = row["sum"], row["moment"] or row["sum"], row["words"]
    return Summary(
        int(row["count"]),
        float(total) if total else None,
        float(moment) if moment else None,
        int(words) if words else None,
    )


def expected() -> dict[str, dict[str, Told]]:
    """Return file -> oracle -> what it found."""
    found: dict[str, dict[str, Told]] = defaultdict(lambda: {oracle: {} for oracle in ORACLES})
    with COLUMNS_CSV.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for oracle in ORACLES if row["by"] == "both" else [row["by"]]:
                found[row["file"]][oracle][row["message"], row["column"]] = parsed(row)
    return dict(found)


def listed() -> dict[Place, str]:
    """Return the differences that a person has explained, and their reasons."""
    with DIFFERENCES_CSV.open(encoding="utf-8") as file:
        return {
            (row["file"], row["message"], row["column"], row["oracle"]): row["reason"]
            for row in csv.DictReader(file)
        }


EXPECTED = expected()
LISTED = listed()


class Ours:
    """What our decoder finds in a file, before anything is cleaned or chosen."""

    def __init__(self, data: bytes) -> None:
        self._messages = Messages(data, [])
        self._records = self._messages.records()

    def count(self, message: str) -> int:
        """Return how many messages of a kind there are."""
        if message == MESSAGES[RECORD].name:
            return len(self._records["segment"])
        return len(self._messages.rows(message))

    def summary(self, message: str, column: str, count: int) -> Summary:
        """Return a column of the first so many messages in numbers."""
        return summary_of(self._values(message, column)[:count])

    def _values(self, message: str, column: str) -> Sequence[Any]:
        if message == MESSAGES[RECORD].name:
            values = self._records.get(column)
            return [] if values is None else [None if v != v else v for v in values.tolist()]  # noqa: PLR0124 - NaN
        return [_first(row.get(column)) for row in self._messages.rows(message)]


def _first(value: Any) -> Any:
    return next((v for v in value if v is not None), None) if isinstance(value, list) else value


@cache
def paths() -> dict[str, Path]:
    """Return the corpus's FITs by the beginning of their names."""
    return {path.name[:ID]: path for path in (CORPUS / "fit").iterdir()}


@cache
def differences(file: str) -> frozenset[Place]:
    """Return where our reading of a file differs from an oracle's."""
    with pytest.MonkeyPatch.context() as patch:
        # What apps on the watch measured fills gaps only after this point.
        patch.setattr("pipeline.decode.fit.messages.fill_native", lambda _columns, _found: None)
        ours = _ours(paths()[file])
    return frozenset(
        (file, *where, oracle)
        for oracle, told in EXPECTED[file].items()
        for where in _different(ours, told)
    )


def _ours(path: Path) -> Ours | None:
    try:
        return Ours(path.read_bytes())
    except FileProblem:
        return None


def _different(ours: Ours | None, told: Told) -> Iterator[tuple[str, str]]:
    """Yield message and column of what one oracle and we see differently."""
    is_whole = ("", "") in told
    for message, columns in MESSAGES.values():
        count = told.get((message, ""), Summary(0)).count
        if message in SKIPPED or not (count or is_whole):
            continue
        own_count = ours.count(message) if ours else 0
        if own_count != count if is_whole else own_count < count:
            yield message, ""
        for column in columns.values() if ours else ():
            summary = told.get((message, column), Summary(0))
            if not agree(summary, ours.summary(message, column, count)):
                yield message, column


def agree(told: Summary, ours: Summary) -> bool:
    """Return whether an oracle's column is ours; where we keep words, the words count."""
    if told.count != ours.count:
        return False
    if ours.words is not None:
        return told.words == ours.words
    numbers = ((told.sum, ours.sum), (told.moment, ours.moment))
    return all(a == b or math.isclose(a or 0, b or 0, rel_tol=1e-9) for a, b in numbers)


def is_listed(place: Place) -> bool:
    """Return whether a difference is explained."""
    return place in LISTED or (EVERY_FILE, *place[1:]) in LISTED


@pytest.mark.parametrize("file", EXPECTED)
def test_columns_agree_with_two_independent_decoders(file: str) -> None:
    """Every column is, value by value, what fitparse and fitdecode read, or a line says why."""
    unexplained = {place for place in differences(file) if not is_listed(place)}

    assert set() == unexplained


def test_no_explanation_is_stale() -> None:
    """Every line of the hand-written table explains a difference that there is."""
    found = {place for file in EXPECTED for place in differences(file)}
    found |= {(EVERY_FILE, *place[1:]) for place in found}

    assert set() == LISTED.keys() - found
    assert all(LISTED.values())


def test_the_csv_knows_every_fit() -> None:
    """A file that joins the corpus joins the CSV, if an oracle can read a message of it."""
    assert paths().keys() == EXPECTED.keys()
    assert len(paths()) == len(list((CORPUS / "fit").iterdir()))
