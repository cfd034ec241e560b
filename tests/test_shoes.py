"""Which pair of shoes a run was in, how far each pair has gone, and when that is told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.home import Home
from pipeline.journal import Facts, read_journal, say, take_back
from pipeline.models import connect, model_texts, run_models, sql_files
from tests.histories import MONDAY, diary, runs
from tests.histories import athlete as athlete_of

Row = dict[str, Any]
Line = tuple[str, str, int, dict[str, Any]]
MODELS = ("fct_shoes", "int_run_shoes", "fct_sessions")


def day(number: int) -> date:
    """Return the calendar day of a number; 0 is a Monday."""
    return MONDAY + timedelta(number)


def on(name: str, number: int, **more: Any) -> Line:
    """Return a line of the journal: a pair put on."""
    return ("start", name, number, more)


def off(name: str, number: int) -> Line:
    """Return a line of the journal: a pair retired."""
    return ("stop", name, number, {})


def told(lines: Sequence[Line], athlete_id: str = "me") -> pl.DataFrame:
    """Return `raw_shoes` of lines said in this order."""
    rows = [
        {
            "athlete_id": athlete_id,
            "action": action,
            "shoe": name,
            "on_date": day(number),
            "written_at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=place),
            **more,
        }
        for place, (action, name, number, more) in enumerate(lines)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def listed(gear: Mapping[int, str]) -> dict[str, pl.DataFrame]:
    """Return an account's list that names a pair for the runs of some days."""
    files = [
        {
            "athlete_id": "me",
            "sha256": f"me-{day(number)}",
            "content_sha256": f"me-{day(number)}",
            "name": f"{number}.gpx",
            "status": "loaded",
        }
        for number in gear
    ]
    rows = [
        {"athlete_id": "me", "file_name": f"{number}.gpx", "folder": "", "line": 1, "gear": name}
        for number, name in gear.items()
    ]
    return {"raw_files": pl.DataFrame(files), "raw_listed": pl.DataFrame(rows)}


