"""What several files tell of one run, put together field by field."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from pipeline.models import run_model

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR_S, FIVE_MINUTES_S = 3600.0, 300.0


def told(*sessions: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return raw tables of one effort, the session that speaks for it first."""
    names = [f"s{place}" for place in range(len(sessions))]
    rows = [
        {"session_id": name, "athlete_id": "me", "sha256": name, "started_at": NOON}
        | {"utc_offset_s": 0, "sport": "running"}
        | session
        for name, session in zip(names, sessions, strict=True)
    ]
    efforts = {"session_id": names, "athlete_id": "me", "effort_id": "s0"}
    places = pl.Series("preference", range(len(names)), dtype=pl.Int32)
    return {
        "raw_sessions": pl.DataFrame(rows, infer_schema_length=None),
        "raw_efforts": pl.DataFrame(efforts).with_columns(places),
    }


def effort(*sessions: dict[str, Any]) -> dict[str, Any]:
    """Return the effort that some sessions tell of."""
    return run_model("int_efforts", **told(*sessions)).row(0, named=True)


PHONE = {"elapsed_s": HOUR_S, "timer_s": HOUR_S, "distance_m": 10_000.0}
SUMS = {
    "steps": 400,
    "ascent_m": 3.0,
    "descent_m": 2.0,
    "moving_s": 290.0,
    "steps_downhill": 20,
    "grade_adjusted_m": 830.0,
    "fast_s": 5.0,
    "fast_end_m": 40.0,
    "heart_rate_frozen_s": 60.0,
    "heart_rate_locked_s": 70.0,
    "best_30s_heart_rate_bpm": 160.0,
    "walking_steps": 30,
    "contact_load_bw": 900.0,
    "normalised_graded_mps": 2.8,
    "graded_speed_squared_m3s2": 7_000.0,
}


def test_a_watch_that_died_knows_nothing_of_the_hour() -> None:
    """Steps and climb of five minutes are not those of an hour: they are unknown."""
    watch = {"elapsed_s": FIVE_MINUTES_S, "timer_s": FIVE_MINUTES_S, "avg_heart_rate_bpm": 140.0}
    found = effort(PHONE, watch | {"device": "watch", "rpe": 3.0} | SUMS)

    assert dict.fromkeys(SUMS) == {name: found[name] for name in SUMS}
    assert (10_000.0, HOUR_S) == (found["distance_m"], found["timer_s"])
    assert (140.0, "watch", 3.0) == (
        found["avg_heart_rate_bpm"],
        found["device"],
        found["rpe"],
    )


@pytest.mark.parametrize(
    ("speaker", "other", "steps"),
    [
        ({"elapsed_s": HOUR_S}, {"elapsed_s": 0.9 * HOUR_S}, 9_000),
        ({"elapsed_s": HOUR_S}, {"elapsed_s": 0.89 * HOUR_S}, None),
        ({"elapsed_s": HOUR_S}, {"timer_s": HOUR_S}, 9_000),
        ({"elapsed_s": HOUR_S}, {}, None),
        ({}, {"elapsed_s": FIVE_MINUTES_S}, None),
        ({}, {}, 9_000),
        ({"elapsed_s": HOUR_S}, {"is_added": True}, 9_000),
    ],
    ids=[
        "as long",
        "shorter",
        "by its timer",
        "length unknown",
        "the speaker's unknown",
        "both unknown",
        "typed in",
    ],
)
def test_sums_come_from_who_tells_the_whole(
    speaker: dict[str, float], other: dict[str, float], steps: int | None
) -> None:
    """A second file lends its steps if it is at least nine tenths as long as the first."""
    assert steps == effort(speaker, other | {"steps": 9_000})["steps"]


@pytest.mark.parametrize(
    ("watch_s", "held"), [(FIVE_MINUTES_S, []), (HOUR_S, [HOUR_S])], ids=["died", "whole"]
)
def test_a_pulse_of_five_minutes_is_none_of_the_hour(watch_s: float, held: list[float]) -> None:
    """The pulse comes from a file that was there all the time, or is unknown."""
    pulse = {"session_id": ["s1"], "heart_rate_bpm": [150], "seconds": [watch_s]}
    seconds = run_model(
        "int_heart_rate_seconds",
        **told(PHONE, {"elapsed_s": watch_s}),
        raw_heart_rate_seconds=pl.DataFrame(pulse),
    )

    assert held == seconds["seconds"].to_list()


