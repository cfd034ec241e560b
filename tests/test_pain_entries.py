"""Which run an entry of the diary tells of, and what a health app adds in words."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import run_model, run_models
from tests.histories import MONDAY, athlete

TUESDAY = MONDAY + timedelta(days=1)
BERLIN_S = 3_600
MORNING, EVENING = (time(7, 0), time(18, 30))


def run(day: date, start: time, *, offset_s: int = BERLIN_S, **more: Any) -> dict[str, Any]:
    """Return a row of `raw_sessions`: a run that starts at a time of the runner's own clock."""
    return {
        "athlete_id": "me",
        "session_id": f"{day:%a} {start:%H:%M}",
        "sha256": f"{day} {start}",
        "session_index": 0,
        "sport": "running",
        "started_at": datetime.combine(day, start, UTC) - timedelta(seconds=offset_s),
        "utc_offset_s": offset_s,
        "distance_m": 8_000.0,
        "timer_s": 2_700.0,
        **more,
    }


def entry(day: date, clock: str | None, moment: str | None, **more: Any) -> dict[str, Any]:
    """Return a row of `raw_diary`."""
    return {
        "athlete_id": "me",
        "source": "diary/me.csv",
        "local_date": day,
        "local_time": clock,
        "moment": moment,
        "body_site": "low_back",
        "pain_nrs": 2,
        "line": 2,
        "imported_at": datetime(2026, 3, 1, tzinfo=UTC),
        **more,
    }


def entries_of(
    sessions: list[dict[str, Any]], diary: list[dict[str, Any]], **raw: pl.DataFrame
) -> pl.DataFrame:
    """Return `fct_pain_entries`, in the order of day and time."""
    found = run_model(
        "fct_pain_entries",
        raw_sessions=pl.DataFrame(sessions, infer_schema_length=None),
        raw_diary=pl.DataFrame(diary, infer_schema_length=None),
        raw_athletes=athlete(date(2026, 3, 1)),
        **raw,
    )
    return found.sort("local_date", "local_time", "moment", nulls_last=True)


BOTH = [run(MONDAY, MORNING), run(MONDAY, EVENING)]


@pytest.mark.parametrize(
    ("clock", "moment", "expected"),
    [
        ("06:40", "before", "Mon 07:00"),
        ("07:00", "before", "Mon 07:00"),
        ("07:01", "before", "Mon 18:30"),
        ("18:31", "before", None),
        (None, "before", "Mon 07:00"),
        ("06:59", "during", None),
        ("07:00", "during", "Mon 07:00"),
        ("18:29", "during", "Mon 07:00"),
        ("18:50", "during", "Mon 18:30"),
        (None, "during", "Mon 18:30"),
        ("06:59", "after", None),
        ("08:10", "after", "Mon 07:00"),
        ("23:59", "after", "Mon 18:30"),
        (None, "after", "Mon 18:30"),
        ("12:00", "morning", None),
        ("20:00", "evening", None),
        ("12:00", None, None),
    ],
)
def test_entry_belongs_to_the_run_it_tells_of(
    clock: str | None, moment: str | None, expected: str | None
) -> None:
    """With two runs a day the time decides; without one, before is the first, after the last."""
    (found,) = entries_of(BOTH, [entry(MONDAY, clock, moment)]).to_dicts()

    assert expected == found["session_id"]
    assert found["relation"] == (moment if moment in ("before", "during", "after") else None)


@pytest.mark.parametrize("clock", [None, "06:00", "11:00"])
def test_next_morning_looks_back_at_the_last_run_of_yesterday(clock: str | None) -> None:
    """Whatever is run today, this morning's back tells of yesterday evening's run."""
    runs = [*BOTH, run(TUESDAY, time(5, 0))]

    (found,) = entries_of(runs, [entry(TUESDAY, clock, "next_morning")]).to_dicts()

    assert ("Mon 18:30", "next_morning") == (found["session_id"], found["relation"])


def test_times_are_the_runners_own_clock() -> None:
    """A run at 23:30 in Denver has begun on the next day in UTC, and is still tonight's."""
    denver = run(MONDAY, time(23, 30), offset_s=-7 * 3_600)

    found = entries_of(
        [denver], [entry(MONDAY, "23:00", "before"), entry(MONDAY, "23:50", "during")]
    )

    assert ["Mon 23:30"] * 2 == found["session_id"].to_list()


def test_only_runs_that_count_have_entries() -> None:
    """A ride is no run, and one taken out by the runner is none any more."""
    ride = run(MONDAY, MORNING, sport="cycling")
    written_at = datetime(2026, 1, 6, tzinfo=UTC)
    out = pl.DataFrame([{"athlete_id": "me", "session_id": "Mon 18:30", "written_at": written_at}])

    found = entries_of(
        [ride, run(MONDAY, EVENING)], [entry(MONDAY, None, "after")], raw_exclusions=out
    )

    assert [None] == found["session_id"].to_list()
    assert ["after"] == found["relation"].to_list()


def test_painkiller_covers_every_entry_of_its_day() -> None:
    """A tablet at noon makes the morning's score, and the knee's, one of a day with tablets."""
    found = entries_of(
        BOTH,
        [
            entry(MONDAY, "06:00", None),
            entry(MONDAY, "12:00", None, medication="ibuprofen"),
            entry(MONDAY, "13:00", None, body_site="knee"),
            entry(TUESDAY, "06:00", None, medication=" "),
        ],
    )

    assert [True, True, True, False] == found["is_medicated"].to_list()


