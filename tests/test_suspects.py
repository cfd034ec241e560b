"""Sessions that are asked about: never dropped, and not asked about twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from pipeline import schemas
from pipeline.models import run_model, run_models
from tests.histories import MONDAY, athlete, runs

WRITTEN = datetime(2026, 1, 20, tzinfo=UTC)


def one_run(**columns: Any) -> pl.DataFrame:
    """Return `raw_sessions` with one run of 10 km in an hour, these columns changed."""
    changes = {name: pl.lit(value) for name, value in columns.items()}
    return runs([10.0]).with_columns(**changes)


def reasons(sessions: pl.DataFrame, **raw: pl.DataFrame) -> list[tuple[str, float, float]]:
    """Return reason, value and limit of everything asked about these sessions."""
    found = run_model(
        "fct_suspects", raw_sessions=sessions, raw_athletes=athlete(MONDAY + timedelta(9)), **raw
    )
    return found.sort("reason").select("reason", "value", "threshold").rows()


def said(**columns: Any) -> pl.DataFrame:
    """Return a correction of that run."""
    row = {"athlete_id": "me", "session_id": f"me-{MONDAY}", "written_at": WRITTEN, **columns}
    return pl.DataFrame([row])


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"fast_s": 0.0, "fast_end_m": 0.0}, []),
        ({"fast_s": 120.0, "fast_end_m": 0.0}, []),
        ({"fast_s": 130.0, "fast_end_m": 0.0}, [("too_fast", 130.0, 120.0)]),
        ({"fast_s": 600.0, "fast_end_m": 5e3}, [("car_at_end", 5e3, 0.0)]),
        ({"distance_m": 100_000.0}, []),
        ({"distance_m": 101_000.0}, [("too_far", 101_000.0, 100_000.0)]),
        ({"distance_m": 180_000.0, "sport": "cycling"}, []),
        ({"timer_s": 86_400.0}, []),
        ({"timer_s": 90_000.0}, [("too_long", 90_000.0, 86_400.0)]),
        ({"timer_s": 90_000.0, "sport": "cycling"}, []),
        ({"timer_s": 4_204_800.0, "sport": "cycling"}, [("too_long", 4_204_800.0, 129_600.0)]),
        ({"timer_s": 3600.0, "elapsed_s": 4_204_800.0}, []),
        ({"fast_s": 600.0, "fast_end_m": 0.0, "sport": "generic"}, []),
    ],
    ids=[
        "a run",
        "two minutes down a hill",
        "a ride",
        "the drive home",
        "100 km",
        "more than 100 km",
        "a long ride",
        "a day on foot",
        "longer than a day on foot",
        "a day and an hour on a bike",
        "seven weeks on a bike",
        "paused for seven weeks",
        "who knows which sport",
    ],
)
def test_what_is_asked_about(
    columns: dict[str, Any], found: list[tuple[str, float, float]]
) -> None:
    """Only beyond its limit, with what was found beside it."""
    assert found == reasons(one_run(**columns))


def test_a_suspect_counts_until_its_runner_says_otherwise() -> None:
    """Nothing is dropped on suspicion: 130 km are in the day's load."""
    marts = run_models(
        ["fct_suspects", "int_daily_load"],
        raw_sessions=one_run(distance_m=130_000.0),
        raw_athletes=athlete(MONDAY),
    )

    assert 1 == marts["fct_suspects"].height
    assert [130.0] == marts["int_daily_load"].filter(load_measure="distance_km")[
        "daily_load"
    ].to_list()


def test_what_was_answered_is_not_asked_again() -> None:
    """Taken out, or its distance or sport said: settled, also where the answer is yes."""
    ultra = one_run(distance_m=130_000.0)

    assert [] == reasons(ultra, raw_exclusions=said())
    assert [] == reasons(ultra, raw_edits=said(distance_m=13_000.0))
    assert [] == reasons(ultra, raw_edits=said(sport="running"))


def test_an_effort_does_not_answer_the_question() -> None:
    """Who only adds how hard it was is still asked about the distance."""
    assert ["too_far"] == [
        reason for reason, *_ in reasons(one_run(distance_m=130_000.0), raw_edits=said(rpe=9.0))
    ]


