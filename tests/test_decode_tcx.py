"""What Garmin's and Strava's TCX files say, and what we take it to mean.

No TCX is in the corpus: these are made up after Garmin's TrainingCenterDatabase v2 schema and
the manner of its writers.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import Activity, decode_activity
from pipeline.decode.problems import NoDate, WrongDate
from pipeline.errors import NotAnActivity, UnreadableFile
from tests.test_decode_made_up import START, stamp
from tests.test_decode_read import outcome

NAMESPACES = (
    'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
    'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def tcx(*efforts: str) -> bytes:
    """Return a TCX of some activities."""
    activities = f"<Activities>{''.join(efforts)}</Activities>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase {NAMESPACES}>{activities}'
        '<Author xsi:type="Application_t"><Name>Connect Api</Name></Author></TrainingCenterDatabase>'
    ).encode()


def effort(
    *laps: str, sport: str | None = "Running", begun: str | None = stamp(0), after: str = ""
) -> str:
    """Return one activity."""
    attribute = "" if sport is None else f' Sport="{sport}"'
    identity = "" if begun is None else f"<Id>{begun}</Id>"
    return f"<Activity{attribute}>{identity}{''.join(laps)}{after}</Activity>"


def lap(
    *points: str, start_s: float = 0, timer_s: float = 60, distance_m: float = 180, more: str = ""
) -> str:
    """Return a lap of one track, as Garmin Connect orders it."""
    return (
        f'<Lap StartTime="{stamp(start_s)}"><TotalTimeSeconds>{timer_s}</TotalTimeSeconds>'
        f"<DistanceMeters>{distance_m}</DistanceMeters><Calories>12</Calories>{more}"
        f"<TriggerMethod>Manual</TriggerMethod><Track>{''.join(points)}</Track></Lap>"
    )


def point(offset_s: float, north_m: float = 0, inside: str = "") -> str:
    """Return a track point so many metres north of a place near Munich."""
    return (
        f"<Trackpoint><Time>{stamp(offset_s)}</Time><Position><LatitudeDegrees>"
        f"{48 + north_m / 111_195:.7f}</LatitudeDegrees><LongitudeDegrees>11.0</LongitudeDegrees>"
        f"</Position><AltitudeMeters>520.5</AltitudeMeters>{inside}</Trackpoint>"
    )


def heart_rate(bpm: int) -> str:
    """Return a point's pulse."""
    return f"<HeartRateBpm><Value>{bpm}</Value></HeartRateBpm>"


def lap_heart_rates(mean: int, most: int) -> str:
    """Return a lap's pulses."""
    return (
        f"<AverageHeartRateBpm><Value>{mean}</Value></AverageHeartRateBpm>"
        f"<MaximumHeartRateBpm><Value>{most}</Value></MaximumHeartRateBpm>"
    )


def extension(inside: str, name: str = "TPX") -> str:
    """Return an extension of a point or a lap, as Garmin Connect writes it."""
    return f"<Extensions><ns3:{name}>{inside}</ns3:{name}></Extensions>"


def straight(count: int = 61, start_s: float = 0, inside: str = "") -> list[str]:
    """Return points going north at 3 m/s, one a second."""
    return [point(start_s + i, 3 * (start_s + i), inside) for i in range(count)]


def decoded(data: bytes) -> Activity:
    """Return what some bytes decode to."""
    return decode_activity(data, "made-up.tcx")


def the_session(*efforts: str) -> dict[str, Any]:
    """Return the only session of a TCX."""
    sessions = decoded(tcx(*efforts)).sessions
    assert sessions.height == 1
    return sessions.row(0, named=True)


