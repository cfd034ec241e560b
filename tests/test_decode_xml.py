"""Points read as columns are the points an ordinary walk through the document finds."""

import math
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.decode import Activity
from pipeline.decode.samples import TIME
from pipeline.decode.xml import gpx, tcx
from pipeline.decode.xml.document import document_of
from pipeline.decode.xml.normal import FED_BYTES, HARDENED
from pipeline.decode.xml.points import BLOCK_BYTES
from pipeline.decode.xml.values import instants, numbers
from pipeline.decode.xml.vocabulary import OFFSET, Markup
from pipeline.errors import UnreadableFile
from tests.conftest import CORPUS, ROOT
from tests.test_decode_made_up import gpx as made_up_gpx
from tests.test_decode_made_up import point, stamp
from tests.test_decode_read import outcome

Row = dict[str, float]

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COMMENT = b"<!-- not plain -->"

MANY_POINTS = 3 * max(BLOCK_BYTES, FED_BYTES) // 100
"""More than one block, and more than lxml is fed at once."""


def walked(data: bytes, markup: Markup) -> tuple[list[Row], bool]:
    """Return every point's values by a walk through lxml's tree, and whether it saw damage."""
    parser = etree.XMLParser(**HARDENED)
    root = etree.fromstring(data, parser)
    is_damaged = any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)
    rows = [
        {"run": float(number), **values_of(element, markup)}
        for number, run in enumerate(root.iter(f"{{*}}{markup.run}"))
        for element in run.iter(f"{{*}}{markup.point}")
    ]
    return rows, is_damaged


def values_of(point_: Any, markup: Markup) -> Row:
    """Return a point's values; the first one that says something holds."""
    row: Row = {}
    for name, column in markup.attributes.items():
        keep(row, column, point_.get(name))
    for element in point_.iterdescendants(etree.Element):
        name = local(element)
        wanted = markup.parents.get(name)
        if name in markup.elements and wanted in (None, local(element.getparent())):
            keep(row, markup.elements[name], element.text)
    return row


def local(element: Any) -> str:
    """Return a small name without prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def keep(row: Row, column: str, text: str | None) -> None:
    """Note a value, if it is the first that says something."""
    value = microseconds(text) if column == TIME else number(text)
    if value is not None:
        row.setdefault(column, value)


def number(text: str | None) -> float | None:
    """Return the number a text is."""
    text = (text or "").strip()
    value = float(text) if NUMBER.fullmatch(text) else math.inf
    return value if math.isfinite(value) else None


def microseconds(text: str | None) -> float | None:
    """Return the instant a text is."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH
    return float((since.days * 86_400 + since.seconds) * 10**6 + since.microseconds)


def read(data: bytes, markup: Markup = gpx.MARKUP) -> tuple[list[Row], list[str]]:
    """Return every point's values as the decoder reads them, and what it noted."""
    quality: list[str] = []
    points = document_of(data, markup, 10**9, quality).points
    columns = {name: v.tolist() for name, v in points.samples.items() if name != OFFSET}
    rows = [
        {"run": float(run)} | {c: v[i] for c, v in columns.items() if not math.isnan(v[i])}
        for i, run in enumerate(points.runs.tolist())
    ]
    return rows, quality


