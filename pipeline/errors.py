"""Everything that can go wrong, as sentences: what, where, and what to do.

BackstrideError            the run failed (exit 1)
├── UsageError             wrong usage or configuration (exit 2)
│   ├── UnknownSetting, BadSetting, BrokenSettings, BadName, UnknownAthlete, WhichAthlete
│   ├── NoWarehouse, NotADemoHome, BadQuery, BadDate
│   ├── BadDiaryEntry      and why; nothing was written
│   └── BadMark            and why; nothing was written
├── HomeBusy               another run holds the home folder
├── HomeUnwritable         a disk that is full or read-only
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


class UnknownAthlete(UsageError):
    """A command names an athlete nobody has added."""

    sentence = N_(
        "There is no athlete '{name}' in {home}. Known: {known}. "
        "To add one: backstride athlete add '{name}'"
    )


class WhichAthlete(UsageError):
    """A command that is for one athlete, where there are several."""

    sentence = N_("Say whose entry it is with --athlete NAME. Known: {known}.")


class NoWarehouse(UsageError):
    """A question before the first run."""

    sentence = N_("{home} holds no results yet. Drop exports into {inbox} and run: backstride run")


class NotADemoHome(UsageError):
    """The demo would mix made-up athletes with somebody's own data."""

    sentence = N_(
        "{home} holds data of your own; the demo does not mix made-up athletes into it. "
        "Give it a folder of its own: backstride demo --home PATH"
    )


class BadDiaryEntry(UsageError):
    """A diary entry that says something impossible; nothing is written."""


class NotOnScale(BadDiaryEntry):
    """A rating outside 0 to 10."""

    sentence = N_("{column} is {value}; use 0-10. Nothing was written.")


class NoSuchMoment(BadDiaryEntry):
    """A time of day nobody knows."""

    sentence = N_(
        "'{value}' is no time of day; use morning, before, during, after, evening or "
        "next_morning. Nothing was written."
    )


class NothingSaid(BadDiaryEntry):
    """An entry without a rating."""

    sentence = N_("There is nothing to write: give your pain from 0 to 10.")


class DiaryRowTooLong(BadDiaryEntry):
    """A diary whose rows cannot be told apart into columns."""

    sentence = N_(
        "Line {line} of the diary has more cells than its first line; put its text into quotation "
        "marks. Nothing was written."
    )


class NotThatDiary(BadDiaryEntry):
    """A file in the diary's place that is no diary."""

    sentence = N_("{path} is no pain diary; move it away. Nothing was written.")


class BadMark(UsageError):
    """A mark of days that says something impossible; nothing is written."""


class NoSuchMark(BadMark):
    """A kind of day nobody knows."""

    sentence = N_("There is no mark '{kind}'; use {known}. Nothing was written.")


class EndsBeforeItBegins(BadMark):
    """A span of days that runs backwards."""

    sentence = N_("{to_date} lies before {from_date}. Nothing was written.")


class BadStatement(UsageError):
    """A word about sessions that says something impossible; nothing is written."""


class NoteTooLong(BadStatement):
    """A note that is a book."""

    sentence = N_(
        "The note has {length} characters; {longest} is the most. Shorten it. Nothing was written."
    )


class NotADistance(BadStatement):
    """A distance without a unit, or none at all."""

    sentence = N_(
        "'{text}' is no distance Backstride understands: write it as 8.2km, 8200m or 5mi, up to "
        "{most} km. Nothing was written."
    )


class NotADuration(BadStatement):
    """A duration without a unit, or none at all."""

    sentence = N_(
        "'{text}' is no duration Backstride understands: write it as 45min, 1h10, 1:10:00 or "
        "45:30, up to {most} hours. Nothing was written."
    )


class AmbiguousDuration(BadStatement):
    """A duration that two people would read differently."""

    sentence = N_(
        "'{text}' could mean two durations: write it as {one} or as {other}. Nothing was written."
    )