def test_a_run_from_garmin_connect() -> None:
    """Laps, pulse, cadence, speed, power and the watch's own distance are all read."""
    inside = (
        "<DistanceMeters>{}</DistanceMeters>"
        + heart_rate(140)
        + extension("<ns3:Speed>3.0</ns3:Speed><ns3:RunCadence>86</ns3:RunCadence><ns3:Watts>250</ns3:Watts>")
    )  # fmt: skip
    points = [point(i, 3 * i, inside.format(3.05 * i)) for i in range(61)]
    creator = '<Creator xsi:type="Device_t"><Name>Forerunner 999</Name></Creator>'
    data = tcx(effort(lap(*points, more=lap_heart_rates(141, 155)), after=creator))
    run = decoded(data.replace(b"><", b">\n  <"))
    row, last = run.sessions.row(0, named=True), run.records.row(-1, named=True)

    assert (run.kind, run.quality) == ("tcx", ())
    assert (row["sport"], row["is_sport_assumed"], row["name"]) == ("running", False, None)
    assert (row["started_at"], row["utc_offset_s"]) == (START, 3600)
    assert (row["timer_s"], row["elapsed_s"], row["distance_m"]) == (60.0, 60.0, 180.0)
    assert (row["avg_heart_rate_bpm"], row["max_heart_rate_bpm"]) == (141.0, 155.0)
    assert row["avg_cadence_spm"] == 172.0
    assert row["device"] == "Forerunner 999"
    assert (last["distance_m"], last["speed_mps"], last["power_w"]) == (183.0, 3.0, 250.0)
    assert (last["heart_rate_bpm"], last["cadence_spm"], last["altitude_m"]) == (140, 172, 520.5)
    assert (last["recorded_at"], last["longitude_deg"]) == (START + timedelta(seconds=60), 11.0)


def test_a_run_from_strava() -> None:
    """Strava begins the file with blanks, and declares the extension at every point."""
    inside = heart_rate(150) + (
        '<Cadence>85</Cadence><Extensions><TPX xmlns="http://www.garmin.com/xmlschemas/'
        'ActivityExtension/v2"><Speed>3.0</Speed><Watts>200</Watts></TPX></Extensions>'
    )
    data = b" " * 10 + tcx(effort(lap(*straight(inside=inside)), after="<Notes>Lunch</Notes>"))
    run = decoded(data)

    assert run.sessions["name"].to_list() == ["Lunch"]
    assert set(run.records["power_w"]) == {200.0}
    assert set(run.records["cadence_spm"]) == {170.0}
    assert set(run.records["heart_rate_bpm"]) == {150.0}


def test_laps() -> None:
    """A lap is a lap, with FIT's words; the session is their sum, pulse weighted by time."""
    first = lap(*straight(61), more=lap_heart_rates(120, 130) + "<Intensity>Active</Intensity>")
    pause = "<Intensity>Resting</Intensity>"
    second = lap(
        *straight(21, 60), start_s=60, timer_s=20, distance_m=60, more=lap_heart_rates(160, 170) + pause
    )  # fmt: skip
    run = decoded(tcx(effort(first, second)))
    row = run.sessions.row(0, named=True)

    assert run.laps["lap_index"].to_list() == [0, 1]
    assert run.laps["started_at"].to_list() == [START, START + timedelta(seconds=60)]
    assert run.laps["timer_s"].to_list() == [60.0, 20.0]
    assert run.laps["distance_m"].to_list() == [180.0, 60.0]
    assert run.laps["avg_heart_rate_bpm"].to_list() == [120.0, 160.0]
    assert run.laps["intensity"].to_list() == ["active", "rest"]
    assert (row["timer_s"], row["distance_m"]) == (80.0, 240.0)
    assert (row["avg_heart_rate_bpm"], row["max_heart_rate_bpm"]) == (130.0, 170.0)


def test_a_lap_that_says_nothing() -> None:
    """A sum of which a part is unknown is unknown, and then the records are asked."""
    silent = f'<Lap StartTime="{stamp(60)}"><Track>{"".join(straight(61, 60))}</Track></Lap>'
    row = the_session(effort(lap(*straight(60)), silent))

    assert row["timer_s"] == 120.0
    assert row["distance_m"] == pytest.approx(360, rel=1e-3)


def test_several_tracks_in_a_lap() -> None:
    """Garmin begins a new track after each pause; all are of the same session."""
    tracks = "</Track><Track>".join(["".join(straight(10)), "".join(straight(10, 100))])
    run = decoded(tcx(effort(lap(tracks))))

    assert run.records.height == 20
    assert run.records["session_index"].to_list() == [0] * 20


