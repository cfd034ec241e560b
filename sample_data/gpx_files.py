"""One made-up run as the GPX file a phone, Strava or Garmin Connect would have exported."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sample_data.body import Trace, follow, smart_samples
from sample_data.people import Outing, Runner

GPX_SPACE = "http://www.topografix.com/GPX/1/1"
EXTENSION_SPACE = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
MORNING_UNTIL_H = 11
LUNCH_UNTIL_H = 14
AFTERNOON_UNTIL_H = 17


@dataclass(frozen=True)
class Dialect:
    """How one exporter writes GPX.

    Attributes
    ----------
    prefix
        Of the TrackPointExtension namespace; None where it exports no heart rate.
    instant
        `strftime` pattern of its times.
    """

    creator: str
    prefix: str | None
    instant: str


DIALECTS = {
    "phone": Dialect("StravaGPX", None, "%Y-%m-%dT%H:%M:%SZ"),
    "strava": Dialect("StravaGPX", "gpxtpx", "%Y-%m-%dT%H:%M:%SZ"),
    "garmin_connect": Dialect("Garmin Connect", "ns3", "%Y-%m-%dT%H:%M:%S.000Z"),
}


def title(outing: Outing) -> str:
    """Return what Strava calls a run of that hour."""
    hour = outing.starts_at.hour
    limits = {"Morning": MORNING_UNTIL_H, "Lunch": LUNCH_UNTIL_H, "Afternoon": AFTERNOON_UNTIL_H}
    part = next((part for part, until in limits.items() if hour < until), "Evening")
    return f"{part} Run"


def gpx_text(runner: Runner, outing: Outing) -> str:
    """Return the whole GPX file of one run."""
    dialect = DIALECTS[outing.recorder]
    trace = follow(runner, outing)
    points = [_point(dialect, outing, trace, second) for second in smart_samples(outing, trace)]
    extension = f' xmlns:{dialect.prefix}="{EXTENSION_SPACE}"' if dialect.prefix else ""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<gpx creator="{dialect.creator}" version="1.1" xmlns="{GPX_SPACE}"{extension}>',
            f" <metadata><time>{_written(dialect, outing, 0)}</time></metadata>",
            f" <trk><name>{title(outing)}</name><type>running</type><trkseg>",
            *points,
            " </trkseg></trk>",
            "</gpx>",
            "",
        ]
    )


def _point(dialect: Dialect, outing: Outing, trace: Trace, second: int) -> str:
    """Return one `trkpt`; cadence counts one leg here too, as Strava and Garmin export it."""
    seen = {name: values[second] for name, values in trace.columns.items()}
    parts = [
        f'  <trkpt lat="{seen["position_lat"]:.6f}" lon="{seen["position_long"]:.6f}">',
        f"<ele>{seen['enhanced_altitude']:.1f}</ele>",
        f"<time>{_written(dialect, outing, trace.clock_s[second])}</time>",
    ]
    if dialect.prefix:
        p = dialect.prefix
        parts.append(
            f"<extensions><{p}:TrackPointExtension><{p}:hr>{seen['heart_rate']:.0f}</{p}:hr>"
            f"<{p}:cad>{seen['cadence']:.0f}</{p}:cad></{p}:TrackPointExtension></extensions>"
        )
    return "".join([*parts, "</trkpt>"])


def _written(dialect: Dialect, outing: Outing, after_s: int) -> str:
    """Return the instant some seconds after the start as this exporter writes it."""
    instant: datetime = outing.starts_at.astimezone(UTC) + timedelta(seconds=int(after_s))
    return instant.strftime(dialect.instant)