class NotATime(BadStatement):
    """A time of day nobody knows."""

    sentence = N_("'{text}' is no time of day: write it as 18:30. Nothing was written.")


class NoSuchSport(BadStatement):
    """A sport nobody knows."""

    sentence = N_("There is no sport '{text}'; did you mean '{nearest}'? Nothing was written.")


class NothingKnown(BadStatement):
    """A session to add of which neither distance nor duration is known."""

    sentence = N_(
        "Give the distance, the duration or both; '-' stands for one you do not know. "
        "Nothing was written."
    )


class NothingToCorrect(BadStatement):
    """A correction that corrects nothing."""

    sentence = N_(
        "Say what is to be corrected: --distance, --duration, --sport, --rpe or --date. "
        "Nothing was written."
    )


class TooFast(BadStatement):
    """Distance and duration that do not go together."""

    sentence = N_(
        "{km} km in {minutes} min would be {speed} km/h, more than {sport} allows ({most} km/h). "
        "Check distance, duration and sport. Nothing was written."
    )


class NoSuchSession(BadStatement):
    """A session nobody has heard of."""

    sentence = N_(
        "There is no session '{text}' in {path}. Give the first 4 or more characters of its id, or "
        "a date with one session on it; to see them: backstride sessions"
    )


class WhichSession(BadStatement):
    """Words that fit several sessions."""

    sentence = N_("'{text}' fits {count} sessions: {sessions}. Give more of the id you mean.")


class SameSession(BadStatement):
    """A pair that is one and the same session."""

    sentence = N_("{a} and {b} are one and the same session. Name two; nothing was written.")


class TwoAthletes(BadStatement):
    """Sessions of two people, which are never one."""

    sentence = N_(
        "{a} is a session of {owner}, {b} one of {other}: each stays their own. Nothing was written."
    )


class NotExcluded(BadStatement):
    """A session to be taken in again that was never taken out."""

    sentence = N_("{session} is not excluded, so there is nothing to take back.")


class NothingToTakeBack(BadStatement):
    """A journal in which nothing counts."""

    sentence = N_("{path} holds nothing that could be taken back.")


class NoSuchLine(BadStatement):
    """A number no line of the journal has."""

    sentence = N_(
        "{folder} has no line {number} of yours; the last is {last}. To see them: "
        "backstride journal"
    )


class TakenBackAlready(BadStatement):
    """A line that no longer counts."""

    sentence = N_(
        "Line {number} has been taken back already. To bring it back, take back the undo that took "
        "it; to see them: backstride journal"
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


class JournalBusy(BackstrideError):
    """Somebody writes into the journals and does not stop."""

    sentence = N_(
        "{path} is held by another program, so nothing was written. Close that and try again."
    )


class HomeUnwritable(BackstrideError):
    """A disk that is full or read-only."""

    sentence = N_(
        "{path} cannot be written: {problem}. Nothing was lost; free space or change the "
        "permissions and run again."
    )


class WarehouseOpen(BackstrideError):
    """Another program, such as DuckDB's own, writes to a warehouse."""

    sentence = N_("{path} is open in another program. Close it there and run again.")


class WarehouseDamaged(BackstrideError):
    """A warehouse DuckDB cannot read, and no copy that could stand in for it."""

    sentence = N_(
        "{path} cannot be read as a warehouse: {problem}. Your files are safe in {archive}. Move "
        "it away and run again; if runs are missing then, copy the files from there into {inbox}."
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


class NotADiary(NotAnActivity):
    """A table without a pain column."""

    sentence = N_("No column called pain or Schmerz; found: {columns}")


class UnreadableFile(FileProblem):
    """A file of which nothing can be read."""

    sentence = N_("Nothing readable: {problem}. Export the file again from the watch or the app.")


class DiaryWithoutDate(UnreadableFile):
    """A diary whose days nobody can tell."""

    sentence = N_(
        "No column called date or Datum; found: {columns}. "
        "Name the column in the first line and drop the file again."
    )
