"""Templates filled in: escaped by default, styles and scripts inside, nothing fetched."""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dashboards.bundle import inline_script, script_hash
from dashboards.i18n import Language, Translator

NAMES: Final[dict[Language, str]] = {"en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class OtherLanguage:
    """The same page in the other language."""

    language: Language
    name: str
    file_name: str


def other_language(language: Language, path: Path) -> OtherLanguage:
    """Return where the page `path` stands in the other language."""
    stem = path.name.removesuffix(".html")
    if language == "en":
        return OtherLanguage("de", NAMES["de"], f"{stem}.de.html")
    return OtherLanguage("en", NAMES["en"], f"{stem.removesuffix('.de')}.html")


@functools.cache
def static_text(name: str) -> str:
    """Return a file of `static/`, fit to stand inside a page."""
    return inline_script(files("dashboards").joinpath(f"static/{name}").read_text("utf-8"))


def policy(scripts: Iterable[str]) -> str:
    """Return a content security policy that runs just these scripts and fetches nothing."""
    allowed = " ".join(f"'{script_hash(script)}'" for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dashboards"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def part(template: str, macro: str, t: Translator) -> Callable[..., Markup]:
    """Return a macro of a template, which draws one of many alike.

    Parameters
    ----------
    template, macro
        File name in `templates/`, and the name of the macro.
    t
        The language; sentences are marked as in `render`.
    """
    spoken = {"t": t, "_": t.gettext, "ngettext": t.ngettext}
    module = _environment().get_template(template).make_module(spoken)
    drawn: Callable[..., Markup] = getattr(module, macro)
    return drawn


def render(
    template: str, t: Translator, context: Mapping[str, Any], *, style: str = "page.css"
) -> str:
    """Return a template filled in.

    Parameters
    ----------
    template
        File name in `templates/`.
    t
        The language; sentences are marked `_("...")` and `ngettext(...)` in templates.
    context
        What the template shows; `scripts` lists the scripts it may run.
    style
        File name in `static/`.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            **context,
            t=t,
            _=t.gettext,
            ngettext=t.ngettext,
            language=t.language,
            css=Markup(static_text(style)),
            policy=policy(context["scripts"]),
        )
    )