def models(
    km: Sequence[float | None],
    *lines: Line,
    today: int | None = None,
    limit_km: float | None = None,
    **raw: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    """Return the models of a runner who ran these kilometres and said these lines."""
    until = day(len(km) - 1 if today is None else today)
    person = athlete_of(until).with_columns(shoe_limit_km=pl.lit(limit_km, pl.Float64))
    given = {"raw_shoes": told(lines)} if lines else {}
    return run_models(MODELS, raw_sessions=runs(km), raw_athletes=person, **given, **raw)


def pairs(frames: Mapping[str, pl.DataFrame]) -> dict[str, Row]:
    """Return the rows of `fct_shoes` by the name of the pair."""
    return {row["name"]: row for row in frames["fct_shoes"].to_dicts()}


def worn(frames: Mapping[str, pl.DataFrame]) -> list[tuple[int, str, str]]:
    """Return day, pair and source of each run whose pair is known."""
    rows = frames["int_run_shoes"].sort("local_date").to_dicts()
    return [((row["local_date"] - MONDAY).days, row["shoe_id"], row["shoe_source"]) for row in rows]


# ---------- which pair


def test_the_pair_put_on_last_is_worn_until_it_is_retired() -> None:
    """After the newer one is retired, runs count for the older one again."""
    frames = models([5.0] * 6, on("A", 0), on("B", 2), off("B", 3))

    assert ["a", "a", "b", "b", "a", "a"] == [shoe for _, shoe, _ in worn(frames)]
    assert {"journal"} == {source for *_, source in worn(frames)}


def test_the_list_goes_before_the_diary_and_the_diary_before_the_journal() -> None:
    """Who names the pair of this very run knows it better than who names one for all."""
    frames = models(
        [5.0] * 4,
        on("A", 0),
        **listed({1: "B", 2: "B"}),
        raw_diary=diary({day(2): 0, day(3): 0}, shoe="C"),
    )

    assert [(0, "a", "journal"), (1, "b", "list"), (2, "b", "list"), (3, "c", "diary")] == worn(
        frames
    )


def test_a_day_with_two_pairs_in_the_diary_says_of_none_which_run_it_was() -> None:
    """Nobody guesses then, though the journal names a pair for all days."""
    both = pl.concat([diary({day(1): 0}, shoe=name, moment=name) for name in ("B", "C")])

    assert [(0, "a", "journal"), (2, "a", "journal")] == worn(
        models([5.0] * 3, on("A", 0), raw_diary=both)
    )


@pytest.mark.parametrize("word", ["yes", "no", " ", None])
def test_a_word_that_is_no_name_names_no_pair(word: str | None) -> None:
    """Yes, no and blanks under `shoe` leave the journal its say."""
    frames = models([5.0], on("A", 0), raw_diary=diary({day(0): 0}, shoe=word))

    assert [(0, "a", "journal")] == worn(frames)


def test_case_and_blanks_make_no_other_pair() -> None:
    """What the account calls "Nike  Pegasus 40" is the runner's "nike pegasus 40"."""
    frames = models(
        [5.0] * 2,
        on("nike pegasus 40", 1, km_before=100.0),
        **listed({0: "Nike  Pegasus\u00a040"}),
    )

    (row,) = frames["fct_shoes"].to_dicts()
    assert ("nike pegasus 40", 110.0, 2) == (row["name"], row["km"], row["runs"])


def test_without_a_word_no_pair_is_known() -> None:
    """Runs before the first pair, and runners who say nothing, have none: not the next best."""
    assert [] == worn(models([5.0] * 3))
    assert [2] == [number for number, *_ in worn(models([5.0] * 3, on("A", 2)))]


def test_a_bike_of_the_list_is_no_pair_of_shoes() -> None:
    """Gear of rides stays out, and so do walks: only runs are counted."""
    rides = runs([5.0] * 2).with_columns(sport=pl.Series(["cycling", "walking"]))

    frames = run_models(
        MODELS, raw_sessions=rides, raw_athletes=athlete_of(day(1)), **listed({0: "Canyon", 1: "A"})
    )

    assert frames["fct_shoes"].is_empty()


def test_an_excluded_run_wears_nothing_down() -> None:
    """A car ride home recorded as a run is no kilometre of the pair."""
    excluded = pl.DataFrame(
        [
            {
                "athlete_id": "me",
                "session_id": f"me-{day(1)}",
                "written_at": datetime(2026, 2, 1, tzinfo=UTC),
            }
        ]
    )

    assert 10.0 == pairs(models([5.0] * 3, on("A", 0), raw_exclusions=excluded))["A"]["km"]


# ---------- how far


def test_kilometres_add_up_run_by_run_from_what_the_pair_brought_along() -> None:
    """120 km before and runs of 10, 0 (rest) and 5 km: 130, then 135."""
    frames = models([10.0, 0.0, 5.0], on("A", 0, km_before=120.0))

    assert [130.0, 135.0] == frames["int_run_shoes"].sort("local_date")["km_after"].to_list()
    assert (135.0, 120.0, 2) == tuple(
        pairs(frames)["A"][name] for name in ("km", "km_before", "runs")
    )


def test_a_run_without_a_distance_is_counted_beside_the_kilometres() -> None:
    """It is not taken for 0 km in silence: after it nobody knows how far the pair has run."""
    sessions = runs([10.0, 5.0, 5.0]).with_columns(distance_m=pl.Series([1e4, None, 5e3]))

    frames = run_models(
        MODELS,
        raw_sessions=sessions,
        raw_athletes=athlete_of(day(2)),
        raw_shoes=told([on("A", 0)]),
    )
    row = frames["fct_shoes"].row(0, named=True)

    assert (15.0, 3, 1) == (row["km"], row["runs"], row["runs_without_km"])
    assert [10.0, None, 15.0] == frames["int_run_shoes"].sort("local_date")["km_after"].to_list()


def test_what_is_said_later_of_a_pair_counts_and_silence_takes_nothing_back() -> None:
    """A second line with a limit keeps the cushioning of the first."""
    row = pairs(
        models(
            [5.0],
            on("A", 0, cushioning="high", limit_km=600.0),
            on("A", 0, limit_km=700.0, km_before=50.0),
        )
    )["A"]

    assert ("high", 700.0, 50.0) == (row["cushioning"], row["limit_to_km"], row["km_before"])


# ---------- when it is told


@pytest.mark.parametrize(
    ("own", "settings_km", "km", "expected"),
    [
        (None, None, 599.9, ("ok", "usual", 600.0, 800.0)),
        (None, None, 600.0, ("due", "usual", 600.0, 800.0)),
        (None, None, 800.0, ("over", "usual", 600.0, 800.0)),
        (500.0, None, 449.9, ("ok", "own", 450.0, 500.0)),
        (500.0, None, 450.0, ("due", "own", 450.0, 500.0)),
        (500.0, None, 500.0, ("over", "own", 450.0, 500.0)),
        (None, 1000.0, 850.0, ("ok", "own", 900.0, 1000.0)),
        (500.0, 1000.0, 850.0, ("over", "own", 450.0, 500.0)),
    ],
)
def test_the_runners_own_limit_goes_before_the_usual_one(
    own: float | None, settings_km: float | None, km: float, expected: tuple[Any, ...]
) -> None:
    """The pair's before the settings', these before 600 to 800 km (SCIENCE E.3)."""
    row = pairs(models([km], on("A", 0, limit_km=own), limit_km=settings_km))["A"]

    names = ("shoe_state", "limit_source", "limit_from_km", "limit_to_km")
    assert expected == tuple(row[name] for name in names)


def test_a_retired_pair_is_retired_until_it_is_put_on_or_run_in_again() -> None:
    """The day of retirement still counts; the list's word on a later run lifts it."""
    row = pairs(models([500.0] * 2, on("A", 0), off("A", 1)))["A"]
    again = pairs(models([500.0] * 3, on("A", 0), off("A", 1), on("A", 2)))["A"]
    lifted = pairs(models([500.0] * 3, on("A", 0), off("A", 1), **listed({2: "A"})))["A"]

    assert ("retired", 1000.0, day(1)) == (row["shoe_state"], row["km"], row["retired_on"])
    assert ("over", 1500.0, None) == (again["shoe_state"], again["km"], again["retired_on"])
    assert ("over", 1500.0, None) == (lifted["shoe_state"], lifted["km"], lifted["retired_on"])


def test_a_pair_that_is_put_on_tomorrow_is_none_today() -> None:
    """What the journal says of days to come waits for them."""
    assert {"A"} == pairs(models([5.0], on("A", 0), on("B", 1))).keys()


def test_the_current_pair_is_the_one_a_run_of_today_would_count_for() -> None:
    """The journal's; without one the pair of the last run; none where it is retired."""
    by_journal = pairs(models([5.0] * 2, on("A", 0), on("B", 1), **listed({1: "A"})))
    by_list = pairs(models([5.0] * 3, **listed({0: "A", 1: "B", 2: "A"})))
    after = pairs(models([5.0], off("A", 0), **listed({0: "A"})))

    assert [False, True] == [by_journal[name]["is_current"] for name in "AB"]
    assert [True, False] == [by_list[name]["is_current"] for name in "AB"]
    assert not after["A"]["is_current"]


def test_a_pair_nobody_runs_in_any_more_is_not_worn() -> None:
    """28 days without a run, and another pair put on: no reminder of the old one."""
    frames = models([5.0], on("A", 0), on("B", 1), today=28)

    assert [False, True] == [pairs(frames)[name]["is_worn"] for name in "AB"]
    assert pairs(models([5.0], on("A", 0), on("B", 1), today=27))["A"]["is_worn"]


# ---------- laws

DAYS = 20
LINES = st.lists(
    st.tuples(
        st.sampled_from(["start", "stop"]),
        st.sampled_from(["A", "a ", "B"]),
        st.integers(0, DAYS - 1),
        st.sampled_from([{}, {"km_before": 40.0}, {"limit_km": 90.0}]),
    ),
    min_size=1,
    max_size=6,
)
RUNS = st.lists(st.sampled_from([0.0, 5.0, 12.5]), min_size=DAYS, max_size=DAYS)
GEAR = st.dictionaries(st.integers(0, DAYS - 1), st.sampled_from(["A", "C"]), min_size=1)


@given(km=RUNS, lines=LINES, gear=GEAR)
@settings(max_examples=20, deadline=None)
def test_every_kilometre_is_counted_for_one_pair_or_for_none(
    km: list[float], lines: list[Line], gear: dict[int, str]
) -> None:
    """Pairs together have what their runs have, whatever is said; the build's own check agrees."""
    if not any(km):
        return
    frames = models(km, *lines, **listed(gear))
    shoes, sessions = frames["fct_shoes"], frames["fct_sessions"]

    assert sessions["session_id"].n_unique() == sessions.height
    in_pairs = sessions.filter(pl.col("shoe_id").is_not_null())["distance_m"].sum() / 1000
    before = shoes["km_before"].fill_null(0.0).sum()
    assert shoes["km"].sum() == pytest.approx(in_pairs + before)
    assert 1 >= shoes["is_current"].sum()
    assert [] == violations(frames)


@given(km=RUNS, lines=LINES, share=st.floats(0.1, 3.0))
@settings(max_examples=10, deadline=None)
def test_which_pair_a_run_was_in_does_not_depend_on_how_far_it_went(
    km: list[float], lines: list[Line], share: float
) -> None:
    """Scaling all distances scales the pairs' kilometres and nothing else."""
    if not any(km):
        return
    lines = [(action, name, number, {}) for action, name, number, _ in lines]
    one = models(km, *lines)
    other = models([share * each for each in km], *lines)

    assert worn(one) == worn(other)
    totals = one["fct_shoes"].sort("shoe_id")["km"] * share
    assert totals.to_list() == pytest.approx(other["fct_shoes"].sort("shoe_id")["km"].to_list())


def violations(frames: Mapping[str, pl.DataFrame]) -> list[Any]:
    """Return what the build's check on shoes finds."""
    (check,) = [file for file in sql_files("checks") if file.name == "check_shoes_add_up.sql"]
    con = connect(":memory:")
    for name in ("fct_shoes", "fct_sessions"):
        con.register(name, frames[name])
    return con.sql(check.read_text("utf-8")).fetchall()


def test_two_runners_with_a_pair_of_one_name_wear_two_pairs() -> None:
    """Anna's Ghost is not Ben's."""
    sessions = pl.concat([runs([10.0], athlete_id=who) for who in ("anna", "ben")])
    people = pl.concat([athlete_of(day(0), athlete_id=who) for who in ("anna", "ben")])
    shoes = pl.concat(
        [told([on("Ghost", 0)], "anna"), told([on("ghost", 0)], "ben")], how="diagonal"
    )

    frames = run_models(MODELS, raw_sessions=sessions, raw_athletes=people, raw_shoes=shoes)

    rows = frames["fct_shoes"].sort("athlete_id").select("athlete_id", "name", "km").rows()
    assert [("anna", "Ghost", 10.0), ("ben", "ghost", 10.0)] == rows


def test_what_the_journal_says_of_shoes_reaches_the_models(tmp_path: Path) -> None:
    """A line of the journal and its undone brother become one row."""
    home = Home(tmp_path)
    for name in ("A", "B"):
        facts = {"action": "start", "shoe": name, "date": day(0), "limit_km": 70.0}
        say(home, "me", "shoe", facts=Facts.model_validate(facts))
    take_back(home, "me", 2)

    frames = models([65.0], raw_shoes=read_journal(home, "me").shoes)

    assert {"A": "due"} == {name: row["shoe_state"] for name, row in pairs(frames).items()}


def test_all_models_of_shoes_can_be_rebuilt_for_one_athlete() -> None:
    """Each carries whose rows they are."""
    names = [name for name in model_texts() if "shoe" in name]

    built = run_models(names)

    assert all("athlete_id" in frame.columns for frame in built.values())
