"""What a recording tells of steps: on level ground, at a running speed, with the stride settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline import schemas
from pipeline.decode import decode_activity
from pipeline.decode.activity import Activity
from pipeline.measures import complete
from tests.form_histories import LINES, Run, form, raw_of
from tests.histories import MONDAY
from tests.made_records import START, activity_of, records

HEIGHT, SLOPE = LINES["cadence_spm"]
EVERY_S = 2
Part = tuple[float, float, float]
"""Minutes, speed, grade."""


def recording(*parts: Part, hill_factor: float = 0.9, **columns: Any) -> list[dict[str, Any]]:
    """Return records of a run in parts; its steps follow the line, on hills they do not."""
    rows: list[dict[str, Any]] = []
    at = way_m = 0.0
    altitude_m = 500.0
    for minutes, speed, grade in parts:
        steps = (HEIGHT + SLOPE * speed) * (hill_factor if grade else 1)
        for _ in range(round(60 * minutes / EVERY_S)):
            row = {"at": at, "distance_m": way_m, "altitude_m": altitude_m, "cadence_spm": steps}
            rows.append(row | columns)
            at, way_m = at + EVERY_S, way_m + EVERY_S * speed
            altitude_m += EVERY_S * speed * grade
    return rows


def activity(rows: Sequence[dict[str, Any]], **session: Any) -> Activity:
    """Return the completed activity of one running session."""
    row = {"session_index": 0, "sport": "running", "started_at": START, "is_sport_assumed": False}
    return complete(activity_of(records(*rows), [row | session]))


def speeds(*parts: Part, **session: Any) -> pl.DataFrame:
    """Return the form of a run in parts."""
    return activity(recording(*parts), **session).form_speeds


def test_steps_are_told_by_speed() -> None:
    """Ten minutes at each of two speeds give a row each, less the first five minutes."""
    found = speeds((15, 2.8, 0), (10, 3.4, 0))

    assert [2.8, 3.4] == pytest.approx(found["speed_mps"].to_list())
    assert [HEIGHT + SLOPE * v for v in (2.8, 3.4)] == pytest.approx(found["cadence_spm"].to_list())
    assert [600, 600] == pytest.approx(found["seconds"].to_list(), abs=EVERY_S)


def test_a_step_s_length_is_the_watch_s_own() -> None:
    """Without one it is speed over step rate: 180 steps a minute at 3 m/s are a metre each."""
    flat = recording((20, 3.0, 0))
    own = [row | {"cadence_spm": 180.0, "step_length_mm": 1040.0} for row in flat]
    none = [row | {"cadence_spm": 180.0} for row in flat]

    assert [1040.0] == activity(own).form_speeds["step_length_mm"].to_list()
    assert [1000.0] == pytest.approx(activity(none).form_speeds["step_length_mm"].to_list())


def test_what_no_step_can_be_is_unknown() -> None:
    """A contact of 0 or 900 ms is none; what the watch does not tell stays null."""
    rows = recording((20, 3.0, 0))
    ends = [row | {"stance_time_ms": 250.0 if i % 3 else 900.0} for i, row in enumerate(rows)]
    found = activity(ends).form_speeds

    assert [250.0] == found["stance_time_ms"].to_list()
    assert [None] == found["vertical_ratio_pct"].to_list()
    assert [None] == activity(recording((20, 3.0, 0), stance_time_ms=0.0)).form_speeds[
        "stance_time_ms"
    ].to_list()


@pytest.mark.parametrize(
    "parts",
    [
        [(5, 3.0, 0)],
        [(6, 3.0, 0), (20, 2.0, 0)],
        [(6, 3.0, 0), (20, 4.7, 0)],
        [(5, 3.0, 0), (20, 3.0, 0.03)],
        [(5, 3.0, 0), (20, 3.0, -0.03)],
    ],
    ids=["before minute 5", "slower", "faster", "uphill", "downhill"],
)
def test_what_is_left_out(parts: list[Part]) -> None:
    """The first five minutes, other speeds, and slopes of 2 % or more tell next to nothing."""
    assert speeds(*parts)["seconds"].sum() <= 60 + EVERY_S


def test_walking_is_left_out() -> None:
    """Fewer than 120 steps a minute are a walk, however fast."""
    rows = [row | {"cadence_spm": 115.0} for row in recording((20, 2.4, 0))]

    assert activity(rows).form_speeds.is_empty()


def test_a_treadmill_is_level_whatever_the_barometer_says() -> None:
    """Indoors a slope is the weather's; without any altitude a run counts as level, too."""
    rising = recording((20, 3.0, 0.05))
    without = [{name: row[name] for name in row if name != "altitude_m"} for row in rising]

    for rows, place in ((rising, "treadmill"), (without, None)):
        assert [900] == pytest.approx(
            activity(rows, sub_sport=place).form_speeds["seconds"].to_list(), abs=EVERY_S
        )
    assert activity(rising).form_speeds.is_empty()


