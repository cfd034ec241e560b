"""What phones and web services write into GPX files, and what we take it to mean."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import Activity, decode_activity
from pipeline.decode.problems import NoDate, NoTrackPoints, WrongDate
from pipeline.decode.sports import sport_of_speed, sport_of_word
from pipeline.errors import NotAnActivity, UnreadableFile
from tests.test_decode_made_up import START, gpx, point, stamp
from tests.test_decode_read import outcome

TPX = 'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"'


def decoded(data: bytes) -> Activity:
    """Return what some bytes decode to."""
    return decode_activity(data, "made-up.gpx")


def the_session(data: bytes) -> dict[str, Any]:
    """Return the only session of a GPX."""
    sessions = decoded(data).sessions
    assert sessions.height == 1
    return sessions.row(0, named=True)


def extension(inside: str, prefix: str = "gpxtpx") -> str:
    """Return a point's extension as Garmin and Strava write it."""
    return (
        f"<extensions><{prefix}:TrackPointExtension>{inside}"
        f"</{prefix}:TrackPointExtension></extensions>"
    )


def straight(count: int = 61, speed: float = 3, **others: Any) -> list[str]:
    """Return points going north, one a second."""
    return [point(i, speed * i, **others) for i in range(count)]


def test_a_run_from_strava() -> None:
    """Position, height, pulse, cadence and temperature of every point, and the run's measures."""
    inside = "<ele>520.5</ele>" + extension(
        "<gpxtpx:atemp>12</gpxtpx:atemp><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>86</gpxtpx:cad>"
    )
    run = decoded(
        gpx(*straight(inside=inside), track="<name>Lunch</name><type>9</type>", attributes=TPX)
    )
    row, first = run.sessions.row(0, named=True), run.records.row(0, named=True)

    assert (run.kind, run.quality) == ("gpx", ())
    assert (row["sport"], row["name"], row["is_sport_assumed"]) == ("running", "Lunch", False)
    assert (row["started_at"], row["utc_offset_s"]) == (START, 3600)
    assert row["distance_m"] == pytest.approx(180, rel=1e-3)
    assert (row["timer_s"], row["elapsed_s"]) == (60.0, 60.0)
    assert row["steps"] == pytest.approx(172)
    assert (row["avg_heart_rate_bpm"], row["avg_cadence_spm"]) == (140.0, 172.0)
    assert (first["latitude_deg"], first["longitude_deg"]) == (48.0, 11.0)
    assert (first["altitude_m"], first["temperature_c"]) == (520.5, 12.0)


def test_undeclared_prefix() -> None:
    """Strava has written extensions without declaring their prefix; they are read."""
    inside = extension("<gpxtpx:hr>151</gpxtpx:hr>")

    run = decoded(gpx(*straight(3, inside=inside)))

    assert run.records["heart_rate_bpm"].to_list() == [151.0] * 3
    assert run.quality == ()


@pytest.mark.parametrize(
    ("inside", "column", "value"),
    [
        ("<extensions><power>212</power></extensions>", "power_w", 212.0),
        ("<extensions><pwr:PowerInWatts xmlns:pwr='p'>9</pwr:PowerInWatts></extensions>", "power_w", 9.0),
        (f"<extensions xmlns:ns3='x'>{extension('<ns3:hr>99</ns3:hr>', 'ns3')}</extensions>", "heart_rate_bpm", 99.0),
        ("<extensions><gpxdata:hr xmlns:gpxdata='d'>98</gpxdata:hr></extensions>", "heart_rate_bpm", 98.0),
        ("<speed>2.75</speed>", "speed_mps", 2.75),
        ("<extensions><speed>2.5</speed><course>206</course></extensions>", "speed_mps", 2.5),
        ("<ele> 12.5\n</ele>", "altitude_m", 12.5),
        ("<ele>nan</ele>", "altitude_m", None),
        ("<ele>1e999</ele>", "altitude_m", None),
        ("<ele>9e15</ele>", "altitude_m", None),
        ("<ele></ele>", "altitude_m", None),
        ("<ele>high</ele>", "altitude_m", None),
        ("<extensions><hr>255</hr></extensions>", "heart_rate_bpm", None),
    ],
)  # fmt: skip
def test_values_wherever_they_stand(inside: str, column: str, value: float | None) -> None:
    """Each writer has its own place for pulse and power; nonsense is no value."""
    assert decoded(gpx(point(0, inside=inside))).records[column].to_list() == [value]


