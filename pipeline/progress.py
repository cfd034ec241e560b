"""How far a run is, told to whoever wants to know."""

from collections.abc import Callable

Report = Callable[[str, int, int], None]
"""Told the stage, how many are done and how many there are."""


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""
