"""Every workout of an Apple Health export is a session, however large and odd the file is."""

import gzip
import tracemalloc
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.decode import Activity, decode_activity
from pipeline.decode.apple.export import activity_of
from pipeline.decode.apple.fragments import fragments_in
from pipeline.decode.apple.head import is_apple_export
from pipeline.decode.apple.sports import PREFIX, SPORTS, sport_of
from pipeline.decode.apple.symptoms import LOW_BACK_PAIN
from pipeline.decode.problems import NoWorkouts, WrongDate
from pipeline.errors import UnreadableFile
from tests.made_apple import (
    DTD,
    HEAD,
    RECORD,
    RIDE_IOS13,
    RUN_IOS17,
    TAIL,
    back_pain,
    export,
    workout,
    written,
)

MAY = datetime(2024, 5, 4, 6, tzinfo=UTC)
JANUARY = datetime(2024, 1, 6, 22, 30, tzinfo=UTC)
RUN = workout(RUN_IOS17, MAY, minutes=46)
RIDE = workout(RIDE_IOS13, MAY + timedelta(days=1), minutes=65)
ACHE = back_pain("Moderate", MAY)
HEART_RATE = RECORD.format(serial=1, at=written(MAY), beats=72)

SHORT = '<Workout workoutActivityType="HKWorkoutActivityType{sport}" {more} startDate="{at}"/>'


def decoded(data: bytes) -> Activity:
    """Return what an export decodes to."""
    return decode_activity(data, "export.xml")


def sessions(data: bytes) -> list[dict[str, Any]]:
    """Return the sessions of an export."""
    return decoded(data).sessions.to_dicts()


def short(sport: str, *inside: str, more: str = "") -> bytes:
    """Return an export of one workout with some elements inside."""
    opening = SHORT.format(sport=sport, more=more, at=written(MAY)).removesuffix("/>")
    return export(f"{opening}>", *inside, "</Workout>")


class Dribble:
    """A file that gives no more than some bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file = BytesIO(data)
        self._size = size

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        return self._file.read(min(size, self._size))


def test_run_of_today_is_read_from_its_statistics() -> None:
    """Since iOS 16 distance, steps and pulse stand in elements of their own."""
    (run,) = sessions(export(HEART_RATE, RUN))

    assert {
        "sport": "running",
        "sub_sport": None,
        "is_sport_assumed": False,
        "name": None,
        "started_at": MAY,
        "elapsed_s": 46 * 60,
        "timer_s": 44.5 * 60,
        "distance_m": 8610,
        "ascent_m": pytest.approx(85.2),
        "steps": 7280,
        "avg_heart_rate_bpm": 151.25,
        "max_heart_rate_bpm": 176,
        "device": "Apple Watch von Lena",
    }.items() <= run.items()


def test_ride_of_an_old_phone_is_read_from_its_attributes() -> None:
    """Up to iOS 15 the workout itself carries its distance, here in miles."""
    (ride,) = sessions(export(RIDE))

    assert ("cycling", "Strava") == (ride["sport"], ride["device"])
    assert pytest.approx(15.5 * 1609.344) == ride["distance_m"]
    assert (62.25 * 60, 65 * 60) == (ride["timer_s"], ride["elapsed_s"])
    assert ride["avg_heart_rate_bpm"] is None


def test_all_workouts_are_sessions_in_the_order_of_time() -> None:
    """One file holds many efforts; none of them has records."""
    activity = decoded(export(RIDE, HEART_RATE, RUN))

    assert "apple" == activity.kind
    assert ["running", "cycling"] == activity.sessions["sport"].to_list()
    assert [0, 1] == activity.sessions["session_index"].to_list()
    assert (0, ()) == (activity.records.height, activity.quality)


def test_offset_is_that_of_the_run_not_of_the_phone_today() -> None:
    """A January run exported in July is written with summer's offset; its zone knows better."""
    (home,) = sessions(export(workout(RUN_IOS17, JANUARY, minutes=30)))
    (away,) = sessions(export(workout(RUN_IOS17, JANUARY, minutes=30, zone="America/Denver")))

    assert (JANUARY, 3_600) == (home["started_at"], home["utc_offset_s"])
    assert -7 * 3_600 == away["utc_offset_s"]


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../../etc/passwd", "Europe", "x" * 5_000])
def test_offset_without_a_zone_is_unknown(zone: str) -> None:
    """The phone's own offset says where it was exported, so the athlete's setting decides."""
    entry = f'<MetadataEntry key="HKTimeZone" value="{zone}"/>'

    (run,) = sessions(short("Running", entry))

    assert (MAY, None) == (run["started_at"], run["utc_offset_s"])