@pytest.mark.corpus
@pytest.mark.parametrize("path", sorted((CORPUS / "gpx").glob("*")), ids=lambda path: path.name)
def test_every_real_gpx(path: Path) -> None:
    """In every real file the columns hold what the walk finds, before anything is cleaned."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    expected, is_damaged = walked(data, gpx.MARKUP)
    found, quality = read(data)

    assert expected == found
    assert is_damaged == ("damaged_xml" in quality)


texts = st.sampled_from(
    ["12.5", "-3", " 7\n", "+1", "1e2", ".5", "nan", "inf", "1e400", "high", "", " ", "1_0", "0x1"]
)
values = st.one_of(texts, st.floats(-1e6, 1e6).map(repr), st.integers(0, 250).map(str))
times = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)).map(lambda t: f"{t.isoformat()}Z"),  # noqa: DTZ001 - the 'Z' follows
    st.sampled_from(["2025-03-01T08:00:00+05:45", "2025-03-01 08:00:00", "soon", "", "2025-02-30"]),
    st.sampled_from(["2025-03-01T08:00:00.1234567Z", "20250301T080000Z", "\n2025-03-01T08:00Z "]),
)
prefixes = st.sampled_from(["", "gpxtpx:", "ns3:", "undeclared:"])
blanks = st.sampled_from([" ", "  ", "\n", "\t", "\r\n  "])
names = st.sampled_from(
    ["ele", "hr", "Cad", "PowerInWatts", "atemp", "speed", "sat", "name", "trkptx", "extensions"]
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 2) -> str:
    """Return an element inside a point: one of ours or another, closed in one of the two ways."""
    name = draw(prefixes) + draw(names)
    attribute = draw(st.sampled_from(["", " a='1'", ' b = "lat"']))
    if draw(st.booleans()) and depth:
        inside = "".join(draw(st.lists(elements(depth - 1), max_size=3)))
    else:
        inside = draw(values)
    short = f"<{name}{attribute}/>"
    return draw(st.sampled_from([f"<{name}{attribute}>{inside}</{name}>", short]))


@st.composite
def points(draw: st.DrawFn, prefix: str) -> str:
    """Return a point: its attributes in any order, spacing and quotes, and any elements."""
    quote = draw(st.sampled_from("\"'"))
    equals = draw(st.sampled_from(["=", " = "]))
    said = draw(st.permutations([("lat", draw(values)), ("lon", draw(values)), ("id", "x=1")]))[
        : draw(st.integers(0, 3))
    ]
    attributes = "".join(f"{draw(blanks)}{name}{equals}{quote}{v}{quote}" for name, v in said)
    inside = draw(st.lists(elements(), max_size=5))
    if draw(st.booleans()):
        inside.append(f"<{prefix}time>{draw(times)}</{prefix}time>")
    if not inside and draw(st.booleans()):
        return f"<{prefix}trkpt{attributes}{draw(st.sampled_from(['', ' ']))}/>"
    text = draw(blanks).join(draw(st.permutations(inside)))
    return f"<{prefix}trkpt{attributes}>{text}</{prefix}trkpt>"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a GPX of several tracks of several segments, some of them empty."""
    prefix = draw(st.sampled_from(["", "g:"]))
    space = "xmlns" + (f":{prefix[:-1]}" if prefix else "")
    tracks = ""
    for _ in range(draw(st.integers(0, 3))):
        segments = draw(st.lists(st.lists(points(prefix), max_size=4), max_size=3))
        inside = "".join(
            f"<{prefix}trkseg>{draw(blanks).join(segment)}</{prefix}trkseg>"
            if segment or draw(st.booleans())
            else f"<{prefix}trkseg />"
            for segment in segments
        )
        tracks += f"<{prefix}trk><{prefix}name>trkseg</{prefix}name>{inside}</{prefix}trk>"
    declared = 'xmlns:gpxtpx="t" xmlns:ns3="n"'
    return f'<{prefix}gpx {space}="x" {declared}>{tracks}</{prefix}gpx>'.encode()


@settings(deadline=5_000, max_examples=300)
@given(documents())
def test_any_document(data: bytes) -> None:
    """Whatever order, prefix, spacing and quotes a writer chose, the columns are the walk's."""
    expected, is_damaged = walked(data, gpx.MARKUP)

    assert (expected, []) == read(data)
    assert not is_damaged


@settings(deadline=5_000, max_examples=150)
@given(documents(), st.data())
def test_plain_or_not(data: bytes, drawn: st.DataObject) -> None:
    """A comment between two tags takes the way through lxml, and changes nothing."""
    gaps = [found.end() for found in re.finditer(rb">(?=<)", data)]
    at = drawn.draw(st.sampled_from(gaps)) if gaps else len(data)

    assert read(data)[0] == read(data[:at] + COMMENT + data[at:])[0]


