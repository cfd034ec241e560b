"""How people write down a run: every usual way is understood, every doubtful one refused."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.amounts import (
    check_speed,
    distance_km,
    duration_min,
    rpe_meant,
    sport_meant,
    time_meant,
)
from pipeline.diary.problems import NotOnScale
from pipeline.journal.problems import (
    AmbiguousDuration,
    NoSuchSport,
    NotADistance,
    NotADuration,
    NotATime,
    TooFast,
)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("8.2km", 8.2),
        ("8,2km", 8.2),
        ("8.2 KM", 8.2),
        ("8200m", 8.2),
        ("400 m", 0.4),
        ("5mi", 8.04672),
        ("26.2mi", 42.164813),
        ("500km", 500),
        ("-", None),
    ],
)
def test_distances(text: str, km: float | None) -> None:
    """Kilometres, metres and miles, with a point or a comma; '-' is not known."""
    assert km == distance_km(text)


@pytest.mark.parametrize(
    "text",
    ["8.2", "", "km", "-5km", "0km", "501km", "1.200m", "1e3km", "8.2k", "nankm", "८km", "8" * 99],
)
def test_doubtful_distances_are_refused(text: str) -> None:
    """A number without a unit, nothing at all, and more than anybody runs."""
    with pytest.raises(NotADistance, match=r"8\.2km, 8200m or 5mi.*Nothing was written"):
        distance_km(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45min", 45),
        ("45 min", 45),
        ("37,5min", 37.5),
        ("1h10", 70),
        ("1h 10min", 70),
        ("1h5", 65),
        ("2h", 120),
        ("1.5h", 90),
        ("1,5 Std", 90),
        ("1:10:00", 70),
        ("0:45:30", 45.5),
        ("45:30", 45.5),
        ("90:00", 90),
        ("48h", 2880),
        ("-", None),
    ],
)
def test_durations(text: str, minutes: float | None) -> None:
    """Minutes, hours and what a watch shows; '-' is not known."""
    assert minutes == duration_min(text)


@pytest.mark.parametrize("text", ["45", "70m", "", "0min", "1h75", "49h", "-5min", "1:75", "soon"])
def test_doubtful_durations_are_refused(text: str) -> None:
    """70m could be metres in the wrong place, 45 anything."""
    with pytest.raises(NotADuration, match=r"45min, 1h10, 1:10:00 or 45:30"):
        duration_min(text)


def test_a_clock_that_may_show_hours_or_minutes_is_refused() -> None:
    """1:10 is an hour and ten minutes to one, seventy seconds to another; both are offered."""
    with pytest.raises(AmbiguousDuration, match=r"1:10:00 or as 0:01:10"):
        duration_min("1:10")

    assert (70, pytest.approx(70 / 60)) == (duration_min("1:10:00"), duration_min("0:01:10"))


@given(text=st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is typed is an amount or a sentence."""
    for read, refusals in (
        (distance_km, (NotADistance,)),
        (duration_min, (NotADuration, AmbiguousDuration)),
        (time_meant, (NotATime,)),
        (sport_meant, (NoSuchSport,)),
    ):
        with suppress(*refusals):
            read(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        ("running", ("running", None)),
        ("Laufen", ("running", None)),
        ("trail running", ("running", "trail")),
        ("Radfahren", ("cycling", None)),
        ("Velo", ("cycling", None)),
        ("strength-training", ("training", "strength_training")),
        ("Krafttraining", ("training", "strength_training")),
        ("Schwimmen", ("swimming", None)),
        ("e_biking", ("e_biking", None)),
    ],
)
def test_sports_in_english_and_german(text: str, sport: tuple[str, str | None]) -> None:
    """Whatever the runner calls it, the warehouse holds FIT's own words."""
    assert sport == sport_meant(text)


@pytest.mark.parametrize(("text", "nearest"), [("runing", "running"), ("schwimen", "schwimmen")])
def test_unknown_sport_names_the_nearest(text: str, nearest: str) -> None:
    """A slip of the finger is answered with the word that was meant."""
    with pytest.raises(NoSuchSport, match=f"did you mean '{nearest}'"):
        sport_meant(text)


@pytest.mark.parametrize("rpe", [-1, 10.5, float("nan"), float("inf")])
def test_effort_goes_from_0_to_10(rpe: float) -> None:
    """An effort off the scale is refused; none is none."""
    with pytest.raises(NotOnScale, match="use 0-10"):
        rpe_meant(rpe)

    assert (0, 10, None) == (rpe_meant(0), rpe_meant(10), rpe_meant(None))


def test_times_of_day() -> None:
    """The clock is one of 24 hours."""
    assert [time(18, 30), time(6, 5)] == [time_meant("18:30"), time_meant(" 6:05")]
    for text in ("24:00", "6pm", "", "18.30"):
        with pytest.raises(NotATime, match="write it as 18:30"):
            time_meant(text)


def test_nobody_runs_a_marathon_in_an_hour() -> None:
    """More than 7 m/s for a whole run is a slip of the pen; on a bicycle it is a usual ride."""
    with pytest.raises(TooFast, match=r"42\.2 km/h, more than running allows \(25\.2 km/h\)"):
        check_speed("running", 42.2, 60)

    check_speed("cycling", 42.2, 60)
    check_speed("running", 25.2, 60)
    check_speed("running", None, 60)
    check_speed("running", 42.2, None)