@pytest.mark.parametrize(
    ("sport", "more", "expected"),
    [
        ("Running", '<MetadataEntry key="HKIndoorWorkout" value="1"/>', ("running", "treadmill")),
        ("Running", '<MetadataEntry key="HKIndoorWorkout" value="0"/>', ("running", None)),
        ("Cycling", '<MetadataEntry key="HKIndoorWorkout" value="1"/>', ("cycling", "indoor_cycling")),
        ("Swimming", '<MetadataEntry key="HKSwimmingLocationType" value="1"/>', ("swimming", "lap_swimming")),
        ("Yoga", '<MetadataEntry key="HKIndoorWorkout" value="1"/>', ("training", "yoga")),
        ("TraditionalStrengthTraining", "", ("training", "strength_training")),
        ("HighIntensityIntervalTraining", "", ("hiit", None)),
    ],
)  # fmt: skip
def test_sports_are_fits_words(sport: str, more: str, expected: tuple[str, str | None]) -> None:
    """Apple's sports become FIT's, under a roof or in the open."""
    (session,) = sessions(short(sport, more))

    assert expected == (session["sport"], session["sub_sport"])
    assert session["is_sport_assumed"] is False


def test_sport_apple_adds_tomorrow_is_kept_as_unknown() -> None:
    """A workout of a sport nobody knows yet still took time."""
    (session,) = sessions(short("MoonWalking", more='duration="30" durationUnit="min"'))

    assert ("generic", True, 1_800) == (
        session["sport"],
        session["is_sport_assumed"],
        session["timer_s"],
    )


def test_every_sport_has_words() -> None:
    """No sport of Apple's is left without a word, with its prefix or without."""
    for name, (sport, _) in SPORTS.items():
        assert (sport_of(PREFIX + name, is_indoor=False, swimming_place="") or ("",))[0] == sport


@pytest.mark.parametrize(
    ("number", "unit", "metres"),
    [
        ("8.61", "km", 8_610),
        ("1500", "m", 1_500),
        ("1000", "yd", 914.4),
        ("5", "leagues", None),
        ("far", "km", None),
        ("nan", "km", None),
        ("1e999", "km", None),
        ("", "", None),
    ],
)
def test_amount_in_a_unit_nobody_knows_is_unknown(
    number: str, unit: str, metres: float | None
) -> None:
    """A distance is turned into metres, or left out: never guessed."""
    statistic = (
        '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceSwimming" '
        f'sum="{number}" unit="{unit}"/>'
    )

    (swim,) = sessions(short("Swimming", statistic))

    assert (metres is None) == (swim["distance_m"] is None)
    assert metres is None or pytest.approx(metres) == swim["distance_m"]


def test_ride_does_not_count_the_steps_to_the_bakery() -> None:
    """A phone counts walking during a ride, too; a ride is as long as was ridden."""
    walked = '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="{}" unit="km"/>'
    ridden = (
        '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceCycling" sum="20" unit="km"/>'
    )

    (ride,) = sessions(short("Cycling", walked.format(0.3), ridden))

    assert 20_000 == ride["distance_m"]


def test_treadmill_without_a_distance_has_none() -> None:
    """No distance is unknown, not a run of 0 km."""
    (run,) = sessions(short("Running", more='totalDistance="0" totalDistanceUnit="km"'))

    assert run["distance_m"] is None


