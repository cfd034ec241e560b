"""Every real file of the corpus, held against what independent decoders found in it."""

import csv
from pathlib import Path

import polars as pl
import pytest

from pipeline.decode import Activity, decode_activity
from pipeline.errors import NotAnActivity, UnreadableFile
from pipeline.measures import heart_rate_seconds
from tests.test_decode_read import assert_sound

ROWS = list(csv.DictReader(Path(__file__).with_name("decode_expected.csv").open(encoding="utf-8")))

pytestmark = pytest.mark.corpus

NO_RECORDS = {
    "fit/2135d591824f_old_stage_lefthand_lee.fit": "a course to follow, which the manifest calls an activity",
    "fit/291b94b54629_stagesLink_28832.fit": "a course to follow, which the manifest calls an activity",
    "fit/df61fe430c05_DeveloperData.fit": "no message says when it was",
}
"""Activities of the manifest with records that are not loaded, and why."""


def decoded(corpus: Path, name: str) -> Activity | NotAnActivity | UnreadableFile:
    """Return what a file of the corpus comes to."""
    try:
        return decode_activity((corpus / name).read_bytes(), name)
    except (NotAnActivity, UnreadableFile) as problem:
        return problem


def outcome_of(found: Activity | NotAnActivity | UnreadableFile) -> str:
    """Return the CSV's word for an outcome."""
    if isinstance(found, Activity):
        return "activity"
    return "not_an_activity" if isinstance(found, NotAnActivity) else "unreadable"


def numbers_of(activity: Activity) -> dict[str, float]:
    """Return the numbers the CSV holds, of our own decoding."""
    distances = activity.records["distance_m"].drop_nulls()
    return {
        "records": activity.records.height,
        "sessions": activity.sessions.height,
        "last_distance_m": distances[-1] if distances.len() else 0,
        "heart_rate_sum": activity.records["heart_rate_bpm"].sum(),
        "track_m": activity.sessions["distance_m"].sum(),
    }


def agrees(column: str, expected: str, found: float) -> bool:
    """Return whether a number is the independent one; a cleaned track may be a little shorter."""
    if column == "track_m":
        return float(expected) * 0.97 - 2 <= found <= float(expected) * 1.003 + 1
    return abs(float(expected) - found) < 0.011


def differences(row: dict[str, str], found: Activity | NotAnActivity | UnreadableFile) -> list[str]:
    """Return the columns in which our decoding differs from the independent one."""
    if row["outcome"] != outcome_of(found):
        return ["outcome"]
    if not isinstance(found, Activity):
        return []
    numbers = numbers_of(found)
    return [c for c in numbers if row[c] and not agrees(c, row[c], numbers[c])]


@pytest.fixture(scope="module")
def with_records(corpus: Path) -> set[str]:
    """Return the files which the manifest calls activities with records."""
    with (corpus / "manifest.csv").open(encoding="utf-8") as file:
        return {
            row["file"]
            for row in csv.DictReader(file)
            if row["kind"] == "activity" and int(row["records"] or 0) >= 1
        }


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_numbers_agree_with_an_independent_decoder(
    row: dict[str, str], corpus: Path, with_records: set[str]
) -> None:
    """Counts, distance and pulse are those of fitdecode and gpxpy, or the CSV says why not."""
    found = decoded(corpus, row["file"])
    has_records = isinstance(found, Activity) and found.records.height > 0

    assert bool(row["difference"]) == bool(differences(row, found)), differences(row, found)
    if row["file"] in with_records:
        assert has_records == (row["file"] not in NO_RECORDS)
    if isinstance(found, Activity):
        assert_sound(found)
        assert_laws(found)


def assert_laws(activity: Activity) -> None:
    """Hold an activity to what must be true of any."""
    for _, records in activity.records.group_by("session_index"):
        assert records["recorded_at"].drop_nulls().is_sorted()
    seconds = heart_rate_seconds(activity).group_by("session_index").agg(pl.col("seconds").sum())
    sessions = activity.sessions.join(seconds, on="session_index")
    assert sessions.filter(pl.col("seconds") > pl.col("elapsed_s") * 1.01 + 10).is_empty()


def test_the_csv_knows_every_file(corpus: Path) -> None:
    """A file that joins the corpus joins the CSV."""
    files = {f"{path.parent.name}/{path.name}" for path in corpus.glob("*/*")}

    assert {row["file"] for row in ROWS} == files
