"""Claims about the two languages: numbers, dates, and a catalog that lacks nothing."""

from datetime import UTC, date, datetime

import pytest

from dashboards.catalog import (
    catalog_path,
    gaps_differ,
    marked_sentences,
    read_catalog,
    sentences,
    untranslated,
    updated,
)
from dashboards.i18n import translator

EN = translator("en")
DE = translator("de")


def test_german_numbers() -> None:
    """German has a decimal comma, points between thousands and a narrow space before %."""
    assert DE.number(1234.56, 1) == "1.234,6"
    assert DE.percent(12.4) == "12\u202f%"
    assert DE.signed(0.317, 2) == "+0,32"
    assert DE.distance(17.25) == "17,2\u00a0km"


def test_english_numbers() -> None:
    """English has a decimal point and no space before %."""
    assert EN.number(1234.56, 1) == "1,234.6"
    assert EN.percent(12.4) == "12%"


@pytest.mark.parametrize("t", [EN, DE])
def test_minus_is_a_minus_and_zero_has_none(t: object) -> None:
    """A negative number carries a real minus; what rounds to 0 carries no sign."""
    assert t.signed(-0.5, 0) == "0"  # type: ignore[attr-defined]
    assert t.number(-2, 0) == "\u22122"  # type: ignore[attr-defined]


def test_dates() -> None:
    """The month stands in words, as each language writes it."""
    day = date(2026, 11, 22)

    assert EN.date(day) == "22 Nov 2026"
    assert DE.date(day) == "22. Nov. 2026"
    assert DE.day(day) == "So., 22. Nov."
    assert DE.moment(datetime(2026, 11, 22, 7, 4, tzinfo=UTC)) == "22. Nov. 2026, 07:04"


@pytest.mark.parametrize(("km", "told"), [(15.47, "15.4"), (15.0, "15.0"), (12.3, "12.3")])
def test_a_ceiling_is_never_rounded_up(km: float, told: str) -> None:
    """Running what the page allows never goes beyond what was computed."""
    assert EN.distance_at_most(km) == f"{told}\u00a0km"


def test_a_range_is_never_rounded_up() -> None:
    """The upper end of a range is cut, and the lower end never passes it."""
    assert EN.distance_range(29.6, 41.9) == "30–41\u00a0km"
    assert EN.distance_range(19.9, 19.9) == "19–19\u00a0km"
    assert EN.distance_range(7.66, 9.99) == "7.7–9.9\u00a0km"


def test_an_unknown_sentence_stays_english() -> None:
    """A sentence nobody has translated is told in English rather than not at all."""
    assert DE.gettext("No such sentence {here}.", here=1) == "No such sentence 1."


def test_plural_forms() -> None:
    """One is one and 0 is many, in both languages."""
    sentences = ("One signal is steady", "{n} signals are steady")

    assert EN.ngettext(*sentences, 1) == "One signal is steady"
    assert DE.ngettext(*sentences, 0) == "0 Signale sind im Rahmen"


def test_every_marked_sentence_is_translated() -> None:
    """The German catalog holds each sentence marked in the sources, looked at by somebody.

    If this fails: `python -m dashboards.i18n` adds the missing sentences to the catalog and
    names them; translate them there.
    """
    catalog = read_catalog("de")
    catalog.update(marked_sentences(), no_fuzzy_matching=True)

    assert [] == [message.id for message in untranslated(catalog)]


def test_translations_fill_the_same_gaps() -> None:
    """No translation loses a named gap or invents one."""
    assert [] == [message.id for message in sentences(read_catalog("de")) if gaps_differ(message)]


def test_catalog_is_as_the_command_writes_it() -> None:
    """Updating a catalog that is up to date changes no byte of it."""
    assert updated("de") == catalog_path("de").read_bytes()


def test_plotly_locale_is_german() -> None:
    """Months, days and decimals of the charts are German on the German page."""
    locale = DE.plotly_locale()

    assert locale["shortMonths"][10] == "Nov."
    assert locale["days"][0] == "Sonntag"
    assert (locale["decimal"], locale["thousands"]) == (",", ".")


def test_a_shortened_month_at_the_end_of_a_sentence_has_one_stop() -> None:
    """German shortens months with a full stop, which also ends the sentence; paths stay."""
    sunday = DE.day(date(2026, 11, 15))

    assert "bis So., 15. Nov. Geh" == DE.gettext("bis {day}. Geh", day=sunday)
    assert "../diary/me.csv" == DE.gettext("{path}", path="../diary/me.csv")
