"""One line of what is missing or not trusted, and the length of its tables."""

from typing import Final

ICONS: Final = {"ok": "✓", "careful": "▲", "none": "?"}
SHOWN: Final = 200
"""Rows of a table at most: ten years of merged files would make the page heavy."""


def line(tone: str, name: str, value: str, note: str = "") -> dict[str, str]:
    """Return a line: a sign, what it is about, how much of it, and what that means."""
    return {"tone": tone, "icon": ICONS[tone], "name": name, "value": value, "note": note}
