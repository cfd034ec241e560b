"""Ten thousand damaged files: each is an activity or a sentence, soon, in bounded memory.

They are the same ones each time (`tests.fuzz`), and decoded in a process of their own, whose
memory the system limits. What they have found stands below as tests of its own.
"""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from pipeline.decode import Activity
from tests.conftest import ROOT
from tests.test_decode_made_up import (
    RECORD,
    at,
    definition,
    file_id,
    fit,
    message,
    record,
    session,
)
from tests.test_decode_read import outcome

FILES = {"fit": 6_000, "xml": 4_000}
SLOWEST_S = 2.0
PEAK_MB = 300

APP, FIELD, HEART_RATES = 207, 206, 132


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_damaged_files(kind: str, record_property: Callable[[str, object], None]) -> None:
    """Whatever is damaged: no fault of ours, no file over two seconds, no memory that grows."""
    command = [sys.executable, "-m", "tests.fuzz", kind, "0", str(FILES[kind])]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    for name in ("slowest_s", "peak_mb"):
        record_property(name, found[name])

    assert {} == found["faults"]
    assert found["slowest_s"] < SLOWEST_S, found["slowest"]
    assert found["peak_mb"] < PEAK_MB
    assert found["outcomes"]["Activity"] > FILES[kind] / 10


def with_app(*identity: tuple[int, str, object]) -> Activity:
    """Return what a file comes to whose records carry a field of an app."""
    described = message(
        FIELD,
        (0, "uint8", 0),
        (1, "uint8", 7),
        (2, "uint8", 2),
        (3, "string", "Leg Spring"),
        (8, "string", "kN/m"),
    )
    rows = definition(RECORD, [(253, 4, 0x86)], developer=[(7, 1, 0)])
    rows += b"".join(b"\0" + at(i).to_bytes(4, "little") + b"\x0a" for i in range(3))
    found = outcome(fit(file_id(), message(APP, *identity), described, rows, session()))
    assert isinstance(found, Activity)
    return found


def test_an_app_s_identity_of_another_type() -> None:
    """Sixteen small numbers are the same identity as sixteen bytes."""
    identity = list(range(1, 17))
    as_numbers = with_app((1, "uint8", identity), (3, "uint8", 0))
    as_bytes = with_app((1, "byte", identity), (3, "uint8", 0))

    assert as_bytes.developer.rows() == as_numbers.developer.rows()
    assert as_bytes.developer.height == 1


def test_an_app_without_a_number() -> None:
    """An app that does not say which of the file's it is costs nothing else."""
    assert with_app((1, "byte", [1] * 16)).records.height == 3


def test_heart_rates_of_another_type() -> None:
    """Beats whose times are no bytes are left out, not the file."""
    beats = message(
        HEART_RATES, (253, "uint32", at(0)), (9, "uint32", 0), (10, "uint16", [700, 800, 900])
    )
    found = outcome(fit(file_id(), record(0), record(5), beats, session()))

    assert isinstance(found, Activity)
    assert found.records.height == 2


@pytest.mark.parametrize("lost", range(1, 12))
def test_a_cut_within_many_messages_of_one_kind(lost: int) -> None:
    """The record that a cut goes through is dropped, once, however many came before it."""
    for count in range(1, 20):
        rows = definition(RECORD, [(253, 4, 0x86), (5, 4, 0x86), (7, 2, 0x84)])
        rows += b"".join(b"\0" + at(i).to_bytes(4, "little") + bytes(6) for i in range(count))
        found = outcome(fit(file_id(), session(), rows)[: -2 - lost])

        assert isinstance(found, Activity)
        assert (count - 1, ("truncated",)) == (found.records.height, found.quality)