def test_workout_of_an_impossible_year_is_left_out() -> None:
    """One workout of 1970 would stretch every chart; the others load, and the file says so."""
    old = workout(RIDE_IOS13, datetime(1970, 1, 1, tzinfo=UTC), minutes=10)
    undated = '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" startDate="soon"/>'

    activity = decoded(export(old, RUN, undated))

    assert [MAY] == activity.sessions["started_at"].to_list()
    assert ("wrong_date",) == activity.quality
    with pytest.raises(WrongDate):
        decoded(export(old))


def test_more_than_a_thousand_workouts_load() -> None:
    """Ten years of daily training are more sessions than any other file may hold."""
    days = [MAY - timedelta(days=day) for day in range(1_500)]

    activity = decoded(export(*(workout(RIDE_IOS13, day, minutes=65) for day in days)))

    assert (1_500, ()) == (activity.sessions.height, activity.quality)


def test_export_without_workouts_is_no_activity() -> None:
    """Steps and pulse alone are no training, and nothing is wrong with the file."""
    with pytest.raises(NoWorkouts, match="holds no workouts and no low-back pain"):
        decoded(export(HEART_RATE))


def test_export_cut_before_its_workouts_is_not_taken_for_one_without() -> None:
    """Workouts stand at the end of the file: a broken download has lost them."""
    with pytest.raises(UnreadableFile, match="ends before its first workout"):
        decoded(export(HEART_RATE, RUN)[: len(HEAD) + 200])


@pytest.mark.parametrize("left_out", [2, 12, 60])
def test_export_cut_short_gives_what_is_whole(left_out: int) -> None:
    """The workouts before the cut load; half a workout does not."""
    whole = export(RIDE, RUN)
    activity = decoded(whole[: len(whole) - len(TAIL) - left_out])

    assert ["cycling"] == activity.sessions["sport"].to_list()
    assert {"truncated", "damaged_xml"} >= set(activity.quality) >= {"truncated"}


@pytest.mark.parametrize(
    "broken",
    [
        SHORT.format(sport="Running", more="", at=written(MAY)).removesuffix("/>") + ">",
        '<Workout startDate="2024-05-04 08:00:00 +0200"><WorkoutEvent></Workout>',
        '<Workout startDate="2024-05-04 08:00:00 +0200" & />',
        '<Workout sourceName="&unknown;" startDate="2024-05-04 08:00:00 +0200"/>',
        '<Workout sourceName="a < b" startDate="2024-05-04 08:00:00 +0200"/>',
        '<Workout sourceName="no end />',
    ],
)
def test_broken_workout_costs_only_itself(broken: str) -> None:
    """A workout that has no end, or is no XML, is left out with a note; its neighbours load."""
    activity = decoded(export(RIDE, broken, RUN))

    assert ["running", "cycling"] == activity.sessions["sport"].to_list()
    assert ("damaged_xml",) == activity.quality


def test_bytes_that_are_no_letters_cost_a_letter_not_a_workout() -> None:
    """A name cut in the middle of a letter is mended, and noted."""
    activity = decoded(export(RUN).replace(b"von Lena", b"von L\xf0\x9f"))

    assert [8_610] == activity.sessions["distance_m"].to_list()
    assert ("damaged_xml",) == activity.quality


@pytest.mark.parametrize(
    "hidden",
    ["<!-- {} -->", "<![CDATA[{}]]>", "<?note {}?>", "<Record note='{}'/>"],
)
def test_workout_that_is_only_text_does_not_count(hidden: str) -> None:
    """What stands in a comment, in CDATA or in an instruction is no workout."""
    text = RIDE.replace("<", "&lt;") if "Record" in hidden else RIDE

    assert ["running"] == [s["sport"] for s in sessions(export(hidden.format(text), RUN))]


