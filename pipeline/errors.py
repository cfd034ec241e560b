"""Everything that can go wrong, as sentences: what, where, and what to do.

BackstrideError            the run failed (exit 1)
├── UsageError             wrong usage or configuration (exit 2)
│   ├── UnknownSetting, BadSetting, BrokenSettings, BadName, NameTaken, UnknownAthlete, WhichAthlete
│   ├── NoWarehouse, NotADemoHome, BadQuery, BadDate
│   └── BadDiaryEntry, BadStatement, BadProgramme, BadExercise ...  and why; nothing was written
│       (`problems` of each room)
├── HomeBusy, JournalBusy  another run, or another command, holds it
├── HomeUnwritable         a disk that is full or read-only
├── WorkerLost             a process beside this one was killed
├── WarehouseOpen          another program holds the warehouse
├── WarehouseDamaged       a warehouse DuckDB cannot read
├── FileChanged            a file still being written; it waits for the next run
├── CheckFailed            a check on the warehouse returned rows: our bug, nothing published
└── FileProblem            one file; it is archived or quarantined and the run goes on
    ├── NotAnActivity      fine, but nothing to load: `ignored`
    └── UnreadableFile     nothing readable: `quarantined`

A sentence is a template in English; the same template is the key of the German catalog,
so an error can be told in either language long after it was raised.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

Translate = Callable[[str], str]


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name, which the extractor knows
    """Mark a sentence for the catalogs without translating it yet."""
    return sentence


@dataclass(frozen=True)
class Reason:
    """A sentence that can be stored and told later in another language.

    Attributes
    ----------
    template
        The English sentence with named gaps, also the catalog's key.
    facts
        What goes into the gaps; a fact that is a marked phrase itself is translated, too.
    """

    template: str
    facts: dict[str, str | int | float] = field(default_factory=dict)

    def told(self, translate: Translate = str) -> str:
        """Return the sentence in the language of `translate`."""
        facts = {
            name: translate(fact) if isinstance(fact, str) and fact else fact
            for name, fact in self.facts.items()
        }
        return translate(self.template).format(**facts)

    def facts_json(self) -> str:
        """Return the facts as stored in the warehouse."""
        return json.dumps(self.facts, ensure_ascii=False, sort_keys=True)

    @classmethod
    def stored(cls, template: str, facts_json: str) -> "Reason":
        """Return the reason a warehouse row holds."""
        return cls(template, json.loads(facts_json))


class BackstrideError(Exception):
    """A failure with a sentence; facts are attributes, the sentence is built from them.

    Parameters
    ----------
    **facts
        The values of the template's named gaps.
    """

    sentence: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **facts: str | float) -> None:
        self.reason = Reason(self.sentence, facts)
        super().__init__(self.reason.told())

    def __reduce__(self) -> tuple[Callable[[], "BackstrideError"], tuple[()]]:
        """Let a worker hand it to the run that waits for it."""
        return partial(type(self), **self.reason.facts), ()


class UsageError(BackstrideError):
    """The command or the configuration is wrong."""

    exit_code = 2


class UnknownSetting(UsageError):
    """`backstride.toml` has a key nobody knows."""

    sentence = N_("{path}: unknown setting '{key}'; did you mean '{nearest}'?")


class BadSetting(UsageError):
    """`backstride.toml` has a value that does not fit."""

    sentence = N_("{path}: setting '{key}' does not fit: {problem}. Correct it and run again.")


class BrokenSettings(UsageError):
    """`backstride.toml` is not valid TOML."""

    sentence = N_("{path} is not valid TOML: {problem}. Correct that line and run again.")


class BadName(UsageError):
    """An athlete's name that cannot be a folder and a page."""

    sentence = N_(
        "'{name}' cannot be an athlete's name: use 1 to 64 letters, digits, '-', '_' or spaces, "
        "and not 'index'."
    )


class NameTaken(UsageError):
    """Two athletes whose names differ by capitals alone."""

    sentence = N_(
        "'{name}' and '{other}' would be one folder on many disks. Choose another name, or go on "
        "with '{other}'."
    )


class UnknownAthlete(UsageError):
    """A command names an athlete nobody has added."""

    sentence = N_(
        "There is no athlete '{name}' in {home}. Known: {known}. "
        "To add one: backstride athlete add '{name}'"
    )


class WhichAthlete(UsageError):
    """A command that is for one athlete, where there are several."""

    sentence = N_("Say whose: --athlete NAME. There are {known}.")


class NoWarehouse(UsageError):
    """A question before the first run."""

    sentence = N_("{home} holds no results yet. Drop exports into {inbox} and run: backstride run")


class NotADemoHome(UsageError):
    """The demo would mix made-up athletes with somebody's own data."""

    sentence = N_(
        "{home} holds data of your own; the demo does not mix made-up athletes into it. "
        "Give it a folder of its own: backstride demo --home PATH"
    )


class BadQuery(UsageError):
    """A `backstride query` DuckDB does not accept."""

    sentence = N_("DuckDB does not accept this query: {problem}")


class BadDate(UsageError):
    """A date on the command line that is none, or that cannot be."""

    sentence = N_(
        "'{text}' is not a date Backstride can use: write it as {example}, from 1990 to today."
    )


class HomeBusy(BackstrideError):
    """Another run works on the same home folder."""

    sentence = N_("Another Backstride run is working on {home}. Try again when it has finished.")


class HomeUnwritable(BackstrideError):
    """A disk that is full or read-only."""

    sentence = N_(
        "{path} cannot be written: {problem}. Nothing was lost; free space or change the "
        "permissions and run again."
    )


class WorkerLost(BackstrideError):
    """One of the processes that share the work was killed, as systems do when memory runs out."""

    sentence = N_(
        "A process that shared the work was stopped from outside, most often because memory ran "
        "out. Nothing was lost; close other programs and run again."
    )


class WarehouseOpen(BackstrideError):
    """Another program, such as DuckDB's own, writes to a warehouse."""

    sentence = N_("{path} is open in another program. Close it there and run again.")


class WarehouseDamaged(BackstrideError):
    """A warehouse DuckDB cannot read, and no copy that could stand in for it."""

    sentence = N_(
        "{path} cannot be read as a warehouse: {problem}. Your files are safe in {archive}. Move "
        "it away and run again: they are all read again; if runs are missing then, copy them "
        "from there into {inbox}."
    )


class CheckFailed(BackstrideError):
    """A law of the warehouse does not hold: our bug, so nothing is published."""

    sentence = N_(
        "Check {check} found {rows} rows that should not exist, so the pages were left as they "
        "were. Please report this; your files are safe in {archive}."
    )


class FileChanged(BackstrideError):
    """A file that somebody writes to, or takes away, while it is being read."""

    sentence = N_("{name} changed while it was read. It stays in the inbox for the next run.")


class FileProblem(BackstrideError):
    """One file that cannot be loaded; the run goes on."""


class NotAnActivity(FileProblem):
    """A file without any activity: settings, monitoring, sleep, a course."""

    sentence = N_("Not an activity ({kind}); nothing to load.")


class UnreadableFile(FileProblem):
    """A file of which nothing can be read."""

    sentence = N_("Nothing readable: {problem}. Export the file again from the watch or the app.")
