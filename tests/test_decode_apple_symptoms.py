"""How the low back felt, as a health app keeps it: words in an order, and never a score."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.decode import decode_activity
from pipeline.decode.apple.export import activity_of
from pipeline.decode.apple.fragments import fragments_in
from pipeline.decode.problems import NoWorkouts
from tests.made_apple import RECORD, RIDE_IOS13, back_pain, export, workout, written
from tests.test_decode_apple import Dribble

MAY = datetime(2024, 5, 4, 6, tzinfo=UTC)
RIDE = workout(RIDE_IOS13, MAY, minutes=65)
HEART_RATE = RECORD.format(serial=1, at=written(MAY), beats=72)
TYPE = "HKCategoryTypeIdentifierLowerBackPain"


def symptoms(*parts: str) -> list[dict[str, Any]]:
    """Return the symptoms of an export."""
    return decode_activity(export(*parts), "export.xml").symptoms.to_dicts()


@pytest.mark.parametrize(
    ("value", "severity"),
    [
        ("NotPresent", "not_present"),
        ("Mild", "mild"),
        ("Moderate", "moderate"),
        ("Severe", "severe"),
        ("Unspecified", "unspecified"),
        ("0", "unspecified"),
        ("1", "not_present"),
        ("2", "mild"),
        ("3", "moderate"),
        ("4", "severe"),
    ],
)
def test_severity_is_a_word(value: str, severity: str) -> None:
    """Apple's five words stay words, also where an app exports HealthKit's numbers for them."""
    (ache,) = symptoms(back_pain(value, MAY))

    assert {"symptom": "low_back_pain", "severity": severity, "started_at": MAY} == ache


def test_a_written_offset_tells_the_instant() -> None:
    """Ten in the evening six hours behind UTC is four in the morning in UTC."""
    (ache,) = symptoms(back_pain("Mild", datetime(2024, 5, 5, 4, tzinfo=UTC), offset_h=-6))

    assert datetime(2024, 5, 5, 4, tzinfo=UTC) == ache["started_at"]


def test_symptoms_alone_are_worth_loading() -> None:
    """Somebody who never recorded a workout, yet notes their back, has something to load."""
    activity = decode_activity(export(HEART_RATE, back_pain("Severe", MAY)), "export.xml")

    assert (0, 1, ()) == (activity.sessions.height, activity.symptoms.height, activity.quality)


def test_workouts_and_symptoms_stand_side_by_side() -> None:
    """A symptom changes no workout and no workout a symptom, in whatever order they stand."""
    later, earlier = back_pain("Mild", MAY + timedelta(days=1)), back_pain("Severe", MAY)

    activity = decode_activity(export(later, RIDE, HEART_RATE, earlier), "export.xml")

    assert ["cycling"] == activity.sessions["sport"].to_list()
    assert ["severe", "mild"] == activity.symptoms["severity"].to_list()
    assert () == activity.quality


@pytest.mark.parametrize(
    "other",
    [
        back_pain("Mild", MAY).replace("LowerBackPain", "Headache"),
        back_pain("Mild", MAY).replace(TYPE, f"x{TYPE}"),
        HEART_RATE.replace("Apple\xa0Watch von Lena", TYPE),
        f"<!-- {back_pain('Mild', MAY)} -->",
        f"<![CDATA[ {back_pain('Mild', MAY)} ]]>",
        f"<RecordOfMine type='{TYPE}'/>",
        f"{TYPE}",
    ],
)
def test_what_is_no_back_pain_does_not_count(other: str) -> None:
    """A headache, an app of that name, a comment: none of them is an ache of the back."""
    with pytest.raises(NoWorkouts):
        symptoms(other)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (back_pain("Terrible", MAY), "damaged_xml"),
        (back_pain("5", MAY), "damaged_xml"),
        (back_pain("Mild", MAY).replace('value="HK', 'valu="HK'), "damaged_xml"),
        (back_pain("Mild", MAY).replace("&quot;", "&nothing;"), "damaged_xml"),
        (f'<Record type="{TYPE}" value="no end', "damaged_xml"),
        (back_pain("Mild", MAY).replace("2024-05-04", "soon"), "wrong_date"),
        (back_pain("Mild", MAY).replace(" +0200", ""), "wrong_date"),
        (back_pain("Mild", datetime(1970, 1, 1, tzinfo=UTC)), "wrong_date"),
        (back_pain("Mild", datetime(2093, 1, 1, tzinfo=UTC)), "wrong_date"),
    ],
)
def test_broken_symptom_costs_only_itself(broken: str, code: str) -> None:
    """A word Apple does not know, a tag without an end, a day that cannot be: left out, noted."""
    sound = back_pain("Moderate", MAY)

    activity = decode_activity(export(sound, broken, RIDE), "export.xml")

    assert ["moderate"] == activity.symptoms["severity"].to_list()
    assert ["cycling"] == activity.sessions["sport"].to_list()
    assert (code,) == activity.quality


def test_letters_that_are_none_cost_a_letter() -> None:
    """A name cut in the middle of a letter is mended, and noted."""
    data = export(back_pain("Mild", MAY)).replace(b"iPhone", b"i\xf0\x9f")

    activity = activity_of(BytesIO(data))

    assert ["mild"] == activity.symptoms["severity"].to_list()
    assert ("damaged_xml",) == activity.quality


def test_export_cut_short_gives_the_symptoms_before() -> None:
    """A broken download has lost its workouts, not how the back felt."""
    data = export(back_pain("Mild", MAY), HEART_RATE, RIDE)

    activity = activity_of(BytesIO(data[: data.index(b"<Workout") + 60]))

    assert (0, 1) == (activity.sessions.height, activity.symptoms.height)
    assert {"truncated", "damaged_xml"} >= set(activity.quality) >= {"truncated"}


def test_impossible_workout_does_not_cost_the_symptoms() -> None:
    """All workouts are of 1970; how the back felt still loads, and the file says so."""
    old = workout(RIDE_IOS13, datetime(1970, 1, 1, tzinfo=UTC), minutes=10)

    activity = decode_activity(export(back_pain("Mild", MAY), old), "export.xml")

    assert (0, 1, ("wrong_date",)) == (
        activity.sessions.height,
        activity.symptoms.height,
        activity.quality,
    )


SAID = {
    "type": st.sampled_from([TYPE, "HKQuantityTypeIdentifierHeartRate", f"{TYPE}s"]),
    "value": st.sampled_from(["HKCategoryValueSeverityMild", "HKCategoryValueSeveritySevere", "72"]),
    "startDate": st.sampled_from([written(MAY), written(MAY + timedelta(days=3))]),
    "sourceName": st.sampled_from(["Health", "a > b", "it's", TYPE]),
    "unit": st.sampled_from(["", "<"]),
}  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> str:
    """Return a record whose attributes stand in any order, quoted either way."""
    said = []
    for name in draw(st.permutations(sorted(SAID))):
        quote = draw(st.sampled_from("\"'"))
        text = draw(SAID[name]).replace("<", "&lt;").replace(quote, "&#39;")
        said.append(f"{draw(st.sampled_from([' ', chr(10), chr(9)]))}{name}={quote}{text}{quote}")
    end = draw(st.sampled_from(["/>", " />", "></Record>", f"><M key='{TYPE}'/></Record >"]))
    return f"<Record{''.join(said)}{end}"


BODIES = st.lists(
    st.one_of(records(), st.sampled_from([RIDE, HEART_RATE, f"<!-- <Record {TYPE}> -->", TYPE])),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BODIES, st.integers(1, 400))
def test_same_symptoms_as_a_parser_of_all_the_xml(body: list[str], size: int) -> None:
    """Searching for symptoms finds what a parser finds that reads every element."""
    data = export(*body)
    parsed = [
        dict(element.attrib)
        for _, element in etree.iterparse(BytesIO(data), tag="Record")
        if element.get("type") == TYPE
    ]
    quality: list[str] = []

    tags = [
        each.text for each in fragments_in(Dribble(data, size), quality) if each.kind != "workout"
    ]
    found = [etree.fromstring(tag.rstrip(b"/>") + b"/>").attrib for tag in tags]

    assert parsed == [dict(said) for said in found if said["type"] == TYPE]
    assert [] == quality