def test_gpx_1_0() -> None:
    """GPSBabel writes version 1.0, with speed and without type."""
    data = gpx(*(point(i, 3 * i, inside="<speed>3.0</speed>") for i in range(20)), track="")
    row = the_session(data.replace(b"GPX/1/1", b"GPX/1/0").replace(b'"1.1"', b'"1.0"'))

    assert (row["sport"], row["is_sport_assumed"]) == ("running", True)


@pytest.mark.parametrize(
    ("speed", "sport"), [(1.3, "walking"), (2.7, "running"), (4.2, "running"), (7.0, "cycling")]
)
def test_speed_tells_the_sport(speed: float, sport: str) -> None:
    """Without a type the median moving speed decides, and the page can say so."""
    row = the_session(gpx(*straight(speed=speed), track=""))

    assert (row["sport"], row["is_sport_assumed"]) == (sport, True)


def test_no_speed_no_sport() -> None:
    """A single point, or none with a time, tells nothing."""
    assert sport_of_speed(None) == "generic"
    assert the_session(gpx(point(0), track=""))["sport"] == "generic"


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        ("running", ("running", None)),
        ("Run", ("running", None)),
        ("RUNNING", ("running", None)),
        ("9", ("running", None)),
        ("Trail Run", ("running", "trail")),
        ("trail_running", ("running", "trail")),
        ("treadmill_running", ("running", "treadmill")),
        ("VirtualRide", ("cycling", "virtual_activity")),
        ("1", ("cycling", None)),
        ("road_biking", ("cycling", "road")),
        ("WeightTraining", ("training", "strength_training")),
        ("Hike", ("hiking", None)),
        ("strides", None),
        ("brunch", None),
        ("", None),
        (None, None),
    ],
)
def test_types_of_many_writers(text: str | None, sport: tuple[str, str | None] | None) -> None:
    """Strava's, Garmin's and others' words become FIT's; part of a word is no word."""
    assert sport_of_word(text) == sport


def test_a_type_behind_the_points() -> None:
    """Some writers put the type after the segments."""
    data = gpx(*straight(3), track="").replace(b"</trkseg>", b"</trkseg><type>hiking</type>")

    assert the_session(data)["sport"] == "hiking"


def test_tracks_are_sessions_and_segments_are_not() -> None:
    """Two tracks are two sessions; a segment only marks a pause, whose way does not count."""
    first = "".join(straight(11))
    after_pause = "".join(point(100 + i, 1000 + 3 * i) for i in range(11))
    second = "".join(point(5000 + i, 5 * i) for i in range(11))
    data = gpx(
        f"{first}</trkseg><trkseg>{after_pause}</trkseg></trk>"
        f"<trk><type>cycling</type><trkseg>{second}"
    )
    both = decoded(data)

    assert both.sessions["sport"].to_list() == ["running", "cycling"]
    assert both.sessions["distance_m"].to_list() == pytest.approx([60, 50], rel=1e-3)
    assert both.sessions["timer_s"].to_list() == [20.0, 10.0]
    assert both.records["session_index"].to_list() == [0] * 22 + [1] * 11


def test_tracks_out_of_order() -> None:
    """Sessions are numbered as they began; that is nothing odd."""
    late = "".join(point(5000 + i) for i in range(3))
    early = "".join(point(i) for i in range(2))

    both = decoded(gpx(f"{late}</trkseg></trk><trk><trkseg>{early}"))

    assert both.records["session_index"].to_list() == [0] * 2 + [1] * 3
    assert both.quality == ()


