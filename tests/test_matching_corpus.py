"""How often an export of a real recording finds it, and that different recordings never merge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import schemas
from pipeline.decode import Activity, decode_activity
from pipeline.errors import FileProblem
from pipeline.matching import match
from tests.made_exports import EXPORTS, Points, gpx_of, points_of

pytestmark = pytest.mark.corpus

SPORTS = ("running", "cycling", "walking", "hiking")
SHORTEST_S, SHORTEST_M = 120, 400
"""What is shorter is no effort: the corpus holds examples of three and fourteen points."""

MERGED = {
    "strava": 0.96,
    "gpsbabel": 0.96,
    "every 2": 0.94,
    "every 3": 0.94,
    "every 4": 0.94,
    "every 5": 0.94,
    "trimmed 200 m": 0.918,
    "trimmed 400 m": 0.957,
    "trimmed 800 m": 0.933,
    "trimmed 1600 m": 0.816,
    "trimmed 800 m at the start": 0.956,
    "trimmed 800 m at the end": 0.956,
    "rounded to 10 s": 0.94,
    "phone, 20 s later": 0.96,
    "phone, 90 s later": 0.959,
    "cut to 90%": 0.96,
    "cut to 50%": 0.8,
    "cut to 20%": 0.64,
    "cut to 5%": 0.4,
}
"""Share of exports that find their recording, as measured. What does not is a trainer's ride
whose positions stand still, a watch whose distance is a twelfth of its track's, rides of which
the missing part was much faster or slower than the rest; all these are shown as possible."""

SHIFTED = {"shifted 1h": 0.88, "shifted -2h": 0.76, "shifted -12h": 0.74, "shifted 5h45m": 0.74}
"""Share that is shown as possible. The others lack the minutes before the first position, so
that neither start nor length are those of the FIT; an hour's shift of a long ride overlaps."""

BROKEN_OFF = {0.95: 1.0, 0.9: 1.0, 0.5: 0.96, 0.2: 0.94, 0.05: 0.93}
"""Share of FIT files, cut to a part of their bytes, that find the whole one."""

SLACK = 0.03

POSSIBLY_ALIKE = {
    ("5135cc9286ac", "de901607a7b0"),  # the last leg of one walk, most of its times taken out
    ("5cd8f07a84c0", "77f9fc147aa9"),  # examples of the FIT SDK that begin at one made-up instant
    ("77f9fc147aa9", "1d1a4b3e9f6b"),
}
"""Files that are shown as possibly one recording."""

ALIKE = {
    "one walk, edited by hand with and without elevations and creators": {
        "5135cc9286ac",
        "83a642c400e1",
        "8b6d992760a5",
        "8bad699d4c32",
        "d5e6fb001203",
    },
    "one walk twice": {"14125bf02a51", "51ef8153985d"},
    "one walk, its names and elevations edited, once through GPSBabel": {
        "1f4c42b917d8",
        "4613d40c9d75",
        "625517029273",
        "8977998d60a3",
        "b134a8269ec4",
        "cacc7f8c8eda",
        "d070ae84a296",
    },
    "one example of the FIT SDK, damaged in several ways": {
        "0f0ed028e09a",
        "12c9b5bff880",
        "2dc6eee64b2b",
        "37a204d3da4b",
        "7923e83ef3e2",
        "90bf03369eb0",
        "e1fd88ddaff6",
    },
    "one pool swim, once with heart rates": {"d19fba31e311", "d8b32283a722"},
    "two examples of the FIT SDK, and both in one file": {
        "1d1a4b3e9f6b",
        "5cd8f07a84c0",
        "949a238e1bb7",
    },
    "one virtual ride, once under another maker's name": {"3d3eae6e5983", "523878c17c20"},
}
"""Files that are one recording, judged by eye: by the first letters of their sha256."""


@dataclass(frozen=True)
class Recording:
    """One effort of a real device."""

    file: str
    data: bytes
    activity: Activity
    session: Mapping[str, Any]
    points: Points


def activities(folder: Path) -> Iterator[tuple[str, bytes, Activity]]:
    """Yield each file that holds an activity."""
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        try:
            yield path.name, data, decode_activity(data, path.name)
        except FileProblem:
            continue