def test_entry_without_a_score_is_there_without_one() -> None:
    """Running capability alone is an entry; its pain stays unknown and makes no day of pain."""
    diary = [entry(MONDAY, None, None, pain_nrs=None, run_capability=7.5, sitting_h=9.0)]
    models = run_models(
        ["fct_pain_entries", "fct_pain_days"],
        raw_diary=pl.DataFrame(diary).with_columns(pl.col("pain_nrs").cast(pl.Int32)),
        raw_athletes=athlete(date(2026, 3, 1)),
    )
    (found,) = models["fct_pain_entries"].to_dicts()

    assert (None, 7.5, 9.0) == (found["pain_nrs"], found["run_capability"], found["sitting_h"])
    assert models["fct_pain_days"].is_empty()


DAYS = st.integers(0, 3).map(lambda number: MONDAY + timedelta(days=number))
CLOCKS = st.times(time(0), time(23, 59)).map(lambda clock: clock.replace(second=0, microsecond=0))
RUNS = st.lists(
    st.tuples(DAYS, CLOCKS, st.integers(-11, 13)), max_size=6, unique_by=lambda drawn: drawn[:2]
)
ENTRIES = st.lists(
    st.tuples(
        DAYS,
        st.none() | CLOCKS.map("{:%H:%M}".format),
        st.sampled_from([None, "morning", "before", "during", "after", "evening", "next_morning"]),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


def efforts(runs: list[tuple[date, time, int]]) -> pl.DataFrame:
    """Return `int_sessions` of runs, each with a day and a time of the runner's own clock."""
    rows = [
        run(day, clock, offset_s=3_600 * hours)
        | {"local_date": day, "is_running": True, "is_excluded": False}
        for day, clock, hours in runs
    ]
    kinds = {"started_at": pl.Datetime("us", "UTC"), "local_date": pl.Date}
    return pl.DataFrame(rows, schema_overrides=kinds) if rows else pl.DataFrame(schema=kinds)


@settings(max_examples=40, deadline=None)
@given(runs=RUNS, said=ENTRIES)
def test_an_entrys_run_is_of_its_day(
    runs: list[tuple[date, time, int]], said: list[tuple[date, str | None, str | None]]
) -> None:
    """Any entry's run is of the same day, the day before for the next morning, and in order.

    Without a time an entry has a run wherever its day has one.
    """
    starts = {f"{day:%a} {clock:%H:%M}": (day, f"{clock:%H:%M}") for day, clock, _ in runs}

    found = run_model(
        "fct_pain_entries",
        int_sessions=efforts(runs),
        raw_diary=pl.DataFrame([entry(*each) for each in said], infer_schema_length=None),
    )

    assert len(said) == found.height
    for row in found.filter(pl.col("relation").is_not_null()).to_dicts():
        day = row["local_date"] - timedelta(days=row["relation"] == "next_morning")
        clock = row["local_time"] if row["relation"] != "next_morning" else None
        on_day = sorted(start for of, start in starts.values() if of == day)
        if row["relation"] == "before":
            fitting = [start for start in on_day if not clock or start >= clock][:1]
        else:
            fitting = [start for start in on_day if not clock or start <= clock][-1:]
        run_of = starts.get(row["session_id"])
        assert [(day, start) for start in fitting] == ([run_of] if run_of else [])


def symptom(severity: str, at: datetime) -> dict[str, Any]:
    """Return a row of `raw_symptoms`."""
    return {
        "athlete_id": "me",
        "source": "export.xml",
        "sha256": "a",
        "symptom": "low_back_pain",
        "severity": severity,
        "started_at": at,
        "imported_at": datetime(2026, 3, 1, tzinfo=UTC),
    }


def symptoms_of(*rows: dict[str, Any]) -> list[tuple[date, str]]:
    """Return day and severity of `fct_symptoms`."""
    found = run_model(
        "fct_symptoms",
        raw_symptoms=pl.DataFrame(rows, infer_schema_length=None),
        raw_athletes=athlete(date(2026, 3, 1)).with_columns(timezone=pl.lit("Europe/Berlin")),
    )
    return found.sort("local_date").select("local_date", "severity").rows()


NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ORDER = ["not_present", "unspecified", "mild", "moderate", "severe"]


@given(st.permutations(ORDER), st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_the_days_worst_symptom_counts(severities: list[str], count: int) -> None:
    """Of several words a day the worst counts; one without a word only says it was there."""
    rows = [
        symptom(severity, NOON + timedelta(minutes=minute))
        for minute, severity in enumerate(severities[:count])
    ]

    assert [(MONDAY, max(severities[:count], key=ORDER.index))] == symptoms_of(*rows)


def test_symptom_is_of_the_day_where_the_athlete_lives() -> None:
    """Half past midnight in Berlin is of that day, though UTC has the one before."""
    late = symptom("mild", datetime(2026, 1, 4, 23, 30, tzinfo=UTC))

    assert [(MONDAY, "mild")] == symptoms_of(late)


def test_symptoms_are_no_scores() -> None:
    """What a health app calls severe makes no day of pain, no entry and no flag."""
    raw = {
        "raw_symptoms": pl.DataFrame([symptom("severe", NOON)]),
        "raw_athletes": athlete(date(2026, 1, 6)),
    }

    models = run_models(["fct_pain_days", "fct_pain_entries", "fct_flags"], **raw)

    assert {"fct_pain_days": 0, "fct_pain_entries": 0, "fct_flags": 0} == {
        name: frame.height for name, frame in models.items()
    }


def test_todays_diary_ends_today() -> None:
    """Looking back at a day shows the entries and symptoms up to it."""
    later = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert [] == symptoms_of(symptom("mild", later))
    assert entries_of(BOTH, [entry(later.date(), None, None)]).is_empty()
