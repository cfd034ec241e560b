"""What the terminal says: sentences in the user's language, progress on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

import typer

from dashboards.i18n import Language, Translator, translator
from pipeline.athlete_settings import Units
from pipeline.errors import N_, BackstrideError, Reason
from pipeline.home import Home

if TYPE_CHECKING:  # a command that only asks need not load the whole pipeline
    from rich.progress import Progress, TaskID

    from pipeline.progress import Report
    from pipeline.refresh import Refreshed

STAGES = {
    "wait": N_("Waiting for another run to finish"),
    "scan": N_("Looking into the inbox"),
    "decode": N_("Reading files"),
    "load": N_("Keeping files"),
    "match": N_("Matching sessions"),
    "verify": N_("Hashing originals"),
    "build": N_("Computing load"),
    "associate": N_("Testing load against pain"),
    "plan": N_("Working out what may be run next"),
    "render": N_("Writing pages"),
    "export": N_("Writing tables"),
}


def system_language() -> Language:
    """Return German where the system speaks it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "de" if (spoken or "").startswith("de") else "en"


class Terminal:
    """Says things in one language: results on stdout, everything else on stderr.

    Parameters
    ----------
    language
        Of the sentences.
    units
        Of distances.
    """

    def __init__(self, language: Language, units: Units = "metric") -> None:
        self.t: Translator = translator(language, units)

    def say(self, sentence: str, **facts: object) -> None:
        """Print a translated sentence to stdout."""
        typer.echo(self.t.gettext(sentence, **facts))

    def note(self, sentence: str, **facts: object) -> None:
        """Print a translated sentence to stderr."""
        typer.echo(self.t.gettext(sentence, **facts), err=True)

    def tell(self, reason: Reason) -> None:
        """Print a stored sentence to stderr."""
        typer.echo(reason.told(self.t.gettext), err=True)

    def fail(self, error: BackstrideError) -> int:
        """Print an error's one sentence to stderr and return its exit code."""
        self.tell(error.reason)
        return error.exit_code

    def summary(self, done: "Refreshed") -> None:
        """Tell what a run did, then the pages, one absolute path a line, never wrapped."""
        for notice in done.notices:
            self.tell(notice)
        self._tell_files(done)
        self._tell_sessions(done)
        for page in done.pages:
            typer.echo(str(page))

    def _tell_files(self, done: "Refreshed") -> None:
        t, files = self.t, done.files
        if files["seen"]:
            told = t.ngettext(
                "{n} file: {loaded} loaded, {duplicate} known already, {ignored} without an "
                "activity, {quarantined} refused.",
                "{n} files: {loaded} loaded, {duplicate} known already, {ignored} without an "
                "activity, {quarantined} refused.",
                files["seen"],
                **{name: t.number(count, 0) for name, count in files.items()},
            )
            typer.echo(told)
        else:
            self.say(N_("Nothing new in the inbox."))
        if done.growing:
            told = t.ngettext(
                "{n} file is still being written; the next run takes it.",
                "{n} files are still being written; the next run takes them.",
                done.growing,
            )
            typer.echo(told)
        if files["quarantined"]:
            self.say(N_("Refused files lie in quarantine/, each beside its reason."))

    def _tell_sessions(self, done: "Refreshed") -> None:
        t, merged = self.t, done.sessions["merged"]
        if merged:
            told = t.ngettext(
                "{n} session tells of a run another file tells of, too; it counts once.",
                "{n} sessions tell of a run another file tells of, too; each counts once.",
                merged,
            )
            typer.echo(told)
        told = t.ngettext(
            "{n} session, {new} new, in {seconds} s. Open:",
            "{n} sessions, {new} of them new, in {seconds} s. Open:",
            done.sessions["total"],
            new=t.number(done.sessions["new"], 0),
            seconds=t.number(done.seconds, 1),
        )
        typer.echo(told)

    @contextmanager
    def progress(self) -> Iterator["Report"]:
        """Show how far a run is, on stderr; silent where that is no terminal."""
        if not sys.stderr.isatty():
            yield lambda _stage, _done, _total: None
            return
        bar = _bar()
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(self.t.gettext(STAGES[stage]), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        with bar:
            yield report


def _bar() -> "Progress":
    """Return the bars of a run's stages; rich takes a tenth of a second to import."""
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


class _LogFile(RotatingFileHandler):
    """A log that does without the lines a full disk has no room for."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Pass over what the disk refuses: the run says so itself, in one sentence."""
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)


def log_to(home: Home) -> None:
    """Write the program's own log into the home folder."""
    home.logs.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(
        home.logs / "backstride.log",
        maxBytes=1_000_000,
        backupCount=3,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for package in ("pipeline", "dashboards", "flows"):
        logger = logging.getLogger(package)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # Prefect would print every line
        logger.addHandler(handler)
