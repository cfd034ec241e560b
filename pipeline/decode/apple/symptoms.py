"""One `<Record>` of low-back pain -> a symptom's row.

Its severity is one of five words. They stand in an order, but say nothing of how far they lie
apart: none of them is ever turned into a score of 0 to 10.
"""

from datetime import UTC
from typing import Any, Final

from lxml import etree

from pipeline.decode.apple.dates import instant_written
from pipeline.decode.frames import Row
from pipeline.decode.times import is_possible
from pipeline.decode.xml.normal import HARDENED, in_letters

LOW_BACK_PAIN: Final = b"HKCategoryTypeIdentifierLowerBackPain"
SYMPTOMS: Final = {LOW_BACK_PAIN.decode(): "low_back_pain"}

PREFIX: Final = "HKCategoryValueSeverity"
SEVERITIES: Final = {
    "Unspecified": "unspecified",
    "NotPresent": "not_present",
    "Mild": "mild",
    "Moderate": "moderate",
    "Severe": "severe",
    "0": "unspecified",
    "1": "not_present",
    "2": "mild",
    "3": "moderate",
    "4": "severe",
}
"""Apple's words, and the numbers HealthKit keeps them as, which some apps export."""

STRICT: Final = HARDENED | {"recover": False}


def symptom_of(tag: bytes, quality: list[str]) -> Row | None:
    """Return the row of one symptom, null where there is none to be had.

    Parameters
    ----------
    tag
        The opening tag of a record that names low-back pain somewhere.
    quality
        Grows by 'damaged_xml' where the tag is no XML or its severity no word of Apple's, by
        'wrong_date' where it cannot be put on a day.
    """
    text, is_sound = in_letters(tag.removesuffix(b">").removesuffix(b"/") + b"/>")
    try:
        record = etree.fromstring(text, etree.XMLParser(**STRICT))
    except etree.XMLSyntaxError:
        quality.append("damaged_xml")
        return None
    if not is_sound:
        quality.append("damaged_xml")
    symptom = SYMPTOMS.get(record.get("type", ""))
    return None if symptom is None else _row(symptom, record, quality)


def _row(symptom: str, record: Any, quality: list[str]) -> Row | None:
    severity = SEVERITIES.get(record.get("value", "").removeprefix(PREFIX))
    written = instant_written(record.get("startDate"))
    if severity is None:
        quality.append("damaged_xml")
        return None
    if written is None or not is_possible(written):
        quality.append("wrong_date")
        return None
    return {"symptom": symptom, "severity": severity, "started_at": written.astimezone(UTC)}
