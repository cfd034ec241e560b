"""What the made-up runners have said beside their diaries: a strength programme, and shoes."""

import json
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

from sample_data.people import HOME_ZONE
from sample_data.plan import FIRST_DAY, PROGRAMME_ENDS, PROGRAMME_STARTS, RETURN_DAY

HEADING = ("written_at", "kind", "from_date", "to_date", "note", "session", "other", "facts")
SAID_AT = time(19, 30, tzinfo=HOME_ZONE)

NEW_YEAR = date(2026, 1, 2)
PAIRS = (
    (FIRST_DAY, "Blue trainers", "normal"),
    (NEW_YEAR, "Grey trainers", "normal"),
    (RETURN_DAY, "Green trainers", "high"),
)
"""Each from the day it was first put on."""


def anna_journal() -> str:
    """Return Anna's journal: three pairs of shoes, and the leg programme of eight weeks."""
    worn_out = pairwise(PAIRS)
    lines = [
        *(_shoe(day, name, cushioning) for day, name, cushioning in PAIRS),
        *(
            _line(after, "shoe", {"action": "stop", "shoe": old}, after)
            for (_, old, _), (after, *_) in worn_out
        ),
        _line(
            date(2026, 8, 16),
            "programme",
            {"action": "start", "programme": "leg"},
            PROGRAMME_STARTS,
        ),
        _line(PROGRAMME_ENDS, "programme", {"action": "stop", "programme": "leg"}, PROGRAMME_ENDS),
    ]
    return "".join(_written(cells) for cells in (HEADING, *sorted(lines)))


def _shoe(day: date, name: str, cushioning: str) -> tuple[str, ...]:
    return _line(day, "shoe", {"action": "start", "shoe": name, "cushioning": cushioning}, day)


def _line(said_on: date, kind: str, facts: dict[str, Any], day: date) -> tuple[str, ...]:
    """Return a line; two of one day are told in the order of their words."""
    second = len(facts)  # what begins is told with more words than what ends
    written_at = datetime.combine(said_on, SAID_AT.replace(second=second)).astimezone(UTC)
    told = json.dumps(facts | {"date": day.isoformat()}, separators=(",", ":"))
    return (written_at.isoformat(), kind, "", "", "", "", "", told)


def _written(cells: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"