@settings(deadline=5_000, max_examples=200)
@given(documents(), st.integers(0, 10**6), st.binary(min_size=1, max_size=3))
def test_damage_is_seen(data: bytes, at: int, bytes_: bytes) -> None:
    """Bytes thrown in are noticed exactly where lxml complains, and sound points stay."""
    at %= len(data)
    data = (data[:at] + bytes_ + data[at + 1 :]).lstrip()
    try:
        expected, is_damaged = walked(data, gpx.MARKUP)
        found, quality = read(data)
    except (UnreadableFile, etree.XMLSyntaxError, AttributeError):
        return  # nothing is left of it

    assert is_damaged == ("damaged_xml" in quality)
    assert is_damaged or expected == found


def long_run() -> list[str]:
    """Return so many points that they are read in several blocks."""
    inside = "<extensions><hr>{}</hr></extensions>"
    return [point(i, 3 * i, inside=inside.format(100 + i % 50)) for i in range(MANY_POINTS)]


def test_a_long_run_in_several_blocks() -> None:
    """Where blocks are cut no point is lost or doubled, be the markup plain or not."""
    points_ = long_run()
    plain = made_up_gpx(*points_)
    expected, _ = walked(plain, gpx.MARKUP)

    assert expected == read(plain)[0]
    assert expected == read(plain.replace(b"<trkseg>", b"<trkseg>" + COMMENT))[0]
    assert expected == read(plain.decode().replace("UTF-8", "UTF-16").encode("utf-16"))[0]
    assert len(expected) == MANY_POINTS


