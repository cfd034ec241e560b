"""Strength sets: what was done, how often, and what the watch called it."""

from typing import Any

from pipeline.decode.fit.clock import Clocks
from pipeline.decode.fit.messages import Messages
from pipeline.decode.fit.profile import ANY_CATEGORY
from pipeline.decode.frames import Row

LONGEST_TITLE = 100
STEP_NUMBER = 0x0FFF
"""The bits of a step's number; those above say whether it is selected."""

Titles = dict[tuple[Any, ...], str]
"""Part of the file and step, or part and exercise -> title."""


def set_rows(messages: Messages, clocks: Clocks) -> list[Row]:
    """Return the sets of a file, in its order; titles are read only where there are any."""
    rows = messages.rows("set")
    titles = _titles(messages) if rows else {}
    return [
        {
            "segment": row["segment"],
            "set_type": row.get("set_type"),
            "repetitions": row.get("repetitions"),
            "started_at": clocks.instant(row, "start_time") or clocks.instant(row, "timestamp"),
            "duration_s": row.get("duration"),
            "weight_kg": row.get("weight"),
            **_titled(row, _exercise(row), titles),
        }
        for row in rows
    ]


def _exercise(row: Row) -> Row:
    """Return a set's first known exercise; its two arrays run in parallel."""
    categories, subtypes = row.get("category") or [], row.get("category_subtype") or []
    place = next((i for i, c in enumerate(categories) if c not in ANY_CATEGORY), None)
    if place is None:
        return {"category": None, "category_subtype": None}
    subtype = subtypes[place] if place < len(subtypes) else None
    return {
        "category": categories[place],
        "category_subtype": None if subtype in ANY_CATEGORY else subtype,
    }


def _titled(row: Row, exercise: Row, titles: Titles) -> Row:
    """Return an exercise with its title: the planned step's, else the one of its numbers."""
    part, step = row["segment"], row.get("wkt_step_index")
    of_step = titles.get((part, _number(step))) if step is not None else None
    numbers = (part, exercise["category"], exercise["category_subtype"])
    return exercise | {"title": of_step or titles.get(numbers)}


def _titles(messages: Messages) -> Titles:
    """Return what a file calls its planned steps and its exercises."""
    steps = {
        (row["segment"], _number(row["message_index"])): row.get("wkt_step_name")
        for row in messages.rows("workout_step")
        if row.get("message_index") is not None
    }
    exercises = {
        (row["segment"], _known(row, "exercise_category"), _known(row, "exercise_name")): row.get(
            "wkt_step_name"
        )
        for row in messages.rows("exercise_title")
        if _known(row, "exercise_category") is not None
    }
    named: dict[tuple[Any, ...], str | None] = {**steps, **exercises}
    return {key: " ".join(title.split())[:LONGEST_TITLE] for key, title in named.items() if title}


def _known(row: Row, column: str) -> Any:
    """Return an exercise's number, null where it means 'unknown'."""
    return None if row.get(column) in ANY_CATEGORY else row[column]


def _number(step: float) -> int:
    return int(step) & STEP_NUMBER