def test_workout_in_the_dtd_does_not_count() -> None:
    """What an entity would stand for is never read, and neither is the entity."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    hostile = f'<!ENTITY l0 "]><HealthData>{RIDE.replace(chr(34), "")}"> {laughs}'
    data = export(RUN, "&l29;").replace(b"<!ELEMENT Work", f"{hostile}<!ELEMENT Work".encode(), 1)

    activity = decoded(data)

    assert ["running"] == activity.sessions["sport"].to_list()


@pytest.mark.parametrize(
    "beginning",
    [
        HEAD,
        "\ufeff" + HEAD,
        "\n " + DTD + "<HealthData>",
        "<HealthData\n locale='de_CH'>",
        "<?xml version='1.0'?><!-- <gpx> --><!DOCTYPE HealthData><HealthData/>",
    ],
)
def test_export_is_known_by_its_root(beginning: str) -> None:
    """Phones call the file export.xml, Exportieren.xml or exportar.xml: the name tells nothing."""
    assert is_apple_export(beginning.encode())


@pytest.mark.parametrize(
    "beginning",
    [
        "<gpx><!-- <HealthData> --></gpx>",
        "<?xml version='1.0'?><ClinicalDocument>",
        "<!DOCTYPE x [<!ENTITY a '<HealthData>'>]><gpx>",
        "a diary with <HealthData >",
        "<HealthDataset>",
        DTD.replace("]>", ""),
        "",
    ],
)
def test_other_files_are_not_taken_for_an_export(beginning: str) -> None:
    """A track that mentions HealthData is a track, and the clinical file beside is none."""
    assert not is_apple_export(beginning.encode())


def test_clinical_file_beside_the_export_is_ignored_quietly() -> None:
    """export_cda.xml repeats the values for doctors; it holds no workouts."""
    with pytest.raises(Exception, match="ClinicalDocument") as caught:
        decode_activity(b'<?xml version="1.0"?><ClinicalDocument/>', "export_cda.xml")

    assert "NotAnActivity" == type(caught.value).__name__


def test_gzip_of_an_export_is_read_too() -> None:
    """Who packs the export alone has the same workouts."""
    data = export(RUN, RIDE)

    assert sessions(data) == sessions(gzip.compress(data))


def test_chunk_may_end_anywhere() -> None:
    """Wherever the file is cut into chunks, the same workouts come out."""
    aside = "<!-- <Workout/> " + back_pain("Mild", MAY) + "-->"
    data = export(aside, RUN, HEART_RATE, ACHE, RIDE, "<![CDATA[ <Workout ]]>")
    whole = list(fragments_in(BytesIO(data), []))

    for size in (*range(1, 64), *range(64, len(data), 97)):
        quality: list[str] = []
        assert whole == list(fragments_in(Dribble(data, size), quality))
        assert [] == quality


class TwoParts:
    """A file that comes in two chunks."""

    def __init__(self, data: bytes, cut: int) -> None:
        self._chunks = [data[:cut], data[cut:]]

    def read(self, size: int, /) -> bytes:
        """Return the next chunk, whatever its size."""
        return self._chunks.pop(0) if self._chunks else b""


def test_border_between_chunks_may_lie_at_every_byte() -> None:
    """No byte is special: a border in a tag, a quote or a comment changes nothing."""
    data = export(" <!-- a <Workout> -->", ACHE, RUN, RIDE)
    whole = list(fragments_in(BytesIO(data), []))

    for cut in range(1, len(data)):
        assert whole == list(fragments_in(TwoParts(data, cut), []))


NAMES = st.sampled_from(["sourceName", "device", "startDate", "duration", "x"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """Return attributes in any order, quoted either way, with '>' in them as they are."""
    said = []
    for name in draw(st.lists(NAMES, unique=True)):
        quote = draw(st.sampled_from("\"'"))
        text = draw(TEXTS).replace("&", "&amp;").replace("<", "&lt;")
        text = text.replace(quote, {'"': "&quot;", "'": "&apos;"}[quote])
        said.append(f"{draw(st.sampled_from([' ', chr(10), chr(9)]))}{name}={quote}{text}{quote}")
    return "".join(said)


ASIDES = st.sampled_from(
    [
        "<!-- <Workout></Workout> > ' -->",
        "<![CDATA[ </Workout> <Workout ]] > ]]>",
        "<?pi <Workout/> ' ?>",
        "text ' \" ]]&gt; >",
    ]
)
CHILDREN = st.sampled_from(["WorkoutEvent", "WorkoutStatistics", "WorkoutActivity", "Workouts"])


@st.composite
def elements(draw: st.DrawFn, name: str | None = None) -> str:
    """Return an element with others inside."""
    name = name or draw(CHILDREN)
    said = draw(attributes())
    blank = draw(st.sampled_from(["", " ", "\n"]))
    if draw(st.booleans()):
        return f"<{name}{said}{blank}/>"
    inside = draw(st.lists(st.one_of(ASIDES, elements()), max_size=3))
    return f"<{name}{said}{blank}>{''.join(inside)}</{name}{blank}>"


BODIES = st.lists(st.one_of(elements("Workout"), ASIDES, elements("Record")), max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BODIES, st.integers(1, 300))
def test_same_workouts_as_a_parser_of_all_the_xml(body: list[str], size: int) -> None:
    """Searching for workouts finds what a parser finds that reads every element."""
    data = export(*body)
    parsed = [element for _, element in etree.iterparse(BytesIO(data), tag="Workout")]
    quality: list[str] = []

    fragments = fragments_in(Dribble(data, size), quality)
    found = [etree.fromstring(each.text) for each in fragments if each.kind == "workout"]

    assert [_canonical(each) for each in parsed] == [_canonical(each) for each in found]
    assert [] == quality


def _canonical(element: Any) -> bytes:
    canonical: bytes = etree.tostring(element, method="c14n", with_tail=False)
    return canonical


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3_000), st.integers(0, 300))
def test_no_bytes_break_the_reader(junk: bytes, place: int, removed: int) -> None:
    """Whatever is written over a part of an export, it is read or refused with a sentence."""
    whole = export(RUN, HEART_RATE, RIDE)
    data = whole[:place] + junk + whole[place + removed :]
    try:
        activity = activity_of(BytesIO(data))
    except (NoWorkouts, UnreadableFile):
        return

    assert activity.sessions.height in (1, 2, 3)


class Endless:
    """A hostile file: a beginning, then the same bytes for so many megabytes."""

    def __init__(self, start: bytes, repeated: bytes, megabytes: int) -> None:
        self._start = start
        self._block = repeated * (1_000_000 // len(repeated))
        self._left = megabytes

    def read(self, size: int, /) -> bytes:
        """Return the next megabyte."""
        if self._start:
            start, self._start = self._start, b""
            return start
        self._left -= 1
        return self._block if self._left >= 0 else b""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("start", "repeated"),
    [
        (HEAD.encode() + b'<Workout device="', b"a"),
        (HEAD.encode() + b"<Workout ", b"a='' "),
        (HEAD.encode() + b"<Workout ", b'""'),
        (HEAD.encode() + b"<Workout>", b"<WorkoutEvent/>"),
        (HEAD.encode() + b"<Workout>", b"<Workout>"),
        (HEAD.encode() + b"<Workout><!--", b"</Workout> "),
        (HEAD.encode() + b"<", b"<"),
        (HEAD.encode() + b"<", b"<!-- "),
        (HEAD.encode() + b"<", b"</Workout>"),
        (HEAD.encode() + b'<Record note="', LOW_BACK_PAIN + b" "),
        (HEAD.encode() + b"<", b"<Record type='" + LOW_BACK_PAIN + b"' "),
        (HEAD.encode() + b"<", b"<Record " + b"a" * 4_100 + LOW_BACK_PAIN),
        (b"<!DOCTYPE HealthData [", b"<!ENTITY a ''>"),
        (b"<!DOCTYPE HealthData [", b"<!-- "),
        (b"<!DOCTYPE HealthData [", b'"'),
    ],
)
def test_endless_element_is_let_go(start: bytes, repeated: bytes) -> None:
    """40 MB in one attribute, element or DTD are passed over in bounded memory and time."""
    tracemalloc.start()
    try:
        found = list(fragments_in(Endless(start, repeated, 40), []))
    except UnreadableFile:
        found = []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [] == found
    assert peak < 25_000_000