# ---------- pairs


def pair(verdict: str = "possible") -> pl.DataFrame:
    """Return a match of the runs of the first and the third day."""
    ids = [f"me-{MONDAY}", f"me-{MONDAY + timedelta(2)}"]
    row = {"athlete_id": "me", "session_a": ids[0], "session_b": ids[1], "verdict": verdict}
    return pl.DataFrame([row | {"because": "overlap", "start_gap_s": 60.0}])


def test_a_pair_is_told_with_both_stories() -> None:
    """What tells two recordings apart stands beside each other: file, start and length."""
    files = pl.DataFrame(
        {
            "athlete_id": ["me"] * 3,
            "sha256": [f"me-{MONDAY}"] * 2 + [f"me-{MONDAY + timedelta(2)}"],
            "name": ["a.fit", "copy.fit", "b.gpx"],
            "status": ["loaded", "duplicate", "loaded"],
        }
    )
    row = run_model(
        "fct_matches",
        raw_sessions=runs([8.0, 0.0, 7.9]),
        raw_athletes=athlete(MONDAY + timedelta(3)),
        raw_matches=pair(),
        raw_files=files,
    ).row(0, named=True)

    assert ("a.fit", "b.gpx") == (row["file_a"], row["file_b"])
    assert (8000.0, 7900.0) == (row["distance_a_m"], row["distance_b_m"])
    assert timedelta(days=2) == row["started_b"] - row["started_a"]
    assert MONDAY == row["local_date"]


def test_a_recording_that_only_repeats_has_the_other_s_day() -> None:
    """A file whose parts others tell belongs to no effort, but still to a day."""
    whole = f"me-{MONDAY}"
    efforts = pl.DataFrame(
        {"session_id": [whole], "athlete_id": ["me"], "effort_id": [None], "preference": [1]},
        schema=dict(schemas.RAW["efforts"]),
    )
    found = run_model(
        "fct_matches",
        raw_sessions=runs([8.0, 0.0, 4.0]),
        raw_athletes=athlete(MONDAY + timedelta(3)),
        raw_matches=pair("part"),
        raw_efforts=efforts,
    )

    assert [MONDAY + timedelta(2)] == found["local_date"].to_list()


# ---------- corrections


def test_a_correction_keeps_what_the_file_says() -> None:
    """The runner's word counts, the file's stands beside it."""
    marts = run_models(
        ["fct_corrections", "fct_sessions"],
        raw_sessions=one_run(),
        raw_athletes=athlete(MONDAY),
        raw_edits=said(distance_m=8_000.0, note="GPS was off"),
        raw_exclusions=said(note="dog"),
        raw_marks=said(kind="ill", from_date=MONDAY, to_date=MONDAY + timedelta(1)),
    )
    rows = marts["fct_corrections"].sort("kind")

    assert ["edit", "exclude", "ill"] == rows["kind"].to_list()
    assert (8_000.0, 10_000.0, "GPS was off") == rows.select(
        "distance_m", "file_distance_m", "note"
    ).row(0)
    assert [8_000.0] == marts["fct_sessions"]["distance_m"].to_list()
    assert [MONDAY, MONDAY, MONDAY] == rows["from_date"].to_list()


def test_a_correction_of_either_file_is_one_of_the_run() -> None:
    """What was said of the GPX holds for the run that the FIT speaks for."""
    first, second = f"me-{MONDAY}", f"me-{MONDAY + timedelta(1)}"
    efforts = pl.DataFrame(
        {
            "session_id": [first, second],
            "athlete_id": ["me", "me"],
            "effort_id": [first, first],
            "preference": [0, 1],
        }
    )
    found = run_model(
        "fct_corrections",
        raw_sessions=runs([10.0, 9.9]),
        raw_athletes=athlete(MONDAY + timedelta(1)),
        raw_efforts=efforts,
        raw_edits=said(session_id=second, distance_m=9_000.0),
    )

    assert [(first, 9_000.0, 10_000.0)] == found.select(
        "session_id", "distance_m", "file_distance_m"
    ).rows()