@pytest.fixture(scope="module")
def recordings(corpus: Path) -> list[Recording]:
    """Return every ride, run and walk with a track."""
    found = [
        Recording(
            name, data, activity, session, points_of(activity.records, session["session_index"])
        )
        for name, data, activity in activities(corpus / "fit")
        for session in activity.sessions.to_dicts()
        if session["sport"] in SPORTS
        and (session["elapsed_s"] or 0) >= SHORTEST_S
        and (session["distance_m"] or 0) >= SHORTEST_M
    ]
    return [recording for recording in found if recording.points.height >= 10]


def rows_of(activity: Activity, file: str, athlete: str) -> pl.DataFrame:
    """Return an activity's sessions as the warehouse holds them."""
    return activity.sessions.with_columns(
        session_id=pl.format("{}/{}", pl.lit(file), "session_index"),
        athlete_id=pl.lit(athlete),
        sha256=pl.lit(file),
        kind=pl.lit(activity.kind),
    )


def found_by(recordings: list[Recording], exports: list[Activity | None]) -> dict[str, float]:
    """Return the share of exports of each verdict, each recording being an athlete's only one."""
    rows = []
    for number, (recording, export) in enumerate(zip(recordings, exports, strict=True)):
        if export:
            rows += [rows_of(recording.activity, f"fit {number}", str(number))]
            rows += [rows_of(export, f"export {number}", str(number))]
    matched = match(pl.concat(rows), schemas.empty(schemas.RAW["overrules"]))
    of_export = matched.matches.filter(
        pl.any_horizontal(pl.col("session_a", "session_b").str.starts_with("export"))
    )
    count = sum(export is not None for export in exports)
    return {
        verdict: of_export.filter(verdict=verdict)["athlete_id"].n_unique() / count
        for verdict in ("same", "possible")
    }


def exported(recording: Recording, kind: str) -> Activity | None:
    """Return what a recording's export decodes to, null where too little of it is left."""
    layout, change = EXPORTS[kind]
    points = change(recording.points)
    if points.height < 2:
        return None
    return decode_activity(gpx_of(points, layout, recording.session["sport"]), "export.gpx")


def broken_off(recording: Recording, share: float) -> Activity | None:
    """Return what the first part of a FIT's bytes decodes to."""
    data = recording.data[: round(len(recording.data) * share)]
    try:
        return decode_activity(data, "broken.fit")
    except FileProblem:
        return None


@pytest.mark.parametrize("kind", MERGED)
def test_an_export_finds_its_recording(kind: str, recordings: list[Recording]) -> None:
    """A GPX export is merged with its FIT as often as measured, or at least shown beside it."""
    found = found_by(recordings, [exported(recording, kind) for recording in recordings])

    assert found["same"] >= MERGED[kind] - SLACK, found
    assert found["same"] + found["possible"] == pytest.approx(1)


@pytest.mark.parametrize("kind", SHIFTED)
def test_a_shifted_export_is_only_possible(kind: str, recordings: list[Recording]) -> None:
    """An export whose hours are another zone's is shown, and never merged."""
    found = found_by(recordings, [exported(recording, kind) for recording in recordings])

    assert found["same"] == 0
    assert found["possible"] >= SHIFTED[kind] - SLACK, found


@pytest.mark.parametrize("share", BROKEN_OFF)
def test_a_broken_download_finds_the_whole(share: float, recordings: list[Recording]) -> None:
    """A FIT that broke off is the same effort as the good one beside it."""
    found = found_by(recordings, [broken_off(recording, share) for recording in recordings])

    assert found["same"] >= BROKEN_OFF[share] - SLACK, found


def test_different_recordings_never_merge(corpus: Path) -> None:
    """With all files as one athlete's, only those that are one recording become one effort."""
    files = [*activities(corpus / "fit"), *activities(corpus / "gpx")]
    sessions = pl.concat(rows_of(activity, name, "all") for name, _, activity in files)

    found = match(sessions, schemas.empty(schemas.RAW["overrules"]))

    pairs = found.matches.select(pl.col("session_a", "session_b").str.head(12), "verdict")
    merged = pairs.filter(verdict="same").drop("verdict").rows()
    assert [] == [pair for pair in merged if not any(set(pair) <= some for some in ALIKE.values())]
    assert {some for pair in merged for some in pair} == set.union(*ALIKE.values())
    assert POSSIBLY_ALIKE == set(pairs.filter(verdict="possible").drop("verdict").rows())
