"""The command line: every command a sentence of help, every error one sentence."""

import atexit
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from enum import StrEnum
from typing import Annotated

import typer

from flows import answering, correcting, exporting, keeping, taking_back
from flows.console import Terminal, log_to, system_language
from flows.diary import commands as diary
from flows.options import (
    AthleteOption,
    DemoHomeOption,
    HomeOption,
    JsonOption,
    NoteOption,
    _,
    home_at,
    spoken,
    tell_written,
    terminal_of,
)
from flows.programme import commands as programme
from flows.shoes import commands as shoes
from flows.strength import commands as strength
from pipeline.errors import N_, BackstrideError, NoWarehouse
from pipeline.settings import add_athlete

INTERRUPTED = 130

app = typer.Typer(
    name="backstride",
    help=_("Running load against your own back pain: exports in, one honest offline page out."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
athlete_app = typer.Typer(
    help=_("Name the athletes whose folders lie in the inbox."), no_args_is_help=True
)
app.add_typer(athlete_app, name="athlete")
app.add_typer(diary.commands)
app.add_typer(answering.commands)
app.add_typer(correcting.commands)
app.add_typer(taking_back.commands)
app.add_typer(programme.commands, name="programme")
app.add_typer(shoes.commands)
app.add_typer(strength.commands)
app.add_typer(exporting.commands)
app.add_typer(keeping.commands)


class Format(StrEnum):
    """How `query` prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command(help=_("Make a Backstride folder and say where exports go."))
def init(home: HomeOption = None) -> None:
    """Make the home folder; an existing one is left as it is."""
    from flows.setting_up import init_home  # noqa: PLC0415 - keeps --help fast

    place = home_at(home)
    init_home(place)
    terminal = terminal_of(place)
    terminal.say(N_("Drop exports (FIT, GPX, TCX) or whole archives of them into:"))
    typer.echo(str(place.inbox))
    terminal.say(N_("Then: backstride run. One number a day for your back: backstride log 3"))


@app.command(help=_("Read the inbox and write the pages."))
def run(
    home: HomeOption = None,
    as_json: JsonOption = False,
    flow: Annotated[
        bool, typer.Option("--flow", help=_("Go through Prefect, as the schedule does."))
    ] = False,
) -> None:
    """Refresh the home folder in process, or through the Prefect flow."""
    from flows.running import run_home, tell_done  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    done = run_home(place, terminal, through_prefect=flow)
    tell_done(done, terminal, as_json=as_json)


@app.command(help=_("Show it all on two made-up runners, through the Prefect flow."))
def demo(home: DemoHomeOption = None, as_json: JsonOption = False) -> None:
    """Fill a folder of its own with the sample data and run the flow on it."""
    from flows.running import run_home, tell_done  # noqa: PLC0415
    from flows.setting_up import fill_with_sample  # noqa: PLC0415

    place = home_at(home, default="~/Backstride-demo")
    fill_with_sample(place)
    terminal = terminal_of(place)
    done = run_home(place, terminal, through_prefect=True)
    tell_done(done, terminal, as_json=as_json)


@app.command(help=_("Run on a schedule, with Prefect's own server and pages."))
def serve(
    home: HomeOption = None,
    every: Annotated[
        str | None, typer.Option(help=_("How often, such as 15m, 2h or 1d."), show_default="15m")
    ] = None,
    cron: Annotated[
        str | None, typer.Option(help=_("Instead: a cron schedule, such as '0 6 * * *'."))
    ] = None,
    port: Annotated[
        int, typer.Option(help=_("Port of Prefect's pages on this computer."), min=1024, max=65535)
    ] = 4200,
) -> None:
    """Serve the flow until interrupted; the first run starts at once."""
    from flows import schedule  # noqa: PLC0415

    if every and cron:
        raise typer.BadParameter(_("Give --every or --cron, not both."))
    place = home_at(home)
    place.create()
    terminal = terminal_of(place)
    log_to(place)
    spacing = None if cron else schedule.interval(every or "15m")
    with schedule.server(place, port):
        checked = schedule.checked_cron(cron) if cron else None
        terminal.say(N_("Serving. Prefect's pages: {url}"), url=schedule.ui_url(port))
        terminal.say(N_("Drop exports into {inbox}"), inbox=place.inbox)
        terminal.say(N_("Your page: {page}"), page=place.page("index", terminal.t.language))
        terminal.say(N_("What the runs print: {log}"), log=schedule.log_of_runs(place))
        terminal.say(N_("Stop with Ctrl-C."))
        sys.stdout.flush()
        try:
            schedule.serve(place, spacing, checked)
        except KeyboardInterrupt:
            terminal.say(N_("Stopped."))


@app.command(help=_("Mark days: unknown, ill, injured, or seen_by_doctor."))
def mark(
    kind: Annotated[str, typer.Argument(help="unknown, ill, injured, seen_by_doctor")],
    from_date: Annotated[str, typer.Argument(help=_("First day, such as 2026-11-20."))],
    to_date: Annotated[
        str | None, typer.Argument(help=_("Last day; the first one where absent."))
    ] = None,
    home: HomeOption = None,
    athlete: AthleteOption = None,
    note: NoteOption = "",
) -> None:
    """Append a span of days to the journal."""
    from flows.diary.log import mark_days  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    said = mark_days(place, athlete, kind=kind, from_date=from_date, to_date=to_date, note=note)
    tell_written(said, terminal)


@app.command(help=_("Ask the warehouse a question in SQL."))
def query(
    sql: Annotated[str, typer.Argument(help=_("For example: select * from fct_status"))],
    home: HomeOption = None,
    form: Annotated[
        Format, typer.Option("--format", help=_("How rows are printed."))
    ] = Format.TABLE,
) -> None:
    """Run a read-only query on the published warehouse."""
    from flows.asking import print_query  # noqa: PLC0415

    place = home_at(home)
    if not place.warehouse.exists():
        raise NoWarehouse(home=str(place.root), inbox=str(place.inbox))
    print_query(place, sql, form)


@app.command(help=_("Check the folder, the program and what it needs."))
def doctor(
    home: HomeOption = None,
    is_verifying: Annotated[
        bool, typer.Option("--verify", help=_("Hash every original again; this may take minutes."))
    ] = False,
) -> None:
    """Say what is fine and what is not, with what to do about it."""
    from flows.doctor import examine, examine_originals, print_findings  # noqa: PLC0415

    place = home_at(home)
    terminal = Terminal(system_language())
    findings = examine(place)
    if is_verifying:
        with terminal.progress() as report:
            findings += examine_originals(place, report)
    print_findings(findings, terminal)
    raise typer.Exit(int(any(not finding.is_fine for finding in findings)))


@athlete_app.command("add", help=_("Make a folder of the inbox an athlete's."))
def athlete_add(
    name: Annotated[str, typer.Argument(help=_("The folder's name."))],
    home: HomeOption = None,
    display_name: Annotated[
        str | None, typer.Option("--display-name", help=_("The name on the page."))
    ] = None,
) -> None:
    """Name an athlete in the settings and make their folder."""
    place = home_at(home)
    place.create()
    terminal = terminal_of(place)
    added = add_athlete(place, name, display_name)
    (place.inbox / name).mkdir(exist_ok=True)
    if added:
        terminal.say(N_("{name} is an athlete now. Drop their exports into:"), name=name)
    else:
        terminal.say(N_("{name} was an athlete already. Their exports go into:"), name=name)
    typer.echo(str(place.inbox / name))


def main() -> None:
    """Run a command; a failure is one sentence on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    code = 1

    def leave() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    # Registered first, so it runs last: after Prefect has stopped its server, the interpreter
    # is left without the teardown in which DuckDB's bindings report Prefect's references.
    atexit.register(leave)
    code = run_command()
    sys.exit(code)


def run_command(words: Sequence[str] | None = None) -> int:
    """Run the command the user typed, or the one given, and return its exit code."""
    return copy_context().run(_run, words)


def _run(words: Sequence[str] | None) -> int:
    try:
        app(words)
    except BackstrideError as error:
        return spoken().fail(error)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