@pytest.mark.parametrize(
    ("steps", "timer_s", "expected"),
    [(86, 60, 172), (172, 60, 172), (0, 60, None)],
    ids=["of one leg", "of both", "none"],
)
def test_steps(steps: int, timer_s: float, expected: float | None) -> None:
    """Some writers count the steps of one leg, some of both: nobody runs 344 a minute."""
    more = extension(f"<ns3:Steps>{steps}</ns3:Steps>", "LX")

    assert the_session(effort(lap(timer_s=timer_s, more=more)))["steps"] == expected


def test_a_runner_s_cadence_wins() -> None:
    """Beside a bicycle's cadence of 0 stands the runner's own, of one leg."""
    inside = "<Cadence>0</Cadence>" + extension("<RunCadence>85</RunCadence>")
    run = decoded(tcx(effort(lap(*straight(inside=inside)))))

    assert run.records["cadence_spm"].unique().to_list() == [170.0]


def test_steps_of_a_ride() -> None:
    """Nobody steps on a bicycle, whatever the sensor says."""
    more = extension("<ns3:Steps>86</ns3:Steps>", "LX")

    assert the_session(effort(lap(more=more), sport="Biking"))["steps"] is None


def test_an_indoor_run() -> None:
    """Without a single point the laps alone make a session."""
    more = lap_heart_rates(130, 150) + extension("<ns3:AvgRunCadence>84</ns3:AvgRunCadence>", "LX")
    run = decoded(tcx(effort(lap(more=more, timer_s=1500, distance_m=5000))))
    row = run.sessions.row(0, named=True)

    assert run.records.is_empty()
    assert (row["started_at"], row["timer_s"], row["distance_m"]) == (START, 1500.0, 5000.0)
    assert (row["avg_heart_rate_bpm"], row["avg_cadence_spm"]) == (130.0, 168.0)


def test_a_pulse_is_only_a_pulse_in_its_place() -> None:
    """Another extension's 'Value' is none, and neither is a lap's."""
    other = "<Extensions><Stress><Value>7</Value></Stress></Extensions>"
    run = decoded(tcx(effort(lap(point(0, inside=other + heart_rate(140)), more=other))))

    assert run.records["heart_rate_bpm"].to_list() == [140.0]


@pytest.mark.parametrize(
    ("said", "sport", "is_assumed"),
    [
        ("Running", "running", False),
        ("Biking", "cycling", False),
        ("Other", "generic", False),
        ("Walking", "walking", False),
        ("running", "running", False),
        ("Zumba", "running", True),
        (None, "running", True),
    ],
)
def test_sports(said: str | None, sport: str, is_assumed: bool) -> None:
    """The schema's words and others become FIT's; where none is known the speed decides."""
    row = the_session(effort(lap(*straight()), sport=said))

    assert (row["sport"], row["is_sport_assumed"]) == (sport, is_assumed)


def test_multisport() -> None:
    """A triathlon's parts are sessions of their own, and so is the change between them."""
    swim = effort(lap(*straight(3)), sport="Other")
    change = lap(*straight(3, 100), start_s=100, timer_s=30).replace("Lap", "Transition")
    ride = effort(lap(*straight(3, 200), start_s=200), sport="Biking", begun=stamp(200))
    data = tcx(
        f"<MultiSportSession><Id>{stamp(0)}</Id><FirstSport>{swim}</FirstSport>"
        f"<NextSport>{change}{ride}</NextSport></MultiSportSession>"
    )
    both = decoded(data)

    assert both.sessions["sport"].to_list() == ["generic", "transition", "cycling"]
    assert both.records["session_index"].to_list() == [0] * 3 + [1] * 3 + [2] * 3
    assert both.laps["session_index"].to_list() == [0, 1, 2]


def test_several_activities() -> None:
    """A file of several activities gives a session each, numbered as they began."""
    late = effort(lap(*straight(3, 5000), start_s=5000), begun=stamp(5000))
    both = decoded(tcx(late, effort(lap(*straight(2)))))

    assert both.sessions["started_at"].to_list() == [START, START + timedelta(seconds=5000)]
    assert both.records["session_index"].to_list() == [0] * 2 + [1] * 3
    assert both.laps["session_index"].to_list() == [0, 1]


