"""A runner of whom so much is known, in such long words, that two sheets of paper fill up."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pipeline.red_flags import SIGNS
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, Made, days_until, mark, steady_km

LONG = "Wwwwwwww-mmmmmmmm Ümläutende \N{BLACK SQUARE}"
ZALGO = "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 30
WIDE = "\ufdfd" * 70
NOTES = (f"{SCRIPT_NOTE} {LONG * 20}", ZALGO, WIDE, "line\nline\n" * 40, "\u202egniklat " * 30)
PAST = TODAY - timedelta(200)


def crowded(count: int = 420) -> Made:
    """Return a runner with every sign, long names, many pairs, painkillers, notes and ratings."""
    days = days_until(TODAY, count)
    km = steady_km(days) | {TODAY - timedelta(back): 20.0 + 4 * (80 - back) for back in LONG_RUNS}
    return Made(
        name="max",
        display_name="W" * 64,
        km=km,
        other={day: "training" for day in days if day.weekday() in (0, 4)},
        marks=[
            mark("unknown", days[-60], days[-58]),
            mark("seen_by_doctor", PAST + timedelta(9), PAST + timedelta(9)),
        ],
        settings={
            "birth_year": 1950,
            "past_cancer": True,
            "osteoporosis": True,
            "weak_immune_system": True,
            "long_cortisone": False,
            "running_activities": ["W" * 60, *(f"{number} {LONG}"[:60] for number in range(4))],
            "country": "DE",
        },
        more={
            "diary": [_entry(line, day) for line, day in enumerate(days, start=2)],
            "shoes": [_pair(number) for number in range(6)],
            "programmes": [_programme("start", 70), _programme("stop", 7)],
        },
    )


LONG_RUNS = (78, 70, 61, 50, 40, 30, 20, 10, 2)


def _entry(line: int, day: date) -> dict[str, Any]:
    """Return an entry: sharp pain every tenth day, a painkiller every third."""
    back = (TODAY - day).days
    return {
        "source": "diary/max.csv",
        "sha256": "c" * 64,
        "local_date": day,
        "local_time": "21:00",
        "body_site": "low_back",
        "pain_nrs": 8 if back in (0, 60) else 3 + line % 4,
        "quality": "sharp" if back % 30 == 0 else "dull",
        "leg_pain": back % 4 == 0,
        "altered_stride": back % 5 == 0,
        "medication": f"{back % 6} {LONG * 3}" if back % 3 == 0 else None,
        "note": NOTES[back % len(NOTES)],
        "red_flags": ", ".join(SIGNS) if back in (0, 200) else None,
        **{f"psfs_{number}": float((line + number) % 11) for number in range(1, 6)},
        "line": line,
        "imported_at": MADE_AT,
    }


def _pair(number: int) -> dict[str, Any]:
    day = TODAY - timedelta(10 * number + 1)
    return {
        "action": "start",
        "shoe": f"{number} {'W' * 60}",
        "on_date": day,
        "written_at": datetime.combine(day, time(9), UTC),
    }


def _programme(action: str, days_ago: int) -> dict[str, Any]:
    day = TODAY - timedelta(days_ago)
    return {
        "action": action,
        "programme": "back",
        "on_date": day,
        "written_at": datetime.combine(day + timedelta(3), time(9), UTC),
        "note": LONG,
    }