def test_a_long_run_that_breaks_off() -> None:
    """All whole points of a long download that broke off are there."""
    whole = made_up_gpx(*long_run())
    cut = whole[: whole.index(b"<time>", len(whole) // 2)]
    found, quality = read(cut)

    assert walked(whole, gpx.MARKUP)[0][: len(found)] == found
    assert len(found) == cut.count(b"<trkpt") - 1
    assert quality == ["damaged_xml"]


@pytest.mark.parametrize(
    "inside",
    [
        "<desc>M\u00fcnchen</desc>",
        "<desc>Tom &amp; Jerry</desc>",
        "<desc>a > b</desc>",
        "<desc a='>'/>",
        "<desc><![CDATA[<hr>9</hr>]]></desc>",
        "<?pi <hr>9</hr>?>",
        "<!-- <hr>9</hr> -->",
        "<gr\u00f6\u00dfe>1</gr\u00f6\u00dfe>",
    ],
)
def test_what_is_not_plain(inside: str) -> None:
    """Other letters, entities, sections and comments inside a point are read by lxml."""
    data = made_up_gpx(point(0, inside=f"{inside}<hr>&#49;40</hr>"), point(1))
    found, quality = read(data)

    assert [row.get("heart_rate_bpm") for row in found] == [140.0, None]
    assert walked(data, gpx.MARKUP)[0] == found
    assert quality == []


@pytest.mark.parametrize(
    "inside",
    [
        "<a><b></a></b>",
        "<a>",
        "</a>",
        "<a b></a>",
        "<a b=1/>",
        "<1/>",
        "< a/>",
        "&x;",
        "\x01",
        "<a",
    ],
)
def test_faults_inside_a_point(inside: str) -> None:
    """Tags that do not match, attributes without quotes and the like are damage, and noted."""
    found, quality = read(made_up_gpx(point(0), point(1, inside=inside), point(2)))

    assert len(found) >= 1
    assert "damaged_xml" in quality


@pytest.mark.parametrize(
    "tag",
    [
        '<trkpt/ lat="1" lon="2">',
        '<trkpt lat="1"lon="2">',
        '<trkpt lat="1" lon="2" lon="2">',
        '<trkpt lat="1" lon="2"">',
        '<trkpt lat="1" lon=\'"2"> <a b=" lat="1" lon=\'>',
        "<trkpt lat=1 lon=2>",
        "<trkpt lat lon>",
    ],
)
def test_faults_of_a_points_own_tag(tag: str) -> None:
    """Where the attributes of one point are broken, the others are there."""
    found, _ = read(made_up_gpx(point(0), point(1), f"{tag}</trkpt>", point(2)))

    assert [row.get(TIME) for row in found][:2] == [microseconds(stamp(i)) for i in range(2)]


@pytest.mark.parametrize("half", [b"&#xD800;", b"&#57343;", b"\xed\xa0\x80", b"\xff"])
@pytest.mark.parametrize(
    "place", [b"<name>%b</name>", b"<a%b/>", b'<a b="%b"/>', b'<a xmlns="%b"/>']
)
@pytest.mark.parametrize("inside", [True, False], ids=["in a point", "beside the points"])
def test_what_is_no_letter(half: bytes, place: bytes, inside: bool) -> None:
    """Bytes and numbers that are no letter, wherever they stand, do not cost the points."""
    odd = place % half
    data = made_up_gpx(point(0, inside="@" * inside), point(1), track="@" * (not inside))
    found = outcome(data.replace(b"@", odd))

    assert isinstance(found, Activity)
    assert found.records.height >= 1
    assert found.quality == ("damaged_xml",)


def test_a_time_outside_of_points() -> None:
    """What stands between points, or around them, belongs to none."""
    stray = "<time>2030-01-01T00:00:00Z</time><hr>99</hr>"
    found, _ = read(made_up_gpx(stray, "<trkpt/>", stray, "<trkpt></trkpt>", stray))

    assert found == [{"run": 0.0}] * 2


def test_the_first_value_holds() -> None:
    """Where a point says a thing twice, the first number counts; an empty one says nothing."""
    inside = "<hr></hr><hr>soon</hr><x><hr>99</hr></x><HeartRate>150</HeartRate>"
    found, _ = read(made_up_gpx(point(0, inside=inside)))

    assert found[0]["heart_rate_bpm"] == 99.0


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_are_exact(expected: list[float]) -> None:
    """Every number written is read to the last bit."""
    data, starts, ends = spread([repr(value) for value in expected])

    assert expected == numbers(data, starts, ends).tolist()


@given(st.lists(st.one_of(times, st.text(st.characters(max_codepoint=127), max_size=30))))
def test_instants_are_exact(expected: list[str]) -> None:
    """Every time is the one Python's own reader gives, in microseconds."""
    data, starts, ends = spread(expected)
    found, _ = instants(data, starts, ends)

    assert [microseconds(text) for text in expected] == [
        None if math.isnan(time_) else time_ for time_ in found
    ]


def spread(texts_: list[str]) -> tuple[bytes, Any, Any]:
    """Return texts one behind the other, and where each starts and ends."""
    stops = np.cumsum([len(text) + 1 for text in texts_], dtype=np.int64)
    starts = stops - np.array([len(text) for text in texts_], np.int64)
    return "".join(f">{text}" for text in texts_).encode() + b"<", starts, stops


HEAD = b'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
TAIL = b"</trkseg></trk></gpx>"
WHOLE = b'<trkpt lat="48.1" lon="11.5"><time>2025-03-01T08:00:00Z</time>%b</trkpt>'
SIZE = 10_000_000

HOSTILE = {
    "a million different tags": lambda: (
        HEAD + b"".join(WHOLE % (b"<a%d/><b%d/>" % (i, i)) for i in range(500_000)) + TAIL
    ),
    "only <": lambda: HEAD + b"<" * SIZE + TAIL,
    "only <trkpt": lambda: HEAD + b"<trkpt" * (SIZE // 6),
    "points in points": lambda: HEAD + b'<trkpt lat="1" lon="2">' * (SIZE // 23),
    "segments in segments": lambda: HEAD + b"<trkseg>" * (SIZE // 8),
    "empty segments": lambda: HEAD + b"</trkseg><trkseg>" * (SIZE // 17) + TAIL,
    "tiny segments": lambda: HEAD + (WHOLE % b"" + b"</trkseg><trkseg>") * (SIZE // 80) + TAIL,
    "deep": lambda: HEAD + WHOLE % (b"<a>" * (SIZE // 3)) + TAIL,
    "the word only": lambda: HEAD + b"trkseg " * (SIZE // 7) + TAIL,
    "one tag": lambda: HEAD + b"<trkpt " + b'a="1" ' * (SIZE // 6) + b">" + TAIL,
    "only =": lambda: HEAD + b"<trkpt " + b"=" * SIZE + b">" + TAIL,
    "only quotes": lambda: HEAD + b'<trkpt lat="' + b'"' * SIZE + b">" + TAIL,
    "comments": lambda: HEAD + b"<!--" * (SIZE // 4) + TAIL,
    "entities": lambda: HEAD + WHOLE % (b"<d>" + b"&amp;" * (SIZE // 5) + b"</d>") + TAIL,
    "digits": lambda: HEAD + WHOLE % (b"<ele>" + b"1" * SIZE + b"</ele>") + TAIL,
    "no times": lambda: HEAD + b"<trkpt><time>x</time></trkpt>" * (SIZE // 28) + TAIL,
    "outside": lambda: b"<gpx>" + b"<a/>" * (SIZE // 4) + b"</gpx>",
    "a map": lambda: b"<gpx>" + b'<wpt lat="1" lon="2"/>' * (3 * SIZE // 21) + b"</gpx>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end(name: str) -> None:
    """Ten megabytes made to take long take some seconds, and end as every file does."""
    data = HOSTILE[name]()
    began = time.process_time()

    outcome(data)

    assert time.process_time() - began < 20


LARGE = """
import sys
from pipeline.decode.xml.kinds import decode_xml
from tests.peak import peak_mb

point = b'<trkpt lat="48.%07d" lon="11.5"><ele>520.1234567890</ele><time>2025-03-%02dT%02d:%02d:%02dZ</time></trkpt>\\n'
data = b"<gpx><trk><trkseg>" + b"".join(
    point % (i, 1 + i // 86400, i // 3600 % 24, i // 60 % 60, i % 60) for i in range(1_000_000)
)
data = data.replace(b"<trkpt", sys.argv[1].encode() + b"<trkpt", 1) + b"</trkseg></trk></gpx>"
assert len(data) > 100_000_000
activity = decode_xml(data)
assert activity.records.height == 1_000_000
print(peak_mb())
"""


@pytest.mark.slow
@pytest.mark.parametrize("comment", ["", "<!-- not plain -->"], ids=["plain", "not plain"])
def test_a_hundred_megabytes(comment: str) -> None:
    """A GPX of 100 MB and a million points needs less than a gigabyte."""
    run = [sys.executable, "-c", LARGE, comment]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert float(told) < 1_000


def test_too_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """More segments than anybody's pauses are read by the slower way, not refused."""
    monkeypatch.setattr("pipeline.decode.xml.document.MAX_RUNS", 3)
    data = made_up_gpx("</trkseg><trkseg>".join(point(i) for i in range(10)))

    assert walked(data, gpx.MARKUP)[0] == read(data)[0]


def test_a_recording_inside_a_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a limit of everything but points a file is refused rather than held in memory."""
    monkeypatch.setattr("pipeline.decode.xml.document.MAX_REST_BYTES", 100_000)
    monkeypatch.setattr("pipeline.decode.xml.normal.MAX_REST_BYTES", 100_000)
    waypoints = '<wpt lat="1" lon="2"/>' * 50_000
    found = outcome(made_up_gpx(point(0), head=waypoints))

    assert isinstance(found, UnreadableFile)
    assert isinstance(outcome(made_up_gpx(point(0), head=waypoints[:2_200])), Activity)


def test_a_tcx_is_walked_alike() -> None:
    """The same reader serves the other dialect."""
    inside = (
        "<Position><LatitudeDegrees>48</LatitudeDegrees></Position><Extensions><TPX xmlns='x' a='1'>"
        "<Value>7</Value><Watts>200</Watts></TPX></Extensions><HeartRateBpm><Value>150</Value></HeartRateBpm>"
    )
    data = (
        f"<TrainingCenterDatabase><Track><Trackpoint>{inside}</Trackpoint></Track><Track><Trackpoint/>"
        "</Track></TrainingCenterDatabase>"
    ).encode()
    expected, _ = walked(data, tcx.MARKUP)

    assert expected == read(data, tcx.MARKUP)[0]
    assert expected[0]["heart_rate_bpm"] == 150.0
