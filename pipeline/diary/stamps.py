"""When a form was sent: the one column that a machine writes, so its order of day and month is one.

People write 03/04 in both orders and are asked which; a form writes all its rows in the same.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pipeline.diary import cells

Order = Literal["day first", "month first"]

EITHER_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})(?:,?\s+(.*))?")
CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)


def order_of(stamps: Iterable[str]) -> Order | None:
    """Return the only order in which every stamp of a file can be read; null if both, or none."""
    found = {order for stamp in stamps if (order := _only_order(stamp))}
    return found.pop() if len(found) == 1 else None


def _only_order(stamp: str) -> Order | None:
    """Return the order a stamp proves by itself: one of its numbers can be no month."""
    match = EITHER_FIRST.fullmatch(stamp)
    if not match:
        return None
    first, second, year, _ = match.groups()
    is_day_first = cells.date_of(year, second, first) is not None
    is_month_first = cells.date_of(year, first, second) is not None
    if is_day_first == is_month_first:
        return None
    return "day first" if is_day_first else "month first"


def stamped(stamp: str, today: date, order: Order | None) -> tuple[date, str]:
    """Return day and time of a stamp as the form shows them; its zone changes nothing.

    Raises
    ------
    RefusedRowError
        As `cells.day` does; also where day and month could be exchanged in the whole file.
    """
    match = EITHER_FIRST.fullmatch(stamp)
    text = stamp
    if match and order:
        first, second, year, rest = match.groups()
        day, month = (first, second) if order == "day first" else (second, first)
        text = f"{year}-{month}-{day} {rest or ''}".strip()
    found, rest = cells.day(text, today)
    clock = CLOCK.search(rest)
    return found, clock.group() if clock else ""
