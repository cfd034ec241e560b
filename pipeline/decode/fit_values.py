"""One value of a FIT message -> a number or a word, whatever the watch made of it."""

from math import isfinite
from typing import Any

from pipeline.decode.fit_profile import ANY_CATEGORY, word

Row = dict[str, Any]
"""Column -> value of one message."""


def number(value: object) -> float | None:
    """Return a field's number; of an array (`enhanced_speed` can be one) the first valid."""
    if isinstance(value, tuple):
        return next((number(item) for item in value if item is not None), None)
    return float(value) if isinstance(value, int | float) and isfinite(value) else None


def text(column: str, value: object) -> str | None:
    """Return a field's word, or a text without blanks around it."""
    if isinstance(value, tuple):
        value = next((item for item in value if item is not None), None)
    if isinstance(value, int):
        return word(column, value)
    return value.strip() or None if isinstance(value, str) else None


def with_first_category(row: Row) -> Row:
    """Return a set's row with its first known exercise; the arrays run in parallel."""
    categories = _as_tuple(row.get("category"))
    subtypes = _as_tuple(row.get("category_subtype"))
    known = [i for i, c in enumerate(categories) if c is not None and c not in ANY_CATEGORY]
    if not known:
        return row | {"category": None, "category_subtype": None}
    subtype = subtypes[known[0]] if known[0] < len(subtypes) else None
    return row | {
        "category": number(categories[known[0]]),
        "category_subtype": None if subtype in ANY_CATEGORY else number(subtype),
    }


def _as_tuple(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
