"""Both languages of the pages and the terminal: sentences, numbers and dates.

The English sentence is the key of the German catalog, `locale/de/LC_MESSAGES/backstride.po`,
which is read at run time without a compile step. After a sentence was added or changed
anywhere, `python -m dashboards.i18n` brings the catalog up to date and names what is missing.
"""

import datetime as dt
import functools
import gettext
import io
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final, Literal

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboards.units import SYSTEMS, Quantity, System, clock
from pipeline.athlete_settings import Units

Language = Literal["en", "de"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "de")
SOURCE_LANGUAGE: Final = "en"
DOMAIN: Final = "backstride"

NARROW_SPACE: Final = "\u202f"
MINUS: Final = "\u2212"
DASH: Final = "\u2013"
WHOLE_FROM: Final = 10
"""Of a range that ends below, a whole unit would be too coarse an end."""
HOUR_S: Final = 3600

_DATE: Final = {"en": "d MMM y", "de": "d. MMM y"}
_DAY: Final = {"en": "EEE d MMM", "de": "EEE, d. MMM"}
_MONTH: Final = {"en": "LLLL y", "de": "LLLL y"}
_SHORT_MONTH: Final = {"en": "LLL", "de": "LLL"}
_DAY_OF_YEAR: Final = {"en": "d MMM", "de": "d. MMM"}
_MARKS: Final = {
    "en": str.maketrans({"-": MINUS}),
    "de": str.maketrans({"-": MINUS, ",": ".", ".": ","}),
}
"""Babel would tell the same numbers a hundred times slower, and a page holds thousands."""
_TWO_STOPS: Final = re.compile(r"(?<=\w)\.\.(?=\s|$)")
_PERCENT: Final = {"en": "{number}%", "de": f"{{number}}{NARROW_SPACE}%"}


