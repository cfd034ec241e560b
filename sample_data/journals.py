"""What the made-up runners have said beside their diaries: one strength programme."""

import json
from datetime import UTC, date, datetime, time

from sample_data.people import HOME_ZONE
from sample_data.plan import PROGRAMME_ENDS, PROGRAMME_STARTS

HEADING = ("written_at", "kind", "from_date", "to_date", "note", "session", "other", "facts")
SAID_AT = time(19, 30, tzinfo=HOME_ZONE)


def anna_journal() -> str:
    """Return Anna's journal: the leg programme of eight weeks, told before it began."""
    lines = [
        _line(date(2026, 8, 16), {"action": "start", "programme": "leg"}, PROGRAMME_STARTS),
        _line(PROGRAMME_ENDS, {"action": "stop", "programme": "leg"}, PROGRAMME_ENDS),
    ]
    return "".join(_written(cells) for cells in (HEADING, *lines))


def _line(said_on: date, facts: dict[str, str], day: date) -> tuple[str, ...]:
    written_at = datetime.combine(said_on, SAID_AT).astimezone(UTC).isoformat()
    told = json.dumps(facts | {"date": day.isoformat()}, separators=(",", ":"))
    return (written_at, "programme", "", "", "", "", "", told)


def _written(cells: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"
