"""No cell can hold up a run, whatever somebody pastes into it."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from pipeline.diary import is_diary, parse_diary

TODAY = date(2026, 11, 22)
MOST_TIMES_A_PLAIN_CELL = 40


def seconds(read: Callable[[bytes], object], heading: str, text: str) -> float:
    """Return the least CPU time of three readings; the number keeps them apart for any cache."""
    spent = []
    for number in range(3):
        data = f"date,pain,{heading}\n2026-11-19,3,{number} {text}\n".encode()
        started = time.process_time()
        read(data)
        spent.append(time.process_time() - started)
    return min(spent)


def entries(data: bytes) -> object:
    """Read a whole diary."""
    return parse_diary(data, TODAY)


@pytest.mark.parametrize("column", ["red_flags", "quality", "medication", "sleep_h", "when"])
@pytest.mark.parametrize(
    "piece", ["left leg ", "weak both legs ", "numb ", "((((((((", "nicht stechend ", "1         "]
)
def test_a_cell_of_many_words_costs_what_its_letters_cost(column: str, piece: str) -> None:
    """Seven kilobytes of half a warning sign once took most of a minute."""
    many = 7200 // len(piece)
    plain = seconds(entries, column, "abcdefgh " * 800)

    assert seconds(entries, column, piece * many) < MOST_TIMES_A_PLAIN_CELL * plain + 0.02


@pytest.mark.parametrize("piece", ["how hurts ", "wie stark schmerz ", "numb leg pain "])
def test_a_heading_of_many_words_costs_what_its_letters_cost(piece: str) -> None:
    """Every CSV of the inbox is asked whether it is a diary."""
    plain = seconds(is_diary, "abcdefgh " * 800, "x")

    assert seconds(is_diary, piece * (8000 // len(piece)), "x") < MOST_TIMES_A_PLAIN_CELL * plain
