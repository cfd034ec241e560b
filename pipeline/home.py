"""The home folder: where everything a runner owns lives."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import BadName, HomeBusy, HomeUnwritable

ME = "me"
LEDGER = ".files.csv"
ATHLETE_NAME = re.compile(r"[\w\- ]{1,64}")


@dataclass(frozen=True)
class Home:
    """Paths inside one home folder.

    Attributes
    ----------
    root
        The folder itself, absolute.
    """

    root: Path

    @property
    def inbox(self) -> Path:
        """Where exports are dropped."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Every accepted original, byte for byte, named by its sha256."""
        return self.root / "archive"

    @property
    def quarantine(self) -> Path:
        """Every refused original, beside a file that says why."""
        return self.root / "quarantine"

    @property
    def diary(self) -> Path:
        """One live pain diary per athlete."""
        return self.root / "diary"

    @property
    def journal(self) -> Path:
        """What the user has said about sessions and days, append-only."""
        return self.root / "journal"

    @property
    def dashboards(self) -> Path:
        """The pages."""
        return self.root / "dashboards"

    @property
    def work(self) -> Path:
        """Temporary files and the writer's own warehouse."""
        return self.root / "work"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.root / "logs"

    @property
    def prefect(self) -> Path:
        """Prefect's own server and database."""
        return self.root / "prefect"

    @property
    def settings_file(self) -> Path:
        """The configuration."""
        return self.root / "backstride.toml"

    @property
    def warehouse(self) -> Path:
        """The published warehouse, free to open for readers at any time."""
        return self.root / "warehouse.duckdb"

    @property
    def working_warehouse(self) -> Path:
        """The writer's copy of the warehouse."""
        return self.work / "warehouse.duckdb"

    def page(self, name: str, language: str = "en") -> Path:
        """Return the path of a page; English carries no language in its name."""
        suffix = ".html" if language == "en" else f".{language}.html"
        return self.dashboards / f"{name}{suffix}"

    def ledger(self, athlete_id: str) -> Path:
        """Return where it is written which originals are an athlete's; no name holds a dot."""
        return self.journal / f"{athlete_id}{LEDGER}"

    def ledgers(self) -> dict[str, Path]:
        """Return the athletes who have a ledger, and where."""
        paths = sorted(self.journal.glob(f"*{LEDGER}"))
        return {path.name.removesuffix(LEDGER): path for path in paths if path.is_file()}

    def create(self) -> None:
        """Make every folder that is missing.

        Raises
        ------
        HomeUnwritable
            If the disk refuses.
        """
        folders = (
            self.inbox,
            self.archive,
            self.quarantine,
            self.diary,
            self.journal,
            self.dashboards,
            self.work,
            self.logs,
        )
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise HomeUnwritable(
                path=str(problem.filename), problem=str(problem.strerror)
            ) from problem

    @contextmanager
    def lock(
        self, *, wait_s: float = 0, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[None]:
        """Hold the home folder for one writer; the system lets go of it when a run is killed.

        Parameters
        ----------
        wait_s
            How long another run may take to finish.
        waiting
            Called once if there is another run.

        Raises
        ------
        HomeBusy
            If another run still holds it then.
        """
        lock = FileLock(self.work / "run.lock")
        try:
            _acquire(lock, wait_s, waiting)
        except Timeout as problem:
            raise HomeBusy(home=str(self.root)) from problem
        try:
            yield
        finally:
            lock.release()


def _acquire(lock: FileLock, wait_s: float, waiting: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=wait_s)


def is_athlete_name(name: str) -> bool:
    """Tell whether a name can be a folder and a page."""
    return bool(ATHLETE_NAME.fullmatch(name)) and name.strip() == name and name.lower() != "index"


def checked_athlete_name(name: str) -> str:
    """Return `name` if it can be an athlete's.

    Raises
    ------
    BadName
        If it could not be a folder and a page.
    """
    if not is_athlete_name(name):
        raise BadName(name=name)
    return name
