"""Small valid exports made on the spot, for tests that need a file rather than a frame."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="made up" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>{name}</name><type>running</type><trkseg>
{points}
</trkseg></trk></gpx>
"""
POINT = '<trkpt lat="{lat:.6f}" lon="5.000000"><ele>0</ele><time>{time}</time></trkpt>'
METRES_PER_DEGREE = 111_195.0
SPEED_MPS = 3.0
STEP_S = 10


def gpx_run(started_at: datetime, km: float, *, name: str = "Run") -> bytes:
    """Return a GPX of a straight run north over open sea at 3 m/s."""
    steps = round(km * 1000 / SPEED_MPS / STEP_S)
    points = [
        POINT.format(
            lat=54.9 + step * STEP_S * SPEED_MPS / METRES_PER_DEGREE,
            time=f"{started_at + timedelta(seconds=step * STEP_S):%Y-%m-%dT%H:%M:%SZ}",
        )
        for step in range(steps + 1)
    ]
    return GPX.format(name=name, points="\n".join(points)).encode()


def drop_weeks(inbox: Path, last_day: datetime, *, weeks: int = 6) -> int:
    """Drop three runs a week up to a day, and return how many."""
    inbox.mkdir(parents=True, exist_ok=True)
    noon = last_day.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=UTC)
    count = 0
    for week in range(weeks):
        for days_before, km in ((0, 8.0), (2, 5.0), (4, 6.0)):
            started_at = noon - timedelta(days=7 * week + days_before)
            path = inbox / f"run_{started_at:%Y%m%d}.gpx"
            path.write_bytes(gpx_run(started_at, km))
            count += 1
    return count