@pytest.mark.parametrize(
    ("begun", "start_s"),
    [(stamp(0), 0), ("Running 7", 10), (None, 10), ("1989-01-01T00:00:00Z", 10)],
    ids=["an instant", "a name", "missing", "before there were receivers"],
)
def test_the_start(begun: str | None, start_s: int) -> None:
    """The identity of an activity is its start; where it is none, the first lap's is."""
    row = the_session(effort(lap(*straight(3, 20), start_s=10), begun=begun))

    assert row["started_at"] == START + timedelta(seconds=start_s)


def test_a_zone() -> None:
    """Times with a zone are the same instants, and the zone is the file's own."""
    data = tcx(effort(lap(point(0)), begun=None)).replace(b"T08:00:00Z", b"T22:00:00+14:00")
    row = decoded(data).sessions.row(0, named=True)

    assert row["started_at"] == datetime(2025, 3, 1, 8, tzinfo=UTC)
    assert row["utc_offset_s"] == 14 * 3600


@pytest.mark.parametrize(
    ("notes", "name"),
    [("Lunch", "Lunch"), (" Lunch\nlong, slow", "Lunch"), ("x" * 81, None), ("", None)],
)
def test_notes(notes: str, name: str | None) -> None:
    """A short first line is the name; a diary is none."""
    assert the_session(effort(lap(), after=f"<Notes>{notes}</Notes>"))["name"] == name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<Courses><Course><Name>x</Name><Lap/><Track><Trackpoint/></Track></Course></Courses>", "course"),
        ("<Workouts><Workout/></Workouts>", "workout"),
        ("<Activities/>", "empty TCX"),
        ("<Activities><Activity Sport='Running'/></Activities>", "empty TCX"),
    ],
)  # fmt: skip
def test_tcx_without_an_activity(content: str, says: str) -> None:
    """Plans and empty shells are no activity."""
    with pytest.raises(NotAnActivity, match=says):
        decoded(f"<TrainingCenterDatabase>{content}</TrainingCenterDatabase>".encode())


def test_no_date_or_a_wrong_one() -> None:
    """What nobody can put on a day is refused."""
    dateless = "<Lap><TotalTimeSeconds>60</TotalTimeSeconds></Lap>"

    with pytest.raises(NoDate, match="no day"):
        decoded(tcx(effort(dateless, begun=None)))
    with pytest.raises(WrongDate, match="1989"):
        decoded(tcx(effort(dateless, begun="1989-12-31T00:00:00Z")))


def test_a_download_that_broke_off() -> None:
    """The points that arrived are loaded; without any it is unreadable."""
    whole = tcx(effort(lap(*straight(100))))
    part = decoded(whole[: len(whole) // 2])

    assert 40 < part.records.height < 60
    assert part.quality == ("damaged_xml",)
    with pytest.raises(UnreadableFile, match="breaks off"):
        decoded(whole[: whole.index(b"<Activity ")])


def test_nonsense_numbers() -> None:
    """Values no sensor can give are none."""
    more = lap_heart_rates(0, 255)
    row = the_session(effort(lap(more=more, timer_s=float("nan"), distance_m=-5)))

    assert [row[c] for c in ("timer_s", "distance_m", "avg_heart_rate_bpm")] == [None] * 3
    assert row["max_heart_rate_bpm"] is None


def test_too_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a limit points are counted no more, and that is said."""
    monkeypatch.setattr("pipeline.decode.xml.tcx.MAX_POINTS", 10)

    run = decoded(tcx(effort(lap(*straight(50)))))

    assert run.records.height == 10
    assert run.quality == ("too_long",)


def test_too_many_activities() -> None:
    """So are activities."""
    found = decoded(tcx(*(effort(lap(), begun=stamp(i)) for i in range(1_100))))

    assert found.sessions.height == 1_000
    assert found.quality == ("too_long",)


SMALL = tcx(
    effort(
        lap(*straight(3, inside=heart_rate(140)), more=lap_heart_rates(140, 150)),
        after="<Notes>x</Notes>",
    )
)


@settings(deadline=5_000, max_examples=200)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12
    )
)
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    """Whatever bytes of a TCX change, the answer is an activity or a sentence."""
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte

    outcome(bytes(data))


def test_every_cut() -> None:
    """Wherever a TCX is cut: its first points, or a sentence."""
    for end in range(0, len(SMALL), 7):
        assert isinstance(outcome(SMALL[:end]), Activity | UnreadableFile | NotAnActivity)
