"""Keeps the German catalog in step with the sentences marked in the sources."""

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboards.i18n import DOMAIN, LANGUAGES, SOURCE_LANGUAGE
from pipeline.files import write_atomically

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("pipeline", "flows", "dashboards")
METHODS: Final = [("**.py", "python"), ("**.html", "jinja2")]


def catalog_path(language: str) -> Path:
    """Return where a language's catalog lies."""
    return ROOT / "dashboards" / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def marked_sentences() -> Catalog:
    """Return every sentence marked in the three packages: `N_`, `_`, gettext, ngettext, Jinja."""
    found = Catalog(domain=DOMAIN, charset="utf-8")
    for package in PACKAGES:
        for _, _, message, _, context in extract_from_dir(str(ROOT / package), METHODS):
            found.add(message, context=context)
    return found


def read_catalog(language: str) -> Catalog:
    """Return a language's catalog as committed; an empty one where there is none yet."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    return read_po(io.BytesIO(path.read_bytes()), locale=language, domain=DOMAIN)


def sentences(catalog: Catalog) -> Iterator[Message]:
    """Return the messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the messages that have no translation anybody has looked at."""
    return [
        message
        for message in sentences(catalog)
        if message.fuzzy or not all(_forms(message.string))
    ]


def gaps_differ(message: Message) -> bool:
    """Tell whether a translation fills other gaps than its sentence has.

    One that is still missing has none to compare; `{n}` may be left out where it is one.
    """
    wanted = set[str]().union(*(_gaps(form) for form in _forms(message.id)))
    return any(_gaps(form) - {"n"} != wanted - {"n"} for form in _forms(message.string) if form)


def _forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def _gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def updated(language: str) -> bytes:
    """Return a language's catalog with new sentences added and those no longer said dropped."""
    catalog = read_catalog(language)
    catalog.update(marked_sentences(), no_fuzzy_matching=True)
    return _as_po(catalog)


def update_catalogs() -> int:
    """Bring every catalog up to date and name what waits for a translation.

    Returns
    -------
    int
        The exit code: 1 if a sentence waits, else 0.
    """
    waiting = 0
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        write_atomically(catalog_path(language), updated(language))
        for message in untranslated(read_catalog(language)):
            waiting += 1
            sys.stdout.write(f"{language}: {message.id}\n")
    return int(waiting > 0)


def _as_po(catalog: Catalog) -> bytes:
    """Return the file: sorted, one sentence a line, and without dates, so diffs stay small."""
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return header.encode() + body.getvalue()
