"""Write `decode_expected.csv`: what independent decoders find in every file of the corpus.

fitdecode reads the FITs and gpxpy the GPXs; nothing of `pipeline` is used. Run it when a
file joins the corpus: `python -m tests.make_decode_expected`. Where our decoder means to
differ, `DIFFERENCES` says why, and the test holds it to the rest of the row.
"""

import csv
import sys
import warnings
from pathlib import Path
from typing import Any

import fitdecode
import gpxpy

from tests.conftest import CORPUS

EXPECTED = Path(__file__).with_name("decode_expected.csv")
COLUMNS = ("file", "outcome", "records", "sessions", "last_distance_m", "heart_rate_sum", "track_m")
SILENT_ABOVE_BPM = 250

Row = dict[str, Any]

REFUSED = "gpxpy refuses the whole file over one malformed value; we read the rest"
DIFFERENCES: dict[str, str] = {
    "2f4052d1f802": "the watch wrote no checksum; its last record ends where one would stand, "
    "and fitdecode drops it",
    "d8b32283a722": "heart rates a strap stored under water are merged into the records",
    "df61fe430c05": "no message says when it was, so it belongs to no day",
    "70b0693b1f7a": "every point is dated 1901",
    "ed9fe789e69b": "every point is dated 1901",
    "5e8bd8c0ee45": REFUSED,
    "a775733fcd51": REFUSED,
    "bc6a60066ed8": REFUSED,
    "d7e724d78144": REFUSED,
    "05cb21cb8b07": REFUSED + ": no track",
    "425c8711cdd9": REFUSED + ": no track",
    "91c8563540c8": REFUSED + ": no track",
    "a9e2d6a47279": REFUSED + ": no track",
    "cd8de3e8ec84": REFUSED + ": no track",
    "f6991395b585": REFUSED + ": no track",
    "e2ae3aaf9b34": "made-up points a continent apart within a second: jumps, no distance",
    "ed72433ea508": "made-up points faster than any sport: jumps, no distance",
}
"""Start of a file's name -> why our decoder's numbers are meant to differ."""


def fit_row(path: Path) -> Row:
    """Return what fitdecode finds in a FIT, up to where it gives up."""
    records, sessions, distance, heart_rates, kinds = 0, 0, None, 0, []
    try:
        with fitdecode.FitReader(
            path,
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for message in reader:
                if message.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                if message.name == "file_id":
                    kinds.append(value_of(message, "type"))
                sessions += message.name == "session"
                if message.name == "record":
                    records += 1
                    distance = first_known(value_of(message, "distance"), distance)
                    heart_rates += heart_rate(value_of(message, "heart_rate"))
    except (fitdecode.FitError, AssertionError):
        pass  # what came before counts
    is_activity = "activity" in kinds or sessions > 0
    return {
        "outcome": "activity" if is_activity else "not_an_activity",
        "records": records,
        "sessions": max(sessions, 1),
        "last_distance_m": distance,
        "heart_rate_sum": heart_rates,
    }


def value_of(message: Any, name: str) -> Any:
    """Return the first value of a field that is none of a developer's."""
    values = (field.value for field in message.fields if field.name == name and not is_dev(field))
    return next((value for value in values if value is not None), None)


def is_dev(field: Any) -> bool:
    """Return whether a field was defined by an app on the watch."""
    return isinstance(field.field_def, fitdecode.types.DevFieldDefinition)


def first_known(value: Any, other: Any) -> Any:
    """Return `value` unless it is unknown."""
    return other if value is None else value


def heart_rate(value: Any) -> int:
    """Return a heart rate, 0 where the sensor was silent."""
    return int(value) if value is not None and 0 < value <= SILENT_ABOVE_BPM else 0


def gpx_row(path: Path) -> Row:
    """Return what gpxpy finds in a GPX."""
    try:
        gpx = gpxpy.parse(path.read_bytes())
    except gpxpy.gpx.GPXException:
        return {"outcome": "unreadable"}
    tracks = [track for track in gpx.tracks if track.get_points_no()]
    points = [point for track in tracks for point, *_ in track.walk()]
    has_date = gpx.time is not None or any(point.time for point in points)
    return {
        "outcome": ("activity" if has_date else "unreadable") if tracks else "not_an_activity",
        "records": len(points),
        "sessions": len(tracks),
        "heart_rate_sum": sum(heart_rate(pulse_of(point)) for point in points),
        "track_m": sum(track.length_2d() for track in tracks),
    }


def pulse_of(point: Any) -> float | None:
    """Return the heart rate in a point's extensions."""
    pulses = (
        float(element.text)
        for extension in point.extensions
        for element in extension.iter()
        if element.tag.rpartition("}")[2] == "hr" and element.text
    )
    return next(pulses, None)


def expected_row(path: Path) -> Row:
    """Return one file's row of the CSV."""
    row = fit_row(path) if path.parent.name == "fit" else gpx_row(path)
    reasons = (why for start, why in DIFFERENCES.items() if path.name.startswith(start))
    return {"file": f"{path.parent.name}/{path.name}", **row, "difference": next(reasons, None)}


def main() -> None:
    """Write the CSV beside this script."""
    warnings.simplefilter("ignore")
    paths = sorted(path for folder in ("fit", "gpx") for path in (CORPUS / folder).iterdir())
    with EXPECTED.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "difference"], lineterminator="\n")
        writer.writeheader()
        for path in paths:
            row = expected_row(path)
            writer.writerow({k: round(v, 2) if isinstance(v, float) else v for k, v in row.items()})
    sys.stdout.write(f"{len(paths)} files\n")


if __name__ == "__main__":
    main()
