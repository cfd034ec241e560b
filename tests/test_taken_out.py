"""What the runner takes out counts nowhere; what they say is never lost."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from dashboards.i18n import translator
from dashboards.sections.quality_corrections import table_of
from pipeline import schemas
from pipeline.models import run_model, run_models
from pipeline.plan import PLAN_INPUTS, plan
from tests.dashboards_data import marts_of as page_marts_of
from tests.histories import MONDAY, athlete, days, marts_of, runs

SAID_AT = datetime(2026, 5, 2, tzinfo=UTC)
FIRST = f"me-{MONDAY}"


def out(*sessions: str) -> pl.DataFrame:
    """Return `raw_exclusions` of some sessions."""
    rows = [{"athlete_id": "me", "session_id": name, "note": "dog"} for name in sessions]
    return pl.DataFrame(rows).with_columns(written_at=pl.lit(SAID_AT))


def edited(session: str = FIRST, **said: Any) -> pl.DataFrame:
    """Return `raw_edits` with one correction."""
    return pl.DataFrame([{"athlete_id": "me", "session_id": session, "written_at": SAID_AT} | said])


def pulse(*sessions: str, seconds: float = 3600.0) -> pl.DataFrame:
    """Return `raw_heart_rate_seconds`: sessions at 150 beats."""
    rows = [{"session_id": name, "heart_rate_bpm": 150, "seconds": seconds} for name in sessions]
    return pl.DataFrame(rows)


def runner(today: date) -> pl.DataFrame:
    """Return `raw_athletes` of one with known heart rates."""
    return athlete(today).with_columns(
        max_heart_rate_bpm=pl.lit(190.0), resting_heart_rate_bpm=pl.lit(50.0)
    )


# ---------- out of all numbers


def test_runs_of_the_dog_do_not_weigh_one_s_own() -> None:
    """Hard-rated sessions taken out change no load of the sessions that count."""
    own = runs([10.0] * 13).with_columns(
        rpe=pl.when(pl.col("session_id") != FIRST).then(pl.lit(5.0))
    )
    dog = runs([10.0] * 13, athlete_id="dog").with_columns(
        athlete_id=pl.lit("me"), rpe=pl.lit(10.0)
    )
    names = dog["session_id"].to_list()
    others = {
        "raw_athletes": runner(days(13)[-1]),
        "raw_heart_rate_seconds": pulse(*names, *own["session_id"].to_list()),
    }

    alone = run_model("int_internal_loads", raw_sessions=own, **others)
    beside = run_model(
        "int_internal_loads",
        raw_sessions=pl.concat([own, dog]),
        raw_exclusions=out(*names),
        **others,
    )

    assert sorted(alone.rows()) == sorted(beside.rows())


def test_a_file_of_2006_taken_out_begins_no_history() -> None:
    """The days begin with the first session that counts, and so does the history."""
    old = runs([10.0]).with_columns(
        session_id=pl.lit("old"), started_at=pl.lit(datetime(2006, 1, 1, 12, tzinfo=UTC))
    )
    found = run_models(
        ["int_calendar", "dim_athletes"],
        raw_sessions=pl.concat([old, runs([10.0, 0.0, 10.0])]),
        raw_athletes=athlete(days(3)[-1]),
        raw_exclusions=out("old"),
    )

    assert days(3) == found["int_calendar"]["local_date"].sort().to_list()
    assert [(2, 2, MONDAY, days(3)[-1])] == found["dim_athletes"].select(
        "session_count", "run_count", "first_session_date", "last_session_date"
    ).rows()


def test_a_session_taken_out_is_still_a_file_of_its_day() -> None:
    """Who records a car ride in the middle of a gap was there: the days around are rest."""
    km = [8.0, *[0.0] * 19, 9.0, *[0.0] * 19, 8.0]
    marts = marts_of(["int_calendar"], km, raw_exclusions=out(f"me-{days(21)[-1]}"))

    assert [None] == marts["int_calendar"]["unknown_because"].unique().to_list()


def test_the_profile_of_somebody_else_s_watch_is_not_mine() -> None:
    """A session taken out lends neither its sex nor its heart rates to the others."""
    sessions = runs([10.0, 10.0]).with_columns(
        profile_sex=pl.when(pl.col("session_id") != FIRST).then(pl.lit("female")),
        profile_max_heart_rate_bpm=pl.when(pl.col("session_id") != FIRST).then(pl.lit(205.0)),
    )
    found = run_model(
        "int_profiles",
        raw_sessions=sessions,
        raw_athletes=athlete(days(2)[-1]),
        raw_exclusions=out(f"me-{days(2)[-1]}"),
    )

    assert [(None, None)] == found.filter(session_id=FIRST).select("sex", "athlete_max_bpm").rows()


def test_no_plan_on_a_history_of_sessions_taken_out() -> None:
    """Forty days of history of which only ten are one's own are too short to plan by."""
    km = [0.0] * 30 + [8.0] * 10
    today = days(40)[-1]
    raw = {
        "raw_sessions": runs([5.0, *km[1:]]),
        "raw_athletes": athlete(today),
        "raw_diary": schemas.empty(schemas.RAW["diary"]),
        "raw_marks": schemas.empty(schemas.RAW["marks"]),
    }
    given = {name: schemas.conform(rows, schemas.RAW[name[4:]]) for name, rows in raw.items()}
    names = tuple(name for name in PLAN_INPUTS if name.startswith(("fct_", "dim_")))
    marts = run_models(names, raw_exclusions=out(FIRST), **raw)

    assert ["too_little_history"] == plan(marts | given).plan["plan_state"].to_list()