def test_sport_and_its_kind_are_one_file_s() -> None:
    """A run that another app calls a ride on rollers is no run on rollers."""
    found = effort({"sport": "running"}, {"sport": "cycling", "sub_sport": "indoor_cycling"})

    assert ("running", None) == (found["sport"], found["sub_sport"])


def test_a_named_sport_brings_its_own_kind() -> None:
    """A sport guessed from the speed gives way, with all it says."""
    guessed = {"sport": "cycling", "sub_sport": "road", "is_sport_assumed": True}
    found = effort(guessed, {"sport": "running", "sub_sport": "trail"})

    assert ("running", "trail") == (found["sport"], found["sub_sport"])


# ---------- what an account's list says


def listed(source: str, *, title: str = "Race", day: int = 1, **said: Any) -> dict[str, Any]:
    """Return a line of an account's list about `1.gpx`."""
    read_at = NOON.replace(day=day)
    row = {"athlete_id": "me", "source": source, "sha256": source, "file_name": "1.gpx"}
    return row | {"line": 2, "title": title, "imported_at": read_at} | said


def titles(files: dict[str, str], *lists: dict[str, Any]) -> dict[str, str]:
    """Return what files, by name, are called once lists are read; `files` gives their bytes."""
    rows = {
        "athlete_id": ["me"] * len(files),
        "name": list(files),
        "sha256": list(files.values()),
        "content_sha256": list(files.values()),
        "status": ["loaded"] * len(files),
    }
    found = run_model(
        "int_listed_files",
        raw_files=pl.DataFrame(rows),
        raw_listed=pl.DataFrame(list(lists), infer_schema_length=None),
    )
    by_content = dict(found.select("sha256", "title").rows())
    return {name: by_content[sha256] for name, sha256 in files.items() if sha256 in by_content}


def test_a_list_names_the_files_of_its_own_export() -> None:
    """Every app has a `1.gpx`: Strava's list says nothing of Komoot's."""
    files = {"strava.zip/activities/1.gpx.gz": "race", "komoot/1.gpx": "walk", "1.gpx": "other"}

    assert {"strava.zip/activities/1.gpx.gz": "Race"} == titles(
        files, listed("strava.zip/activities.csv")
    )


@pytest.mark.parametrize("source", ["activities.csv", "elsewhere/activities.csv"])
def test_a_list_dropped_alone_names_a_file_with_a_name_of_its_own(source: str) -> None:
    """A list may come in another run or folder than its files, if no other has the name."""
    assert {"mine/1.gpx": "Race"} == titles({"mine/1.gpx": "race"}, listed(source))
    assert {} == titles({"mine/1.gpx": "race", "komoot/1.gpx": "walk"}, listed(source))


def test_the_newest_list_counts_whole() -> None:
    """A later export knows the shoe and a new name; nothing of the older one is mixed in."""
    files = {"a.zip/activities/1.gpx": "race", "b.zip/activities/1.gpx": "race"}
    older = listed("a.zip/activities.csv", title="A name", sport="running", sub_sport="trail")
    newer = listed("b.zip/activities.csv", title="Z name", day=2, sport="hiking")

    assert dict.fromkeys(files, "Z name") == titles(files, older, newer)


def test_a_listed_sport_comes_with_its_own_kind() -> None:
    """A hike that its speed made a road ride is a hike, and on no road."""
    guessed = {"sport": "cycling", "sub_sport": "road", "is_sport_assumed": True}
    found = run_model(
        "int_efforts",
        **told(guessed),
        int_listed_files=pl.DataFrame(
            {"athlete_id": ["me"], "sha256": ["s0"], "sport": ["hiking"]}
        ),
    )

    assert [("hiking", None)] == found.select("sport", "sub_sport").rows()


def test_a_word_on_a_piece_does_not_fall_on_the_whole_run() -> None:
    """A watch that died was taken out and its distance corrected: the phone's hour still counts."""
    raw = told(PHONE, {"elapsed_s": FIVE_MINUTES_S, "distance_m": 830.0})
    word = {"athlete_id": "me", "session_id": "s1", "written_at": NOON}
    raw["raw_exclusions"] = pl.DataFrame([word])
    raw["raw_edits"] = pl.DataFrame([word | {"distance_m": 900.0, "rpe": 4.0}])

    found = run_model("int_sessions", **raw).row(0, named=True)

    assert (10_000.0, False, 4.0) == (found["distance_m"], found["is_excluded"], found["rpe"])