@dataclass(frozen=True)
class Translator:
    """Tells sentences, numbers and dates in one language, distances in one kind of units.

    Attributes
    ----------
    language
        `en` or `de`.
    catalog
        The sentences; English needs none.
    units
        `metric` or `imperial`: what is stored is metric, and becomes the reader's here alone.
    """

    language: Language
    catalog: gettext.NullTranslations = field(repr=False, compare=False)
    units: Units = "metric"

    def in_units(self, units: Units) -> "Translator":
        """Return the translator of the same language and of an athlete's units."""
        return translator(self.language, units)

    def gettext(self, sentence: str, **facts: object) -> str:
        """Return the sentence in this language, its named gaps filled with `facts`."""
        told = self.catalog.gettext(sentence)
        return _ended_once(told.format(**facts)) if facts else told

    def ngettext(self, singular: str, plural: str, n: int, **facts: object) -> str:
        """Return the form of the sentence that fits `n`, which fills the gap `{n}`."""
        told = self.catalog.ngettext(singular, plural, n)
        return _ended_once(told.format(**{"n": self.number(n, 0), **facts}))

    def number(self, value: float, digits: int = 1) -> str:
        """Return a number with a fixed count of decimals."""
        rounded = round(value, digits) + 0.0  # no "-0.0"
        return f"{rounded:,.{digits}f}".translate(_MARKS[self.language])

    def signed(self, value: float, digits: int = 1) -> str:
        """Return a number that always carries its sign."""
        told = self.number(value, digits)
        return told if round(value, digits) <= 0 else f"+{told}"

    def percent(self, value: float, digits: int = 0) -> str:
        """Return a percentage; `value` is in percent already."""
        return _PERCENT[self.language].format(number=self.number(value, digits))

    @property
    def _system(self) -> System:
        return SYSTEMS[self.units]

    @property
    def distance_unit(self) -> str:
        """The sign of the unit that distances are told in: `km` or `mi`."""
        return self._system.distance

    @property
    def height_unit(self) -> str:
        """The sign of the unit that climb and altitude are told in: `m` or `ft`."""
        return self._system.height

    def distance_name(self) -> str:
        """Return the heading of a column of distances."""
        return self.gettext("Kilometres") if self.units == "metric" else self.gettext("Miles")

    def from_km(self, km: Quantity) -> Quantity:
        """Return a number, a column or a series of kilometres in the reader's unit."""
        return self._system.from_km(km)

    def from_m(self, metres: Quantity) -> Quantity:
        """Return a number, a column or a series of metres in the reader's unit of height."""
        return self._system.from_m(metres)

    def distance(self, km: float, digits: int = 1) -> str:
        """Return a distance with its unit."""
        return self._with_unit(self.from_km(km), digits)

    def distance_at_most(self, km: float) -> str:
        """Return a ceiling with its unit, never rounded up beyond what was allowed."""
        return self._with_unit(self.at_most(km), 1)

    def distance_range(self, low_km: float, high_km: float) -> str:
        """Return a range, its upper end never rounded up."""
        bottom, top, digits = self.range_ends(low_km, high_km)
        return f"{self.number(bottom, digits)}{DASH}{self._with_unit(top, digits)}"

    def range_ends(self, low_km: float, high_km: float) -> tuple[float, float, int]:
        """Return the ends of a range as they are told, and their decimals: none from ten on."""
        digits = 0 if self.at_most(high_km, 0) >= WHOLE_FROM else 1
        top = self.at_most(high_km, digits)
        return min(round(self.from_km(low_km), digits), top), top, digits

    def at_most(self, km: float, digits: int = 1) -> float:
        """Return a ceiling as a number of the reader's unit that never tells more."""
        return self._system.at_most(km, digits)

    def _with_unit(self, number: float, digits: int) -> str:
        return f"{self.number(number, digits)}\u00a0{self.distance_unit}"

    def pace(self, seconds_per_km: float) -> str:
        """Return a pace with its unit: `5:10 min/km`, `8:19 min/mi`."""
        return f"{self.pace_clock(seconds_per_km)}\u00a0min/{self.distance_unit}"

    def pace_clock(self, seconds_per_km: float) -> str:
        """Return a pace without its unit, for the lower end of a range."""
        return clock(self._system.pace_s(seconds_per_km))

    def elevation(self, metres: float, digits: int = 0) -> str:
        """Return a height, a climb or the length of a step with its unit: `120 m`, `394 ft`."""
        return f"{self.number(self.from_m(metres), digits)}\u00a0{self.height_unit}"

    def speed(self, metres_per_second: float) -> str:
        """Return a speed with its unit: `25 km/h`, `16 mph`."""
        an_hour = self.from_km(metres_per_second * HOUR_S / 1000)
        return f"{self.number(an_hour, 0)}\u00a0{self._system.speed}"

    def date(self, day: dt.date) -> str:
        """Return a date with its year: `22 Nov 2026`, `22. Nov. 2026`."""
        return self._day(day, _DATE)

    def day(self, day: dt.date) -> str:
        """Return a date with its weekday and without its year."""
        return self._day(day, _DAY)

    def month(self, day: dt.date) -> str:
        """Return a date's month with its year: `November 2026`."""
        return self._day(day, _MONTH)

    def short_month(self, day: dt.date) -> str:
        """Return a date's month for a narrow place: `Nov`."""
        return self._day(day, _SHORT_MONTH)

    def short_weekdays(self) -> list[str]:
        """Return the days of the week for a narrow place, Monday first: `Mo`."""
        names = get_day_names("short", context="stand-alone", locale=self.language)
        return [names[day].rstrip(".") for day in range(7)]

    def day_of_year(self, day: dt.date) -> str:
        """Return a date without weekday and year, for the axis of a chart: `22 Nov`."""
        return self._day(day, _DAY_OF_YEAR)

    def moment(self, instant: dt.datetime) -> str:
        """Return a date with the time of day."""
        return f"{self.date(instant.date())}, {instant:%H:%M}"

    def _day(self, day: dt.date, patterns: dict[str, str]) -> str:
        return _formatted(day, patterns[self.language], self.language)

    def plotly_locale(self) -> dict[str, Any]:
        """Return month and day names as plotly.js wants them."""
        locale = Locale.parse(self.language)
        months, days = locale.months["format"], locale.days["format"]
        sunday_first = [6, 0, 1, 2, 3, 4, 5]
        is_german = self.language == "de"
        return {
            "months": [months["wide"][month] for month in range(1, 13)],
            "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
            "days": [days["wide"][day] for day in sunday_first],
            "shortDays": [days["abbreviated"][day] for day in sunday_first],
            "month": "%b\n%Y",
            "dayMonth": "%-d. %b" if is_german else "%-d %b",
            "dayMonthYear": "%-d. %b %Y" if is_german else "%-d %b %Y",
            "decimal": "," if is_german else ".",
            "thousands": "." if is_german else ",",
        }


@functools.lru_cache(maxsize=8192)
def _formatted(day: dt.date, pattern: str, language: Language) -> str:
    return str(format_date(day, format=pattern, locale=language))


def _ended_once(sentence: str) -> str:
    """Return a sentence with one full stop where a shortened month stood before another."""
    return _TWO_STOPS.sub(".", sentence)


@functools.cache
def translator(language: Language, units: Units = "metric") -> Translator:
    """Return the translator of a language and of units.

    Parameters
    ----------
    language
        `en` or `de`.
    units
        `metric` or `imperial`.
    """
    return Translator(language, _catalog(language), units)


@functools.cache
def _catalog(language: Language) -> gettext.NullTranslations:
    """Return the sentences of a language, compiled in memory."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    source = files("dashboards").joinpath(f"locale/{language}/LC_MESSAGES/{DOMAIN}.po")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


if __name__ == "__main__":
    from dashboards.catalog import update_catalogs

    raise SystemExit(update_catalogs())
