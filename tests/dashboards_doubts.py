"""A runner whose files and own words say everything that can be doubted."""

import hashlib
from datetime import date
from typing import Any

from tests.dashboards_made import (
    MADE_AT,
    SCRIPT_NOTE,
    TODAY,
    Made,
    days_until,
    file_row,
    mark,
    mild_pain,
    session_row,
    steady_km,
)


def doubted(count: int = 120) -> Made:
    """Return a runner whose files and own words say everything that can be said."""
    days = days_until(TODAY, count)
    km = steady_km(days, 5) | dict.fromkeys(days[-12:-6], 0.0)
    made = Made(
        name="kim",
        km=km,
        pain=mild_pain(days),
        marks=[
            mark("ill", days[-12], days[-9]) | {"note": SCRIPT_NOTE},
            mark("injured", days[-8], days[-7]),
            mark("unknown", days[-40], days[-38]),
        ],
    )
    made.more = {"sessions": _doubted_sessions(days), "files": _doubted_files()}
    return _said_of(made, days)


def _doubted_sessions(days: list[date]) -> list[dict[str, Any]]:
    """Return a run in two files, another that may be, a ride, a drive home, an ultra."""
    odd = {
        "aaaa1111": {"day": days[-2], "km": 8.0, "file": "morning.fit"},
        "bbbb2222": {"day": days[-2], "km": 7.9, "file": "morning.gpx"},
        "cccc3333": {"day": days[-5], "km": 9.0, "file": f"{SCRIPT_NOTE}.gpx"},
        "dddd4444": {"day": days[-5], "km": 9.0, "file": "evening.fit"},
        "eeee5555": {"day": days[-20], "km": 14.0, "fast_s": 780.0, "fast_end_m": 0.0},
        "ffff6666": {"day": days[-25], "km": 16.3, "fast_s": 600.0, "fast_end_m": 6200.0},
        "0a0a7777": {"day": days[-30], "km": 104.0, "timer_s": 27.0 * 3600},
        "1b1b8888": {"day": days[-33], "km": 11.0, "is_sport_assumed": True, "name": "To work"},
        "2c2c9999": {"day": days[-35], "km": 5.0, "is_added": True, "name": "Forgot the watch"},
        "3d3d0000": {"day": days[-45], "km": 21.0, "name": SCRIPT_NOTE},
        "4e4e1111": {"day": days[-50], "km": 30.0, "name": "Dog with the watch"},
    }
    return [_odd_session(short, **facts) for short, facts in odd.items()]


def _odd_session(short: str, *, day: date, km: float, **facts: Any) -> dict[str, Any]:
    file = facts.pop("file", f"{short}.fit")
    made = Made(name="kim", session_name=None)
    identity = {"session_id": short * 8, "sha256": hashlib.sha256(file.encode()).hexdigest()}
    return session_row(made, day, "running", km) | identity | facts


def _doubted_files() -> list[dict[str, Any]]:
    names = ["morning.fit", "morning.gpx", "evening.fit", f"{SCRIPT_NOTE}.gpx", "1b1b8888.fit"]
    quality = {"quality": ["chained", "unsorted"]}
    not_one = "Not an activity ({kind}); nothing to load."
    return [
        *(file_row(name, "loaded") for name in names),
        *(file_row(f"part-{n}.fit", "loaded") | quality for n in range(6)),
        *(
            file_row(f"GARMIN/Monitor/{n:04}.FIT", "ignored", not_one, kind="monitoring b")
            for n in range(1500)
        ),
        *(file_row(f"GARMIN/Sleep/{n}.FIT", "ignored", not_one, kind="sleep") for n in range(3)),
        *(
            file_row(f"again/{n}.fit", "duplicate", "The same bytes were loaded before.")
            for n in range(38)
        ),
        *(
            file_row("cut.zip", "duplicate", "Older than a later version of it.")
            | {"sha256": n * 64}
            for n in "ef"
        ),
    ]


def _said_of(made: Made, days: list[date]) -> Made:
    """Add what was matched, and what the runner said of it."""
    one, two = "aaaa1111" * 8, "bbbb2222" * 8
    told = {"written_at": MADE_AT}
    made.more |= {
        "efforts": [
            {"session_id": one, "effort_id": one, "preference": 0},
            {"session_id": two, "effort_id": one, "preference": 1},
        ],
        "matches": [
            _match(("aaaa1111", "bbbb2222"), "same", "start_and_overlap", 4.0, 0.98),
            _match(("cccc3333", "dddd4444"), "possible", "shifted", 7200.0, 0.0),
            _match(("eeee5555", "ffff6666"), "apart", "overruled", 86_400.0, 0.0),
        ],
        "edits": [
            told | {"session_id": "3d3d0000" * 8, "distance_m": 12_000.0, "rpe": 5.0},
            told | {"session_id": "2c2c9999" * 8, "local_date": days[-34], "note": "a day later"},
        ],
        "exclusions": [told | {"session_id": "4e4e1111" * 8, "note": SCRIPT_NOTE}],
    }
    return made


def _match(
    pair: tuple[str, str], verdict: str, because: str, gap_s: float, share: float
) -> dict[str, Any]:
    a, b = pair
    return {
        "session_a": a * 8,
        "session_b": b * 8,
        "verdict": verdict,
        "because": because,
        "start_gap_s": gap_s,
        "overlap_share": share,
        "distance_ratio": 0.99,
    }