# ---------- corrected by hand


@pytest.mark.parametrize(("minutes", "is_known"), [(180, True), (172, True), (45, False)])
def test_a_shortened_run_has_no_pulse_of_its_own(minutes: int, is_known: bool) -> None:
    """Nobody knows which 45 minutes of a pulse of three hours are meant: no heart-rate load."""
    found = run_model(
        "fct_sessions",
        raw_sessions=runs([30.0]),
        raw_athletes=runner(MONDAY),
        raw_heart_rate_seconds=pulse(FIRST, seconds=10_800.0),
        raw_edits=edited(timer_s=60.0 * minutes, rpe=4.0),
    )

    loads = found.select(pl.col("trimp_banister", "trimp_edwards").is_not_null())
    assert [(is_known, is_known)] == loads.rows()
    assert [4.0 * minutes] == found["srpe_load"].to_list()


def test_a_corrected_distance_takes_climb_and_descent_along() -> None:
    """Of 30 km with a drive home 9 were run: three tenths of the hills, and every step."""
    found = run_model(
        "fct_sessions",
        raw_sessions=runs([30.0]).with_columns(
            ascent_m=pl.lit(500.0), descent_m=pl.lit(400.0), steps=pl.lit(9_000)
        ),
        raw_athletes=athlete(MONDAY),
        raw_edits=edited(distance_m=9_000.0),
    )

    assert [(pytest.approx(150.0), pytest.approx(120.0), 9_000)] == found.select(
        "ascent_m", "descent_m", "steps"
    ).rows()


# ---------- nothing said is lost


def corrections(**raw: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Return the listed words of a runner with two sessions."""
    found = run_model(
        "fct_corrections",
        raw_sessions=runs([10.0, 5.0]),
        raw_athletes=athlete(days(2)[-1]),
        **raw,
    )
    columns = ("session_id", "kind", "has_effect", "file_distance_m", "from_date")
    return found.select(columns).rows()


def test_a_word_on_what_others_tell_in_parts_stays_listed() -> None:
    """A GPX taken out, then told by a triathlon's parts: the word is there, without effect."""
    repeating = pl.DataFrame(
        {"session_id": [FIRST], "athlete_id": ["me"], "effort_id": [None], "preference": [0]},
        schema=dict(schemas.RAW["efforts"]),
    )

    assert [(FIRST, "exclude", False, 10_000.0, MONDAY)] == corrections(
        raw_efforts=repeating, raw_exclusions=out(FIRST)
    )
    assert [(FIRST, "exclude", True, 10_000.0, MONDAY)] == corrections(raw_exclusions=out(FIRST))


def test_a_word_on_a_file_that_is_gone_stays_listed() -> None:
    """Without its session a word has the day on which it was said."""
    assert [("gone", "edit", False, None, SAID_AT.date())] == corrections(
        raw_edits=edited("gone", distance_m=9_000.0)
    )


def test_a_session_moved_to_the_future_stays_listed() -> None:
    """A slip in a journal written by hand hides the session, and is there to be found."""
    assert [(FIRST, "edit", False, 10_000.0, MONDAY)] == corrections(
        raw_edits=edited(local_date=date(2099, 1, 1))
    )


def test_the_page_says_what_has_no_effect() -> None:
    """A word that changes nothing says so where it is listed."""
    marts = page_marts_of("doubted")
    told = marts["fct_corrections"].filter(kind="exclude").with_columns(has_effect=pl.lit(False))

    (row,) = [
        [cell.text for cell in row]
        for row in table_of(marts | {"fct_corrections": told}, translator("en")).rows
        if row[1].text == "taken out"
    ]

    assert (
        "Without effect: other recordings tell of this session, its file is gone, or its day is "
        "still to come."
    ) == row[3]