def test_points_out_of_order() -> None:
    """Points of one track are put in the order of time, and noted."""
    run = decoded(gpx(point(2, 6), point(0, 0), point(1, 3)))

    assert run.records["recorded_at"].is_sorted()
    assert run.quality == ("unsorted",)


def test_times_in_many_forms() -> None:
    """Fractions, zones and blanks are read; what is no time is none."""
    texts = ["2025-03-01T08:00:00.5Z", "2025-03-01T09:00:01+01:00", " 2025-03-01 08:00:02 ", "soon"]
    run = decoded(gpx(*(point(inside=f"<time>{text}</time>") for text in texts)))

    expected = [START + timedelta(seconds=s) for s in (0.5, 1, 2)]
    assert run.records["recorded_at"].to_list() == [*expected, None]
    assert run.quality == ("no_time",)


def test_a_late_evening_keeps_its_day() -> None:
    """22:32+02:00 is that evening's, wherever the computer stands (FitTrackee#156)."""
    data = gpx("<trkpt><time>2025-07-01T22:32:00+02:00</time></trkpt>")
    row = the_session(data)

    assert row["started_at"] == datetime(2025, 7, 1, 20, 32, tzinfo=UTC)
    assert row["utc_offset_s"] == 7200


@pytest.mark.parametrize(
    ("day", "latitude", "longitude", "offset_h"),
    [
        ("2025-03-29", 48.1, 11.5, 1),
        ("2025-03-31", 48.1, 11.5, 2),
        ("2025-07-01", 27.7, 85.3, 5.75),
        ("2025-07-01", -36.8, 174.8, 12),
        ("2025-12-01", 40.7, -74.0, -5),
    ],
    ids=["Munich, winter", "Munich, summer", "Kathmandu", "Auckland", "New York"],
)
def test_the_place_tells_the_offset(
    day: str, latitude: float, longitude: float, offset_h: float
) -> None:
    """A GPX is in UTC; the zone of the place at that date gives the local day."""
    time_ = f"<time>{day}T12:00:00Z</time>"
    row = the_session(gpx(point(latitude=latitude, longitude=longitude, inside=time_)))

    assert row["utc_offset_s"] == round(offset_h * 3600)


def test_no_position_no_offset() -> None:
    """A GPX of a treadmill has pulse and time but no place (Runalyze#1645)."""
    points = (
        f"<trkpt><time>{stamp(i)}</time>{extension('<gpxtpx:hr>120</gpxtpx:hr>')}</trkpt>"
        for i in range(5)
    )
    row = the_session(gpx(*points, attributes=TPX))

    assert row["avg_heart_rate_bpm"] == 120.0
    assert [row[c] for c in ("distance_m", "utc_offset_s", "ascent_m")] == [None] * 3


@pytest.mark.parametrize(
    "place",
    [("91", "0"), ("-90.1", "0"), ("1", "181"), ("nan", "1"), ("inf", "1"), ("0", "0"), ("x", "")],
)
def test_places_off_the_earth(place: tuple[str, str]) -> None:
    """A position out of range costs the position, not the point."""
    data = gpx(f'<trkpt lat="{place[0]}" lon="{place[1]}"><time>{stamp(0)}</time></trkpt>')
    record = decoded(data).records.row(0, named=True)

    assert record["recorded_at"] == START
    assert None in (record["latitude_deg"], record["longitude_deg"])


def test_points_without_times_give_a_distance() -> None:
    """With the document's time for a start, such a track has a distance and no duration."""
    head = f"<metadata><time>{stamp(0)}</time></metadata>"
    run = decoded(gpx(*(point(None, 100 * i) for i in range(11)), head=head))
    row = run.sessions.row(0, named=True)

    assert row["started_at"] == START
    assert row["distance_m"] == pytest.approx(1000, rel=1e-3)
    assert (row["timer_s"], row["elapsed_s"]) == (None, None)
    assert run.records["recorded_at"].null_count() == 11
    assert run.quality == ("no_time",)


def test_a_track_of_no_day() -> None:
    """A planned route without any time can be put on no day."""
    with pytest.raises(NoDate, match="no day"):
        decoded(gpx(*(point(None, 100 * i) for i in range(5))))