@pytest.mark.parametrize("gap", ["cadence_spm", "distance_m", "at"])
def test_without_steps_way_or_time_nothing_is_told(gap: str) -> None:
    """Where the step rate, the way or the time is not known, there is no row."""
    rows = [{name: row[name] for name in row if name != gap} for row in recording((20, 3.0, 0))]

    assert activity(rows).form_speeds.is_empty()
    assert dict(schemas.FORM_SPEEDS) == dict(activity(rows).form_speeds.schema)


def test_each_session_has_its_own_rows() -> None:
    """Of a triathlon only the run is told, under its own number."""
    rows = records(*recording((40, 3.0, 0)))
    half = rows.height // 2
    numbers = pl.Series("session_index", [0] * half + [1] * half, pl.Int32)
    row = {"started_at": START, "is_sport_assumed": False}
    sessions = [
        row | {"session_index": number, "sport": sport}
        for number, sport in enumerate(("cycling", "running"))
    ]
    found = complete(activity_of(rows.with_columns(numbers), sessions)).form_speeds

    assert [(1, 900.0)] == [
        (number, round(seconds, -1)) for number, seconds in found["session_index", "seconds"].rows()
    ]


# ---------- hills


@settings(max_examples=15, deadline=None)
@given(
    hills=st.lists(
        st.tuples(
            st.sampled_from([-0.12, -0.06, 0.04, 0.08]),
            st.floats(1, 8),
            st.sampled_from([2.3, 2.8, 3.4]),
        ),
        max_size=3,
    )
)
def test_hills_in_a_run_change_no_residual(hills: list[tuple[float, float, float]]) -> None:
    """Hilly parts, run with other steps, leave what the level parts tell alone."""
    level: list[Part] = [(15, 2.8, 0), (10, 3.0, 0), (10, 3.2, 0)]
    mixed = [level[0]]
    for grade, minutes, speed in hills:
        mixed += [(minutes, speed, grade), (1, 2.8, 0)]
    found = speeds(*mixed, *level[1:])

    line = HEIGHT + SLOPE * found["speed_mps"]
    run, curve = ((found["seconds"] * each).sum() for each in (found["cadence_spm"], line))
    assert abs(100 * (run / curve - 1)) < 0.05
    assert found["seconds"].sum() >= 60 * 30 - 30


def test_a_run_in_the_hills_changes_no_residual() -> None:
    """A run that never was level is none of the runs the curve knows."""
    rows = speeds((5, 2.8, 0), (30, 2.8, 0.08), (30, 3.2, -0.08))
    runs = [Run(3 * number, (2.8, 3.0 + number % 3 / 5)) for number in range(30)]
    hilly = replace(runs[-1], day=runs[-1].day + 1)
    raw = raw_of([*runs, hilly])
    told = raw["raw_form_speeds"].filter(pl.col("session_id") != hilly.session_id)
    of_hills = schemas.conform(rows, schemas.RAW["form_speeds"]).with_columns(
        session_id=pl.lit(hilly.session_id)
    )
    raw["raw_form_speeds"] = pl.concat([told, of_hills])
    today = MONDAY + timedelta(hilly.day)

    assert_frame_equal(form(runs, today), form([*runs, hilly], today, **raw), abs_tol=1e-9)


# ---------- real watches


@pytest.mark.corpus
def test_real_runs_take_more_steps_the_faster_they_are(corpus: Path) -> None:
    """In real runs with several speeds step length rises and contact falls with speed."""
    found = [
        decode_activity((corpus / name).read_bytes(), name).form_speeds.filter(
            pl.col("seconds") >= 60
        )
        for name in REAL
    ]

    assert all(rows.height >= 3 for rows in found)
    assert all(rows["cadence_spm"].is_between(150, 200).all() for rows in found)
    assert all(pearson(rows, "step_length_mm") > 0.8 for rows in found)
    contacts = [rows for rows in found if rows["stance_time_ms"].null_count() == 0]
    assert len(contacts) == 4
    assert all(pearson(rows, "stance_time_ms") < -0.7 for rows in contacts)


def pearson(rows: pl.DataFrame, measure: str) -> float:
    """Return how far a measure goes with speed."""
    return float(rows.select(pl.corr("speed_mps", measure)).item())


REAL = (
    "fit/910454f27180_sample_mulitple_header.fit",
    "fit/a066d77db247_activity-small-fenix2-run.fit",
    "fit/bdb23e5a3cde_compressed-speed-distance.fit",
    "fit/cae357784402_running-with-developer-data.fit",
    "fit/ea56ec77ede6_garmin-stamina.fit",
)
