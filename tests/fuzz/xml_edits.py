"""Damage that only XML can take: tags, attributes, entities, texts that are no numbers."""

import re
from random import Random

from tests.fuzz.any_edits import Mutable

PART = re.compile(rb"<[^<>]{0,400}>")
NAME = re.compile(rb"(?<=[</])[A-Za-z_][\w:.-]*")
ATTRIBUTE = re.compile(rb'[\w:.-]+="[^"<>]{0,200}"')
TEXT = re.compile(rb"(?<=>)[^<>]{1,80}(?=<)")

NAMES = (
    *(b"gpx", b"trk", b"trkseg", b"trkpt", b"wpt", b"rte", b"rtept", b"time", b"ele", b"name"),
    *(b"type", b"speed", b"extensions", b"gpxtpx:hr", b"hr", b"power", b"metadata", b"no:such"),
    *(b"TrainingCenterDatabase", b"Activity", b"Lap", b"Track", b"Trackpoint", b"Value", b"x"),
)
VALUES = (
    *(b"", b" ", b"0", b"-0", b"NaN", b"-nan", b"inf", b"1e999", b"1e-999", b"-1e308", b"1_0"),
    *(b"0x10", b"1,5", b"+5", b"--5", b"5 6", b".", b"\xd9\xa3", b"\xff", b"\x00", b"9" * 400),
    *(b"91", b"-181", b"90.0000001", b"2147483648", b"18446744073709551616", b"null", b"true"),
    *(b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:60Z", b"2025-02-30T25:61:61Z", b"2025-03-01"),
    *(b"2025-03-01T08:00:00+99:99", b"2025-03-01T08:00:00.999999999999Z", b"-2025-03-01T08:00:00Z"),
    *(b"2025-03-01T08:00:00", b"20250301T080000Z", b"1901-01-01T00:00:00Z", b"12025-03-01T08:00Z"),
)
PIECES = (
    *(b"&", b"&lt;", b"&bogus;", b"&#0;", b"&#xD800;", b"&#x110000;", b"&#57;", b"<", b">", b'"'),
    *(b"]]>", b"<![CDATA[<trkpt>]]>", b"<![CDATA[", b"<!-- -->", b"<!--", b"<?x y?>", b"<?", b"</"),
    *(b"<!DOCTYPE gpx>", b"\x00", b"\x1a", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\n" * 99),
    *(b"<a>" * 500, b"<trkseg>" * 300, b"<trkpt/>" * 50, b"<no:such a='1'/>", b"<trkpt a='&a;'>"),
)
BOMB = b'<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (after, b"&%c;" % before * 10)
    for before, after in zip(b"abcdefgh", b"bcdefghi", strict=True)
)
ENCODINGS = (b"UTF-16", b"latin-1", b"US-ASCII", b"EBCDIC", b"utf-7", b"x" * 300)


def some(pattern: re.Pattern[bytes], data: Mutable, random: Random) -> slice:
    """Return one of the places where a pattern matches, the file's beginning where none does."""
    start = random.randrange(len(data) + 1)
    found = pattern.search(data, start) or pattern.search(data)
    return slice(*found.span()) if found else slice(0, 0)


def drop_tag(data: Mutable, random: Random) -> None:
    """Lose a tag."""
    del data[some(PART, data, random)]


def double_tag(data: Mutable, random: Random) -> None:
    """Write a tag twice, or often."""
    tag = some(PART, data, random)
    data[tag.stop : tag.stop] = data[tag] * random.choice((1, 2, 40))


def swap_tags(data: Mutable, random: Random) -> None:
    """Exchange two tags."""
    first, second = some(PART, data, random), some(PART, data, random)
    if first.stop <= second.start:
        data[second], data[first] = data[first], data[second]


def rename(data: Mutable, random: Random) -> None:
    """Give a tag another's name."""
    data[some(NAME, data, random)] = random.choice(NAMES)


def change_attribute(data: Mutable, random: Random) -> None:
    """Give an attribute a value that is none, or lose it, or write it twice."""
    at = some(ATTRIBUTE, data, random)
    name = bytes(data[at]).partition(b"=")[0]
    match random.randrange(4):
        case 0:
            del data[at]
        case 1:
            data[at.stop : at.stop] = b" " + data[at]
        case _:
            data[at] = name + b'="' + random.choice(VALUES) + b'"'


def change_text(data: Mutable, random: Random) -> None:
    """Write what is no number and no time where one is due."""
    data[some(TEXT, data, random)] = random.choice(VALUES)


def put_in(data: Mutable, random: Random) -> None:
    """Put in a piece of XML that should not be there."""
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(PIECES)


def bomb(data: Mutable, random: Random) -> None:
    """Define entities that unfold a thousand millionfold, and use one."""
    root = some(re.compile(rb"<gpx|<Training"), data, random).start
    data[root:root] = BOMB
    text = some(TEXT, data, random)
    data[text] = b"&i;"


def recode(data: Mutable, random: Random) -> None:
    """Write the text as another encoding has it, or say so without doing it."""
    if random.random() < 0.5:
        data[:] = (
            bytes(data).decode("utf-8", "replace").encode(random.choice(("utf-16", "utf-16-be")))
        )
    else:
        declaration = b'<?xml version="1.0" encoding="%s"?>' % random.choice(ENCODINGS)
        data[some(re.compile(rb"<\?xml[^>]*>"), data, random)] = declaration


EDITS = (
    *(drop_tag, double_tag, swap_tags, rename, rename, change_attribute, change_attribute),
    *(change_text, change_text, change_text, put_in, put_in, bomb, recode),
)