@pytest.mark.parametrize("year", ["0001", "1901", "1989", "2126", "9999"])
def test_impossible_years(year: str) -> None:
    """A date before 1990 or after tomorrow is the clock's fault, and refused."""
    times = (f"<time>{year}-05-01T10:00:0{i}+14:00</time>" for i in range(3))

    with pytest.raises((WrongDate, NoDate)):
        decoded(gpx(*(point(inside=time_) for time_ in times)))


def test_one_point_in_1970() -> None:
    """A single point before the receiver knew the date does not cost the run."""
    first = point(inside="<time>1970-01-01T00:00:00Z</time>")
    run = decoded(gpx(first, *straight(5)))

    assert run.sessions["started_at"].to_list() == [START]
    assert run.quality == ("bad_time",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('<wpt lat="1" lon="2"><name>Hut</name></wpt>', "waypoints"),
        ('<wpt lat="1" lon="2"/><rte><rtept lat="1" lon="2"/></rte>', "route"),
        ("<metadata/>", "empty"),
    ],
)
def test_gpx_without_a_track(content: str, says: str) -> None:
    """Places and plans are no activity."""
    with pytest.raises(NotAnActivity, match=says):
        decoded(f"<gpx>{content}</gpx>".encode())


def test_an_indoor_track_without_points() -> None:
    """Garmin exports indoor activities as a track without points."""
    with pytest.raises(NoTrackPoints, match="as FIT"):
        decoded(gpx(head=f"<metadata><time>{stamp(0)}</time></metadata>"))


def test_an_indoor_track_with_numbers() -> None:
    """Where Garmin adds the distance and the time, that is a session."""
    track = (
        "<type>running</type><extensions><s:TrackStatsExtension xmlns:s='s'>"
        "<s:Distance>5000</s:Distance><s:TimerTime>1500</s:TimerTime><s:Ascent>?</s:Ascent>"
        "</s:TrackStatsExtension></extensions>"
    )
    row = the_session(gpx(track=track, head=f"<metadata><time>{stamp(0)}</time></metadata>"))

    assert (row["started_at"], row["distance_m"], row["timer_s"]) == (START, 5000.0, 1500.0)
    assert row["ascent_m"] is None


def test_a_download_that_broke_off() -> None:
    """The points that arrived are loaded."""
    whole = gpx(*straight(100))

    part = decoded(whole[: len(whole) // 2])

    assert 40 < part.records.height < 60
    assert part.records["recorded_at"].null_count() == 0
    assert part.quality == ("damaged_xml",)


def test_one_broken_letter() -> None:
    """A byte that is no UTF-8 in a name does not cost the run."""
    run = decoded(gpx(*straight(5), track="<name>M_nchen</name>").replace(b"M_", b"M\xfc"))

    assert run.records.height == 5
    assert run.quality == ("damaged_xml",)


def test_a_billion_laughs() -> None:
    """Entities are not expanded, so a bomb of them is only a damaged file."""
    entities = "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha" * 100}">' for i in range(12)
    )
    data = gpx(*straight(3), track="<name>&l11;</name>").decode()
    began = time.monotonic()

    outcome(data.replace("<gpx ", f"<!DOCTYPE gpx [{entities}]><gpx ").encode())

    assert time.monotonic() - began < 2


def test_no_file_is_fetched(tmp_path: Any) -> None:
    """A GPX cannot make us read another file into it (XXE)."""
    secret = tmp_path / "secret"
    secret.write_text("48.1")
    data = gpx(point(0), point(1, inside="<ele>&x;</ele>"), track="<name>&x;</name>").decode()
    doctype = f'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file://{secret}">]><gpx '

    found = outcome(data.replace("<gpx ", doctype).encode())

    assert isinstance(found, Activity)
    assert found.records["altitude_m"].to_list() == [None, None]
    assert found.sessions["name"].to_list() == [None]


def test_deep_nesting() -> None:
    """A hundred thousand levels end the reading, not the program."""
    data = gpx(point(0), point(1, inside="<a>" * 100_000))

    assert isinstance(outcome(data), Activity)


