"""`backstride pain`: what the diary says, in the page's own sentences and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import typer

from dashboards import page
from dashboards.cohort import GROUP_MARTS, NOBODY
from dashboards.facts import Marts, athlete, one_row
from dashboards.i18n import Translator
from dashboards.sections.association import association_section
from dashboards.sections.cohort_programmes import cohort_programmes_section
from dashboards.sections.pain import pain_section
from dashboards.sections.programme import programme_section
from dashboards.sections.red_flags import red_flags_section
from dashboards.sections.rest import rest_section
from dashboards.wording import around_runs_notes, pooled_note, pooled_sentence
from flows.console import Terminal
from flows.judged_day import as_json as plain
from flows.sessions_found import asked
from flows.status import wrapped
from pipeline import tables
from pipeline.home import Home

TOLD: Final = {
    "association": "fct_pain_association",
    "association_unmedicated": "fct_pain_association_unmedicated",
    "around_runs": "fct_pain_around_runs",
    "red_flags": "fct_red_flags",
    "rest_blocks": "fct_rest_blocks",
    "programmes": "fct_programmes",
}
TOLD_OF_GROUP: Final = {
    "association": "fct_pooled_association",
    "programmes": "fct_cohort_programmes",
}
"""What a program reads -> the table it stands in."""


@dataclass(frozen=True)
class PainTold:
    """What is known of pain.

    Attributes
    ----------
    athletes
        Each one's rows of the page's marts.
    group
        The group's rows of `GROUP_MARTS`; none where only one athlete was asked for.
    """

    athletes: list[Marts]
    group: Marts | None


def pain_told(home: Home, athlete_id: str | None) -> PainTold:
    """Return what the published warehouse holds of everybody's pain, or of one athlete's.

    Raises
    ------
    NoWarehouse
        Before the first run.
    UnknownAthlete
        If nobody is called so.
    """
    with asked(home, athlete_id) as con:
        everybody = tables.rows_of(con, "from dim_athletes order by athlete_id")["athlete_id"]
        meant = [one for one in everybody if athlete_id in (None, one)]
        group = tables.read_marts(con, GROUP_MARTS, NOBODY)
        return PainTold(
            athletes=[tables.read_marts(con, page.MARTS, one) for one in meant],
            group=group if len(meant) > 1 else None,
        )


def as_json(told: PainTold) -> dict[str, Any]:
    """Return one object with each athlete's rows and those of the group."""
    return {
        "athletes": [
            {"athlete": athlete(marts)["athlete_id"]} | _rows(marts, TOLD)
            for marts in told.athletes
        ],
        "group": None if told.group is None else _rows(told.group, TOLD_OF_GROUP),
    }


def _rows(marts: Marts, names: Mapping[str, str]) -> dict[str, Any]:
    return {name: [plain(row) for row in marts[table].to_dicts()] for name, table in names.items()}


def print_pain(told: PainTold, terminal: Terminal) -> None:
    """Print one athlete after the other, then what all diaries say together."""
    t = terminal.t
    for marts in told.athletes:
        person = athlete(marts)
        typer.echo(f"{person['display_name']}, {t.date(person['today'])}")
        for line in _lines(marts, t.in_units(person["units"])):
            typer.echo(line)
        typer.echo()
    for sentence in _of_group(told.group, t) if told.group is not None else ():
        for line in wrapped(sentence, indent=0):
            typer.echo(line)


def _of_group(group: Marts, t: Translator) -> list[str]:
    """Return what all diaries say together, and what became of the group's programmes."""
    pooled = one_row(group["fct_pooled_association"])
    programmes = cohort_programmes_section(group["fct_cohort_programmes"], t)
    told = [pooled_sentence(pooled, t), pooled_note(pooled, t)]
    if programmes is not None:
        told += [programmes["answer"], programmes["note"]]
    return [sentence for sentence in told if sentence]


def _lines(marts: Marts, t: Translator) -> Iterator[str]:
    """Return an athlete's lines; what a doctor has to see comes before all numbers."""
    signs, rest = red_flags_section(marts, t), rest_section(marts, t)
    for sign in signs["open"]:
        yield from wrapped(f"■ {sign['sentence']}")
    yield from wrapped(signs["clearing"])
    yield from wrapped(pain_section(marts, t)["answer"])
    if rest["told"]:
        yield from wrapped(" ".join([*rest["told"], rest["doctor"], rest["relief"]]))
    yield from _headed(t.gettext("What goes with my pain?"), _association(marts, t))
    yield from _headed(t.gettext("Did my strength training help?"), _programme(marts, t))


def _headed(heading: str, sentences: list[str]) -> Iterator[str]:
    yield from wrapped(heading)
    for sentence in sentences:
        yield from wrapped(sentence, indent=4)


def _association(marts: Marts, t: Translator) -> list[str]:
    found = association_section(marts, t)
    around = marts["fct_pain_around_runs"].rows(named=True)
    return [
        found["sentence"],
        *found["notes"],
        *found["unmedicated"],
        *around_runs_notes(around, t),
    ]


def _programme(marts: Marts, t: Translator) -> list[str]:
    found = programme_section(marts, t)
    return [found["answer"], *found["missing"], *found["beside"], found["caveat"]]
