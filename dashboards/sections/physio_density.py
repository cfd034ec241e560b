"""How closely a sheet has to be set, so that it is two pages whatever is known.

Paper gives about thirty lines beyond what every sheet holds; measured in a browser, with the
widest of the usual fonts.
"""

from collections.abc import Mapping
from typing import Any, Final

from dashboards.tables import Table

Sheet = Mapping[str, Any]

HEADED: Final = 2
"""Lines that a table or a list takes beside its rows."""
PICTURE: Final = 4
PER_REST: Final = 4
PER_NOTE: Final = 2
PER_FINDING: Final = 2
CLASSES: Final = ("roomy", "", "full", "dense")
FIRST: Final = (5, 14, 18)
SECOND: Final = (13, 18, 30)
"""With more lines than each of these, the page is set more closely."""


def density(sheet: Sheet) -> tuple[str, str]:
    """Return the class of each page, of `CLASSES`.

    Parameters
    ----------
    sheet
        Everything on the two pages.
    """
    return _class(_first(sheet), FIRST), _class(_second(sheet), SECOND)


def _class(lines: int, limits: tuple[int, ...]) -> str:
    return CLASSES[sum(lines > limit for limit in limits)]


def _first(sheet: Sheet) -> int:
    signs, taken = sheet["signs"], sheet["painkillers"]
    painkillers = _rows(taken["table"]) + (PICTURE if taken["picture"] else 0)
    return (
        sum(HEADED + len(group["signs"]) for group in signs["open"])
        + len(signs["past"])
        + max(painkillers, PER_REST * len(sheet["rests"]))
        + len(sheet["around"])
        + len(sheet["picture"]["programmes"])
        + _rows(sheet["capability"])
    )


def _second(sheet: Sheet) -> int:
    programme = sheet["programme"]
    beside = max(PER_NOTE * len(sheet["notes"]["shown"]), PER_NOTE * len(sheet["shoes"]["pairs"]))
    return (
        PER_FINDING * len(sheet["association"])
        + _rows(sheet["runs"])
        + _rows(programme["table"])
        + len(programme["told"])
        + beside
        + len(sheet["unknown"])
    )


def _rows(table: Table | None) -> int:
    return 0 if table is None else HEADED + len(table.rows)