def test_a_giant_text() -> None:
    """A name of megabytes is cut, one beyond libxml2's limit ends the reading."""
    assert len(the_session(gpx(point(0), track=f"<name>{'x' * 1_000_000}</name>"))["name"]) == 200

    assert outcome(gpx(point(0), track=f"<name>{'x' * 20_000_000}</name>"))


def test_too_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a limit points are counted no more, and that is said."""
    monkeypatch.setattr("pipeline.decode.xml.gpx.MAX_POINTS", 10)

    run = decoded(gpx(*straight(50)))

    assert run.records.height == 10
    assert run.quality == ("too_long",)


def test_too_many_tracks() -> None:
    """So are tracks."""
    tracks = "</trkseg></trk><trk><trkseg>".join(point(i) for i in range(1_200))

    found = decoded(gpx(tracks))

    assert found.sessions.height == 1_000
    assert found.quality == ("too_long",)


coordinates = st.tuples(
    st.floats(-89, 89).filter(lambda x: abs(x) > 1e-6), st.floats(-179, 179).filter(bool)
)


@settings(deadline=5_000, max_examples=60)
@given(st.lists(coordinates, min_size=1, max_size=20), st.floats(-100, 5000))
def test_what_is_written_is_read(places: list[tuple[float, float]], altitude: float) -> None:
    """Encoding points as GPX and decoding them gives the points."""
    points = [
        f'<trkpt lat="{latitude!r}" lon="{longitude!r}"><ele>{altitude!r}</ele><time>{stamp(i)}</time></trkpt>'
        for i, (latitude, longitude) in enumerate(places)
    ]
    records = decoded(gpx(*points)).records

    assert records.select("latitude_deg", "longitude_deg").rows() == places
    assert records["altitude_m"].to_list() == [altitude] * len(places)
    assert records["recorded_at"].to_list() == [
        START + timedelta(seconds=i) for i in range(len(places))
    ]


SMALL = gpx(
    *straight(4, inside=extension("<gpxtpx:hr>140</gpxtpx:hr>")),
    head="<metadata><time>2025-03-01T08:00:00Z</time></metadata>",
    attributes=TPX,
)


@settings(deadline=5_000, max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12
    )
)
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    """Whatever bytes of a GPX change, the answer is an activity or a sentence."""
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte

    outcome(bytes(data))


@settings(deadline=5_000, max_examples=100)
@given(
    st.integers(0, len(SMALL)),
    st.text(alphabet="<>/&;\"'![] -0.aeltrkps\u00fc", max_size=40),
    st.integers(0, len(SMALL)),
)
def test_spliced_bytes(start: int, middle: str, end: int) -> None:
    """Parts lost, doubled or overwritten end the same way."""
    outcome(SMALL[:start] + middle.encode() + SMALL[end:])


def test_every_cut() -> None:
    """Wherever a GPX is cut: its first points, or a sentence."""
    for end in range(0, len(SMALL), 7):
        found = outcome(SMALL[:end])
        assert isinstance(found, Activity | UnreadableFile | NotAnActivity)


def test_only_half_a_point_is_dropped() -> None:
    """Where the file breaks off behind a whole point, that point is there."""
    whole = gpx(*(point(i, north_m=3 * i) for i in range(10)))
    behind_a_point = whole[: whole.rindex(b"</trkpt>") + len(b"</trkpt>")]
    inside_it = whole[: whole.rindex(b"</trkpt>") - 1]

    assert decoded(behind_a_point).records.height == 10
    assert decoded(inside_it).records.height == 9


def test_segments_without_an_end() -> None:
    """Segments that were never closed are read once each, however many there are."""
    parts = "".join(
        f'<trkseg><trkpt lat="52" lon="{13 + i / 10_000}"><time>{stamp(i)}</time></trkpt>'
        for i in range(300)
    )
    found = decoded(f"<gpx><trk>{parts}".encode())

    assert found.records["longitude_deg"].n_unique() == found.records.height > 200
